import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { run } from '../cli/run.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { isMigrated, migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { readConfig } from '#server/config.ts'
import { type Cleanup, reachDatabase, withClient } from '#server/databases.ts'
import { emptyDatabase } from './harness/database.ts'
import { type Facts, factsOf } from './harness/facts.ts'
import { type House, startHouse } from './harness/house.ts'
import { look } from './harness/registering.ts'
import { emptyFolder, passwordOf, runCommand, targetOf } from './harness/server.ts'
import { open, petition } from './kinds/walk.ts'

// A data folder made by an earlier version goes on under this one. `fixtures/state-0016` was made by the services of the
// version whose last migration was 0016: half a demonstration city, the half-year of Hongjiang with its report frozen, a
// matter kept from a unit, one of violence, an attachment; beside it what six posts saw of it then.

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)
const then = JSON.parse(readFileSync(fixture('state-0016.json'), 'utf8')) as Facts
const outside = mkdtempSync(join(tmpdir(), 'nuanjia-upgrade-'))
const dataDir = join(outside, 'data')
let house: House
let last: string | undefined
let applied: string[] = []
let whole = false
beforeAll(async () => {
  const database = await emptyDatabase()
  const target = { admin: database.target('admin'), owner: database.target('owner') }
  const root = rootFromBytes(Buffer.alloc(32, 1))
  const { header } = await restoreBackup(target, {
    file: fixture('state-0016.backup'),
    root,
    keyFile: '',
    rootsFile: `${dataDir}.audit-roots`,
  })
  last = header.migrations.at(-1)?.name
  await withClient(target.owner, async (owner) => {
    applied = await migrate(owner)
    whole = await isMigrated(owner)
  })
  await declareMeasures(database.system, catalogue)
  house = await startHouse({ database })
}, 120_000)
afterAll(async () => {
  await house?.stop()
  rmSync(outside, { recursive: true, force: true })
})

test('the migrations since then are applied to what was made before them', () => {
  expect([last, applied.length > 0, whole]).toEqual(['0016_org_changes.sql', true, true])
})

test('after the upgrade everybody sees the matters, the words and the figures of before, and nobody more', async () => {
  const now = await factsOf(house)
  expect(now.lists).toEqual(then.lists)
  expect(now.opened).toEqual(then.opened)
  // A later version may count more; what was counted is counted the same.
  for (const [account, figures] of Object.entries(then.figures)) expect(now.figures[account]).toMatchObject(figures)
}, 120_000)

test('the chain of the log, every figure and the guard of every table are proved, and work goes on', async () => {
  const next = await open(await house.as('county.rights'), petition())
  expect(then.lists['county.rights']).not.toContain(next.head.number)
  const out: string[] = []
  const exit = await run(['verify', '--json'], {
    out: (line) => void out.push(line),
    say: () => undefined,
    ask: async () => '',
    env: {},
    house: {
      config: readConfig({ DATA_DIR: dataDir }, []),
      target: house.database.target,
      admin: house.database.target('admin'),
      root: rootFromBytes(Buffer.alloc(32, 1)),
      app: house.database.app,
      apart: house.deps.apart,
      system: house.database.system,
      vault: house.vault,
      auditKey: house.vault.macKey('audit'),
      clock: house.clock,
    },
  })
  expect(JSON.parse(out[0] ?? '{}')).toMatchObject({
    ok: true,
    audit: { findings: [] },
    figures: { findings: [] },
    access: { findings: [] },
  })
  expect(exit).toBe(0)
}, 120_000)

test('killed in the midst of the upgrade, the next start goes on with it and nothing is lost', async () => {
  const folder = emptyFolder()
  writeFileSync(folder.env.NUANJIA_MASTER_KEY_FILE, '01'.repeat(32), { mode: 0o600 })
  const cleanup: Cleanup = [folder.remove]
  try {
    const database = await startEmbedded({ dir: join(folder.dataDir, 'database'), password: passwordOf(folder) })
    cleanup.push(() => database.stop())
    const { host, port, user, password } = database
    const url = { DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/nuanjia` }
    await withClient({ host, port, user, password, database: 'postgres' }, (admin) =>
      admin.query('create database nuanjia'),
    )
    const reached = await reachDatabase(readConfig({ ...folder.env, ...url }, []), cleanup)
    const { header } = await restoreBackup(
      { admin: reached.admin, owner: reached.target('owner') },
      {
        file: fixture('state-0016.backup'),
        root: reached.root,
        keyFile: '',
        rootsFile: `${folder.dataDir}.audit-roots`,
      },
    )
    const stands = () =>
      look(folder, async (db) => {
        const { rows } = await sql<{ migrations: number; matters: number }>`select
          (select count(*)::int from platform.migration) as migrations, (select count(*)::int from cases.head) as matters`.execute(
          db,
        )
        return rows[0]!
      })
    const waiting = () =>
      look(folder, async (db) => {
        const { rows } =
          await sql`select from pg_locks where relation = 'cases.head'::regclass and not granted`.execute(db)
        return rows.length
      })
    const before = await stands()
    // Somebody reads the matters, so that it is surely in the middle when it comes to their table.
    const { db, close } = openDatabase(targetOf(folder), 1)
    const reading = await db.startTransaction().execute()
    await sql`lock table cases.head in access share mode`.execute(reading)
    const upgrading = runCommand(folder, ['verify', 'figures'], url)
    await expect.poll(waiting, { timeout: 60_000 }).toBeGreaterThan(0)
    upgrading.kill()
    expect((await upgrading.done).exit).toBeNull()
    await reading.rollback().execute()
    await close()
    const killed = await stands()
    expect(killed.migrations).toBeGreaterThan(header.migrations.length)

    const again = await runCommand(folder, ['verify', 'figures', '--json'], url).done
    expect(again).toMatchObject({ exit: 0 })
    expect(JSON.parse(again.out)).toMatchObject({ ok: true })
    expect((await stands()).matters).toBe(before.matters)
    expect((await stands()).migrations).toBeGreaterThan(killed.migrations)
    expect(await withClient(reached.target('owner'), (owner) => isMigrated(owner))).toBe(true)
  } finally {
    for (const undo of cleanup.toReversed()) await undo()
  }
}, 120_000)
