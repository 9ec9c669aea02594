import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { decidedFile } from './fixtures.ts'
import { asJson } from './json.ts'
import { sentenceAround } from './sentence.ts'
import { asXlsx } from './xlsx.ts'

const text = `一、接待
接待来访80件,办结76件,办结率95%。接待来信60件,办结45件,办结率70%。参加检查3000人次,其中查出患者83人,占2.76%。
有会员306人,其中甲组156人,乙组36人,丙组144人。`
const bytes = new Uint8Array(Buffer.from(text))
const file = decidedFile(bytes, '总结.txt', text)
const formula = '=HYPERLINK("http://example.org","看")'

const sheetOf = async (of: typeof file, language: 'zh' | 'en' = 'zh'): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await asXlsx(of, language)).buffer as ArrayBuffer)
  return book.worksheets[0] as ExcelJS.Worksheet
}
const rowsOf = (sheet: ExcelJS.Worksheet): string[][] => {
  const rows: string[][] = []
  sheet.eachRow((row) => void rows.push(Array.from({ length: 10 }, (_, at) => row.getCell(at + 1).text)))
  return rows
}

test('a row for each relation, what is wrong first, in words', async () => {
  const [head, ...rows] = rowsOf(await sheetOf(file))
  expect(head).toEqual(['程度', '判断', '类别', '原句', '用到的数', '原文的数', '应为', '说明', '处理', '理由'])
  expect(rows).toHaveLength(file.lines.length)
  expect(rows.map(([severity, verdict, kind]) => `${severity} ${verdict} ${kind}`)).toEqual(['要看 对不上 占比', '要看 对不上 合计', '提示 舍去尾数 占比', '相符 相符 占比'])
  const [, , , sentence, numbers, ...rest] = rows[0] ?? []
  expect(sentence).toBe('接待来信60件,办结45件,办结率70%。')
  expect(numbers).toMatch(/^办结 45件;\S*来信 60件$/)
  expect(rest).toEqual(['70%', '75%', '45÷60=75%,原文 70%。', '还没定', ''])
  expect(rows.at(-1)?.[6]).toBe('')
}) // prettier-ignore

test('a second sheet holds every figure, dated, with its sentence and what the check said of it', async () => {
  const dated = `2014年上半年总结\n${text}比上年增加5件。`
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await asXlsx(decidedFile(bytes, '总结.txt', dated))).buffer as ArrayBuffer)
  const sheet = book.worksheets[1] as ExcelJS.Worksheet
  expect(sheet.name).toBe('数字清单')
  const rows = rowsOf(sheet).map((row) => row.slice(0, 7))
  expect(rows[0]).toEqual(['时期', '数的是什么', '数', '单位', '性质', '核对', '原句'])
  expect(rows).toContainEqual(['2014H1', '接待来访', '80', '件', '数值', '相符', '接待来访80件,办结76件,办结率95%。'])
  expect(rows).toContainEqual(['2014H1', '办结率', '70', '%', '数值', '对不上', '接待来信60件,办结45件,办结率70%。'])
  expect(rows.at(-1)?.slice(2, 6)).toEqual(['5', '件', '增减', ''])
})

test('what was found right stands behind what is wrong, with its reason', async () => {
  const lines = file.lines.map((line, at) => ({
    ...line,
    decision: at === 1 ? { state: 'dismissed' as const, reason: '含上年结转' } : line.decision,
  }))
  const [, ...rows] = rowsOf(await sheetOf({ ...file, lines }))
  expect(rows.map(([severity]) => severity)).toEqual(['要看', '已核', '提示', '相符'])
  expect(rows[1]?.slice(8)).toEqual(['没有错', '含上年结转'])
})

test('no text of a file or a reader is ever a formula', async () => {
  const own = formula + text
  const { lines, ...rest } = decidedFile(bytes, '总结.txt', own)
  const hostile = lines.map((line) => ({
    ...line,
    explanation: { zh: formula, en: formula },
    unit: '=1+1',
    operands: line.operands.map((one) => ({ ...one, label: '=2+2' })),
    decision: { state: 'dismissed' as const, reason: `@SUM(A1)\u0000_x0041_` },
  }))
  const sheet = await sheetOf({ ...rest, lines: hostile })
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      expect(cell.type).toBe(ExcelJS.ValueType.String)
      expect(cell.numFmt).toBe('@')
    }),
  )
  expect(rowsOf(sheet)[1]?.[7]).toBe(formula)
})

test('its head stays in sight, its filters are on, its columns are wide enough to read', async () => {
  const sheet = await sheetOf(file, 'en')
  expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }])
  expect(sheet.autoFilter).toBe('A1:J5')
  expect(sheet.getColumn(4).width).toBe(60)
  expect(rowsOf(sheet)[0]?.[0]).toBe('Severity')
})

test('the lines for programs, with what was said and the digest of the file', () => {
  const lines = file.lines.map((line) => ({ ...line, decision: { state: 'accepted' as const, reason: null } }))
  const told = JSON.parse(asJson({ ...file, lines }))
  expect(told).toMatchObject({
    file: '总结.txt',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    by: '清河县妇联权益部',
    at: '2026-03-03T01:05:00.000Z',
  })
  expect(told.lines).toHaveLength(file.lines.length)
  for (const [at, line] of told.lines.entries()) {
    const { decision: _, explanation: __, mark: ___, ...own } = file.lines[at] as (typeof file.lines)[number]
    expect(line).toEqual({ file: '总结.txt', ...own, decision: 'accepted', reason: null })
    expect(text.slice(line.start, line.end)).toBe(line.quote)
  }
})

test.each([
  ['甲。乙1件,丙2件。丁。', 3, 8, '乙1件,丙2件。'],
  ['甲。乙1件。丙2件。丁', 3, 7, '乙1件。丙2件。'],
  ['标题\n乙1件\n丙2件\n丁', 3, 10, '乙1件 丙2件'],
])('the sentence around %s from %i to %i', (whole, start, end, sentence) => {
  expect(sentenceAround(whole, start, end)).toBe(sentence)
})

test('a sentence without an end is cut, around the place it is asked for', () => {
  const long = '长'.repeat(2000)
  expect(sentenceAround(`${long}1件,2件${long}`, 2000, 2005)).toMatch(/^长{600}…长{600}$/)
})
