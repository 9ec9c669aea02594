import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { demoStation } from '#db/seed/demo-accounts.ts'
import { demoIds, seedDemoCity } from '#db/seed/demo-city.ts'
import { addDemoRosters } from '#db/seed/demo-office.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { officeContract } from '#modules/office/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { findDemoCity } from '#server/work.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { addMountainVillage } from '#test/harness/tree.ts'

let house: House
let before: Map<string, number>
beforeAll(async () => {
  house = await startHouse()
  await addMountainVillage(house.database.admin)
  await declareMeasures(house.database.system, catalogue)
  const engine = makeEngine(catalogue, () => buildCalendar())
  const door = { db: house.database.app, vault: house.vault, auditKey: house.vault.macKey('audit') }
  const make = (made: ReadonlySet<string>) =>
    seedDemoCity({ engine, door }, house.clock(), () => undefined, { count: 60, made })
  // It is cut off in the middle, as by Ctrl-C or a kill, and goes on at the next start.
  const first = make(new Set()).catch(() => undefined)
  await vi.waitUntil(async () => (await stepsByMatter()).size >= 20, { timeout: 40_000, interval: 5 })
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'nuanjia_app'`.execute(
    house.database.admin,
  )
  await first
  before = await stepsByMatter()
  await make((await findDemoCity(house.database.system)) ?? new Set())
  await addDemoRosters({ engine, door }, house.clock())
  await sql`insert into figures.month_lock values ('2025-02', ${house.clock()})`.execute(house.database.admin)
})
afterAll(() => house.stop())

const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  (await query.execute(house.database.admin)).rows[0]?.n ?? 0
const stepsByMatter = async (): Promise<Map<string, number>> => {
  const { rows } = await sql<{ id: string; n: number }>`select h.id, count(s.seq)::int as n from cases.head h
    left join cases.step s on s.home = h.home and s.case_id = h.id group by h.id`.execute(house.database.admin)
  return new Map(rows.map(({ id, n }) => [id, n]))
}

test('cut short and gone on with, it holds every matter once; what stood was whole and is left as it was', async () => {
  const after = await stepsByMatter()
  expect([...after.keys()].sort()).toEqual(demoIds(60).sort())
  expect(before.size).toBeGreaterThanOrEqual(20)
  expect(before.size).toBeLessThan(after.size)
  expect([...before].filter(([id, n]) => n !== after.get(id))).toEqual([])
})

test('the demo city is alive on the day it is started: three due today, two overdue, one waiting for approval, one promise', async () => {
  const today = await (await house.as('county.rights')).call(casesContract.today, {})
  expect(today.overdue).toBeGreaterThanOrEqual(2)
  const dueToday = today.mine.filter((row) => row.due && !row.due.overdue && row.due.text.zh.includes('今天'))
  expect(dueToday.length).toBeGreaterThanOrEqual(3)
  const approvals = await (await house.as('county.leader')).call(casesContract.approvals, {})
  expect(approvals.rows.length).toBeGreaterThanOrEqual(1)
  expect(
    await count(
      sql`select count(*)::int as n from cases.obligation where done_on is null and due_on > ${house.clock()}`,
    ),
  ).toBe(1)
  expect(
    await count(
      sql`select count(*)::int as n from cases.head where opened_at > ${house.clock()} or touched_at > ${house.clock()}`,
    ),
  ).toBe(0)
})

test('village, town and county have work of the day: notes, what is to be filled in, what was sent down and not answered, who is on duty', async () => {
  const today = async (who: string) => (await house.as(who)).call(casesContract.today, {})
  expect((await today('village.chair')).mine.length).toBeGreaterThanOrEqual(2)
  expect((await today('town.chair')).toFill.length).toBeGreaterThanOrEqual(1)
  expect((await today('county.rights')).others.length).toBeGreaterThanOrEqual(1)
  expect((await today('county.leader')).red.length).toBeGreaterThanOrEqual(2)
  const { own, above } = await (await house.as('village.chair')).call(officeContract.dutyNow, {})
  expect([own, above?.people.map(({ name }) => name)]).toEqual([[], ['唐秋芸']])
  expect((await (await house.as('county.rights')).call(officeContract.dutyNow, {})).own.length).toBe(1)
})

test('its histories read forwards: nothing was done before it came', async () => {
  expect(
    await count(
      sql`select count(*)::int as n from cases.step s join cases.head h on h.home = s.home and h.id = s.case_id where s.occurred_at < h.opened_at`,
    ),
  ).toBe(0)
})

test('the case of protection is restricted and keeps the station out where the other side works', async () => {
  const { rows } = await sql<{ access: number; orders: string[] }>`
    select h.access, (select array_agg(t.status) from cases.track t where t.home = h.home and t.case_id = h.id) as orders
    from cases.head h join org.unit u on u.code = ${demoStation} where 'o:' || u.id = any(h.barred)`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ access: 1, orders: ['granted'] }])
})

test('the mountain village has matters of its own, counted for its county', async () => {
  const city = await house.as('city.rights')
  const { rows } = await city.call(figuresContract.figures, {
    query: { kind: 'dispute', period: '2023-03..2025-03', by: 'unit' },
  })
  expect(rows.find(({ label }) => label.zh === '炎陵县')?.cells[0]?.n).toBe(2)
})

test('statistics read the closed months of violence by the rule of small numbers', async () => {
  const stats = await house.as('city.stats')
  const read = async (period: string) =>
    (await stats.call(figuresContract.figures, { query: { kind: 'violence', period, measures: 'received' } }))
      .figures[0]
  expect(await read('2024Q1')).toMatchObject({ n: 0 })
  expect(await read('2023-03..2025-02')).toMatchObject({ n: null, why: 'period' })
  expect(await read('2024')).toMatchObject({ n: null, why: 'small' })
  expect(await read('2025-01')).toMatchObject({ n: null, why: 'small' })
  expect(await read('2025-03')).toMatchObject({ n: null, why: 'open' })
})
