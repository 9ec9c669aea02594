import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { petition } from '#catalogue/rights/petition.ts'
import { homeOf } from '#modules/org/rules.ts'
import { lastDayOf } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import {
  asReader,
  countsOf,
  insertHead,
  type Matter,
  mergeUnit,
  moveUnit,
  postMatter,
  type TestUnit,
  unitsOf,
} from './fixtures.ts'
import { declareMeasures, foldAll, foldOnce, recutCells } from './fold.ts'
import { type Reading, readSums, recordsBehind } from './queries.ts'
import { verifyFigures } from './verify.ts'

// Random histories on a real database: whatever happens in whatever order, and whenever cells are folded, what is read is what
// the records say (rebuild = incremental = drill-through), for every place from the nation to the village.

const measures = ['received', 'persons', 'accepted', 'concluded', 'inHand'].map((key) => `petition.${key}`)
const stock = 'petition.inHand'
const closing = ['concluded', 'withdrawn']
const months = ['2024-05', '2024-06', '2024-07', '2024-08']
const [first, last] = ['2024-05', '2024-08'] as const
const places = [
  '000000',
  '430000',
  '430200',
  '430202',
  '430203',
  '430202001',
  '430202100',
  '430202001001',
  '430202001002',
]
const desks = ['430200', '430202', '430203', '430202001', '430202001001', '430202001002', '430203001', '430202100']

type Event =
  | { do: 'open'; desk: number; category: string; channel: string; persons: number; month: number; access: 0 | 1 | 2 }
  | {
      do: 'accept' | 'conclude' | 'reopen' | 'withdraw' | 'void' | 'takeBack' | 'transfer' | 'reclass' | 'correct'
      matter: number
      month: number
      desk: number
      category: string
    }
  | { do: 'fold'; size: number }
  | { do: 'move'; town: boolean; there: boolean; month: number }
  | { do: 'merge'; month: number }
  | { do: 'rebuild' }

const pick = {
  matter: fc.nat(20),
  month: fc.nat(3),
  desk: fc.nat(7),
  category: fc.constantFrom('0101', '0106', '0203'),
}
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      desk: fc.nat(7),
      category: pick.category,
      channel: fc.constantFrom('1', '2'),
      persons: fc.integer({ min: 1, max: 3 }),
      month: fc.nat(2),
      access: fc.constantFrom(0 as const, 0 as const, 1 as const, 2 as const),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'accept' as const,
        'conclude' as const,
        'reopen' as const,
        'withdraw' as const,
        'void' as const,
        'takeBack' as const,
        'transfer' as const,
        'reclass' as const,
        'correct' as const,
      ),
      ...pick,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fold' as const), size: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      town: fc.boolean(),
      there: fc.boolean(),
      month: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), month: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const) }) },
)

// Units that take open matters along and close some of them where they came to.
const matter = { desk: 0, category: '0101' }
const moves: Event[] = [
  ...[3, 4, 5, 6].map((desk) => ({
    do: 'open' as const,
    desk,
    category: '0101',
    channel: '1',
    persons: 1,
    month: 0,
    access: 0 as const,
  })),
  { do: 'accept', matter: 0, month: 0, ...matter },
  { do: 'fold', size: 4 },
  { do: 'move', town: true, there: true, month: 1 },
  { do: 'conclude', matter: 0, month: 2, ...matter },
  { do: 'reopen', matter: 0, month: 3, ...matter },
  { do: 'withdraw', matter: 2, month: 2, ...matter },
  { do: 'move', town: false, there: true, month: 2 },
  { do: 'fold', size: 40 },
  { do: 'open', desk: 4, category: '0203', channel: '2', persons: 1, month: 0, access: 0 },
  { do: 'merge', month: 2 },
  { do: 'withdraw', matter: 1, month: 3, ...matter },
  { do: 'move', town: true, there: false, month: 3 },
]

test('figures are what the records say after any history', { timeout: 120_000 }, async () => {
  expect.hasAssertions()
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 12, maxLength: 45 }), async (events) => {
      const db = await cloneDatabase()
      try {
        await live(db, events)
      } finally {
        await db.drop()
      }
    }),
    { numRuns: 5, endOnFailure: true, examples: [[moves]] },
  )
})

const live = async (db: TestDatabase, events: readonly Event[]): Promise<void> => {
  await declareMeasures(db.system, catalogue)
  const world = makeWorld(db, await unitsOf(db.admin))
  for (const one of events) await world.happen(one)
  await world.check('with a tail')
  await foldAll(db.system)
  await world.check('folded')
  await recutCells(db.system)
  await world.check('rebuilt')
  expect((await verifyFigures(db.system, world.recompute)).findings).toEqual([])
}

const makeWorld = (db: TestDatabase, tree: readonly TestUnit[]) => {
  const now = new Date('2024-09-01T09:00:00+08:00')
  const unit = (code: string): TestUnit => tree.find((one) => one.code === code) as TestUnit
  const byId = new Map(tree.map((one) => [one.id, one]))
  const matters: (Matter & { home: string })[] = []
  const moves: { unitId: number; parentId: number; on: string }[] = []

  // Whom a unit belonged to on the last day of a month, a merged one to what continues it: the test's own account of the tree.
  const parentOf = (id: number, month: string): number | null => {
    const past = moves.filter((move) => move.unitId === id && move.on <= lastDayOf(month))
    return past.at(-1)?.parentId ?? byId.get(id)?.parentId ?? null
  }
  const liesUnder = (id: number | null, place: number, month: string): boolean =>
    id !== null && (id === place || liesUnder(parentOf(id, month), place, month))
  const levelOf = (matter: Matter): string => byId.get(matter.unitId)?.level ?? ''
  const all = () => matters.flatMap((matter) => countsOf(matter, levelOf(matter)).map((row) => ({ ...row, matter })))
  const inRange = (row: { measure: string; month: string }) =>
    row.month <= last && (row.measure === stock || row.month >= first)
  // A stock counts what belongs to a place at the end, whenever it came in.
  const placed = (row: { measure: string; month: string }) => (row.measure === stock ? last : row.month)
  const openUnder = (place: number, month: string): string[] =>
    matters
      .filter((one) => !one.void && one.openedOn <= lastDayOf(month) && liesUnder(one.unitId, place, month))
      .filter((one) => !closing.includes(one.deeds.findLast(({ on }) => on <= lastDayOf(month))?.to ?? ''))
      .map(({ id }) => id)

  const happen = async (one: Event): Promise<void> => {
    if (one.do === 'fold') return void (await foldOnce(db.system, one.size))
    if (one.do === 'rebuild') return recutCells(db.system)
    if (one.do === 'move') {
      const moved = unit(one.town ? '430202001' : '430202001002')
      const parent = unit(one.town ? (one.there ? '430203' : '430202') : one.there ? '430202100' : '430202001')
      const on = `${months[one.month]}-15`
      const before = moves.filter((move) => move.unitId === moved.id).at(-1)
      if (before && before.on >= on) return
      if ((before?.parentId ?? moved.parentId) === parent.id) return
      await moveUnit(db.system, moved.id, parent.id, on, `${one.town ? 't' : 'v'}${moves.length + 1}`)
      moves.push({ unitId: moved.id, parentId: parent.id, on })
      return
    }
    if (one.do === 'merge') {
      const [ended, into] = [unit('430202001001'), unit('430202001002')]
      if (moves.some((move) => move.unitId === ended.id)) return
      const on = `${months[one.month]}-15`
      await mergeUnit(db.system, ended.id, into.id, on, 'v99')
      moves.push({ unitId: ended.id, parentId: into.id, on })
      return
    }
    if (one.do === 'open') {
      const desk = unit(desks[one.desk] as string)
      const id = `0190a1b2-0000-7000-8000-${String(matters.length).padStart(12, '0')}`
      const matter = {
        id,
        kind: petition,
        unitId: desk.id,
        category: one.category,
        channel: one.channel,
        persons: one.persons,
        openedOn: `${months[one.month]}-03`,
        deeds: [],
        void: false,
        access: one.access,
        home: homeOf(desk),
      }
      await insertHead(db.admin, matter, desk, matters.length)
      matters.push(matter)
      return postMatter(db.system, matter.home, matter, levelOf(matter), now)
    }
    const matter = matters[one.matter % Math.max(1, matters.length)]
    if (!matter) return
    await change(matter, one)
    await postMatter(db.system, matter.home, matter, levelOf(matter), now)
  }

  const change = async (matter: Matter & { home: string }, one: Extract<Event, { matter: number }>): Promise<void> => {
    const status = matter.deeds.at(-1)?.to ?? 'registered'
    // Nothing was done before what it follows.
    const after = Math.max(
      ...[matter.openedOn, ...matter.deeds.map(({ on }) => on)].map((on) => months.indexOf(on.slice(0, 7))),
    )
    const on = `${months[Math.max(one.month, after)]}-20`
    const step = (to: string, result?: string) =>
      matter.deeds.push({ action: one.do, on, from: status, to, ...(result ? { result } : {}) })
    if (one.do === 'accept' && status === 'registered') step('accepted')
    if (one.do === 'conclude' && status === 'accepted') step('concluded', one.category === '0101' ? 'S' : 'X')
    if (one.do === 'reopen' && status === 'concluded') step('accepted')
    if (one.do === 'withdraw' && (status === 'registered' || status === 'accepted')) step('withdrawn')
    if (one.do === 'takeBack') matter.deeds.pop()
    if (one.do === 'void') matter.void = true
    if (one.do === 'reclass') matter.category = one.category
    if (one.do === 'correct') matter.persons = matter.persons === 1 ? 2 : 1
    if (one.do === 'transfer') {
      const desk = unit(desks[one.desk] as string)
      matter.unitId = desk.id
      await sql`update cases.head h set unit_id = u.id, scope = u.scope from org.unit u where u.id = ${desk.id} and h.id = ${matter.id}::uuid`.execute(
        db.admin,
      )
    }
  }

  const check = async (when: string): Promise<void> => {
    // The tree is placed anew by the folding job; what is asked here is what is read after its next round.
    if (when === 'with a tail') await foldTreeOnly(db)
    for (const code of places) {
      const place = unit(code)
      await asReader(db.app, 'leader', { ...unit('000000') }, (tx) => checkPlace(tx, place, `${when}, ${code}`))
    }
  }

  const checkPlace = async (tx: Tx, place: TestUnit, where: string): Promise<void> => {
    const rows = all().filter(
      (row) => measures.includes(row.measure) && inRange(row) && liesUnder(row.matter.unitId, place.id, placed(row)),
    )
    const reading: Reading = {
      unitId: place.id,
      measures,
      from: first,
      to: last,
      by: '',
      where: {},
      own: false,
      rollup: { '0101': '01', '0106': '01', '0203': '02' },
    }
    const read = async (change: Partial<Reading>) =>
      tally((await readSums(tx, { ...reading, ...change })).map(({ measure, key, n }) => [`${measure} ${key}`, n ?? 0]))
    const whole = tally(rows.map((row) => [`${row.measure} null`, row.n]))
    same(where, await read({}), whole)
    const withParts = (keyOf: (row: (typeof rows)[number]) => string) => ({
      ...whole,
      ...tally(rows.map((row) => [`${row.measure} ${keyOf(row)}`, row.n])),
    })
    same(
      `${where}, by category`,
      await read({ by: 'category' }),
      withParts((row) => row.category),
    )
    same(
      `${where}, by class`,
      await read({ by: 'category1' }),
      withParts((row) => row.category.slice(0, 2)),
    )
    same(
      `${where}, by unit`,
      await read({ by: 'unit' }),
      withParts((row) => String(childOf(row.matter.unitId, place.id, placed(row)))),
    )
    same(
      `${where}, by result`,
      await read({ measures: ['petition.concluded'], by: 'result' }),
      Object.fromEntries(
        Object.entries(withParts((row) => row.result)).filter(([key]) => key.startsWith('petition.concluded')),
      ),
    )
    const flows = measures.filter((measure) => measure !== stock)
    same(
      `${where}, by month`,
      await read({ measures: flows, by: 'month' }),
      Object.fromEntries(Object.entries(withParts((row) => row.month)).filter(([key]) => !key.startsWith(stock))),
    )
    same(
      `${where}, in hand by month`,
      await read({ measures: [stock], by: 'month' }),
      tally([
        ...months.map((month) => [`${stock} ${month}`, openUnder(place.id, month).length] as const),
        [`${stock} null`, openUnder(place.id, last).length],
      ]),
    )
    for (const to of months) {
      const open = openUnder(place.id, to)
      same(
        `${where}, in hand at the end of ${to}`,
        await read({ measures: [stock], to }),
        tally([[`${stock} null`, open.length]]),
      )
      const listed = await recordsOf(tx, { ...reading, measure: stock, to })
      same(
        `${where}, records in hand at the end of ${to}`,
        tally(listed.map(({ id, n }) => [id, n])),
        tally(open.map((id) => [id, 1])),
      )
    }
    same(
      `${where}, narrowed`,
      await read({ where: { category: ['0101'], channel: ['1'] } }),
      tally(
        rows
          .filter((row) => row.category === '0101' && row.channel === '1')
          .map((row) => [`${row.measure} null`, row.n]),
      ),
    )
    const own = rows.filter((row) => row.matter.unitId === place.id)
    same(`${where}, own desk`, await read({ own: true }), tally(own.map((row) => [`${row.measure} null`, row.n])))
    for (const measure of measures) {
      const listed = await recordsOf(tx, { ...reading, measure })
      const expected = tally(rows.filter((row) => row.measure === measure).map((row) => [row.matter.id, row.n]))
      same(`${where}, records of ${measure}`, Object.fromEntries(listed.map(({ id, n }) => [id, n])), expected)
    }
  }

  const childOf = (id: number, place: number, month: string): number => {
    if (id === place) return place
    const parent = parentOf(id, month)
    return parent === place || parent === null ? id : childOf(parent, place, month)
  }

  const recompute = async (_: Tx, home: string, id: string) => {
    const matter = matters.find((one) => one.id === id && one.home === home)
    return matter ? countsOf(matter, levelOf(matter)) : []
  }
  return { happen, check, recompute }
}

const same = (where: string, found: unknown, expected: unknown): void =>
  expect({ where, found }).toEqual({ where, found: expected })

const tally = (pairs: readonly (readonly [string, number])[]): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const [key, n] of pairs) sums[key] = (sums[key] ?? 0) + n
  return Object.fromEntries(Object.entries(sums).filter(([, n]) => n !== 0))
}

// In pages of three, so that the cursor is walked too.
const recordsOf = async (tx: Tx, reading: Parameters<typeof recordsBehind>[1]) => {
  const found: Awaited<ReturnType<typeof recordsBehind>> = []
  for (;;) {
    const page = await recordsBehind(tx, reading, found.at(-1) ?? null, 3)
    found.push(...page)
    if (page.length < 3) return found
  }
}

const foldTreeOnly = (db: TestDatabase): Promise<unknown> => foldOnce(db.system, 0)
