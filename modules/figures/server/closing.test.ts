import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limitOn } from '#catalogue/codes/limits.ts'
import { catalogue } from '#catalogue/index.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { figuresContract } from '../contract.ts'
import { closesAt, monthsDue } from '../rules.ts'
import { closeDue } from './closing.ts'
import { declareMeasures } from './fold.ts'

const rule = { limitOn: (day: string) => limitOn('S01', day), calendar: buildCalendar() }
const home = '430202'
let house: House

beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-10-20T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

const at = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

test.each([
  // Five workdays after the month's end; the national holiday and its make-up Saturday are counted as the notice says.
  ['2025-10', '2025-11-08'],
  ['2025-09', '2025-10-15'],
  ['2025-01', '2025-02-11'],
])('%s is closed when %s begins', (month, day) => {
  expect(closesAt(month, rule)).toEqual(at(day))
})

test('months missed while the house stood still are closed with the next round, a new house begins with the latest', () => {
  const now = new Date('2025-11-08T00:10:00+08:00')
  expect(monthsDue('2025-07', now, rule)).toEqual(['2025-08', '2025-09', '2025-10'])
  expect(monthsDue('2025-10', now, rule)).toEqual([])
  expect(monthsDue(null, now, rule)).toEqual(['2025-10'])
  expect(monthsDue(null, new Date('2025-11-07T23:59:00+08:00'), rule)).toEqual(['2025-09'])
})

const matters = {
  petition: { category: '0302', channel: 'V', role: 'petitioner', data: { facts: '前来反映情况,请求帮助。' } },
  violence: { category: '01', role: 'victim', data: { facts: '昨晚又动手了。', safeNow: true } },
} as const

const register = async (kind: keyof typeof matters, openedAt?: string) => {
  const { role, ...matter } = matters[kind]
  return (await house.as('county.rights')).call(casesContract.create, {
    params: { home, id: randomUUID() },
    body: {
      kind,
      ...matter,
      ...(openedAt ? { openedAt } : {}),
      parties: [{ id: randomUUID(), role, name: '田晓禾' }],
    },
  })
}
const figures = async (who: string, kind: string, period: string) =>
  (await house.as(who)).call(figuresContract.figures, { query: { kind, measures: 'received', unit: home, period } })

test('statistics see a sensitive figure once its month is closed, below five as <5, and are told when it was closed', async () => {
  await register('violence')
  house.clock.set('2025-11-07T18:00:00+08:00')
  expect(await closeDue(house.database.system, rule, house.clock())).toEqual(['2025-09'])
  const before = await figures('city.stats', 'violence', '2025-10')
  expect([before.closed?.month, before.figures[0]?.why]).toEqual(['2025-09', 'open'])

  house.clock.set('2025-11-08T00:10:00+08:00')
  expect(await closeDue(house.database.system, rule, house.clock())).toEqual(['2025-10'])
  expect(await closeDue(house.database.system, rule, house.clock())).toEqual([])
  const after = await figures('city.stats', 'violence', '2025-10')
  expect(after.closed?.text.zh).toBe('10月已于11月8日关账')
  expect(after.figures[0]).toMatchObject({ n: null, why: 'small' })
  expect((await figures('county.rights', 'violence', '2025-10')).figures[0]?.n).toBe(1)
  // A closed month closes all before it; the running one stays shut.
  expect((await figures('city.stats', 'violence', '2024H1')).figures[0]).toMatchObject({ n: 0, why: null })
  expect((await figures('city.stats', 'violence', '2025H2')).figures[0]?.why).toBe('open')
})

test('what comes after the closing counts in its own month, is booked in the open one and says which it is late for', async () => {
  house.clock.set('2025-11-10T09:00:00+08:00')
  const late = await register('petition', '2025-10-22T09:00:00+08:00')
  const inTime = await register('petition')
  expect((await figures('county.rights', 'petition', '2025-10')).figures[0]?.n).toBe(1)
  const { rows } = await sql<{ id: string; month: string; booked: string; late: string | null }>`
    select distinct record_id as id, month, booked_month as booked, late_for as late from figures.posting
    where measure = 'petition.received' order by month`.execute(house.database.admin)
  expect(rows).toEqual([
    { id: late.head.id, month: '2025-10', booked: '2025-11', late: '2025-10' },
    { id: inTime.head.id, month: '2025-11', booked: '2025-11', late: null },
  ])
  const list = await (
    await house.as('county.rights')
  ).call(figuresContract.records, {
    params: { measure: 'petition.received' },
    query: { unit: home, period: '2025-10..2025-11' },
  })
  expect(Object.fromEntries(list.rows.map((row) => [row.id, row.late]))).toEqual({
    [late.head.id]: '2025-11',
    [inTime.head.id]: null,
  })
})

test('of a running half-year the deadlines of sensitive classes are told as not closed, like all else of them', async () => {
  house.clock.set('2025-11-10T09:00:00+08:00')
  await closeDue(house.database.system, rule, house.clock())
  const { rows } = await (
    await house.as('city.stats')
  ).call(figuresContract.figures, {
    query: { kind: 'petition', measures: 'received,noticeDue', unit: '430200', period: '2025H2', by: 'category1' },
  })
  expect(rows.find(({ key }) => key === '01')?.cells.map(({ why }) => why)).toEqual(['open', 'open'])
})
