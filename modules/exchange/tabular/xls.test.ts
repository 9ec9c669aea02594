import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import { openTable } from './open.ts'
import { readTable } from './read.ts'

/** An .xls as old offices saved it, with what the cells hold. */
const saved = (rows: readonly (readonly unknown[])[], merges: readonly string[] = [], hidden = false): Buffer => {
  const book = utils.book_new()
  const sheet = utils.aoa_to_sheet(rows as unknown[][])
  sheet['!merges'] = merges.map((one) => utils.decode_range(one))
  utils.book_append_sheet(book, sheet, '2014年')
  if (hidden) {
    utils.book_append_sheet(book, utils.aoa_to_sheet([['旧']]), '作废')
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  }
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
}

const cells = async (bytes: Buffer): Promise<ReadonlyMap<string, Cell>> => {
  const table = await readTable(bytes, '台账.xls')
  if (!table.ok) throw new Error(table.reason.zh)
  return new Map(table.sheets[0]?.rows.flat().map((cell) => [cell.address, cell]))
}

test('an old workbook shows its words, dates in their formats, numbers and errors as the sheet does', async () => {
  const found = await cells(
    saved([
      ['姓名', '日期', '时间', '号码', '人数', '错'],
      [
        '覃小满',
        { t: 'n', v: 41706, z: 'yyyy"年"m"月"d"日"' },
        { t: 'n', v: 41706.5, z: 'yyyy-m-d h:mm' },
        '430202197307189963',
        3,
        { t: 'e', v: 0x2a },
      ],
      ['瞿小雨', { t: 'n', v: 41707, z: 'm/d/yy' }, true, { t: 'n', v: 43020219730718e10, z: '0' }],
    ]),
  )
  expect(['A2', 'B2', 'C2', 'D2', 'E2', 'B3', 'C3'].map((at) => found.get(at)?.text)).toEqual([
    '覃小满',
    '2014-03-08',
    '2014-03-08 12:00',
    '430202197307189963',
    '3',
    '2014-03-09',
    '是',
  ])
  expect(found.get('F2')?.fault?.zh).toContain('#N/A')
  expect(found.get('D3')?.fault?.zh).toContain('后三位已丢失')
})

test('merged cells of an old workbook stand in every row and column they cover, hidden sheets are known as such', async () => {
  const bytes = saved(
    [
      ['求助人', '', '日期'],
      ['姓名', '电话', ''],
      ['覃小满', '13800001234', '2014-3-8'],
    ],
    ['A1:B1', 'C1:C2'],
    true,
  )
  const found = await cells(bytes)
  expect(found.get('B1')).toMatchObject({ text: '求助人', mergedFrom: 'A1' })
  expect(found.get('C2')).toMatchObject({ text: '日期', mergedFrom: 'C1' })
  const table = await readTable(bytes, '台账.xls')
  expect(table.ok && table.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['2014年', false],
    ['作废', true],
  ])
})

test('the same table as .xls and as .csv is the same file', async () => {
  const rows = [
    ['姓名', '日期'],
    ['覃小满', '2014-3-8'],
  ]
  const csv = Buffer.from(rows.map((row) => row.join(',')).join('\n'))
  const digests: string[] = []
  for (const [bytes, name] of [
    [saved(rows), '台账.xls'],
    [csv, '台账.csv'],
  ] as const) {
    const table = await openTable(bytes, name)
    if (!table.ok) throw new Error(table.reason.zh)
    digests.push(table.digest)
    await table.close()
  }
  expect(digests[0]).toBe(digests[1])
})

test('a table that takes too long or too much memory is refused, and the server goes on', async () => {
  const many = Buffer.from(Array.from({ length: 150_000 }, (_, row) => `${row},甲,乙,丙,丁,戊,己,庚`).join('\n'))
  const slow = await openTable(many, '大.csv', { seconds: 0.001, heap: 512 })
  expect(slow).toMatchObject({ ok: false })
  expect(slow.ok ? '' : slow.reason.zh).toContain('一分钟内没有读完')
  const large = await openTable(many, '大.csv', { seconds: 60, heap: 24 })
  expect(large.ok ? '' : large.reason.zh).toContain('占用的内存太多')
})
