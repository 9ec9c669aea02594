import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { petition } from '#catalogue/rights/petition.ts'
import { homeOf } from '#modules/org/rules.ts'
import { openDatabase } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { asReader, countsOf, insertHead, type Matter, postMatter, type TestUnit, unitsOf } from './fixtures.ts'
import { declareMeasures, foldAll, foldInTurn, foldOnce, startFolding } from './fold.ts'
import { foldBatch, readSums, takeFolding } from './queries.ts'
import { verifyFigures } from './verify.ts'

let db: TestDatabase
let units: TestUnit[]
let matters: Map<string, Matter>
const now = new Date('2024-06-20T09:00:00+08:00')

beforeEach(async () => {
  db = await cloneDatabase()
  await declareMeasures(db.system, catalogue)
  units = await unitsOf(db.admin)
  matters = new Map()
})
afterEach(() => db.drop())

const register = async (n: number): Promise<void> => {
  const desks = ['430202001001', '430202001', '430202', '430203001001', '441900003001', '430200'].map(
    (code) => units.find((one) => one.code === code) as TestUnit,
  )
  for (let at = 0; at < n; at++) {
    const serial = matters.size
    const desk = desks[serial % desks.length] as TestUnit
    const matter: Matter = {
      id: `0190a1b2-0000-7000-8000-${String(serial).padStart(12, '0')}`,
      kind: petition,
      unitId: desk.id,
      category: '0101',
      channel: '1',
      persons: 1,
      openedOn: `2024-0${1 + (serial % 6)}-10`,
      deeds: [],
      void: false,
      access: 0,
    }
    await insertHead(db.admin, matter, desk, serial)
    await postMatter(db.system, homeOf(desk), matter, desk.level, now)
    matters.set(matter.id, matter)
  }
}

const change = async (id: string, alter: (matter: Matter) => void): Promise<void> => {
  const matter = matters.get(id) as Matter
  alter(matter)
  const desk = units.find((one) => one.id === matter.unitId) as TestUnit
  await postMatter(db.system, homeOf(desk), matter, desk.level, now)
}

const recompute = async (_: unknown, __: string, id: string) => {
  const matter = matters.get(id)
  return matter ? countsOf(matter, units.find((one) => one.id === matter.unitId)?.level ?? '') : []
}
const findings = async () => (await verifyFigures(db.system, recompute)).findings
const unfolded = async () =>
  (await sql<{ n: number }>`select count(*) as n from figures.posting where not folded`.execute(db.admin)).rows[0]?.n
const cells = async () =>
  (
    await sql<{
      unit_id: number
      n: number
    }>`select unit_id, sum(n)::int as n from figures.cell where measure = 'petition.received' group by 1 order by 1`.execute(
      db.admin,
    )
  ).rows
const nation = async () =>
  asReader(db.app, 'leader', units[0] as TestUnit, (tx) =>
    readSums(tx, {
      unitId: (units[0] as TestUnit).id,
      measures: ['petition.received'],
      from: '2024-01',
      to: '2024-12',
      by: '',
      where: {},
      own: false,
      rollup: {},
    }),
  )

test('a figure is there at once, before anything is folded, and the same afterwards', async () => {
  await register(13)
  const before = await nation()
  expect(before[0]?.n).toBe(13)
  expect(await foldAll(db.system)).toBeGreaterThan(13)
  expect(await nation()).toEqual(before)
  expect(await unfolded()).toBe(0)
  expect(await findings()).toEqual([])
})

test('folding killed in the middle leaves everything as it was, and the next round does it all', async () => {
  await register(20)
  const waiting = await unfolded()
  const killed = openDatabase(db.target('system'), 1)
  killed.pool.on('connect', (client) => client.on('error', () => undefined))
  const round = killed.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    expect(await foldBatch(tx, 5_000)).toBe(waiting)
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(db.admin)
  })
  await expect(round).rejects.toThrow(/terminat|connection/)
  await killed.close()
  expect(await unfolded()).toBe(waiting)
  expect(await cells()).toEqual([])
  expect(await foldAll(db.system)).toBe(waiting)
  expect(await findings()).toEqual([])
})

test('two folds at once share the work: nothing twice, nothing left, no deadlock', async () => {
  await register(60)
  const waiting = (await unfolded()) as number
  let folded = 0
  while (folded < waiting)
    folded += (await Promise.all([foldOnce(db.system, 25), foldOnce(db.system, 25), foldOnce(db.system, 7)])).reduce(
      (a, b) => a + b,
    )
  expect(folded).toBe(waiting)
  expect(await findings()).toEqual([])
})

test('postings committed out of order are not passed over', async () => {
  await register(1)
  const slow = openDatabase(db.target('system'), 1)
  const desk = units.find((one) => one.code === '430202') as TestUnit
  const late: Matter = {
    ...(matters.values().next().value as Matter),
    id: '0190a1b2-0000-7000-8000-00000000ffff',
    unitId: desk.id,
  }
  await insertHead(db.admin, late, desk, 9_999)
  await slow.db.transaction().execute(async (tx) => {
    await postMatter(tx, homeOf(desk), late, desk.level, now)
    // Later numbers are folded while the earlier ones are not committed yet.
    await register(3)
    await foldAll(db.system)
  })
  matters.set(late.id, late)
  await slow.close()
  expect((await nation())[0]?.n).toBe(5)
  await foldAll(db.system)
  expect(await findings()).toEqual([])
})

test('what was taken back leaves no cell behind', async () => {
  await register(6)
  await foldAll(db.system)
  for (const id of matters.keys()) await change(id, (matter) => (matter.void = true))
  await foldAll(db.system)
  expect(await cells()).toEqual([])
  expect(await nation()).toEqual([])
})

test('one process folds: who does not hold the lock leaves it alone', async () => {
  await register(8)
  const waiting = await unfolded()
  await db.system.transaction().execute(async (tx) => {
    expect(await takeFolding(tx)).toBe(true)
    expect(await foldInTurn(db.system)).toBe(0)
    expect(await unfolded()).toBe(waiting)
  })
  expect(await foldInTurn(db.system)).toBe(waiting)
})

test('the job folds by itself and stops when told', async () => {
  await register(4)
  const job = startFolding({ db: db.system, everyMs: 1 })
  await expect.poll(unfolded).toBe(0)
  await job.stop()
})

test('a broken connection is told and the next round goes on', async () => {
  await register(2)
  const errors: unknown[] = []
  const other = openDatabase({ ...db.target('system'), database: 'no_such_database' }, 1)
  const broken = startFolding({ db: other.db, everyMs: 1, report: (error) => errors.push(error) })
  await expect.poll(() => errors.length).toBeGreaterThan(1)
  await broken.stop()
  await other.close()
})

test('verify names the record, the cell and the figure that were tampered with', async () => {
  await register(7)
  await foldAll(db.system)
  await sql`update figures.cell set n = n + 1 where measure = 'petition.received' and unit_id = ${units[0]?.id} and month = '2024-01'`.execute(
    db.admin,
  )
  await sql`update figures.posting set n = 5 where measure = 'petition.persons' and record_id = ${[...matters.keys()][2]}::uuid`.execute(
    db.admin,
  )
  const found = await findings()
  expect(found.filter(({ what }) => what === 'record')).toEqual([
    {
      what: 'record',
      measure: 'petition.persons',
      month: '2024-03',
      place: expect.any(Number),
      cut: '0101/1//D',
      expected: 1,
      found: 5,
      record: { home: '430202', id: [...matters.keys()][2] },
    },
  ])
  expect(found).toContainEqual(
    expect.objectContaining({
      what: 'cell',
      measure: 'petition.received',
      place: units[0]?.id,
      month: '2024-01',
      expected: 2,
      found: 3,
    }),
  )
  expect(found).toContainEqual(
    expect.objectContaining({ what: 'list', measure: 'petition.received', month: '2024-01', expected: 2, found: 3 }),
  )
})
