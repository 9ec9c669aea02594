import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { violence } from '#catalogue/protection/violence.ts'
import { petition } from '#catalogue/rights/petition.ts'
import { roles } from '#modules/identity/rules.ts'
import { homeOf } from '#modules/org/rules.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { asReader, insertHead, type Matter, postMatter, type TestUnit, unitsOf } from './fixtures.ts'
import { declareMeasures, foldAll } from './fold.ts'
import { closeMonths, type Reading, readSums, recordsBehind } from './queries.ts'

let db: TestDatabase
let units: TestUnit[]
const unit = (code: string): TestUnit => units.find((one) => one.code === code) as TestUnit
const now = new Date('2024-06-20T09:00:00+08:00')

// Hetang: 3 complaints of one relation, 7 of another, 12 of a third; one in a village; petitions beside them.
const counts = { V1: 3, V2: 7, V3: 12 }

beforeAll(async () => {
  db = await cloneDatabase()
  await declareMeasures(db.system, catalogue)
  units = await unitsOf(db.admin)
  let serial = 0
  const add = async (
    matter: Pick<Matter, 'kind' | 'category'>,
    code: string,
    openedOn = '2024-05-10',
  ): Promise<void> => {
    const desk = unit(code)
    const one: Matter = {
      ...matter,
      id: `0190a1b2-0000-7000-8000-${String(++serial).padStart(12, '0')}`,
      unitId: desk.id,
      channel: '1',
      persons: 1,
      result: null,
      openedOn,
      deeds: [],
      void: false,
      access: 1,
    }
    await insertHead(db.admin, one, desk, serial)
    await postMatter(db.system, homeOf(desk), one, desk.level, now)
  }
  for (const [category, n] of Object.entries(counts))
    for (let i = 0; i < n; i++) await add({ kind: violence, category }, i === 0 ? '430202001001' : '430202')
  for (let i = 0; i < 11; i++) await add({ kind: violence, category: 'V1' }, i < 9 ? '430202' : '430203', '2024-04-10')
  await add({ kind: petition, category: '0201' }, '430202')
  await foldAll(db.system)
  await closeMonths(db.system, ['2024-05'], now)
})
afterAll(() => db.drop())

const reading = (change: Partial<Reading> = {}): Reading => ({
  unitId: unit('430202').id,
  measures: ['violence.received'],
  from: '2024-05',
  to: '2024-05',
  by: '',
  where: {},
  own: false,
  rollup: {},
  ...change,
})
const read = (role: string, change: Partial<Reading> = {}, at = '430200') =>
  asReader(db.app, role, unit(at), async (tx) =>
    Object.fromEntries(
      (await readSums(tx, reading(change))).map(({ key, n, withheld }) => [key ?? 'all', withheld ?? n]),
    ),
  )

test('the roles that see small cells are those that work on cases', async () => {
  const inDatabase = await Promise.all(
    Object.keys(roles).map(async (role) => {
      const found = await sql<{
        yes: boolean
      }>`select set_config('app.role', ${role}, true), guard.case_role() as yes`.execute(db.admin)
      return [role, found.rows[0]?.yes] as const
    }),
  )
  const reading = Object.entries(roles).map(
    ([role, spec]) => [role, (spec.can as readonly string[]).includes('cases.read')] as const,
  )
  expect(inDatabase).toEqual(reading)
})

test('case roles see every cell; statistics see none of 1 to 4, nor a second one that would tell', async () => {
  expect(await read('rights', { by: 'category' })).toEqual({ all: 22, ...counts })
  expect(await read('stats', { by: 'category' }, '430202')).toEqual({ all: 22, V1: 'covered', V2: 'covered', V3: 12 })
  expect(await read('stats')).toEqual({ all: 22 })
})

test('a county asked by itself tells statistics of the city no more than the table of all counties', async () => {
  const city = { unitId: unit('430200').id, from: '2024-04', to: '2024-04' }
  const [hetang, lusong] = [String(unit('430202').id), String(unit('430203').id)]
  expect(await read('rights', { ...city, by: 'unit' })).toEqual({ all: 11, [hetang]: 9, [lusong]: 2 })
  expect(await read('stats', { ...city, by: 'unit' })).toEqual({ all: 11, [hetang]: 'covered', [lusong]: 'covered' })
  // 11 less 9 would be the 2.
  const apart = (code: string, change = {}) => read('stats', { ...city, unitId: unit(code).id, ...change })
  expect(await apart('430202')).toEqual({ all: 'covered' })
  expect(await apart('430203')).toEqual({ all: 'covered' })
  for (const by of ['category', 'month', 'level']) expect(await apart('430202', { by })).toEqual({ all: 'cut' })
  // The county's own statistics do not know the city's total.
  expect(await read('stats', { ...city, unitId: unit('430202').id }, '430202')).toEqual({ all: 9 })
})

test.each([
  ['an open month', { from: '2024-05', to: '2024-06' }, 'open'],
  ['two dimensions at a time', { by: 'category', where: { level: ['V'] } }, 'cut'],
  ['the own desk apart', { own: true }, 'cut'],
  ['towns of a county', { by: 'unit' }, 'place'],
] as const)('statistics get nothing for %s', async (_, change, why) => {
  expect(await read('stats', change)).toEqual({ all: why })
})

test('a village is not released, whatever its count, but its own chair sees it', async () => {
  const village = { unitId: unit('430202001001').id }
  expect(await read('stats', village)).toEqual({ all: 'place' })
  expect(await read('village', village, '430202001001')).toEqual({ all: 3 })
})

test('ordinary measures are not touched by the rule', async () => {
  expect(
    await read('stats', { measures: ['petition.received'], from: '2024-05', to: '2024-06', by: 'category' }),
  ).toEqual({ all: 1, '0201': 1 })
})

test('records of a sensitive measure are refused by the database itself', async () => {
  const ask = (role: string) =>
    asReader(db.app, role, unit('430200'), (tx) =>
      recordsBehind(tx, { ...reading(), measure: 'violence.received' }, null, 50),
    )
  await expect(ask('stats')).rejects.toMatchObject({ code: '42501' })
  expect(await ask('rights')).toHaveLength(22)
})

test('nobody reads outside the own range, partner bodies and auditors nothing, cells and postings none of the staff', async () => {
  await expect(read('rights', {}, '430203')).rejects.toMatchObject({ code: '42501' })
  await expect(read('police')).rejects.toMatchObject({ code: '42501' })
  await expect(read('auditor')).rejects.toMatchObject({ code: '42501' })
  for (const table of ['figures.cell', 'figures.posting'])
    await expect(
      asReader(db.app, 'leader', unit('000000'), (tx) => sql`select * from ${sql.raw(table)}`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' })
  await expect(read('rights', { measures: ['violence.invented'] })).rejects.toMatchObject({ code: '22023' })
})

// What a reader can work out: every way to fill the hidden cells that fits the totals she sees.
type Seen = { grp: string | null; key: string | null; n: number; hidden: boolean }

const table = fc.uniqueArray(
  fc.record({
    g: fc.constantFrom('A', 'B', 'C'),
    k: fc.nat(2),
    n: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.integer({ min: 5, max: 9 })),
  }),
  { minLength: 1, maxLength: 6, selector: ({ g, k }) => `${g}${k}` },
)

test.each(['nested', 'flat'])('no hidden cell of a %s table can be worked out', async (shape) => {
  await fc.assert(
    fc.asyncProperty(table, async (cells) => {
      const groups = cells.map(({ g }) => (shape === 'flat' ? '' : g))
      const keys = cells.map(({ g, k }) => `${g}${k}`)
      const { rows } =
        await sql<Seen>`select * from figures.hide(${groups}::text[], ${keys}::text[], ${cells.map(({ n }) => n)}::bigint[])`.execute(
          db.system,
        )
      const leaves = rows.filter((row) => row.key !== null)
      expect(leaves.filter((row) => row.n < 5).every((row) => row.hidden)).toBe(true)
      const covered = rows.some((row) => row.hidden && row.n > 4)
      const hidden = leaves.filter((row) => row.hidden)
      const fits = (fill: ReadonlyMap<string, number>): boolean =>
        rows
          .filter((row) => row.key === null && !row.hidden)
          .every((total) => {
            const parts = leaves.filter((row) => total.grp === null || row.grp === total.grp)
            return total.n === parts.reduce((sum, row) => sum + (fill.get(row.key as string) ?? row.n), 0)
          })
      const possible = new Map(hidden.map((row) => [row.key as string, new Set<number>()]))
      const top = covered ? 14 : 4
      const walk = (at: number, fill: Map<string, number>): void => {
        const cell = hidden[at]
        if (!cell) {
          if (fits(fill)) for (const [key, n] of fill) possible.get(key)?.add(n)
          return
        }
        for (let n = 1; n <= top; n++) walk(at + 1, new Map(fill).set(cell.key as string, n))
      }
      if (hidden.length <= 4) walk(0, new Map())
      for (const [key, values] of hidden.length <= 4 ? possible : [])
        expect(values.size, `${key} of ${JSON.stringify(rows)}`).toBeGreaterThan(1)
    }),
    { numRuns: 400 },
  )
})
