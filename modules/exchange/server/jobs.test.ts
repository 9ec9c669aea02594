import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, register, runImports } from '../fixtures.ts'

// What is done with files on the desk while nobody looks: their checks.

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

test('a check is followed, stopped, taken up again, and survives its server', async () => {
  const many = Array.from({ length: 90_000 }, (_, row) => ({
    来源编号: `K-${row}`,
    姓名: '田晓禾',
    收件日期: row === 15_000 ? '2024-02-30' : '2024-05-06',
  }))
  const desk = await desks.send(register(many), '九万行.csv')
  // Sending it is over before anything was read.
  expect(desk).toMatchObject({ status: 'checking', checked: false, rows: 0, check: { done: 0, total: 0 } })
  const far = async (): Promise<number> => (await desks.open(desk)).check?.done ?? -1
  await expect.poll(far, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0)
  for (const too of [exchangeContract.run, exchangeContract.rows] as const)
    await expect(officer.call(too, { params: { id: desk.id }, query: {} } as never)).rejects.toMatchObject({
      code: 'exchange.unchecked',
    })
  await officer.call(exchangeContract.stop, { params: { id: desk.id } })
  expect(await desks.open(desk)).toMatchObject({ status: 'open', checked: false, decided: false, rows: 0, check: null })
  await expect(officer.call(exchangeContract.run, { params: { id: desk.id } })).rejects.toMatchObject({
    code: 'exchange.unchecked',
  })
  await officer.call(exchangeContract.answer, { params: { id: desk.id }, body: {} })
  await expect.poll(far, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0)
  await running.stop()
  expect((await desks.open(desk)).status).toBe('checking')
  const { files } = await officer.call(exchangeContract.list, {})
  expect(files.find(({ id }) => id === desk.id)?.check?.total).toBeGreaterThan(0)
  running = runImports(house, { whole: 5_000, piece: 20 })
  expect(await desks.checked(desk)).toMatchObject({
    status: 'open',
    decided: true,
    rows: 90_000,
    ready: 89_999,
    faulty: 1,
  })
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
}, 120_000)

test('a short file does not wait for the check of a long one', async () => {
  const cells = '说家里的钱都不在她手上。'.repeat(6)
  const long = Array.from({ length: 40_000 }, (_, row) => ({ 来源编号: `L-${row}`, 主要事实和诉求: cells }))
  const first = await desks.send(register(long), '长.csv')
  await expect
    .poll(async () => (await desks.open(first)).check?.total ?? 0, { timeout: 30_000, interval: 20 })
    .toBeGreaterThan(0)
  await desks.bring(register([{ 来源编号: 'L-x' }]), '短.csv')
  expect((await desks.open(first)).status).toBe('checking')
  await officer.call(exchangeContract.stop, { params: { id: first.id } })
  await officer.call(exchangeContract.drop, { params: { id: first.id } })
}, 60_000)

test('whoever may no longer import has nothing checked', async () => {
  const person = await house.as('town.chair')
  await running.stop()
  const desk = await atDesk(person).send(register([{ 来源编号: 'N-1' }]), '街道.csv')
  await sql`update identity.account set status = 'disabled' where username = 'town.chair'`.execute(house.database.admin)
  running = runImports(house, { whole: 5_000, piece: 20 })
  const status = async (): Promise<string | undefined> =>
    (
      await sql<{ status: string }>`select status from exchange.desk where id = ${desk.id}::uuid`.execute(
        house.database.admin,
      )
    ).rows[0]?.status
  await expect.poll(status, { timeout: 30_000, interval: 50 }).toBe('open')
  await sql`update identity.account set status = 'active' where username = 'town.chair'`.execute(house.database.admin)
  expect(await person.call(exchangeContract.open, { params: { id: desk.id } })).toMatchObject({
    checked: false,
    problem: { zh: expect.any(String) },
  })
})

test('beyond what can be kept faulty rows are counted, and come once those before them are corrected', async () => {
  await running.stop()
  running = runImports(house, { whole: 5_000, piece: 20 }, { mostKept: 30 })
  const rows = Array.from({ length: 100 }, (_, row) => ({
    来源编号: `M-${row}`,
    收件日期: row % 2 === 0 ? '2024-02-30' : '2024-05-06',
  }))
  const desk = await desks.bring(register(rows), '一半有错.csv')
  expect(desk).toMatchObject({ rows: 100, ready: 50, faulty: 50, kept: 30, beyond: 20 })
  const { rows: first } = await officer.call(exchangeContract.rows, { params: { id: desk.id } })
  const mended = await officer.call(exchangeContract.mend, {
    params: { id: desk.id },
    body: { cells: first.map(({ row }) => ({ row, field: 'openedOn', text: '2024-02-29' })) },
  })
  expect(mended).toMatchObject({ ready: 80, faulty: 20 })
  expect(await desks.answer(desk, {})).toMatchObject({ ready: 80, faulty: 20, beyond: 0, kept: 50 })
  await officer.call(exchangeContract.drop, { params: { id: desk.id } })
})

test('faulty rows beyond are counted once when the run meets them, and go in as soon as they are corrected', async () => {
  await running.stop()
  running = runImports(house, { whole: 5_000, piece: 20 }, { mostKept: 5 })
  const rows = Array.from({ length: 30 }, (_, row) => ({
    来源编号: `B-${row}`,
    收件日期: row % 2 === 0 ? '2025-02-30' : '2025-02-06',
  }))
  const desk = await desks.bring(register(rows), '改两回.csv')
  expect(desk).toMatchObject({ ready: 15, faulty: 15, kept: 5, beyond: 10 })
  const correct = async () => {
    const { rows: left } = await officer.call(exchangeContract.rows, { params: { id: desk.id } })
    return officer.call(exchangeContract.mend, {
      params: { id: desk.id },
      body: { cells: left.map(({ row }) => ({ row, field: 'openedOn', text: '2025-02-27' })) },
    })
  }
  expect(await desks.run(desk)).toMatchObject({ status: 'done', fresh: 0, faulty: 15, beyond: 5, run: { done: 15 } })
  expect(await correct()).toMatchObject({ fresh: 10, faulty: 5 })
  expect(await desks.run(desk)).toMatchObject({ status: 'done', fresh: 0, faulty: 5, beyond: 0, run: { done: 25 } })
  expect(await correct()).toMatchObject({ fresh: 5, faulty: 0 })
  expect(await desks.run(desk)).toBeNull()
  await running.stop()
  running = runImports(house, { whole: 5_000, piece: 20 })
}, 60_000)
