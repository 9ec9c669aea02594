import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type RootKey, rootFromBytes } from '#platform/crypto/root.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { connectClient, type Target } from '#platform/db/open.ts'
import { catalogOf } from '#test/harness/catalog.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { scratchTarget } from '#test/harness/scratch.ts'
import { type Header, pieces, writeBackup } from './file.ts'
import { makeBackup, type MakeOptions } from './make.ts'
import { checkBackup, type DatabaseTarget, type RestoreOptions, restoreBackup } from './restore.ts'
import type { BackupFault } from './trouble.ts'

const folder = mkdtempSync(join(tmpdir(), 'nuanjia-backup-'))
const root = rootFromBytes(Buffer.alloc(32, 1))
const file = join(folder, 'whole.backup')
let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
  await inside(database.target('owner'), (owner) => owner.query(`select audit.ensure_month('2025-03-01')`))
  await makeBackup(options())
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const options = (more: Partial<MakeOptions> = {}): MakeOptions => ({
  file,
  admin: database.target('admin'),
  root,
  rootsFile: join(folder, 'roots'),
  version: '1.2.3',
  now: new Date('2025-03-03T01:00:00Z'),
  ...more,
})
const reading = (path: string, more: Partial<RestoreOptions> = {}): RestoreOptions => ({
  file: path,
  root,
  keyFile: '/keys/data.key',
  rootsFile: join(folder, 'restored-roots'),
  ...more,
})
const inside = async <T>(target: Target, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = await connectClient(target)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
/** An empty database beside the one that was backed up. */
const withEmpty = (work: (target: DatabaseTarget) => Promise<void>): Promise<void> => {
  const facts = inject('cluster')
  const name = `${database.name}_again`
  return inside(scratchTarget(facts, 'admin', 'postgres'), async (admin) => {
    try {
      await admin.query(`create database ${name} owner nuanjia_owner`)
      await work({ admin: scratchTarget(facts, 'admin', name), owner: scratchTarget(facts, 'owner', name) })
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`)
    }
  })
}
const accountsIn = ({ admin }: DatabaseTarget): Promise<number | undefined> =>
  inside(admin, async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from identity.account')
    return rows[0]?.n
  })
const changed = (name: string, change: (bytes: Buffer) => Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, change(readFileSync(file)))
  return path
}
/** A sealed file without tables, with a header of one's own. */
const crafted = async (name: string, facts: Partial<Header>, by: RootKey = root): Promise<string> => {
  const path = join(folder, name)
  const header = { madeAt: '2025-03-03T01:00:00Z', version: '9.0.0', postgres: '18', migrations: [], ...facts }
  const out = await writeBackup(path, header, by)
  await out.add(pieces.end, '{}')
  await out.finish()
  return path
}
const refusal = async (path: string, more: Partial<RestoreOptions> = {}): Promise<{ code: string; zh: string }> => {
  const error = (await checkBackup(reading(path, more)).then(
    () => null,
    (reason: unknown) => reason,
  )) as { code: string; sentence: { zh: string } } | null
  return { code: error?.code ?? 'accepted', zh: error?.sentence?.zh ?? '' }
}
const code = (fault: BackupFault): string => `backup.${fault}`

test('a whole file is accepted, and says without its content what it is', async () => {
  const header = await checkBackup(reading(file))
  expect(header).toMatchObject({ format: 1, version: '1.2.3', madeAt: '2025-03-03T01:00:00.000Z' })
  expect(header.migrations.map(({ name }) => name)).toEqual(readMigrations().map(({ name }) => name))
})

test('neither names nor what stands in the tables can be read in the file', () => {
  const bytes = readFileSync(file)
  for (const secret of ['county.rights', 'identity.account', '荷塘']) expect(bytes.includes(secret)).toBe(false)
})

test('wherever it is cut, it is called incomplete', async () => {
  const size = readFileSync(file).length
  for (const at of [20, 500, Math.floor(size / 2), size - 40, size - 36, size - 1]) {
    const path = join(folder, 'cut.backup')
    copyFileSync(file, path)
    truncateSync(path, at)
    expect([at, await refusal(path)]).toMatchObject([
      at,
      { code: code('cut'), zh: expect.stringContaining(`到第 ${at} 字节`) },
    ])
  }
})

test('whichever bit is turned over, nothing is accepted', async () => {
  const whole = readFileSync(file)
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
      const path = changed('flipped.backup', (bytes) => {
        bytes[at] = bytes[at]! ^ (1 << bit)
        return bytes
      })
      const { code: found, zh } = await refusal(path)
      expect(found).not.toBe('accepted')
      expect(zh).toContain(path)
    }),
    { numRuns: 60 },
  )
  const middle = changed('middle.backup', (bytes) => {
    const at = Math.floor(bytes.length / 2)
    bytes[at] = bytes[at]! ^ 1
    return bytes
  })
  expect((await refusal(middle)).code).toBe(code('damaged'))
  const longer = changed('longer.backup', (bytes) => Buffer.concat([bytes, Buffer.of(0)]))
  expect((await refusal(longer)).code).toBe(code('damaged'))
})

test('with another key it names both fingerprints and the key file', async () => {
  const other = rootFromBytes(Buffer.alloc(32, 2))
  const { code: found, zh } = await refusal(file, { root: other })
  expect(found).toBe(code('otherKey'))
  expect(zh).toMatch(/指纹为 [0-9a-f]{16} .*\/keys\/data\.key 指纹是 [0-9a-f]{16}/)
})

test.each([
  ['no backup at all', () => changed('text.backup', () => Buffer.from('三月来访登记\n', 'utf8')), 'notOne'],
  ['an empty file', () => changed('empty.backup', () => Buffer.alloc(0)), 'notOne'],
  [
    'a newer format',
    () =>
      changed('format.backup', (bytes) =>
        Buffer.from(bytes.toString('latin1').replace('"format":1', '"format":7'), 'latin1'),
      ),
    'newerFormat',
  ],
  [
    'a migration nobody here knows',
    () => crafted('newer.backup', { migrations: [{ name: '9999_later.sql', checksum: 'x' }] }),
    'newer',
  ],
  [
    'a migration of another wording',
    () => crafted('other.backup', { migrations: [{ name: '0001_platform_base.sql', checksum: 'x' }] }),
    'otherVersion',
  ],
] as const)('%s is refused in its own words', async (_, make, fault) => {
  expect(await refusal(await make())).toMatchObject({ code: code(fault), zh: expect.stringMatching(/请/) })
})

test('stopped in the middle, or without room, it leaves no file; one that is there is not overwritten', async () => {
  const stop = new AbortController()
  const path = join(folder, 'stopped.backup')
  const stopped = makeBackup(options({ file: path, signal: stop.signal, progress: () => stop.abort() }))
  await expect(stopped).rejects.toMatchObject({ code: code('interrupted') })
  await expect(makeBackup(options({ file: join(folder, 'no', 'x.backup') }))).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(makeBackup(options())).rejects.toMatchObject({ code: code('exists') })
  expect(readdirSync(folder).filter((name) => name.includes('writing') || name.startsWith('stopped'))).toEqual([])
})

test('a login that row-level security applies to makes no half backup', async () => {
  const blind = makeBackup(options({ file: join(folder, 'blind.backup'), admin: database.target('owner') }))
  await expect(blind).rejects.toMatchObject({ code: code('mayNotRead') })
})

test('what fails while it is loaded leaves the database empty, and the next try goes through', () =>
  withEmpty(async (target) => {
    const torn = changed('torn.backup', (bytes) => bytes.subarray(0, bytes.length - 36))
    await expect(restoreBackup(target, reading(torn))).rejects.toMatchObject({ code: code('cut') })
    expect(await accountsIn(target)).toBe(0)
    const restored = await restoreBackup(target, reading(file))
    expect(restored.counts.find(({ table }) => table === 'identity.account')?.rows).toBe(14)
  }))

test('ended while indexes and keys are made again it has them all and no rows; restored, everything in the catalog is as it was', () =>
  withEmpty(async (target) => {
    const before = await inside(database.target('admin'), catalogOf)
    const stop = new AbortController()
    const progress: RestoreOptions['progress'] = (what, share) => {
      if (what === 'index' && share > 0.5) stop.abort()
    }
    const ended = restoreBackup(target, reading(file, { signal: stop.signal, progress }))
    await expect(ended).rejects.toMatchObject({ code: code('stopped') })
    expect(await accountsIn(target)).toBe(0)
    // Months of the audit log are made with the rows.
    const lasting = (lines: string[]): string[] => lines.filter((line) => !/\bevent_\d{6}/.test(line))
    expect(lasting(await inside(target.admin, catalogOf))).toEqual(lasting(before))
    const told: string[] = []
    await restoreBackup(target, reading(file, { progress: (what) => void told.push(what) }))
    expect(await inside(target.admin, catalogOf)).toEqual(before)
    expect([...new Set(told)]).toEqual(['load', 'index'])
  }))

test('a login that is no superuser, reads every row and belongs to the owner restores the same', () =>
  withEmpty(async (target) => {
    const user = `${database.name}_login`
    const { password } = target.admin
    const asSuperuser = (sql: string) => inside(target.admin, (client) => client.query(sql))
    try {
      await asSuperuser(`create role ${user} login bypassrls password '${password}'; grant nuanjia_owner to ${user}`)
      await restoreBackup({ ...target, admin: { ...target.admin, user } }, reading(file))
      expect(await inside(target.admin, catalogOf)).toEqual(await inside(database.target('admin'), catalogOf))
    } finally {
      await asSuperuser(`drop owned by ${user}; drop role ${user}`)
    }
  }))
