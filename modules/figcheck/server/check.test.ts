import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { checkFile } from './check.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('a text is checked in its thread and answers with its changes', async () => {
  const checked = await checkFile(bytes('接待来访(fǎng)80件,办结76件,办结率93%。'), '小结.txt')
  expect(checked).toMatchObject({
    ok: true,
    lines: [{ kind: 'ratio', verdict: 'mismatch', computed: 95, note: '76÷80=95%,原文 93%。' }],
    changes: [{ was: '(fǎng)', why: 'gloss' }],
  })
})

test.each([
  ['空的.txt', bytes('')],
  ['图片.docx', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['程序.doc', bytes('MZ\u0000\u0001')],
  ['坏.docx', Uint8Array.from([0x50, 0x4b, 3, 4, ...deflateRawSync(bytes('nothing'))])],
  ['坏.pdf', bytes('%PDF-1.7\nnothing of a file')],
])('%s is refused in a sentence with its remedy', async (name, file) => {
  const checked = await checkFile(file, name)
  expect(checked).toMatchObject({ ok: false, reason: { zh: expect.stringMatching(/请|可以/) as string } })
})

const now = bytes('2014年总结\n全年受理来信来访612件,比上年增长9.3%。')
test('what a report says of the year before is held against the report of that year', async () => {
  const last = { name: '2013.txt', bytes: bytes('2013年总结\n全年受理来信来访580件。') }
  const checked = await checkFile(now, '2014.txt', last)
  expect(checked).toMatchObject({
    ok: true,
    lines: [
      { verdict: 'mismatch', computed: 5.52, operands: [{ value: 612 }, { value: 580, earlier: true, start: 16 }] },
    ],
    statements: [
      { label: '受理来信来访', value: 612, unit: '件', period: '2014', nature: 'value' },
      { value: 9.3, unit: '%', nature: 'change', verdict: 'mismatch' },
    ],
  })
})

test('an earlier report that cannot be read is named', async () => {
  const checked = await checkFile(now, '2014.txt', { name: '2013.docx', bytes: bytes('no document') })
  expect(checked).toMatchObject({ ok: false, reason: { zh: expect.stringMatching(/^上一份报告:/) as string } })
})

test('the summary among the samples has three numbers that do not fit and one that is lost', async () => {
  const got = await checkFile(readFileSync('samples/往年总结.docx'), '往年总结.docx')
  const verdicts = got.ok ? got.lines.map(({ verdict }) => verdict).filter((one) => one !== 'match') : []
  expect(verdicts.toSorted()).toEqual(['lost', 'mismatch', 'mismatch', 'mismatch'])
})
