import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { register } from '#modules/exchange/fixtures.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { openDatabase } from '#platform/db/open.ts'
import { ask, look, matter, put, signIn, standing, tenPeople, verify, wounds } from './harness/registering.ts'
import {
  databasePid,
  emptyFolder,
  fillFolder,
  type Folder,
  passwordOf,
  type RealServer,
  runCommand,
  startServer,
  targetOf,
} from './harness/server.ts'

// The real server as a process of its own over its own PostgreSQL, ended in the ways a machine room knows.

let folder: Folder
const running: RealServer[] = []
const start = async (more: Record<string, string> = {}): Promise<RealServer> => {
  const server = await startServer(folder, more)
  running.push(server)
  return server
}
beforeAll(async () => {
  folder = emptyFolder()
  await fillFolder(folder)
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.end('SIGTERM')
})
afterAll(() => folder?.remove())

test.each([
  ['the server', false],
  ['the server and its database', true],
])(
  '%s is killed while ten people register: what was acknowledged is whole, the rest is sent again once',
  async (_, both) => {
    const server = await start()
    const token = await signIn(server)
    const { acknowledged, lost, end } = tenPeople(server, token)
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(40)
    if (both) process.kill(databasePid(folder), 'SIGKILL')
    await server.end('SIGKILL')
    await end()
    expect(lost.length).toBeGreaterThan(1)

    const again = await start()
    expect(await standing(folder, acknowledged)).toBe(acknowledged.length)
    expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
    const numbers = new Set<unknown>()
    for (const sent of [...lost, ...lost, acknowledged[0]!]) {
      const answer = await put(again, token, sent)
      expect(answer.status).toBe(200)
      numbers.add((answer.body['head'] as { number: string }).number)
    }
    expect(numbers.size).toBe(lost.length + 1)
    expect(await standing(folder, lost)).toBe(lost.length)
    expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
    expect(await verify(folder)).toEqual({ ok: true })
    await again.end('SIGTERM')
  },
  60_000,
)

test('told twice to stop while ten people register, it ends at once: what was acknowledged is whole', async () => {
  const server = await start()
  const token = await signIn(server)
  const { acknowledged, end } = tenPeople(server, token)
  await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(20)
  const began = Date.now()
  await Promise.all([server.end('SIGTERM'), server.end('SIGTERM')])
  // Connections that browsers keep would hold it for more than a minute.
  expect(Date.now() - began).toBeLessThan(30_000)
  await end()
  await start()
  expect(await standing(folder, acknowledged)).toBe(acknowledged.length)
  expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
}, 120_000)

test('an import is killed in the middle: nothing of it stands, and the same command brings everything in once', async () => {
  const server = await start()
  const token = await signIn(server)
  const file = join(folder.env.DATA_DIR, '..', 'register.csv')
  writeFileSync(file, register(Array.from({ length: 150 }, () => ({}))))
  const load = () =>
    runCommand(folder, ['import', 'petition', file, '--unit', '430202', '--as', 'county.rights', '--json'], {
      NUANJIA_TOKEN: token,
    })
  const imported = () =>
    look(folder, async (db) => {
      const { rows } = await sql<{
        heads: number
        batches: number
        held: number
      }>`select (select count(*)::int from cases.head where batch_id is not null) as heads,
        (select count(*)::int from exchange.batch) as batches,
        (select count(*)::int from pg_locks l join pg_stat_activity a using (pid)
          where a.usename = 'nuanjia_app' and l.relation = 'figures.posting'::regclass and not l.granted) as held`.execute(
        db,
      )
      return rows[0]
    })
  // It is stopped where it has written all but its figures, so that it is surely in the middle.
  const { db, close } = openDatabase(targetOf(folder), 1)
  const gate = await db.startTransaction().execute()
  await sql`lock table figures.posting in share row exclusive mode`.execute(gate)
  const first = load()
  await expect.poll(imported, { timeout: 40_000 }).toMatchObject({ held: 1 })
  first.kill()
  expect((await first.done).exit).toBeNull()
  await gate.rollback().execute()
  await close()
  await expect.poll(imported, { timeout: 40_000 }).toEqual({ heads: 0, batches: 0, held: 0 })
  for (const expected of [
    { status: 'done', written: 150, known: 0 },
    { status: 'done', written: 0, known: 150 },
  ])
    expect(JSON.parse((await load().done).out)).toMatchObject(expected)
  expect(await imported()).toMatchObject({ heads: 150, batches: 1 })
  expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
  await server.end('SIGTERM')
}, 120_000)

test('the database crashes under load and comes back: the server stays, says so with a time to try again, and goes on', async () => {
  const database = await startEmbedded({
    dir: join(folder.env.DATA_DIR, 'database'),
    password: passwordOf(folder),
  })
  try {
    const server = await start({
      DATABASE_URL: `postgres://${database.user}:${database.password}@${database.host}:${database.port}/nuanjia`,
    })
    const token = await signIn(server)
    const { acknowledged, lost, refused, end } = tenPeople(server, token)
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(20)
    await database.stop('immediate')
    await expect.poll(() => refused.length, { timeout: 40_000 }).toBeGreaterThan(20)
    expect((await ask(server, token, 'GET', '/api/v1/cases')).status).toBe(503)
    expect((await ask(server, null, 'GET', '/healthz')).status).toBe(503)
    await database.start()
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(before + 20)
    await end()
    // Everybody had an answer.
    expect(lost.length).toBe(refused.length)

    const told = new Set(
      refused.map(({ status, type, retryAfter, body }) => [status, type, retryAfter, body['code']].join(' ')),
    )
    expect([...told]).toEqual(['503 application/problem+json; charset=utf-8 5 http.busy'])
    expect(server.ended()).toBeNull()
    expect(await standing(folder, acknowledged)).toBe(acknowledged.length)
    for (const sent of lost.slice(0, 12)) expect((await put(server, token, sent)).status).toBe(200)
    expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
    // What runs by itself found its way back too.
    const waiting = () =>
      look(folder, async (db) => {
        const { rows } = await sql<{
          n: number
        }>`select (select count(*) from audit.event where not sealed)::int + (select count(*) from figures.posting where not folded)::int as n`.execute(
          db,
        )
        return rows[0]?.n
      })
    await expect.poll(waiting, { timeout: 40_000 }).toBe(0)
    await server.end('SIGTERM')
  } finally {
    await database.stop()
  }
  expect(await verify(folder)).toEqual({ ok: true })
}, 120_000)

test('the database alone is killed: the server starts it again and loses nothing', async () => {
  const server = await start()
  const token = await signIn(server)
  const [before, after] = [matter(), matter()]
  expect((await put(server, token, before)).status).toBe(200)
  const pid = databasePid(folder)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => databasePid(folder), { timeout: 40_000 }).not.toBe(pid)
  await expect.poll(async () => (await put(server, token, after)).status, { timeout: 40_000 }).toBe(200)
  expect(await standing(folder, [before, after])).toBe(2)
  expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
  // Its log says so once, in words, and repeats nothing of a matter.
  expect(server.said().match(/^The database .*$/gm)).toEqual([
    expect.stringContaining('has ended by itself'),
    expect.stringContaining('runs again'),
  ])
  expect(server.said()).not.toMatch(/田晓禾|13800001111|工资/)
}, 90_000)

// Root may make one; whoever is not would need a second name space for that.
const mayBeFirst =
  process.getuid?.() === 0 && spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0

test.skipIf(!mayBeFirst)(
  'as the first process of a container, where nobody collects the dead, it starts a killed database again',
  async () => {
    const first = { ...folder, inside: ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--'] }
    const server = await startServer(first)
    running.push(server)
    const token = await signIn(server)
    const { stdout } = spawnSync('pgrep', ['-f', `^\\S*postgres -D ${join(folder.dataDir, 'database', 'cluster')} `])
    process.kill(Number(String(stdout).trim()), 'SIGKILL')
    await expect.poll(async () => (await put(server, token, matter())).status, { timeout: 40_000 }).toBe(503)
    await expect.poll(async () => (await put(server, token, matter())).status, { timeout: 40_000 }).toBe(200)
    // Cut off as a whole, as a container is; its number may be anybody's by now.
    await server.end('SIGKILL')
    writeFileSync(
      join(folder.dataDir, 'database', 'cluster', 'postmaster.pid'),
      [process.pid, join(folder.dataDir, 'database', 'cluster'), 0, 1, '', '127.0.0.1', '1 1', 'ready', ''].join('\n'),
    )
    expect((await ask(await start(), null, 'GET', '/healthz')).status).toBe(200)
    expect(await wounds(folder)).toEqual({ halves: 0, gaps: 0 })
  },
  90_000,
)

test('a command interrupted without a server leaves no database behind; the next one chains what was written', async () => {
  const server = await start()
  const token = await signIn(server)
  expect((await put(server, token, matter())).status).toBe(200)
  const killed = databasePid(folder)
  process.kill(killed, 'SIGKILL')
  await server.end('SIGKILL')
  const pidFile = join(folder.dataDir, 'database', 'cluster', 'postmaster.pid')
  const running = () => existsSync(pidFile) && databasePid(folder) !== killed
  const interrupted = runCommand(folder, ['verify'])
  await expect.poll(running, { timeout: 40_000, interval: 5 }).toBe(true)
  interrupted.kill('SIGINT')
  expect(await interrupted.done).toMatchObject({ exit: 1, said: '已中断。 Interrupted.\n' })
  expect(running()).toBe(false)
  expect((await runCommand(folder, ['verify', 'access']).done).exit).toBe(0)
  const database = await startEmbedded({ dir: join(folder.dataDir, 'database'), password: passwordOf(folder) })
  const loose = await look(folder, async (db) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.event where not sealed`.execute(db)
    return rows[0]?.n
  })
  await database.stop()
  expect(loose).toBe(0)
}, 90_000)

test('the file of a process that a power failure emptied does not keep the database from starting', async () => {
  await (await start()).end('SIGTERM')
  writeFileSync(join(folder.dataDir, 'database', 'cluster', 'postmaster.pid'), '')
  expect((await ask(await start(), null, 'GET', '/healthz')).status).toBe(200)
}, 60_000)

test('killed while it makes its database for the first time, it stands up the next time', async () => {
  const fresh = emptyFolder()
  const database = join(fresh.env.DATA_DIR, 'database')
  const begun = () =>
    existsSync(database) && readdirSync(database).some((name) => existsSync(join(database, name, 'PG_VERSION')))
  const first = runCommand(fresh, ['verify', 'access'])
  await expect.poll(begun, { timeout: 40_000, interval: 5 }).toBe(true)
  first.kill()
  await first.done
  await fillFolder(fresh)
  const server = await startServer(fresh)
  expect((await ask(server, null, 'GET', '/healthz')).status).toBe(200)
  expect(await signIn(server)).not.toBe('')
  await server.end('SIGTERM')
  fresh.remove()
}, 120_000)
