import { PassThrough, Writable } from 'node:stream'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from './read.ts'
import { startsFormula, writeRows } from './write.ts'
import { inflateSmall, zipSummary } from '#platform/files/zip.ts'
import { label } from '#platform/text/label.ts'
import type { OutRow } from './write.ts'

const columns = [
  { key: 'name', label: label('姓名', 'Name') },
  { key: 'id', label: label('身份证号', 'ID number') },
  { key: 'count', label: label('人数', 'Persons'), number: true },
]

const written = async (rows: readonly OutRow[], format: 'xlsx' | 'csv'): Promise<Buffer> => {
  const chunks: Buffer[] = []
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  const each = async function* (): AsyncGenerator<OutRow> {
    yield* rows
  }
  expect(await writeRows(columns, each(), out, format)).toEqual({ rows: rows.length })
  return Buffer.concat(chunks)
}

const readBack = async (bytes: Buffer, format: string): Promise<readonly (readonly string[])[]> => {
  const table = await readTable(bytes, `a.${format}`)
  if (!table.ok) throw new Error(table.reason.zh)
  return table.sheets[0]?.rows.map((row) => row.map((cell) => cell.text)) ?? []
}

const attacks = [
  '=1+1',
  '+86',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\uFF1D1',
  "=cmd|' /C calc'!A0",
  '"=1"',
]

test('no cell of a CSV starts as a formula, and it opens as Chinese', async () => {
  const csv = (
    await written(
      attacks.map((name) => ({ name, id: '430202199001011234', count: -5 })),
      'csv',
    )
  ).toString('utf8')
  expect(csv.startsWith('\uFEFF姓名,身份证号,人数\r\n')).toBe(true)
  for (const line of csv.slice(1).split('\r\n').slice(1, -1)) expect(line).toMatch(/^("?'|"""=1""")/)
  expect(csv).toContain(",'430202199001011234,-5\r\n")
})

test('in a workbook such cells are text under a text format, and no formula is written', async () => {
  const bytes = await written(
    attacks.map((name) => ({ name, id: null, count: -5 })),
    'xlsx',
  )
  const zip = zipSummary(bytes)
  const part = zip.ok ? zip.entries.find((entry) => entry.name === 'xl/worksheets/sheet1.xml') : undefined
  const xml = part === undefined ? '' : (inflateSmall(bytes, part, 1_000_000)?.toString() ?? '')
  expect(xml).toContain('=1+1')
  expect(xml).not.toContain('<f>')
  expect(xml).toMatch(/<c r="A2" s="[1-9]\d*" t="str">/)
  expect((await readBack(bytes, 'xlsx'))[1]).toEqual(['=1+1', '-5'])
})

test.each(['xlsx', 'csv'] as const)('what is written as %s reads back the same', async (format) => {
  const word = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('=', '+', '"', ',', "'", '\n', '女', '𠮷', '_x0041_', '<', '&'),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
    })
    .map((text) => text.trim())
    .filter((text) => text !== '')
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (names) => {
      const bytes = await written(
        names.map((name, count) => ({ name, id: '0731', count })),
        format,
      )
      const expected = names.map((name, count) => [name, '0731', String(count)])
      expect((await readBack(bytes, format)).slice(1)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

test('a text too long for a cell is cut and says so', async () => {
  const rows = await readBack(await written([{ name: '长'.repeat(40_000) }], 'xlsx'), 'xlsx')
  expect(rows[1]?.[0]).toMatch(/已截断\)$/)
  expect(rows[1]?.[0]?.length).toBeLessThanOrEqual(32_767)
})

test.each(['xlsx', 'csv'] as const)('a reader that leaves ends the writing of %s with an error', async (format) => {
  const out = new PassThrough()
  let made = 0
  const endless = async function* (): AsyncGenerator<OutRow> {
    for (;;) yield { name: `第${++made}行`, id: '0731', count: made }
  }
  out.once('data', () => out.destroy())
  await expect(writeRows(columns, endless(), out, format)).rejects.toThrow(/premature close/i)
  expect(made).toBeLessThan(200_000)
})

test('a source that fails is not turned into a file that looks whole', async () => {
  const failing = async function* (): AsyncGenerator<OutRow> {
    yield { name: 'a' }
    throw new Error('source failed')
  }
  for (const format of ['xlsx', 'csv'] as const) {
    const out = new PassThrough()
    out.resume()
    await expect(writeRows(columns, failing(), out, format)).rejects.toThrow('source failed')
    expect(out.destroyed).toBe(true)
  }
})

test.each([
  ['家庭暴力', false],
  ['a=b', false],
  ['', false],
  ['=x', true],
  ['\tx', true],
])('%j starts a formula: %s', (text, starts) => {
  expect(startsFormula(text)).toBe(starts)
})
