import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { pauseAfter, startTicker } from './ticker.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

const gate = (): { opened: Promise<void>; open: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('runs never overlap, and stopping waits for the run under way', async () => {
  let running = 0
  let most = 0
  let finished = 0
  const [started, release] = [gate(), gate()]
  const ticker = startTicker({
    name: 'test.slow',
    everyMs: 1,
    db: database.system,
    work: async () => {
      running += 1
      most = Math.max(most, running)
      started.open()
      await release.opened
      running -= 1
      finished += 1
    },
  })
  await started.opened
  let stopped = false
  const stopping = ticker.stop().then(() => (stopped = true))
  await sql`select 1`.execute(database.system)
  expect(stopped).toBe(false)
  release.open()
  await stopping
  expect([running, most, finished]).toEqual([0, 1, 1])
})

test('of two processes one works at a time, and the other takes over', async () => {
  const other = openDatabase(database.target('system'), 2)
  const turns: string[] = []
  let inside = 0
  const [firstIn, bothTried] = [gate(), gate()]
  const one = startTicker({
    name: 'test.shared',
    everyMs: 1,
    db: database.system,
    work: async () => {
      inside += 1
      turns.push('one')
      expect(inside).toBe(1)
      firstIn.open()
      await bothTried.opened
      inside -= 1
    },
  })
  await firstIn.opened
  const two = startTicker({
    name: 'test.shared',
    everyMs: 1,
    db: other.db,
    work: async () => {
      inside += 1
      turns.push('two')
      expect(inside).toBe(1)
      inside -= 1
    },
  })
  // Whoever asks meanwhile is turned away: the lock is held by the first process's session.
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended('nuanjia.job.test.shared', 0)) as mine`.execute(database.admin)
  expect(rows[0]?.mine).toBe(false)
  expect(turns).toEqual(['one'])
  bothTried.open()
  await one.stop()
  await vi.waitUntil(() => turns.includes('two'))
  await two.stop()
  await other.close()
})

test('a connection that breaks while it is in use does not end the process', async () => {
  const { pool, close } = openDatabase(database.target('system'), 1)
  const client = await pool.connect()
  const listeners = client.listenerCount('error')
  client.release()
  await close()
  // Without one Node ends the process when the database restarts between two statements of a transaction.
  expect(listeners).toBeGreaterThan(0)
})

test('a failing run and a lost connection are told, and the next run works', async () => {
  const { db, pool, close } = openDatabase(database.target('system'), 2)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const told: string[] = []
  const done = gate()
  let runs = 0
  const ticker = startTicker({
    name: 'test.lost',
    everyMs: 1,
    db,
    onError: (error, name) => told.push(`${name}: ${String((error as Error).message)}`),
    work: async (session) => {
      runs += 1
      if (runs === 1) throw new Error('a fault in the work')
      if (runs === 2) {
        // What a restart of the database looks like from here, while no statement runs.
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(session)
        await sql`select pg_terminate_backend(${rows[0]?.pid}::int, 5000)`.execute(database.admin)
        await sql`select 1`.execute(session)
      }
      done.open()
    },
  })
  await done.opened
  await ticker.stop()
  await close()
  expect(runs).toBeGreaterThanOrEqual(3)
  expect(told).toHaveLength(2)
  expect(told[0]).toBe('test.lost: a fault in the work')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
    database.admin,
  )
  expect(rows[0]?.n).toBe(0)
})

test.each([
  [0, 1_000, 1_000],
  [1, 1_000, 2_000],
  [3, 1_000, 8_000],
  [9, 1_000, 60_000],
  [500, 1_000, 60_000],
  [2, 600_000, 600_000],
])('after %i failures a job of every %i ms waits %i ms', (failures, every, pause) => {
  expect(pauseAfter(failures, every)).toBe(pause)
})
