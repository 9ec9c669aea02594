import { utils, write } from '@e965/xlsx'
import iconv from 'iconv-lite'
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

const page = (rows: string): string =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{mso-number-format:"\\@";}</style></head><body><table border=1>${rows}</table></body></html>`

test('a web page under the name of an .xls is read: merged cells, long numbers as they stand, line ends, in the signs of its time', async () => {
  const rows =
    '<tr><td colspan=3>荷塘区来访登记</td></tr><tr><th>编号</th><th>姓名</th><th>身份证号</th></tr>' +
    '<tr><td rowspan="2">A&amp;1</td><td><b>覃小满</b></td><td>430202197307189963</td></tr><tr><td>瞿小雨<br>代述</td><td>2024-03-08</td></tr>'
  const found = await cells(iconv.encode(page(rows), 'gb18030'))
  expect(['A1', 'C1', 'A3', 'B3', 'C3', 'A4', 'B4', 'C4'].map((at) => found.get(at)?.text)).toEqual([
    '荷塘区来访登记',
    '荷塘区来访登记',
    'A&1',
    '覃小满',
    '430202197307189963',
    'A&1',
    '瞿小雨\n代述',
    '2024-03-08',
  ])
})

test.each([
  ['no table', '<html><body><p>请登录</p></body></html>'],
  ['a table that never ends', '<html><table><tr><td>姓名'],
  ['an archive of a page', 'MIME-Version: 1.0\r\nContent-Type: multipart/related'],
  ['a workbook in XML', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'],
])('a page with %s is refused with the way out', async (_, text) => {
  const table = await readTable(Buffer.from(text), '台账.xls')
  expect(table).toMatchObject({ ok: false, reason: { zh: expect.stringContaining('请用 WPS 打开,另存为 .xlsx') } })
})

test('a page with cells as wide as the sea is ended like any table that takes too long, or read', async () => {
  const far = page('<tr><td colspan=2000000000>姓名</td><td>覃小满</td></tr>'.repeat(300))
  const table = await openTable(Buffer.from(far), '台账.xls', { seconds: 2, heap: 256 })
  if (table.ok) await table.close()
  expect(table).toMatchObject({ ok: false, reason: { zh: expect.stringContaining('没有读') } })
})
