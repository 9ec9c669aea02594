import { expect, test } from 'vitest'
import type { LetterDocument } from './letter.ts'
import { docxPart, paragraphTexts } from './fixtures.ts'
import { writeLetterDocx } from './letter.ts'

const letter: LetterDocument = {
  kind: '受理告知书',
  issuerMark: '清河县妇女联合会',
  number: '清妇信〔2026〕12号',
  title: '关于反映家庭暴力事项的受理告知书',
  addressee: '林小满女士',
  body: [{ kind: 'p', runs: ['您反映的事项已受理，将于2026年5月8日前办结，电话：0000-0000000。'] }],
  issuer: '清河县妇女联合会',
  date: '2026-03-09',
  copyTo: ['县信访局'],
}

const file = await writeLetterDocx(letter)
const body = docxPart(file, 'word/document.xml')
const parts = ['header1', 'header2', 'header3', 'footer1', 'footer2', 'footer3'].map((name) =>
  docxPart(file, `word/${name}.xml`),
)

test('the mark stands 30 mm from the edge over a thick-thin red line of 170 mm', () => {
  const head = parts.find((part) => part.includes('清河县妇女联合会')) ?? ''
  expect(body).toMatch(/<w:pgMar [^>]*w:header="1700"/)
  expect(head).toMatch(/<w:bottom [^>]*w:val="thickThinSmallGap"|<w:bottom w:val="thickThinSmallGap"/)
  const [, left = '0', right = '0'] = /w:left="(-\d+)" w:right="(-\d+)"/.exec(head) ?? []
  const millimetres = ((11906 - 1587 - 1474 - Number(left) - Number(right)) / 1440) * 25.4
  expect(millimetres).toBeCloseTo(170, 0)
})

test('the first page has the lower line and no page number; later pages have numbers', () => {
  expect(body).toContain('<w:titlePg/>')
  const foot = parts.filter((part) => part.includes('thinThickSmallGap'))
  expect(foot).toHaveLength(1)
  expect(foot[0]).not.toContain('PAGE')
  expect(parts.filter((part) => part.includes('PAGE'))).toHaveLength(2)
})

test('number at the right, copies without lines', () => {
  expect(paragraphTexts(body)[0]).toBe('|清妇信〔2026〕12号')
  expect(paragraphTexts(body)).toContain('抄送：县信访局。')
  expect(body).not.toContain('印发')
})

test('the file itself does not tell the matter', () => {
  const core = docxPart(file, 'docProps/core.xml')
  expect(core).toContain('清妇信〔2026〕12号')
  expect(core).not.toMatch(/暴力|林小满|告知/)
})
