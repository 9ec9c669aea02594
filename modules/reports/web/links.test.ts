import { expect, test } from 'vitest'
import { classForm, printedReturn } from '#catalogue/rights/report-forms.ts'
import { openingCodes, recordsOf, toRecords } from './links.ts'

const figure = {
  id: 'petition.received@2025H1',
  measure: 'petition.received',
  period: '2025H1',
  why: null,
  type: 'count' as const,
}

test('a class opens by its own code, which holds the sub-classes; a merged line by each of its codes', () => {
  for (const section of classForm.sections.filter(({ codes }) => codes[0] !== ''))
    expect(openingCodes(section.codes, true)).toEqual([section.key])
  const bigamy = printedReturn('431281', { key: '2014H1' })?.form.sections[0]?.lines[2]
  expect(openingCodes(bigamy?.codes ?? [], false)).toEqual(['0107', '0108', '0109'])
})

test('the rest line of an old return does not open its whole class', () => {
  const rest = printedReturn('431281', { key: '2014H1' })?.form.sections[0]?.lines.find(({ key }) => key === '01.6')
  const id = 'petition.received@2014H1[class:01.6]'
  const opened = recordsOf({ ...figure, id, cut: { category: rest?.codes ?? [] } }, '431281')
  expect(rest?.codes).toContain('01')
  expect(opened.map(({ category }) => category)).toEqual(rest?.codes.filter((code) => code !== '01'))
  expect(opened.map(({ category }) => category)).toContain('0199')
})

test('the address carries place, period and cut', () => {
  const [at] = recordsOf(
    { ...figure, id: `${figure.id}[class:01]`, cut: { category: ['01', '0101', '0102'] } },
    '430202',
  )
  expect(at && toRecords(at)).toBe('/figures/petition.received/records?unit=430202&period=2025H1&category=01')
  expect(recordsOf({ ...figure, cut: { channel: ['T'] } }, '430202')).toEqual([
    { measure: 'petition.received', unit: '430202', period: '2025H1', channel: 'T' },
  ])
})

test('what is hidden leads nowhere', () => {
  expect(recordsOf({ ...figure, why: 'small', cut: { category: ['0101'] } }, '430202')).toEqual([])
  expect(recordsOf({ ...figure, why: 'covered', cut: {} }, '430202')).toEqual([])
})
