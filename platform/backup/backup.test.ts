import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type RootKey, rootFromBytes } from '#platform/crypto/root.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { connectClient } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { scratchTarget } from '#test/harness/scratch.ts'
import { type Header, pieces, writeBackup } from './file.ts'
import { makeBackup, type MakeOptions } from './make.ts'
import { checkBackup, type RestoreOptions, restoreBackup } from './restore.ts'
import type { BackupFault } from './trouble.ts'

const folder = mkdtempSync(join(tmpdir(), 'nuanjia-backup-'))
const root = rootFromBytes(Buffer.alloc(32, 1))
const file = join(folder, 'whole.backup')
let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
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

test('what fails while it is loaded leaves the database empty, and the next try goes through', async () => {
  const facts = inject('cluster')
  const name = `${database.name}_again`
  const admin = await connectClient(scratchTarget(facts, 'admin', 'postgres'))
  try {
    await admin.query(`create database ${name} owner nuanjia_owner`)
    const target = { admin: scratchTarget(facts, 'admin', name), owner: scratchTarget(facts, 'owner', name) }
    const torn = changed('torn.backup', (bytes) => bytes.subarray(0, bytes.length - 36))
    await expect(restoreBackup(target, reading(torn))).rejects.toMatchObject({ code: code('cut') })
    const client = await connectClient(target.admin)
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from identity.account')
    expect(rows).toEqual([{ n: 0 }])
    await client.end()
    const restored = await restoreBackup(target, reading(file))
    expect(restored.counts.find(({ table }) => table === 'identity.account')?.rows).toBe(14)
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
})
