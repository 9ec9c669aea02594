import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, exchangeRoom, register, runImports, workOf } from '../fixtures.ts'
import type { DeskView, GroupAnswer } from '../shapes.ts'

// Rows whose numbers stand already, and rows that stay behind and go in later.

let house: House
let officer: Caller
let desks: ReturnType<typeof atDesk>
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  desks = atDesk(officer)
  running = runImports(house, { whole: 5_000, piece: 20 })
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const refs = async (like: string): Promise<string[]> =>
  (
    await sql<{
      ref: string
    }>`select source_ref as ref from cases.head where source_ref like ${like} order by 1`.execute(house.database.admin)
  ).rows.map(({ ref }) => ref)
const rowsOf = async ({ id }: DeskView) =>
  (await officer.call(exchangeContract.rows, { params: { id }, query: {} })).rows
const groupsOf = async ({ id }: DeskView) => (await officer.call(exchangeContract.groups, { params: { id } })).groups
const mendAll = ({ id }: DeskView, body: GroupAnswer) =>
  officer.call(exchangeContract.mendAll, { params: { id }, body })
const mend = ({ id }: DeskView, row: number, field: string, text: string) =>
  officer.call(exchangeContract.mend, { params: { id }, body: { cells: [{ row, field, text }] } })

const of2023 = ['1', '2', '3', '4'].map((number) => ({
  来源编号: `N${number}`,
  收件日期: `2023-03-0${number}`,
  姓名: '田晓禾',
}))
// The next year counts from one again; one matter was carried over, its day written in another way.
const of2024 = ['1', '2', '3', '4'].map((number) => ({
  来源编号: `N${number}`,
  收件日期: number === '1' ? '2023.3.1' : `2024-04-0${number}`,
  姓名: number === '1' ? '田晓禾' : '瞿小雨',
}))

test('a register that counts from one again loses no row: the same are named, the others asked about and told apart by their year', async () => {
  expect(await desks.run(await desks.bring(register(of2023), '2023.csv'))).toBeNull()
  const desk = await desks.bring(register(of2024), '2024.csv')
  expect(desk).toMatchObject({ rows: 4, ready: 1, fresh: 0, faulty: 3, known: 1, same: [{ from: 2, to: 2 }] })
  expect(
    (await rowsOf(desk)).map(({ row, faults }) => [row, faults.map(({ field, reason }) => [field, reason.zh])]),
  ).toEqual([3, 4, 5].map((row) => [row, [['sourceRef', `与 2025 年导入的第 ${row} 行同号而内容不同。`]]]))
  const [group, ...others] = await groupsOf(desk)
  expect(others).toEqual([])
  expect(group).toMatchObject({ rows: 3, ways: ['same', 'another'] })
  const key = group?.key ?? ''

  expect(await mendAll(desk, { group: key, way: 'same' })).toEqual({ mended: 3, ready: 4, fresh: 0, faulty: 0 })
  await expect(officer.call(exchangeContract.open, { params: { id: desk.id } })).resolves.toMatchObject({ known: 4 })
  expect((await rowsOf(desk)).map(({ fate }) => fate)).toEqual(['known', 'known', 'known'])
  expect(await mendAll(desk, { restore: 'standsAlready' })).toMatchObject({ mended: 3, fresh: 0, faulty: 3 })

  expect(await mendAll(desk, { group: key, way: 'another' })).toEqual({ mended: 3, ready: 4, fresh: 3, faulty: 0 })
  expect(await desks.run(desk)).toBeNull()
  expect(await refs('%N_')).toEqual(['2024-N2', '2024-N3', '2024-N4', 'N1', 'N2', 'N3', 'N4'])

  // The same files once more: nothing to do, and nothing vanishes unnamed.
  expect(await desks.bring(register(of2023), '2023.csv')).toMatchObject({
    fresh: 0,
    known: 4,
    same: [{ from: 2, to: 5 }],
  })
  const again = await desks.bring(register(of2024), '2024.csv')
  expect(again).toMatchObject({ fresh: 0, faulty: 3 })
  expect(await mendAll(again, { group: (await groupsOf(again))[0]?.key ?? '', way: 'another' })).toMatchObject({
    fresh: 3,
  })
}, 60_000)

test('on the command line such a register is refused row by row, or leaves those rows out and says which', async () => {
  const order = { kind: 'petition', unit: '430202', bytes: register(of2024), name: '2024.csv' }
  const work = await workOf(house, 'county.rights')
  const whole = await exchangeRoom().importFile(work, order)
  expect(whole).toMatchObject({ status: 'faulty', written: 0 })
  expect(whole.faults.map(({ cell, reason }) => `${cell} ${reason.zh}`)).toEqual([
    'A3 与 2025 年导入的第 3 行同号而内容不同。',
    'A4 与 2025 年导入的第 4 行同号而内容不同。',
    'A5 与 2025 年导入的第 5 行同号而内容不同。',
  ])
  expect(await exchangeRoom().importFile(work, { ...order, partial: true })).toMatchObject({
    known: 1,
    refused: 3,
    written: 0,
  })
})

test('a number typed into a cell that stands already is asked about at once, and so is one of this very table', async () => {
  const rows = [{ 来源编号: 'M-1' }, { 来源编号: 'M-2', 收件日期: '2024-02-30' }]
  const desk = await desks.bring(register(rows), '改号.csv')
  await mend(desk, 3, 'sourceRef', 'N2')
  const {
    rows: [taken],
  } = await mend(desk, 3, 'openedOn', '2024-02-28')
  expect(taken?.faults.map(({ reason }) => reason.zh)).toEqual(['与 2025 年导入的第 3 行同号而内容不同。'])
  expect(await desks.run(desk)).toMatchObject({ status: 'done', faulty: 1 })
  const {
    rows: [here],
  } = await mend(desk, 3, 'sourceRef', 'M-1')
  expect(here?.faults.map(({ reason }) => reason.zh)).toEqual(['这个来源编号,这张表里已经导入的一行用了。'])
  await mend(desk, 3, 'sourceRef', 'M-2')
  expect(await desks.run(desk)).toBeNull()
  expect(await refs('M-%')).toEqual(['M-1', 'M-2'])
}, 60_000)

test('what was said of a number says nothing of the number typed in its place: the row is asked about again, not lost', async () => {
  const desk = await desks.bring(register([{ 来源编号: 'N2', 收件日期: '2024-04-02', 姓名: '瞿小雨' }]), '改同号.csv')
  await mendAll(desk, { group: (await groupsOf(desk))[0]?.key ?? '', way: 'same' })
  // Pasted over with the same number it stays what it was said to be.
  expect((await mend(desk, 2, 'sourceRef', 'N2')).rows).toMatchObject([{ fate: 'known', faults: [] }])
  const asked = { fate: null, faults: [{ field: 'sourceRef', reason: { zh: expect.stringContaining('第 4 行同号') } }] }
  expect((await mend(desk, 2, 'sourceRef', 'N3')).rows).toMatchObject([asked])
  expect(await mendAll(desk, { group: (await groupsOf(desk))[0]?.key ?? '', way: 'same' })).toMatchObject({ faulty: 0 })
  // Taken back to the number of the file, what was said of the typed one is gone too.
  expect(await mendAll(desk, { restore: 'sourceRef' })).toMatchObject({ fresh: 0, faulty: 1 })
  expect(await mend(desk, 2, 'sourceRef', 'N2-2024')).toMatchObject({ fresh: 1, rows: [{ fate: null, faults: [] }] })
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
}, 60_000)

test('a row whose number stands with a matter without a readable line is asked about, and stops no check', async () => {
  const { rows } = await sql<{
    home: string
    id: string
  }>`select home, id from cases.head where source_ref = 'N3'`.execute(house.database.admin)
  await sql`update cases.source_line set sealed = '\\x00' where case_id = ${rows[0]?.id}::uuid`.execute(
    house.database.admin,
  )
  const desk = await desks.bring(register([...of2023, { 来源编号: 'N9' }]), '2023年续.csv')
  expect(desk).toMatchObject({ problem: null, checked: true, known: 3, faulty: 1 })
  const told = (await rowsOf(desk)).map(({ row, faults }) => [row, faults[0]?.reason.zh])
  expect(told).toEqual([[4, '与 2025 年记下的一件同号,那一件没有可对照的原表行。']])
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
}, 60_000)

test('rows that stay behind are corrected and go into the same import, which is taken back whole', async () => {
  const rows = Array.from({ length: 50 }, (_, row) => ({
    来源编号: `P-${row}`,
    收件日期: row % 10 === 3 ? '2024-02-30' : '2024-05-06',
  }))
  const desk = await desks.bring(register(rows), '分两次.csv')
  await mend(desk, 5, 'openedOn', '2024-02-28')
  const half = await desks.run(desk)
  expect(half).toMatchObject({ status: 'done', fresh: 0, faulty: 4, run: { done: 46, left: 0, faulty: 4 } })
  // What was imported is no longer shown as to be corrected, also when its correction is sent again.
  expect((await rowsOf(desk)).map(({ row }) => row)).toEqual([15, 25, 35, 45])
  expect((await mend(desk, 5, 'openedOn', '2024-02-27')).rows).toEqual([])
  await expect(officer.call(exchangeContract.run, { params: { id: desk.id } })).rejects.toMatchObject({
    code: 'exchange.nothing',
  })
  const { fresh } = await mend(desk, 15, 'openedOn', '2024-02-29')
  expect(fresh).toBe(1)
  expect(await desks.run(desk)).toMatchObject({ status: 'done', faulty: 3, run: { done: 47, faulty: 3 } })
  await mendAll(desk, { group: (await groupsOf(desk))[0]?.key ?? '', text: '2024-02-30', put: '2024-02-29' })
  expect(await desks.run(desk)).toBeNull()
  const { batches } = await officer.call(exchangeContract.list, {})
  const of = batches.filter(({ name }) => name === '分两次.csv')
  expect(of).toMatchObject([{ status: 'done', rows: 50, written: 50, known: 0, refused: 0 }])
  const back = await officer.call(exchangeContract.takeBack, {
    params: { id: of[0]?.id ?? '' },
    body: { reason: '导错了表' },
  })
  expect(back).toMatchObject({ status: 'done', voided: 50, kept: [] })
}, 60_000)

test('an import that was taken back while rows stayed behind can be begun anew from the file', async () => {
  const rows = [{ 来源编号: 'Q-1' }, { 来源编号: 'Q-2' }, { 来源编号: 'Q-3', 收件日期: '2024-02-30' }]
  const desk = await desks.bring(register(rows), '重来.csv')
  const half = await desks.run(desk)
  await officer.call(exchangeContract.takeBack, {
    params: { id: half?.run?.batch ?? '' },
    body: { reason: '导错了表' },
  })
  expect(await mend(desk, 4, 'openedOn', '2024-02-29')).toMatchObject({ fresh: 3 })
  expect(await desks.run(desk)).toBeNull()
  expect(await refs('Q-%')).toEqual(['Q-1', 'Q-2', 'Q-3'])
}, 60_000)

test('an import leads to its matters, each with its line; the level above sees whose file it was, not its name', async () => {
  const town = await house.as('town.chair')
  expect(
    await atDesk(town).run(await atDesk(town).bring(register([{ 来源编号: 'R-1' }, { 来源编号: 'R-2' }]), '街道.csv')),
  ).toBeNull()
  const own = (await town.call(exchangeContract.list, {})).batches[0]
  expect(own).toMatchObject({ name: '街道.csv', written: 2 })
  const list = await officer.call(casesContract.list, { query: { tab: 'all', batch: own?.id } })
  expect(list.rows).toHaveLength(2)
  const above = (await officer.call(exchangeContract.list, {})).batches.find(({ id }) => id === own?.id)
  expect(above).toMatchObject({ name: null, unitName: own?.unitName })
  const neighbour = await house.as('county2.rights')
  expect((await neighbour.call(casesContract.list, { query: { tab: 'all', batch: own?.id } })).rows).toEqual([])
}, 60_000)
