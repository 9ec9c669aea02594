import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { buildOle, buildZip } from '#platform/files/fixtures.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, exchangeRoom, register, runImports, workOf } from '../fixtures.ts'
import type { DeskAnswers, DeskView } from '../shapes.ts'
import { readTable } from '../tabular/read.ts'

const sample = readFileSync(join(import.meta.dirname, '..', '..', '..', 'samples', '旧台账.xlsx'))

let house: House
let officer: Caller
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  running = runImports(house, { whole: 5_000, piece: 20 })
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const bring = (body: Buffer, name?: string, by = officer): Promise<DeskView> => atDesk(by).bring(body, name)
const answer = (desk: DeskView, body: DeskAnswers): Promise<DeskView> => atDesk(officer).answer(desk, body)
const open = (desk: { id: string }): Promise<DeskView> => atDesk(officer).open(desk)
const ended = (desk: DeskView): Promise<DeskView | null> => atDesk(officer).ended(desk)
const heads = async (batch?: string | null): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head where ${batch ?? null}::uuid is null or batch_id = ${batch ?? null}::uuid`.execute(
    house.database.admin,
  )
  return rows[0]?.n ?? 0
}

test('an old register of a street: eleven of thirteen columns are known, two and some words are asked, the rest goes in', async () => {
  const first = await bring(sample, '旧台账.xlsx')
  expect(first.unread).toBeNull()
  expect(first.places).toHaveLength(13)
  expect(first.places.filter(({ how }) => how === 'ask').map(({ heading }) => heading.split(' / ').at(-1))).toEqual([
    '谁办',
    '怎么办的',
  ])
  expect(first.decided).toBe(false)
  expect(first.words.map(({ word }) => word)).toContain('婆媳不和')
  const columns = Object.fromEntries(
    first.places.filter(({ how }) => how === 'ask').map(({ key, proposal }) => [key, proposal ?? '']),
  )
  expect(Object.values(columns)).toEqual(['', 'data.facts'])
  const codes = first.codes
  const values: Record<string, Record<string, string>> = {}
  for (const { field, word, proposals } of first.words)
    values[field] = { ...values[field], [word]: proposals[0] ?? (field === 'category' ? '0705' : '') }
  expect(Object.keys(codes).length).toBeGreaterThan(0)
  const outcome = first.lacks.find(({ key }) => key === 'outcome')
  expect(outcome?.needed).toBe(false)
  const then = await answer(first, { columns, values, fixed: { outcome: 'R7', finished: 'no' } })
  expect(then.decided).toBe(true)
  expect(then.words.filter(({ said }) => said === null)).toEqual([])
  expect(then.rows).toBe(1_207)
  const { rows, columns: grid } = await officer.call(exchangeContract.rows, { params: { id: then.id } })
  const told = rows.flatMap(({ row, faults }) => faults.map(({ column, reason }) => `${row} ${column}: ${reason.zh}`))
  expect(told).toEqual([
    expect.stringContaining('37 出生日期: 日历上没有 1975-13-08'),
    expect.stringContaining('308 收件日期: 日历上没有 2022-06-31'),
    expect.stringContaining('主要事实: 必填'),
    expect.stringContaining('姓名: 电话号码位数不对'),
  ])
  expect(then).toMatchObject({ ready: 1_203, faulty: 4 })
  expect(grid.map(({ key }) => key)).toContain('data.facts')
  expect(then.skipped.some(({ text }) => text.startsWith('合计'))).toBe(true)

  // Corrected in place: the row is checked again at once and goes in with the others.
  const wrong = rows.find(({ faults }) => faults[0]?.field === 'data.facts')
  const mended = await officer.call(exchangeContract.mend, {
    params: { id: then.id },
    body: { cells: [{ row: wrong?.row ?? 0, field: 'data.facts', text: '来问抚养费的事。' }] },
  })
  expect(mended).toMatchObject({ ready: 1_204, faulty: 3 })
  expect(mended.rows).toMatchObject([{ faulty: false, edited: ['data.facts'], faults: [] }])

  await officer.call(exchangeContract.run, { params: { id: then.id } })
  const last = await ended(then)
  expect(running.errors).toEqual([])
  expect(last).toMatchObject({ status: 'done', faulty: 3, ready: 0 })
  const batch = last?.run?.batch
  expect(await heads(batch)).toBe(1_204)
  // What stayed behind can be fetched and brought in again once it is mended.
  const left = await officer.call(exchangeContract.left, { params: { id: then.id } })
  const table = await readTable(Buffer.from(await left.arrayBuffer()), '有问题的行.xlsx')
  const lines = table.ok ? (table.sheets[0]?.rows ?? []) : []
  expect(lines).toHaveLength(4)
  expect(lines[0]?.at(-1)?.text).toBe('哪里不对')
  expect(lines[1]?.at(-1)?.text).toContain('出生日期')
  const again = await bring(Buffer.from(await left.arrayBuffer()), '有问题的行.xlsx')
  // What was said of the register is remembered, so nothing is asked of it again.
  expect(again.decided).toBe(true)
  expect(again).toMatchObject({ rows: 3, ready: 0, faulty: 3 })

  // Each record shows the line it comes from, its cells for a reason.
  const { rows: some } = await sql<{
    home: string
    id: string
  }>`select home, id from cases.head where batch_id = ${batch ?? null}::uuid and access = 0 limit 1`.execute(
    house.database.admin,
  )
  const view = await officer.call(casesContract.open, { params: some[0]! })
  expect(view.body?.source).toMatchObject({ file: '旧台账.xlsx', sheet: '2022—2023年' })
  const line = await officer.call(casesContract.sourceLine, { params: some[0]!, body: { reason: '3' } })
  expect(line.cells.map(({ heading }) => heading)).toContain('反映事项 / 什么问题')
  expect(line.cells.find(({ heading }) => heading.includes('姓名'))?.text).toMatch(/1\d{10}/)

  // The same file once more has nothing new, and says so before anything is run.
  expect(await bring(sample, '旧台账.xlsx')).toMatchObject({ decided: true, ready: 1_203, known: 1_203 })

  const { batches } = await officer.call(exchangeContract.list, {})
  expect(batches.find(({ id }) => id === batch)).toMatchObject({ name: '旧台账.xlsx', status: 'done', written: 1_204 })
  const takeBack = () =>
    officer.call(exchangeContract.takeBack, { params: { id: batch! }, body: { reason: '导错了年份' } })
  let voided = 0
  for (let status = 'interrupted'; status === 'interrupted';) {
    const back = await takeBack()
    voided += back.voided
    status = back.status
    expect(back.kept).toEqual([])
  }
  expect(voided).toBe(1_204)
}, 240_000)

test('what a unit said is read, used by the command line too, and can be forgotten', async () => {
  const lines = '日子,姓名,渠道,类别,主要事实\n2024-3-1,覃小满,来的,欠薪,工资没有发'
  const first = await bring(Buffer.from(lines), '甲.csv')
  expect(first.places.find(({ heading }) => heading === '日子')).toMatchObject({ how: 'ask' })
  const key = first.places.find(({ heading }) => heading === '日子')?.key ?? ''
  const then = await answer(first, { columns: { [key]: 'openedOn' }, values: { channel: { 来的: 'V' } } })
  expect(then).toMatchObject({ decided: true, ready: 1 })
  const file = Buffer.from(lines.replace('覃小满', '瞿小雨'))
  const order = { kind: 'petition', unit: '430202', bytes: file, name: '乙.csv', dryRun: true }
  expect(await exchangeRoom().importFile(await workOf(house, 'county.rights'), order)).toMatchObject({
    status: 'checked',
    written: 1,
  })
  const { rows } = await officer.call(exchangeContract.memory, {})
  const word = rows.find((row) => row.part === 'value' && row.word === '来的')
  expect(word).toMatchObject({ field: { zh: expect.any(String) }, target: { zh: '来访' } })
  await officer.call(exchangeContract.forget, { params: { id: word?.id ?? '' } })
  expect(await exchangeRoom().importFile(await workOf(house, 'county.rights'), order)).toMatchObject({
    status: 'faulty',
    faults: [{ column: expect.any(String), reason: { zh: expect.stringContaining('来的') } }],
  })
  // In the database no word stands in clear; what did before is sealed once its unit comes to the import again.
  const stored = async () =>
    (
      await sql<{
        clear: number
        sealed: number
      }>`select count(*) filter (where word !~ '^[0-9a-f]{64}$')::int as clear, count(sealed)::int as sealed from exchange.memory`.execute(
        house.database.admin,
      )
    ).rows[0]
  expect(await stored()).toMatchObject({ clear: 0 })
  await sql`insert into exchange.memory (id, unit_id, scope, kind, part, field, word, target, set_by, set_at)
    select ${crypto.randomUUID()}::uuid, unit_id, scope, kind, 'value', 'channel', '覃小满来的', 'V', set_by, set_at from exchange.memory limit 1`.execute(
    house.database.admin,
  )
  expect(await stored()).toMatchObject({ clear: 1 })
  for (const _ of [1, 2])
    expect((await officer.call(exchangeContract.memory, {})).rows.map((row) => row.word)).toContain('覃小满来的')
  expect(await stored()).toMatchObject({ clear: 0 })
  // Another unit knows nothing of it, and cannot forget it.
  const neighbour = await house.as('county2.rights')
  expect((await neighbour.call(exchangeContract.memory, {})).rows).toEqual([])
  const left = rows.find(({ part }) => part === 'column')
  await expect(neighbour.call(exchangeContract.forget, { params: { id: left?.id ?? '' } })).rejects.toMatchObject({
    status: 404,
  })
})

test('a run is stopped between two pieces, survives its server, and goes on where it was', async () => {
  const many = Array.from({ length: 600 }, (_, row) => ({ 来源编号: `D-${row}`, 姓名: '田晓禾' }))
  const desk = await bring(register(many), '六百行.csv')
  expect(desk).toMatchObject({ decided: true, rows: 600, ready: 600 })
  await atDesk(officer).stillInHand(desk)
  await officer.call(exchangeContract.run, { params: { id: desk.id } })
  await expect.poll(async () => (await open(desk)).run?.done ?? 0, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0)
  const refused = officer.call(exchangeContract.answer, { params: { id: desk.id }, body: {} })
  await expect(refused).rejects.toMatchObject({ code: 'exchange.running' })
  await officer.call(exchangeContract.stop, { params: { id: desk.id } })
  const stopped = await ended(desk)
  expect(stopped?.status).toBe('stopped')
  expect(await heads(stopped?.run?.batch)).toBe(stopped?.run?.done)
  await officer.call(exchangeContract.run, { params: { id: desk.id } })
  await running.stop()
  running = runImports(house, { whole: 5_000, piece: 20 })
  expect(await ended(desk)).toBeNull()
  const { rows } = await sql<{
    n: number
    batches: number
  }>`select count(*)::int as n, count(distinct batch_id)::int as batches from cases.head where source_ref like 'D-%'`.execute(
    house.database.admin,
  )
  expect(rows[0]).toEqual({ n: 600, batches: 1 })
  // Nothing of the file is left.
  await expect(open(desk)).rejects.toMatchObject({ code: 'exchange.desk' })
}, 120_000)

test('a file is nobody else’s: not a colleague’s, not the level above’s', async () => {
  const desk = await bring(register([{}]))
  for (const other of ['county2.rights', 'city.rights', 'town.chair'])
    await expect(
      (await house.as(other)).call(exchangeContract.open, { params: { id: desk.id } }),
    ).rejects.toMatchObject({ code: 'exchange.desk' })
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
  await expect(open(desk)).rejects.toMatchObject({ code: 'exchange.desk' })
})

test('what was set going stops when its person may no longer do it, and says so', async () => {
  const person = await house.as('town.chair')
  const desk = await bring(register([{ 来源编号: 'E-1' }]), '街道.csv', person)
  await atDesk(person).stillInHand(desk)
  await running.stop()
  await person.call(exchangeContract.run, { params: { id: desk.id } })
  await sql`update identity.account set status = 'disabled' where username = 'town.chair'`.execute(house.database.admin)
  running = runImports(house, { whole: 5_000, piece: 20 })
  const status = async (): Promise<string | undefined> =>
    (
      await sql<{ status: string }>`select status from exchange.desk where id = ${desk.id}::uuid`.execute(
        house.database.admin,
      )
    ).rows[0]?.status
  await expect.poll(status, { timeout: 30_000, interval: 50 }).toBe('stopped')
  await sql`update identity.account set status = 'active' where username = 'town.chair'`.execute(house.database.admin)
  expect((await person.call(exchangeContract.open, { params: { id: desk.id } })).problem?.zh).not.toBe('')
  expect(await heads()).toBeGreaterThan(0)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.head where source_ref = 'E-1'`.execute(
    house.database.admin,
  )
  expect(rows[0]?.n).toBe(0)
})

test('three thousand rows with five in a hundred faulty: the faulty stay behind with their reasons, the others go in', async () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => ({
    来源编号: `F-${row}`,
    姓名: '田晓禾',
    收件日期: row % 20 === 0 ? '2024-02-30' : '2024-05-06',
  }))
  await running.stop()
  running = runImports(house, { whole: 5_000, piece: 500 })
  const desk = await bring(register(rows), '三千行.csv')
  expect(desk).toMatchObject({ decided: true, rows: 3_000, ready: 2_850, faulty: 150 })
  await atDesk(officer).stillInHand(desk)
  await officer.call(exchangeContract.run, { params: { id: desk.id } })
  expect(await ended(desk)).toMatchObject({ status: 'done', faulty: 150 })
  const { rows: made } = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head where source_ref like 'F-%'`.execute(house.database.admin)
  expect(made[0]?.n).toBe(2_850)
  const { rows: first, next } = await officer.call(exchangeContract.rows, { params: { id: desk.id } })
  expect(next).toBeNull()
  expect(first).toHaveLength(150)
  expect(new Set(first.flatMap(({ faults }) => faults.map(({ cell }) => cell?.[0])))).toEqual(new Set(['B']))
}, 120_000)

const form = async (stamp?: string): Promise<Buffer> => {
  const blob = await officer.call(exchangeContract.form, { params: { kind: 'petition' } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await blob.arrayBuffer()) as ArrayBuffer)
  if (stamp) book.getWorksheet('nuanjia')!.getCell('B1').value = stamp
  const sheet = book.worksheets[0]!
  const heads = (sheet.getRow(1).values as string[]).slice(1)
  const row: Readonly<Record<string, string>> = { 收件日期: '2024-05-06', 姓名: '田晓禾', 主要事实: '来问工资的事。' }
  sheet.getRow(2).values = heads.map(
    (head) => row[head] ?? (/渠道/.test(head) ? '来访' : /类别|分类/.test(head) ? '0403' : ''),
  )
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('the empty form goes in unasked; that of another version is refused with the way out', async () => {
  expect(await bring(await form(), '空表.xlsx')).toMatchObject({ decided: true, rows: 1, ready: 1 })
  const old = await bring(await form('aaaaaaaaaaaa'), '旧空表.xlsx')
  expect(old).toMatchObject({ decided: false, rows: 0, unread: { zh: expect.stringContaining('重新下载空表') } })
}, 120_000)

test.each([
  ['a picture', Buffer.from('\u0089PNG\r\n', 'latin1'), '照片.xlsx', '只能导入'],
  [
    'a bomb',
    buildZip([{ name: 'xl/workbook.xml', content: Buffer.alloc(30 * 1024 * 1024, ' ') }]),
    '炸弹.xlsx',
    '恶意',
  ],
  ['a protected workbook', buildOle(['EncryptedPackage']), '密码.xlsx', '取消密码'],
])('%s is refused in a sentence, and nothing of it is kept', async (_, bytes, name, word) => {
  await expect(bring(bytes, name)).rejects.toMatchObject({
    code: 'exchange.unreadable',
    message: expect.stringContaining(word),
  })
})

test('what only opening the file shows is told on its page, and the file itself is not kept', async () => {
  const desk = await bring(buildOle(['Root Entry', 'Workbook']), '坏.xls')
  expect(desk).toMatchObject({ checked: true, decided: false, unread: { zh: expect.stringContaining('损坏') } })
  const { rows } = await sql<{
    gone: boolean
  }>`select content is null as gone from exchange.desk where id = ${desk.id}::uuid`.execute(house.database.admin)
  expect(rows[0]?.gone).toBe(true)
  await expect(officer.call(exchangeContract.answer, { params: { id: desk.id }, body: {} })).rejects.toMatchObject({
    code: 'exchange.desk',
  })
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
})

test('GB18030, a title, sums and 家暴 as a class are read as they stand', async () => {
  const text =
    '荷塘区2024年台账,,,,\n日期,姓名/电话,渠道,类别,主要事实\n3月1日,瞿小雨(13800001234),来访,家暴,夜里不敢回家\n合计,1件,,,'
  const desk = await bring(iconv.encode(text, 'gb18030'), '老台账.csv')
  expect(desk).toMatchObject({ decided: true, rows: 1 })
  expect(desk.skipped.map(({ row }) => row)).toEqual([1, 4])
  const { rows } = await officer.call(exchangeContract.rows, { params: { id: desk.id } })
  expect([desk.words.map(({ word }) => word), rows.flatMap(({ faults }) => faults)]).toEqual([[], []])
})

test('two rows that come to bear one number by a correction: the second stays behind with its reason, nothing vanishes', async () => {
  const desks = atDesk(officer)
  const desk = await desks.bring(
    register([
      { 来源编号: 'Z-1', 收件日期: '2024-02-30' },
      { 来源编号: 'Z-1', 姓名: '石桂芳' },
      { 来源编号: 'Z-2', 收件日期: '2024-02-31' },
      { 来源编号: 'Z-3' },
    ]),
    '同号.csv',
  )
  expect(desk).toMatchObject({ rows: 4, ready: 2, faulty: 2 })
  await officer.call(exchangeContract.mend, {
    params: { id: desk.id },
    body: {
      cells: [
        { row: 2, field: 'openedOn', text: '2024-02-28' },
        { row: 4, field: 'openedOn', text: '2024-02-28' },
        { row: 4, field: 'sourceRef', text: 'Z-1' },
      ],
    },
  })
  const left = await desks.run(desk)
  expect(left).toMatchObject({ status: 'done', faulty: 2 })
  const { rows } = await officer.call(exchangeContract.rows, { params: { id: desk.id }, query: {} })
  expect(rows.map(({ row, faults }) => [row, faults[0]?.reason.zh])).toEqual([
    [3, expect.stringContaining('第 2 行相同')],
    [4, expect.stringContaining('第 2 行相同')],
  ])
})
