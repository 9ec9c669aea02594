import ExcelJS from 'exceljs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from './read.ts'
import { buildOle, buildZip } from '#platform/files/fixtures.ts'
import type { Cell, Sheet } from './cell.ts'

const sheets = async (bytes: Uint8Array): Promise<readonly Sheet[]> => {
  const table = await readTable(bytes, '表.xlsx')
  if (!table.ok) throw new Error(table.reason.zh)
  return table.sheets
}

const made = async (
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<ReadonlyMap<string, Cell>> => {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('登记'), book)
  const [sheet] = await sheets(new Uint8Array(await book.xlsx.writeBuffer()))
  return new Map(sheet?.rows.flat().map((cell) => [cell.address, cell]))
}

/** A workbook written by hand, for what exceljs cannot write. */
const raw = (
  sheetData: string,
  options: { styles?: string; strings?: string; book?: string; prefix?: string } = {},
): Buffer => {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://x/relationships/${type}" Target="${target}"/>`
  return buildZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('r1', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook>${options.book ?? ''}<sheets><sheet name="表&amp;一" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relation('r1', 'worksheet', 'worksheets/data.xml')}${relation('r2', 'styles', 'styles.xml')}${relation('r3', 'sharedStrings', '/xl/s.xml')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/data.xml',
      content: `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><cellXfs>${options.styles ?? '<xf numFmtId="0"/>'}</cellXfs></styleSheet>`,
    },
    { name: 'xl/s.xml', content: `<sst>${options.strings ?? ''}</sst>` },
  ])
}

const rawCells = async (...given: Parameters<typeof raw>): Promise<readonly Cell[]> =>
  (await sheets(raw(...given))).flatMap((sheet) => sheet.rows.flat())

test('text, numbers, dates and truth values come as the sheet shows them, each with its address', async () => {
  const found = await made((sheet) => {
    sheet.getCell('C12').value = ' 张示例 '
    sheet.getCell('D12').value = new Date(Date.UTC(2014, 2, 8))
    sheet.getCell('E12').value = new Date(Date.UTC(2014, 2, 8, 14, 30))
    sheet.getCell('D12').numFmt = 'yyyy"年"m"月"d"日"'
    sheet.getCell('E12').numFmt = 'yyyy-mm-dd hh:mm'
    sheet.getCell('F12').value = 0.1 + 0.2
    sheet.getCell('G12').value = 731
    sheet.getCell('G12').numFmt = '0000'
    sheet.getCell('H12').value = 0.965
    sheet.getCell('H12').numFmt = '0%'
    sheet.getCell('I12').value = true
    sheet.getCell('J12').value = { richText: [{ text: '家庭' }, { text: '暴力', font: { bold: true } }] }
    sheet.getCell('K12').value = 12.5
    sheet.getCell('K12').numFmt = '#,##0.00"元"'
    sheet.getCell('AA12').value = '<&"_x'
  })
  expect([...found.values()].map((cell) => `${cell.address}=${cell.text}`)).toEqual([
    'C12=张示例',
    'D12=2014-03-08',
    'E12=2014-03-08 14:30',
    'F12=0.3',
    'G12=0731',
    'H12=96.5%',
    'I12=是',
    'J12=家庭暴力',
    'K12=12.50',
    'AA12=<&"_x',
  ])
  expect(found.get('G12')).toMatchObject({ number: 731, row: 12, column: 7 })
  expect(found.get('D12')?.number).toBeUndefined()
})

test('a formula gives its stored result and says so; without a result it is a fault', async () => {
  const found = await made((sheet) => {
    sheet.getCell('A1').value = { formula: 'SUM(B1:B2)', result: 58 }
    sheet.getCell('A2').value = { formula: '"某"&"村"', result: '某村' }
    sheet.getCell('A3').value = { formula: 'SUM(B1:B2)' }
  })
  expect(found.get('A1')).toMatchObject({ text: '58', formula: true })
  expect(found.get('A2')).toMatchObject({ text: '某村', formula: true })
  expect(found.get('A3')?.fault?.zh).toContain('公式')
})

test('an error a formula ended in is a fault, not a number', async () => {
  const [cell] = await rawCells('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
  expect(cell).toMatchObject({ text: '#DIV/0!', formula: true })
  expect(cell?.fault?.zh).toContain('#DIV/0!')
})

test('an ID number stored as a number is a fault with the remedy; as text it keeps every digit', async () => {
  const found = await made((sheet) => {
    sheet.getCell('A1').value = Number('430202199001011234')
    sheet.getCell('A2').value = '430202199001011234'
    sheet.getCell('A3').value = 13800000000
    sheet.getCell('A4').value = 430202900101123
  })
  expect(found.get('A1')?.fault?.zh).toMatch(/被存成了数字,后三位已丢失。请把这一列的格式设为“文本”/)
  expect(found.get('A2')).toMatchObject({ text: '430202199001011234' })
  for (const address of ['A2', 'A3', 'A4']) expect(found.get(address)?.fault).toBeUndefined()
  expect(found.get('A3')?.text).toBe('13800000000')
})

test('Chinese built-in date formats (31, 57) are dates, in both date systems', async () => {
  const data =
    '<row r="1"><c r="A1" s="1"><v>41706</v></c><c r="B1" s="2"><v>41706.6041666667</v></c><c r="C1" s="1"><v>0.5</v></c><c r="D1"><v>41706</v></c></row>'
  const styles = '<xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="57"/>'
  expect((await rawCells(data, { styles })).map((cell) => cell.text)).toEqual([
    '2014-03-08',
    '2014-03-08 14:30',
    '12:00',
    '41706',
  ])
  const mac = await rawCells(data, { styles, book: '<workbookPr date1904="1"/>' })
  expect(mac[0]?.text).toBe('2018-03-09')
})

test('the reading aid that an input method stores beside a name is no part of the name', async () => {
  const strings =
    '<si><t>示例</t><rPh sb="0" eb="1"><t>シレイ</t></rPh></si><si><r><t>甲</t></r><r><t xml:space="preserve">乙 </t></r></si>'
  const found = await rawCells('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>', {
    strings,
  })
  expect(found.map((cell) => `${cell.address}=${cell.text}`)).toEqual(['A1=示例', 'B1=甲乙'])
})

test('prefixed names, inline text, comments, CDATA and escapes of other programs are read', async () => {
  const found = await rawCells(
    '<x:row r="3"><!-- > --><x:c r="B3" t="inlineStr"><x:is><x:t>甲<![CDATA[<乙>]]>&#x4E19;_x4E01_</x:t></x:is></x:c><c r="C3" t="d"><v>2014-03-08T00:00:00</v></c></x:row>',
  )
  expect(found.map((cell) => `${cell.address}=${cell.text}`)).toEqual(['B3=甲<乙>丙丁', 'C3=2014-03-08'])
})

test('a merged range repeats its first cell and names it; a hidden sheet is marked', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('登记')
  sheet.addRow(['村', '户主', '备注'])
  sheet.addRow(['甲村', '一户', 'x'])
  sheet.addRow([null, '二户', 'y'])
  sheet.mergeCells('A2:A3')
  book.addWorksheet('旧数据', { state: 'hidden' }).addRow(['z'])
  const [first, second] = await sheets(new Uint8Array(await book.xlsx.writeBuffer()))
  expect(first?.rows[2]?.map((cell) => `${cell.address}=${cell.text}`)).toEqual(['A3=甲村', 'B3=二户', 'C3=y'])
  expect(first?.rows[2]?.[0]?.mergedFrom).toBe('A2')
  expect([first?.hidden, second?.hidden, second?.name]).toEqual([false, true, '旧数据'])
})

test('a range merged over the whole sheet and cells at its far corner cost nothing', async () => {
  const merges =
    '</sheetData><mergeCells>' + '<mergeCell ref="A1:XFD1048576"/>'.repeat(2000) + '</mergeCells><sheetData>'
  const found = await rawCells(
    `<row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="1048576"><c r="C1048576"><v>1</v></c></row>${merges}`,
  )
  expect(found.at(-1)).toMatchObject({ address: 'C1048576', text: '甲', mergedFrom: 'A1' })
})

test.each<[string, Buffer, string]>([
  ['a damaged .xls', buildOle(['Root Entry', 'Workbook']), '损坏'],
  ['a password', buildOle(['EncryptedPackage']), '密码'],
  ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), '.xlsx'],
  ['a document', buildZip([{ name: 'word/document.xml', content: '<x/>' }]), '.xlsx'],
  ['a bomb', buildZip([{ name: 'xl/workbook.xml', content: Buffer.alloc(30 * 1024 * 1024, ' ') }]), '恶意'],
  ['entities of its own', raw('<!DOCTYPE x [<!ENTITY a "aaaa">]><row/>'), '损坏'],
  ['a cut sheet', raw('<row r="1"><c r="A1">'), '损坏'],
])('refuses %s', async (_, bytes, word) => {
  const table = await readTable(bytes, '表.xlsx')
  expect(table.ok ? '' : table.reason.zh).toContain(word)
})

test('a part larger than its directory says is refused while it is unpacked', async () => {
  const honest = raw('<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(50))
  const at = honest.lastIndexOf('xl/worksheets/data.xml') - 46 + 24
  const lying = Buffer.from(honest)
  lying.writeUInt32LE(lying.readUInt32LE(at) - 100, at)
  expect((await readTable(honest, 'a.xlsx')).ok).toBe(true)
  expect((await readTable(lying, 'a.xlsx')).ok).toBe(false)
})

test('a long text kept once and shown in every cell is refused before it is read a thousand times', async () => {
  const cells = Array.from(
    { length: 1000 },
    (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>0</v></c></row>`,
  )
  const long = Array.from({ length: 40_000 }, (_, n) => (n * 7919) % 10_007).join('')
  const table = await readTable(raw(cells.join(''), { strings: `<si><t>${long.repeat(3)}</t></si>` }), '表.xlsx')
  expect(table.ok ? '' : table.reason.zh).toContain('200 MB')
})

test('limits hold for rows, cells and merged ranges', async () => {
  const bytes = raw(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
  )
  const reason = async (rows: number, cells: number): Promise<string> => {
    const table = await readTable(bytes, 'a.xlsx', { limits: { rows, cells, size: 10_000 } })
    return table.ok ? '' : table.reason.zh
  }
  expect([await reason(2, 3), await reason(1, 9), await reason(9, 2)]).toEqual([
    '',
    expect.stringContaining('1 行'),
    expect.stringContaining('2 个'),
  ])
})

test('a date of any day from March 1900 reads back as that day', async () => {
  const days = fc.date({
    min: new Date(Date.UTC(1900, 2, 1)),
    max: new Date(Date.UTC(2099, 11, 31)),
    noInvalidDate: true,
  })
  await fc.assert(
    fc.asyncProperty(days, async (day) => {
      const date = new Date(day.toISOString().slice(0, 10))
      const found = await made((sheet) => {
        sheet.getCell('A1').value = date
      })
      expect(found.get('A1')?.text).toBe(date.toISOString().slice(0, 10))
    }),
    { numRuns: 25 },
  )
})

test('any damage to a workbook gives a table or a reason', async () => {
  const honest = raw('<row r="1"><c r="A1" t="str"><v>甲</v></c></row>')
  await fc.assert(
    fc.asyncProperty(fc.nat(honest.length - 1), fc.nat(255), async (at, value) => {
      const bytes = Buffer.from(honest)
      bytes[at] = value
      const table = await readTable(bytes, 'a.xlsx')
      expect(table.ok || table.reason.zh.endsWith('。')).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('a Word document is told as one, under any name', async () => {
  const document = buildZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: '<w:document/>' },
  ])
  expect(await readTable(document, '台账.xlsx')).toMatchObject({
    ok: false,
    reason: { zh: expect.stringContaining('Word') },
  })
})
