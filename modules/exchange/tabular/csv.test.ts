import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { detectDelimiter } from './csv.ts'
import { detectEncoding } from '#platform/text/encoding.ts'
import { readTable } from './read.ts'
import type { Cell } from './cell.ts'
import type { ReadOptions } from './read.ts'

const cells = async (bytes: Buffer, options?: ReadOptions): Promise<readonly Cell[]> => {
  const table = await readTable(bytes, '表.csv', options)
  if (!table.ok) throw new Error(table.reason.zh)
  return table.sheets[0]?.rows.flat() ?? []
}
const shown = async (bytes: Buffer): Promise<readonly string[]> =>
  (await cells(bytes)).map((cell) => `${cell.address}=${cell.text}`)

const text = '姓名,住址\r\n欧阳示例,湖南省\r\n'
const expected = ['A1=姓名', 'B1=住址', 'A2=欧阳示例', 'B2=湖南省']

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`)],
  ['GB18030', iconv.encode(text, 'gb18030')],
  ['UTF-16LE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16LE without mark', Buffer.from(text, 'utf16le')],
  ['UTF-16BE without mark', Buffer.from(text, 'utf16le').swap16()],
])('reads %s', async (_, bytes) => {
  expect(await shown(bytes)).toEqual(expected)
})

test('rare characters of names survive GB18030, which writes them in four bytes', async () => {
  const names = '㛃𠮷䶮,王𬍛\r\n'
  expect(await shown(iconv.encode(`姓名\r\n${names}`, 'gb18030'))).toEqual(['A1=姓名', 'A2=㛃𠮷䶮', 'B2=王𬍛'])
})

test('GB bytes that happen to be valid UTF-8 are still read as Chinese', async () => {
  expect(await shown(iconv.encode('女,女\r\n', 'gb18030'))).toEqual(['A1=女', 'B1=女'])
})

test('Chinese in GB18030 is never taken for damaged UTF-8', () => {
  const gb2312 = fc
    .tuple(fc.integer({ min: 0xb0, max: 0xf7 }), fc.integer({ min: 0xa1, max: 0xfe }))
    .map(([lead, trail]) => Buffer.from([lead, trail]))
  fc.assert(
    fc.property(fc.array(gb2312, { minLength: 12, maxLength: 60 }), (characters) => {
      expect(detectEncoding(Buffer.concat(characters))).toBe('gb18030')
    }),
    { numRuns: 1000 },
  )
})

test('a field cut in the middle of a character spoils its own cell only', async () => {
  const bytes = Buffer.concat([
    Buffer.from('姓名,处理经过和结果\r\n某某,已办'),
    Buffer.from('结').subarray(0, 2),
    Buffer.from(',好\r\n'),
  ])
  const found = await cells(bytes)
  expect(found.filter((cell) => cell.fault !== undefined).map((cell) => cell.address)).toEqual(['B2'])
  expect(found.at(-1)).toMatchObject({ address: 'C2', text: '好' })
})

test('quotes, line ends and doubled quotes stay inside their cell; the address counts records', async () => {
  expect(await shown(Buffer.from('a,"第一行\n第二行,""引""",c\n\nd\n'))).toEqual([
    'A1=a',
    'B1=第一行\n第二行,"引"',
    'C1=c',
    'A3=d',
  ])
})

test('what exporters wrap around long digits comes off', async () => {
  expect(await shown(Buffer.from(`="0731",'430202199001011234,138\t\n`))).toEqual([
    'A1=0731',
    'B1=430202199001011234',
    'C1=138',
  ])
})

test('an ID number that a sheet turned into 4.30202E+17 is marked with its remedy', async () => {
  const [cell] = await cells(Buffer.from('4.30202E+17,1.5E+3\n'))
  expect(cell?.fault?.zh).toContain('文本')
  expect((await cells(Buffer.from('1.5E+3,x\n')))[0]?.fault).toBeUndefined()
})

test.each([
  ['a,b\n1,2\n', ','],
  ['a;b\n1,5;2\n', ';'],
  ['a\tb\n"x,y,z"\t2\n', '\t'],
  ['"a;b;c",d\n', ','],
  ['"a"\t"b,c"\n"1"\t"2"\n', '\t'],
  ['只有一列\n', ','],
])('finds the delimiter of %j', (sample, delimiter) => {
  expect(detectDelimiter(sample)).toBe(delimiter)
})

test.each([
  ['an open quote', Buffer.from('a,"b\nc\n'), '引号'],
  ['zero bytes', Buffer.from([65, 0, 0, 66]), '文本'],
  ['nothing', Buffer.alloc(0), '空'],
  ['a web page', Buffer.from('<html><table>'), '另存为'],
])('refuses %s', async (_, bytes, word) => {
  const table = await readTable(bytes, 'a.csv')
  expect(table.ok ? '' : table.reason.zh).toContain(word)
})

test('limits hold', async () => {
  const table = await readTable(Buffer.from('a\nb\nc\n'), 'a.csv', { limits: { rows: 2, cells: 100, size: 100 } })
  expect(table.ok ? '' : table.reason.zh).toContain('2 行')
  expect((await readTable(Buffer.from('a,b,c\n'), 'a.csv', { limits: { rows: 2, cells: 2, size: 100 } })).ok).toBe(
    false,
  )
  const large = await readTable(Buffer.from('a,b,c\n'), 'a.csv', { limits: { rows: 2, cells: 9, size: 5 } })
  expect(large.ok ? '' : large.reason.zh).toContain('拆成')
})

test('any bytes give a table or a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const table = await readTable(bytes, 'a.csv')
      expect(table.ok || table.reason.zh.endsWith('。')).toBe(true)
    }),
  )
})
