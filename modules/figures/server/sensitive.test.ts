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
const petitions = { '0101': 2, '0110': 4, '0111': 9, '0201': 1, '0207': 6, '0401': 2, '0402': 8 }

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
  for (const [category, n] of Object.entries(petitions))
    for (let i = 0; i < n; i++) await add({ kind: petition, category }, '430202')
  await add({ kind: petition, category: '0101' }, '430203')
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

const rollup = Object.fromEntries(
  catalogue.codes['petition-classes']!.rows.flatMap((row) => (row.parent ? [[row.code, row.parent]] : [])),
)
const received = { measures: ['petition.received'], rollup }
const classes = (...category: string[]) => ({ where: { category } })
const hidden = 'covered'

test('small counts of sensitive classes are hidden with what would tell them, and the other classes stay', async () => {
  expect(await read('rights', { ...received, by: 'category' }, '430202')).toEqual({ all: 32, ...petitions })
  expect(await read('stats', { ...received, by: 'category' }, '430202')).toEqual({
    all: 32,
    ...petitions,
    '0101': hidden,
    '0110': hidden,
    '0201': hidden,
    '0207': hidden,
  })
  expect(await read('stats', { ...received, by: 'category1' }, '430202')).toEqual({
    all: 32,
    '01': 15,
    '02': 7,
    '04': 10,
  })
  for (const by of ['channel', 'level', 'month'] as const)
    expect(await read('stats', { ...received, by }, '430202')).toEqual(
      await read('rights', { ...received, by }, '430202'),
    )
})

test.each([
  [classes('0101'), hidden],
  // 15 less 9 and 4, and the complement of one class.
  [classes('01', '0101', '0110'), hidden],
  [classes(...Object.keys(petitions).filter((code) => code !== '0201')), hidden],
  [classes('0111'), 9],
  [classes('0101', '0110', '0111'), 15],
  [classes('0401', '0402'), 10],
  [{ ...classes('0101'), by: 'channel' }, 'cut'],
  [{ ...classes('0101'), by: 'month' }, 'cut'],
  [{ ...classes('0111'), own: true }, 'cut'],
  [{ where: { category: ['0201'], level: ['D'] } }, 'cut'],
  [{ ...classes('0201'), to: '2024-06' }, 'open'],
  // Two spans, one taken from the other, would tell the month between.
  [{ ...classes('0111'), from: '2024-04' }, 'period'],
  [{ ...classes('0111'), from: '2024-03' }, 'period'],
  [{ ...classes('0111'), from: '2023-06' }, 'period'],
])('narrowed to %o statistics get %s', async (change, all) => {
  expect((await read('stats', { ...received, ...change }, '430202'))['all']).toBe(all)
})

test.each([
  ['an open month', { to: '2024-06' }, '430202', 'open'],
  ['one channel', { where: { channel: ['1'] } }, '430202', 'cut'],
  ['a county below', {}, '430200', 'cut'],
] as const)(
  'of %s the sections that hold sensitive classes are withheld whole, noughts too',
  async (_, change, at, why) => {
    const { all, ...rest } = await read('stats', { ...received, by: 'category1', ...change }, at)
    expect([all, rest]).toEqual([32, { '01': why, '02': why, '04': 10, '06': why, '07': why }])
    const fine = await read('stats', { ...received, by: 'category', ...change }, at)
    expect([fine['0401'], fine['0101'], fine['0111'], fine['0202']]).toEqual([2, why, why, why])
  },
)

test('a total that is all there is tells no class', async () => {
  const one = { ...received, unitId: unit('430203').id }
  const fine = await read('stats', { ...one, by: 'category' }, '430203')
  expect([fine['all'], fine['0101'], fine['0111'], fine['0401']]).toEqual([1, hidden, hidden, undefined])
  expect(await read('stats', { ...one, by: 'category1' }, '430203')).toEqual({
    all: 1,
    '01': hidden,
    '02': hidden,
    '06': hidden,
    '07': hidden,
  })
})

test('records of sensitive classes are refused by the database itself, those of the whole are not', async () => {
  const ask = (role: string, where: Reading['where']) =>
    asReader(db.app, role, unit('430202'), (tx) =>
      recordsBehind(tx, { ...reading({ where }), measure: 'petition.received' }, null, 50),
    )
  await expect(ask('stats', { category: ['0201'] })).rejects.toMatchObject({ code: '42501' })
  expect(await ask('stats', { category: ['0401'] })).toHaveLength(2)
  expect(await ask('stats', {})).toHaveLength(32)
  expect(await ask('rights', { category: ['0201'] })).toHaveLength(1)
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

const mixed = fc.array(
  fc.record({ g: fc.constantFrom('A', 'B', 'C'), w: fc.boolean(), n: fc.integer({ min: 1, max: 7 }) }),
  {
    minLength: 2,
    maxLength: 6,
  },
)

test('between ordinary classes neither a small sensitive one nor the small sum of those of a section can be worked out', async () => {
  await fc.assert(
    fc.asyncProperty(mixed, async (cells) => {
      const keys = cells.map((_, at) => `k${at}`)
      const { rows } =
        await sql<Seen>`select * from figures.hide(${cells.map(({ g }) => g)}::text[], ${keys}::text[], ${cells.map(({ n }) => n)}::bigint[], ${cells.map(({ w }) => w)}::boolean[])`.execute(
          db.system,
        )
      // Where nothing is left to cover with, the sections are withheld whole.
      if (rows.find(({ grp, key }) => grp === null && key === null)?.hidden) return
      const guarded = new Set(keys.filter((_, at) => cells[at]!.w))
      const leaves = rows.filter(({ key }) => key !== null)
      const gone = leaves.filter(({ hidden }) => hidden)
      const small = gone.filter(({ key, n }) => guarded.has(key!) && n < 5)
      expect(leaves.filter(({ key, n }) => guarded.has(key!) && n < 5).every(({ hidden }) => hidden)).toBe(true)
      const totals = rows.filter(({ key, hidden: none }) => key === null && !none)
      const ways: number[][] = []
      const walk = (fill: readonly number[]): void => {
        if (fill.length < gone.length) {
          for (let n = 1; n <= 12; n++) walk([...fill, n])
          return
        }
        const of = (row: Seen) => (row.hidden ? fill[gone.indexOf(row)]! : row.n)
        const fits = totals.every(
          ({ grp, n }) =>
            n === leaves.filter((row) => grp === null || row.grp === grp).reduce((sum, row) => sum + of(row), 0),
        )
        if (fits) ways.push(small.map(of))
      }
      if (small.length === 0 || gone.length > 4) return
      walk([])
      // In a class of ordinary and sensitive sub-classes their sum is what is left of its total.
      const sums = ['A', 'B', 'C'].map((one) =>
        cells.some(({ g, w }) => g === one && !w) ? [...small.keys()].filter((at) => small[at]!.grp === one) : [],
      )
      const told = [...[...small.keys()].map((at) => [at]), ...sums].filter((of) => {
        const sum = (way: readonly number[]) => of.reduce((all, at) => all + way[at]!, 0)
        const is = sum(small.map(({ n }) => n))
        return is > 0 && is < 5 && new Set(ways.map(sum)).size < 2
      })
      expect({ rows, told }).toEqual({ rows, told: [] })
    }),
    { numRuns: 400 },
  )
})

test.each(['nested', 'flat'])('no hidden cell of a %s table can be worked out', async (shape) => {
  await fc.assert(
    fc.asyncProperty(table, async (cells) => {
      const groups = cells.map(({ g }) => (shape === 'flat' ? '' : g))
      const keys = cells.map(({ g, k }) => `${g}${k}`)
      const { rows } =
        await sql<Seen>`select * from figures.hide(${groups}::text[], ${keys}::text[], ${cells.map(({ n }) => n)}::bigint[], ${cells.map(() => true)}::boolean[])`.execute(
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
