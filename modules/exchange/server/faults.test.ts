import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildZip } from '#platform/files/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import type { ImportResult } from '../contract.ts'
import { exchangeRoom, register, workOf } from '../fixtures.ts'
import { readTable } from '../tabular/read.ts'
import { stampIn } from '../tabular/stamp.ts'
import type { ImportOrder } from './index.ts'

const room = exchangeRoom()
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const load = async (bytes: Uint8Array, more: Partial<ImportOrder> = {}): Promise<ImportResult> =>
  room.importFile(await workOf(house, 'county.rights'), {
    kind: 'petition',
    unit: '430202',
    bytes,
    name: 'register.csv',
    ...more,
  })

const heads = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.head`.execute(house.database.admin)).rows[0]?.n ?? 0

/** Columns every small register has, under the names faults are told with. */
const given = { 收件日期: '', 姓名: '', 类别: '', 主要事实: '', 身份证号: '' }
const good = { 身份证号: '', 收件日期: '2024-05-06' }

describe('each faulty cell is named with its place, reason and remedy, and nothing of the file is kept', () => {
  const cases: [name: string, row: Record<string, string>, column: string, reason: RegExp][] = [
    ['a wrong check digit', { 身份证号: '431281197307189962' }, '身份证号', /第 18 位应为 3/],
    ['an ID number of 15 digits', { 身份证号: '430202730718996' }, '身份证号', /15 位旧号码,换算为 43020219730718996/],
    ['a date in the future', { 收件日期: '2025-03-04' }, '收件日期', /晚于 2025-03-03/],
    ['a day that does not exist', { 收件日期: '2024-02-30' }, '收件日期', /日历上没有/],
    ['an unknown class', { 类别: '9999' }, '类别', /代码表里没有“9999”/],
    ['a class that fits several', { 类别: '其他' }, '类别', /不止一项.*请改填代码|不止一项/],
    [
      'a narrative of 200,000 characters',
      { 主要事实和诉求: '字'.repeat(200_000) },
      '主要事实',
      /最多 20000 个字,现在是 200000 个/,
    ],
    ['a name with digits', { 姓名: '测试4' }, '姓名', /姓名里有数字/],
    ['no name', { 姓名: '' }, '姓名', /必填/],
    ['a telephone that is too short', { 电话: '1380000' }, '电话', /./],
    ['a sex that contradicts the ID number', { 身份证号: '431281197307189963', 性别: '男' }, '性别', /不一致/],
    ['an acceptance before the receipt', { 处理方式: '受理', 受理日期: '2024-05-01' }, '受理日期', /早于「收件日期」/],
    [
      'a conclusion without its opinion',
      { 处理方式: '受理', 受理日期: '2024-05-07', 办结日期: '2024-05-20' },
      '处理意见',
      /「办结」要填「处理意见」/,
    ],
    ['a reply without a conclusion', { 处理方式: '受理', 答复日期: '2024-05-20' }, '答复日期', /前一步的日期没有填/],
    ['dates without saying what was done', { 办结日期: '2024-05-20' }, '处理方式', /没有填「处理方式」/],
    ['a refusal without its reason', { 处理方式: '不予受理', 办结日期: '2024-05-10' }, '不予受理理由', /./],
  ]
  test.each(cases)('%s', async (_, row, column, reason) => {
    const result = await load(register([good, row]))
    expect(result).toMatchObject({ status: 'faulty', written: 0, batch: null })
    expect(result.faults).toHaveLength(1)
    const [fault] = result.faults
    expect(fault).toMatchObject({ row: 3, column })
    expect(`${fault?.reason.zh}${fault?.remedy.zh}`).toMatch(reason)
    expect(fault?.reason.en).not.toBe('')
    // A column the file does not have has no cell to point at.
    expect(fault?.cell ?? '').toMatch(column in { ...row, ...given } ? /^[A-Z]+3$/ : /^$/)
    expect(await heads()).toBe(0)
  })
})

test('all faults of a file come at once, at most two hundred', async () => {
  const result = await load(register(Array.from({ length: 300 }, () => ({ 渠道: '飞鸽', 类别: '9999' }))))
  expect(result.faults).toHaveLength(200)
  expect(result.refused).toBe(300)
})

test('a heading that is unknown, doubled or missing is one clear fault of the file', async () => {
  const unknown = await load(register([{ 血型: 'A' }]))
  expect(unknown.faults).toMatchObject([{ row: 1, column: '血型' }])
  expect(unknown.faults[0]?.reason.zh).toContain('不认识「血型」这一列')
  const doubled = await load(register([{ 联系电话: '', 手机号码: '' }]))
  expect(doubled.faults[0]?.reason.zh).toContain('是同一项')
  const missing = await load(Buffer.from('姓名,电话\n测试甲,\n'))
  expect(missing.faults).toHaveLength(1)
  expect(missing.faults[0]?.reason.zh).toBe('缺少必填的列:收件日期、渠道、类别、主要事实。')
  const none = await load(Buffer.from('这不是,台账\n1,2\n'))
  expect(none.faults[0]?.reason.zh).toContain('没有找到表头')
  expect(await heads()).toBe(0)
})

test('a title above the headings, sums, repeated headings and signatures are passed over and said', async () => {
  const [headings, row] = register([{}]).toString().split('\n')
  const text = ['荷塘区妇联信访台账', '填报单位:荷塘区妇联', headings, row, headings, '合计,1', '填表人:测试甲'].join(
    '\n',
  )
  const result = await load(Buffer.from(text), { dryRun: true })
  expect(result).toMatchObject({ status: 'checked', rows: 1, written: 1, faults: [] })
  expect(result.skipped.map(({ row }) => row)).toEqual([1, 2, 5, 6, 7])
})

test('a middle dot, a rare character, an emoji and a nameless petitioner are taken as they are', async () => {
  const result = await load(
    register([
      { 姓名: '阿依古丽•艾力' },
      { 姓名: '𠮷田𬱖' },
      { 姓名: '匿名', 主要事实和诉求: '她说:"谢谢😀",𠀀字也在。' },
    ]),
  )
  expect(result).toMatchObject({ status: 'done', written: 3, faults: [] })
  const { rows } = await sql<{ flags: string[] }>`select flags from cases.head where source_ref = 'T-3'`.execute(
    house.database.admin,
  )
  expect(rows[0]?.flags).toEqual(['ANONYMOUS'])
  await room.takeBack(await workOf(house, 'county.rights'), result.batch ?? '', '测试完')
})

test('with partial the sound rows are taken and the faulty ones are told; mended and run again only they are added', async () => {
  const rows = [{ 来源编号: 'P-1' }, { 来源编号: 'P-2', 类别: '9999' }, { 来源编号: 'P-3' }]
  const first = await load(register(rows), { partial: true })
  expect(first).toMatchObject({ status: 'done', written: 2, refused: 1 })
  expect(first.faults).toMatchObject([{ row: 3, column: '类别' }])
  const second = await load(register(rows.map(({ 来源编号 }) => ({ 来源编号 }))))
  expect(second).toMatchObject({ status: 'done', written: 1, known: 2, refused: 0 })
})

test('what only the engine can refuse undoes the whole file, and with partial only its row', async () => {
  const before = await heads()
  const rows = [{ 来源编号: 'E-1' }, { 来源编号: 'E-2', 处理方式: '转送', 转往单位: '430203001' }, { 来源编号: 'E-3' }]
  const whole = await load(register(rows))
  expect(whole).toMatchObject({ status: 'faulty', written: 0, batch: null })
  expect(whole.faults).toMatchObject([{ row: 3 }])
  expect(await heads()).toBe(before)
  const part = await load(register(rows), { partial: true })
  expect(part).toMatchObject({ status: 'done', written: 2, refused: 1 })
  const { rows: audited } = await sql<{
    n: number
  }>`select count(*)::int as n from audit.event where action = 'cases.register' and object_id not in (select id from cases.head)`.execute(
    house.database.admin,
  )
  expect(audited[0]?.n).toBe(0)
})

test('rows without a number are known by the table and their place in it', async () => {
  const text =
    '收件日期,渠道,姓名,问题分类,主要事实和诉求\n2024-06-03,来电,测试乙,0113,离婚后房子没有分。\n2024-06-03,来电,测试乙,0113,离婚后房子没有分。\n'
  expect(await load(Buffer.from(text))).toMatchObject({ status: 'done', written: 2 })
  expect(await load(Buffer.from(`\uFEFF${text}`))).toMatchObject({ status: 'done', written: 0, known: 2 })
})

test('a workbook whose date is a formula is taken by its stored result; one without a result is named', async () => {
  const book = async (fact: ExcelJS.CellValue): Promise<Buffer> => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('台账')
    sheet.addRow(['来源编号', '收件日期', '渠道', '姓名', '问题分类', '主要事实和诉求'])
    sheet.addRow(['F-1', '2024-06-05', '来访', '测试丙', '0113', fact])
    return Buffer.from(await workbook.xlsx.writeBuffer())
  }
  const stored = await load(await book({ formula: 'A1&B1', result: '连在一起的话' }), {
    name: 'book.xlsx',
    dryRun: true,
  })
  expect(stored).toMatchObject({ status: 'checked', written: 1, faults: [] })
  const bare = await load(await book({ formula: 'A1&B1' }), { name: 'book.xlsx' })
  expect(bare.faults).toMatchObject([{ cell: 'F2', column: '主要事实' }])
  expect(bare.faults[0]?.reason.zh).toContain('公式')
})

test('a zip bomb, a program and an empty file are refused as files', async () => {
  const bomb = buildZip([{ name: 'xl/workbook.xml', content: Buffer.alloc(30 * 1024 * 1024, ' ') }])
  for (const [bytes, name] of [
    [bomb, 'bomb.xlsx'],
    [Buffer.from('MZ\u0090\u0000'), 'tool.xlsx'],
    [Buffer.alloc(0), 'empty.csv'],
  ] as const)
    await expect(load(bytes, { name })).rejects.toMatchObject({ code: 'exchange.unreadable' })
})

test('the empty form, filled in, is imported; the form of another version is refused', async () => {
  const form = await readTable(await room.template('petition'), 'form.xlsx')
  if (!form.ok) throw new Error(form.reason.en)
  const [sheet] = form.sheets
  const headings = sheet?.rows[0]?.map((cell) => cell.text) ?? []
  expect(new Set(headings).size).toBe(headings.length)
  expect(headings.length).toBeLessThan(70)
  const values: Readonly<Record<string, string>> = {
    收件日期: '2024-06-06',
    渠道: 'V 来访',
    姓名: '测试丁',
    类别: '0199 其他',
    主要事实: '问结婚登记写错了怎么办。',
  }
  const filled = async (stamp: string): Promise<Buffer> => {
    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('来信来访').addRows([headings, headings.map((heading) => values[heading] ?? null)])
    workbook.addWorksheet('nuanjia', { state: 'veryHidden' }).addRow(['nuanjia-template', stamp])
    return Buffer.from(await workbook.xlsx.writeBuffer())
  }
  const stamp = stampIn(form.sheets) ?? ''
  expect(await load(await filled(stamp), { name: 'form.xlsx', dryRun: true })).toMatchObject({
    status: 'checked',
    written: 1,
    faults: [],
  })
  await expect(load(await filled('aaaaaaaaaaaa'), { name: 'form.xlsx' })).rejects.toMatchObject({
    code: 'exchange.template',
  })
})
