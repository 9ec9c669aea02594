import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { seedDemoCity } from '#db/seed/demo-city.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { importHongjiang } from '#modules/exchange/fixtures.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { cuts } from '#modules/figures/define.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { cutOfRow, toRecords } from '#modules/figures/web/links.ts'
import { reportsContract } from '#modules/reports/contract.ts'
import { recordsOf, toRecords as reportRecords } from '#modules/reports/web/links.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { type Caller, type House, startHouse } from './harness/house.ts'
import { addMountainVillage } from './harness/tree.ts'
import { open, person } from './kinds/walk.ts'

let house: House

// A small demonstration city, the half-year of Hongjiang, and matters that stand on a class itself or on none.
beforeAll(async () => {
  house = await startHouse()
  await addMountainVillage(house.database.admin)
  await declareMeasures(house.database.system, catalogue)
  const engine = makeEngine(catalogue, () => buildCalendar())
  const door = { db: house.database.app, vault: house.vault, auditKey: house.vault.macKey('audit') }
  await seedDemoCity({ engine, door }, house.clock(), () => undefined, { count: 150 })
  await importHongjiang(house)
  for (const [who, home, openedAt] of [
    ['county.rights', '430202', '2025-02-10T09:00:00+08:00'],
    ['hongjiang.rights', '431281', '2014-05-12T09:00:00+08:00'],
  ] as const)
    for (const matter of [
      { kind: 'petition', category: '01', channel: 'V', parties: [person('petitioner', '田晓禾')] },
      { kind: 'petition', category: '03', channel: 'V', parties: [person('petitioner', '田晓禾')] },
      { kind: 'dispute', parties: [person('sideA', '田晓禾'), person('sideB', '田大禾')] },
    ])
      await open(await house.as(who), { ...matter, openedAt, data: { facts: '前来反映情况,请求帮助。' } }, home)
})
afterAll(() => house.stop())

/** Opens the list an address of the page leads to, all its pages, and adds up what its records count. */
const listed = async (who: Caller, address: string): Promise<number> => {
  const url = new URL(address, 'http://house')
  const measure = decodeURIComponent(url.pathname.split('/')[2] ?? '')
  const query = Object.fromEntries(url.searchParams) as { period: string }
  let sum = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(who, measure, {
      ...query,
      ...(cursor ? { cursor } : {}),
    })
    sum += page.rows.reduce((total, { n }) => total + n, 0) + (page.hidden?.n ?? 0)
    cursor = page.next
  }
  return sum
}
const pageOf = (who: Caller, measure: string, query: { period: string }) =>
  who.call(figuresContract.records, { params: { measure }, query: { ...query, limit: 200 } })

const walks = [
  ['county.rights', '430202', '2024H2'],
  ['county.rights', '430202', '2025H1'],
  ['town.chair', '430202001', '2024'],
  ['city.rights', '430200', '2024H2'],
  ['hongjiang.rights', '431281', '2014H1'],
] as const

test.each(walks)(
  '%s at %s in %s: every number of the page of figures, whole and in every table, opens to exactly its records',
  async (username, unit, period) => {
    const who = await house.as(username)
    const at = { unit, period }
    const { kinds } = await who.call(figuresContract.catalogue, {})
    const shown = new Map<string, number>()
    for (const { key: kind } of kinds)
      for (const by of cuts) {
        const table = await who.call(figuresContract.figures, { query: { kind, unit, period, by } })
        for (const figure of table.figures) {
          if (figure.why !== null) continue
          shown.set(toRecords(figure.measure, at), figure.n ?? figure.over ?? 0)
          for (const operand of figure.operands ? [figure.operands.over, ...figure.operands.under] : [])
            shown.set(toRecords(operand.measure, at), operand.n ?? 0)
        }
        for (const row of table.rows)
          for (const [place, cell] of row.cells.entries()) {
            const line = cutOfRow(by, row.key, { ...at, period: row.period ?? period })
            if (cell.why === null)
              shown.set(toRecords(table.figures[place]?.measure ?? '', line.at, line.cut), cell.n ?? cell.over ?? 0)
          }
      }
    const wrong: unknown[] = []
    let numbers = 0
    for (const [address, n] of shown) {
      // Noughts lead nowhere on the page.
      if (n === 0) continue
      numbers += 1
      const found = await listed(who, address)
      if (found !== n) wrong.push({ address, n, found })
    }
    expect(wrong).toEqual([])
    expect(numbers).toBeGreaterThan(60)
  },
  120_000,
)

test.each(walks.filter(([username]) => username !== 'town.chair'))(
  '%s at %s in %s: every number of the report opens to exactly its records, or to the numbers it was worked out from',
  async (username, unit, period) => {
    const who = await house.as(username)
    const { id } = await who.call(reportsContract.create, {
      params: { id: randomUUID() },
      body: { template: 'rights-half-year', period, unit },
    })
    const report = await who.call(reportsContract.read, { params: { id }, query: {} })
    const known = new Set(report.figures.map((figure) => figure.id))
    const wrong: unknown[] = []
    let opened = 0
    for (const figure of report.figures) {
      wrong.push(...figure.operands.filter((operand) => !known.has(operand.figure)))
      const list = recordsOf(figure, unit)
      const n = figure.type === 'ratio' ? figure.operands.find(({ role }) => role === 'over')?.n : figure.n
      if (!list || n === null || n === undefined) {
        if (figure.operands.length === 0 && figure.why === null && figure.n !== 0) wrong.push({ id: figure.id, list })
        continue
      }
      opened += 1
      const found = await listed(who, reportRecords(list))
      if (found !== n) wrong.push({ id: figure.id, n, found })
    }
    expect(wrong).toEqual([])
    expect(opened).toBeGreaterThan(40)
  },
  120_000,
)

// An auditor counts for herself: from the matters and their steps, past postings and cells.
type Asked = {
  readonly kind: string
  readonly unit: string
  readonly period: string
  readonly measure: string
  readonly category?: string
  readonly channel?: string
  /** Whether the half-year report tells the same number. */
  readonly inReport?: boolean
}
const monthsOf: Readonly<Record<string, readonly [string, string]>> = {
  '2014H1': ['2014-01', '2014-06'],
  '2024H2': ['2024-07', '2024-12'],
  '2025H1': ['2025-01', '2025-06'],
}
const month = (at: string) => sql`to_char(${sql.ref(at)} at time zone 'Asia/Shanghai', 'YYYY-MM')`
const headsOf = ({ kind, unit, category, channel }: Asked) => sql`cases.head h
  join org.unit p on p.code = ${unit} and h.scope >= p.scope and h.scope < left(p.scope, -1) || '0'
  where h.kind = ${kind} and h.status <> 'void' and coalesce(h.category, '') like ${`${category ?? ''}%`} and coalesce(h.channel, '') like ${`${channel ?? ''}%`}`
const spanOf = ({ period }: Asked) => {
  const [from, to] = monthsOf[period] ?? []
  return sql`between ${from} and ${to}`
}
const received = (asked: Asked) => sql`${headsOf(asked)} and ${month('h.opened_at')} ${spanOf(asked)}`
const stepped = (
  asked: Asked,
  actions: readonly string[],
) => sql`(select h.id, min(s.occurred_at) as at from cases.step s
  join (select h.home, h.id from ${headsOf(asked)}) h on h.home = s.home and h.id = s.case_id
  where s.action = any(${[...actions]}::text[])
    and not exists (select from cases.step r where r.home = s.home and r.case_id = s.case_id and r.reverses = s.seq)
  group by h.home, h.id) f where ${month('f.at')} ${spanOf(asked)}`
const recounts: Readonly<Record<string, (asked: Asked) => RawBuilder<{ n: number }>>> = {
  received: (asked) => sql<{ n: number }>`select count(*)::int as n from ${received(asked)}`,
  persons: (asked) => sql<{ n: number }>`select coalesce(sum(h.persons), 0)::int as n from ${received(asked)}`,
  accepted: (asked) => sql<{ n: number }>`select count(*)::int as n from ${stepped(asked, ['accept', 'reopen'])}`,
  handled: (asked) =>
    sql<{
      n: number
    }>`select count(*)::int as n from ${stepped(asked, ['conclude', 'answer', 'advise', 'refer', 'refuse'])}`,
  concluded: (asked) => sql<{ n: number }>`select count(*)::int as n from ${stepped(asked, ['conclude'])}`,
  // As it stands today.
  inHand: (asked) => sql<{ n: number }>`select count(*)::int as n from ${headsOf(asked)} and h.phase = 0`,
}
const county = { kind: 'petition', unit: '430202', period: '2024H2' } as const

test.each<readonly [username: string, asked: Asked]>([
  ['county.rights', { ...county, measure: 'received', inReport: true }],
  ['county.rights', { ...county, measure: 'received', category: '01', inReport: true }],
  ['county.rights', { ...county, measure: 'received', channel: 'V', inReport: true }],
  ['county.rights', { ...county, measure: 'persons', inReport: true }],
  ['county.rights', { ...county, measure: 'accepted', inReport: true }],
  ['county.rights', { ...county, measure: 'handled', inReport: true }],
  ['county.rights', { ...county, measure: 'concluded', category: '01' }],
  ['county.rights', { ...county, period: '2025H1', measure: 'inHand', inReport: true }],
  ['city.rights', { ...county, unit: '430200', measure: 'received', inReport: true }],
  ['city.rights', { ...county, unit: '430200', kind: 'violence', measure: 'received' }],
  ['hongjiang.rights', { ...county, unit: '431281', period: '2014H1', measure: 'received', inReport: true }],
  ['hongjiang.rights', { ...county, unit: '431281', period: '2014H1', measure: 'concluded' }],
])('counted by hand for %s (%#) is the number of the page, of its list and of the report', async (username, asked) => {
  const { kind, unit, period, measure, category, channel, inReport } = asked
  const recount = recounts[measure]
  if (!recount) throw new Error(`${measure} is not counted by hand`)
  const counted = await recount(asked).execute(house.database.admin)
  const n = counted.rows[0]?.n ?? 0
  expect(n).toBeGreaterThan(0)
  const who = await house.as(username)
  const table = await who.call(figuresContract.figures, {
    query: { kind, unit, period, measures: measure, category, channel },
  })
  expect(table.figures[0]?.n).toBe(n)
  expect(await listed(who, toRecords(`${kind}.${measure}`, { unit, period }, { category, channel }))).toBe(n)
  const { id } = await who.call(reportsContract.create, {
    params: { id: randomUUID() },
    body: { template: 'rights-half-year', period, unit },
  })
  const report = await who.call(reportsContract.read, { params: { id }, query: {} })
  // The report tells petitions whole, and by class with a mark in the name of the figure.
  const mark = category ? `[class:${category}]` : channel ? `[channel:${channel}]` : ''
  const said = report.figures.filter((figure) => figure.id === `${kind}.${measure}@${period}${mark}`)
  expect(said.map((figure) => figure.n)).toEqual(inReport ? [n] : [])
})
