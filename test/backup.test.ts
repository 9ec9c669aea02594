import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Header } from '#platform/backup/file.ts'
import { connectClient, openDatabase } from '#platform/db/open.ts'
import { readConfig } from '#server/config.ts'
import { type Cleanup, prepareDatabase } from '#server/databases.ts'
import { ask, look, matter, put, signIn, standing, tenPeople, verify, wounds } from './harness/registering.ts'
import { oldestPostgres, type Scratch, scratchTarget, startScratch } from './harness/scratch.ts'
import {
  emptyFolder,
  fillFolder,
  type Folder,
  type RealServer,
  runCommand,
  startServer,
  targetOf,
} from './harness/server.ts'
import { onSmallDisk, whyNoSmallDisk } from './harness/small-disk.ts'

// The drill: a house with people at work is backed up, and everything of it stands again elsewhere.

type Answer = {
  ok: boolean
  header: Header
  counts: { table: string; rows: number }[]
  verify: Record<string, unknown>
}

let source: Folder
let outside: string
const cleanup: (() => Promise<unknown> | void)[] = []
beforeAll(async () => {
  source = emptyFolder()
  outside = mkdtempSync(join(tmpdir(), 'nuanjia-backup-'))
  await fillFolder(source)
})
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo()
})
afterAll(() => {
  source?.remove()
  rmSync(outside, { recursive: true, force: true })
})

const started = async (folder: Folder): Promise<RealServer> => {
  const server = await startServer(folder)
  cleanup.push(() => server.end('SIGTERM'))
  return server
}
/** A folder of its own with the key of the source. */
const elsewhere = (): Folder => {
  const folder = emptyFolder()
  cleanup.push(folder.remove)
  return { ...folder, env: { ...folder.env, NUANJIA_MASTER_KEY_FILE: source.env.NUANJIA_MASTER_KEY_FILE } }
}
const restore = (folder: Folder, file: string, more: Record<string, string> = {}) =>
  runCommand(folder, ['restore', file, '--json'], more).done
const answerOf = (out: string): Answer => JSON.parse(out) as Answer
const countsOf = ({ counts }: Answer): Record<string, number> =>
  Object.fromEntries(counts.map(({ table, rows }) => [table, rows]))

const busy = 'busy.backup'

test('while ten people register everything of one moment is backed up; restored, every count, chain and figure is as it was, and work goes on', async () => {
  const server = await started(source)
  const token = await signIn(server)
  const people = tenPeople(server, token)
  await expect.poll(() => people.acknowledged.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(30)
  const before = [...people.acknowledged]
  const file = join(outside, busy)
  const made = await runCommand(source, ['backup', file, '--json']).done
  expect(made).toMatchObject({ exit: 0 })
  const during = people.acknowledged.length
  await expect.poll(() => people.acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(during)
  await people.end()
  expect(people.refused).toEqual([])
  expect(JSON.parse(made.out)).toMatchObject({ bytes: statSync(file).size })
  // Windows keeps access lists instead.
  const forOthers = process.platform === 'win32' ? 0 : statSync(file).mode & 0o077
  expect(forOthers).toBe(0)
  expect(readdirSync(outside)).toEqual([busy])

  const copy = elsewhere()
  const restored = await restore(copy, file)
  expect(restored.said).not.toMatch(/^\s+at /m)
  expect(restored).toMatchObject({ exit: 0 })
  const answer = answerOf(restored.out)
  expect(answer).toMatchObject({
    ok: true,
    verify: { audit: { findings: [] }, figures: { findings: [] }, access: { findings: [] } },
  })
  const rows = countsOf(answer)
  expect(rows['cases.head']).toBeGreaterThanOrEqual(before.length)
  expect(rows['cases.body']).toBe(rows['cases.head'])
  const again = await started(copy)
  expect(await standing(copy, before)).toBe(before.length)
  expect(await standing(copy, people.acknowledged)).toBe(rows['cases.head'])
  expect(await wounds(copy)).toEqual({ halves: 0, gaps: 0 })
  // Whoever was signed in at that moment signs in again.
  expect((await ask(again, token, 'GET', '/api/v1/me')).status).toBe(401)
  // Her words are read with the same key, and the next matter has the next number.
  const later = await signIn(again)
  const opened = await ask(again, later, 'GET', `/api/v1/cases/430202/${before[0]!.id}`)
  expect(JSON.stringify(opened.body)).toContain('三月起工资没有发')
  expect((await put(again, later, matter())).status).toBe(200)
  expect(await verify(copy)).toEqual({ ok: true })
  const operator = await look(copy, (db) =>
    db.selectFrom('audit.event').select('action').where('action', 'like', 'running.%').execute(),
  )
  expect(operator).toEqual([{ action: 'running.restore' }])

  // It holds records now: a second restore touches nothing.
  await again.end('SIGTERM')
  const refused = await restore(copy, file)
  expect(refused).toMatchObject({ exit: 1, out: expect.stringContaining('backup.notEmpty') })
  expect(refused.said).toContain('恢复只进空的数据库')
}, 240_000)

test.skipIf(oldestPostgres() === null)(
  'what was made on PostgreSQL 18 stands on PostgreSQL 15, the oldest that is promised',
  async () => {
    const old: Scratch = await startScratch({ bin: oldestPostgres() ?? '' })
    cleanup.push(old.stop)
    const admin = scratchTarget(old.facts, 'admin', 'postgres')
    const client = await connectClient(admin)
    cleanup.push(() => client.end())
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    expect(rows[0]?.server_version).toMatch(/^15\./)
    await client.query(`create database moved encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8' template template0`)
    const url = `postgres://postgres:${admin.password}@${admin.host}:${admin.port}/moved`
    const restored = await restore(elsewhere(), join(outside, busy), { DATABASE_URL: url })
    expect(restored).toMatchObject({ exit: 0 })
    const answer = answerOf(restored.out)
    expect(answer).toMatchObject({ ok: true, header: { postgres: expect.stringMatching(/^18/) } })
    expect(countsOf(answer)['cases.head']).toBeGreaterThanOrEqual(30)
    const again = await runCommand(elsewhere(), ['verify', '--json'], { DATABASE_URL: url }).done
    // The roots of past days lie beside the folder; another one knows nothing of them, and none of today's is due.
    expect(JSON.parse(again.out)).toMatchObject({ ok: true })
  },
  240_000,
)

test.each([
  ['Ctrl-C ends it with a sentence and without a file', 'SIGINT' as const, 1, '已中断'],
  ['killed, it leaves no backup of that name', 'SIGKILL' as const, null, ''],
])(
  'a backup is cut off in the middle; %s, people go on working and the same command makes it',
  async (_, signal, exit, said) => {
    const server = await started(source)
    const file = join(outside, `${signal}.backup`)
    // Somebody holds a table back, so that it is surely at work.
    const { db, close } = openDatabase(targetOf(source), 1)
    const held = await db.startTransaction().execute()
    await sql`lock table audit.finding in access exclusive mode`.execute(held)
    const running = runCommand(source, ['backup', file])
    const waiting = () =>
      look(source, async (admin) => {
        const { rows } = await sql<{
          n: number
        }>`select count(*)::int as n from pg_locks where relation = 'audit.finding'::regclass and not granted`.execute(
          admin,
        )
        return rows[0]?.n
      })
    await expect.poll(waiting, { timeout: 60_000 }).toBeGreaterThan(0)
    running.kill(signal)
    const done = await running.done
    await held.rollback().execute()
    await close()
    expect(done).toMatchObject({ exit, said: expect.stringContaining(said) })
    expect(existsSync(file)).toBe(false)
    expect((await put(server, await signIn(server), matter())).status).toBe(200)
    expect((await runCommand(source, ['backup', file]).done).exit).toBe(0)
    expect(readdirSync(outside).filter((name) => name.startsWith(signal))).toEqual([`${signal}.backup`])
  },
  120_000,
)

test.skipIf(whyNoSmallDisk())(
  'a full disk is told, and no half file stays on it',
  async () => {
    const away = emptyFolder()
    cleanup.push(away.remove)
    const folder = away.env.DATA_DIR
    mkdirSync(folder)
    const disk = await onSmallDisk(away, 1)
    cleanup.push(disk.remove)
    disk.fill()
    const tried = () => runCommand({ ...source, inside: disk.folder.inside }, ['backup', join(folder, 'x.backup')]).done
    expect(await tried()).toMatchObject({ exit: 1, said: expect.stringContaining('磁盘已满,备份没有做成') })
    expect(readdirSync(disk.folder.dataDir)).toEqual(['filler'])
    disk.clear()
    expect(await tried()).toMatchObject({ exit: 0 })
    expect(readdirSync(disk.folder.dataDir)).toEqual(['x.backup'])
  },
  120_000,
)

test.skipIf(whyNoSmallDisk())(
  'a restore onto a disk that is too small is told, and the backup is as it was',
  async () => {
    const away = elsewhere()
    const undo: Cleanup = []
    await prepareDatabase(readConfig(away.env, []), undo)
    for (const one of undo.reverse()) await one()
    const disk = await onSmallDisk(away, 20)
    cleanup.push(disk.remove)
    const file = join(outside, busy)
    const before = statSync(file).size
    const refused = await restore(disk.folder, file)
    expect(refused).toMatchObject({ exit: 1, out: expect.stringContaining('backup.noRoom') })
    expect(refused.said).toContain('磁盘已满,恢复没有做成')
    expect(refused.said).not.toMatch(/^\s+at /m)
    expect(statSync(file).size).toBe(before)
  },
  120_000,
)
