import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runningContract } from '#modules/running/contract.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { cloneDatabase } from '#test/harness/database.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { backupsByHand, type ByHand } from './by-hand.ts'

let house: House
let byHand: ByHand
const clock = testClock()
const outside = mkdtempSync(join(tmpdir(), 'nuanjia-by-hand-'))
const folder = join(outside, 'backups')
const errors: unknown[] = []

beforeAll(async () => {
  const database = await cloneDatabase()
  const root = rootFromBytes(Buffer.alloc(32, 1))
  byHand = backupsByHand({
    system: database.system,
    admin: database.target('admin'),
    root,
    auditKey: makeVault(root, database.app, clock).macKey('audit'),
    clock,
    dataDir: join(outside, 'data'),
    rootsFile: join(outside, 'data.audit-roots'),
    version: '1.2.3',
    folder,
    onError: (error) => void errors.push(error),
  })
  house = await startHouse({ clock, database, byHand, machine: { backupDir: folder } })
})
afterAll(async () => {
  await byHand.stop()
  await house.stop()
  rmSync(outside, { recursive: true, force: true })
})

const backUp = async (username: string, at = house) =>
  (await at.as(username)).call(runningContract.backUp, { body: {} }).then(
    ({ begun }) => begun,
    (error: { code: string }) => error.code,
  )
const ended = async () => {
  const admin = await house.as('admin')
  return expect
    .poll(async () => (await admin.call(runningContract.state, {}))!.backup.underway, { timeout: 60_000 })
    .toBe(null)
    .then(async () => (await admin.call(runningContract.state, {}))!.backup)
}

test('the administrator makes a backup now, one at a time; who pressed and what came of it stand in the log', async () => {
  expect(await backUp('county.rights')).toBe('http.forbidden')
  expect(await Promise.all([backUp('admin'), backUp('admin')])).toEqual(expect.arrayContaining([true, false]))
  const { made, failed } = await ended()
  expect(failed).toBe(null)
  expect(made).toMatchObject({ night: false, file: join(folder, 'nuanjia-2025-03-03-0900.backup') })
  expect(readdirSync(folder)).toEqual(['nuanjia-2025-03-03-0900.backup'])
  const logged = await house.database.admin
    .selectFrom('audit.event')
    .select(['action', 'ip', 'result'])
    .where('action', 'like', 'running.%')
    .orderBy('at')
    .execute()
  expect(logged.map(({ action }) => action).toSorted()).toEqual([
    'running.backup',
    'running.backupNow',
    'running.backupNow',
  ])
})

test('one that fails says why and what to do, leaves nothing behind, and the next may be made', async () => {
  house.clock.advance(5)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file in the place of the folder')
  expect(await backUp('admin')).toBe(true)
  const { failed } = await ended()
  expect(failed?.why.zh).toContain('请把那个文件移走')
  expect(errors).toHaveLength(1)
  rmSync(folder)
  house.clock.advance(5)
  expect(await backUp('admin')).toBe(true)
  expect((await ended()).failed).toBe(null)
  expect(existsSync(join(folder, 'nuanjia-2025-03-03-0910.backup'))).toBe(true)
})

test('without a folder for backups it says how to set one', async () => {
  const bare = await startHouse()
  expect(await backUp('admin', bare)).toBe('running.noFolder')
  await bare.stop()
})
