import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkBackup } from '#platform/backup/restore.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { backUpIfDue, type NightDeps, startNightlyBackup } from './night.ts'

let house: House
let deps: NightDeps
const outside = mkdtempSync(join(tmpdir(), 'nuanjia-night-'))
const folder = join(outside, 'backups')
const root = rootFromBytes(Buffer.alloc(32, 1))
beforeAll(async () => {
  house = await startHouse()
  deps = {
    system: house.database.system,
    admin: house.database.target('admin'),
    root,
    auditKey: house.vault.macKey('audit'),
    clock: house.clock,
    dataDir: '/somewhere/data',
    rootsFile: join(outside, 'roots'),
    version: '1.2.3',
    folder,
  }
})
afterAll(async () => {
  await house.stop()
  rmSync(outside, { recursive: true, force: true })
})

const told = () =>
  house.database.admin.selectFrom('running.backup').select(['fault', 'file', 'bytes']).orderBy('ended_at').execute()

test('one backup a night, which opens with the key; ten nights leave seven days and a week', async () => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'nuanjia-2025-03-01-0200.backup.ab12cd34.writing'), 'killed')
  const first = await backUpIfDue(deps)
  expect(await checkBackup({ file: first!, root, keyFile: '', rootsFile: '' })).toMatchObject({ version: '1.2.3' })
  expect(await backUpIfDue(deps)).toBeNull()
  expect(readdirSync(folder)).toEqual(['nuanjia-2025-03-03-0900.backup'])
  for (let day = 4; day <= 12; day++) {
    house.clock.set(`2025-03-${String(day).padStart(2, '0')}T02:00:01+08:00`)
    expect(await backUpIfDue(deps)).not.toBeNull()
  }
  expect(readdirSync(folder).map((name) => name.slice(16, 18))).toEqual([
    '05',
    '06',
    '07',
    '08',
    '09',
    '10',
    '11',
    '12',
  ])
  const events = await house.database.admin
    .selectFrom('audit.event')
    .select(['account', 'ip', 'result'])
    .where('action', '=', 'running.backup')
    .execute()
  expect(events).toHaveLength(10)
  expect(events[0]).toEqual({ account: null, ip: 'operator', result: 'ok' })
})

test('one that fails is told with its reason, tried again after an hour, and takes nothing away', async () => {
  const before = readdirSync(folder)
  house.clock.set('2025-03-13T02:00:01+08:00')
  const blocked = { ...deps, folder: join(outside, 'roots', 'under-a-file') }
  writeFileSync(join(outside, 'roots'), '')
  await expect(backUpIfDue(blocked)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) })
  expect((await told()).at(-1)).toMatchObject({ fault: expect.stringMatching(/^E\w+$/), bytes: null })
  house.clock.advance(30)
  expect(await backUpIfDue(blocked)).toBeNull()
  house.clock.advance(30)
  expect(await backUpIfDue(deps)).not.toBeNull()
  expect(readdirSync(folder)).toContain(before.at(-1))
  await expect(
    backUpIfDue({ ...deps, clock: () => new Date('2025-03-20T00:00:00Z'), dataDir: folder }),
  ).rejects.toMatchObject({ code: 'backup.inside' })
})

test('a server that stops waits for no backup, and leaves none half done', async () => {
  house.clock.set('2025-03-14T02:00:01+08:00')
  const ticker = startNightlyBackup({ ...deps, folder: join(outside, 'stopped') })
  await ticker.stop()
  expect(readdirSync(outside).includes('stopped') ? readdirSync(join(outside, 'stopped')) : []).toEqual([])
})
