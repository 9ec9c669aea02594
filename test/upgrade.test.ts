import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { run } from '../cli/run.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { isMigrated, migrate } from '#platform/db/migrate.ts'
import { readConfig } from '#server/config.ts'
import { withClient } from '#server/databases.ts'
import { emptyDatabase } from './harness/database.ts'
import { type Facts, factsOf } from './harness/facts.ts'
import { type House, startHouse } from './harness/house.ts'
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
