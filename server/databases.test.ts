import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KeyFileError } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { openDatabase } from '#platform/db/open.ts'
import { scratchTarget, startScratch, type Scratch } from '#test/harness/scratch.ts'
import { readConfig } from './config.ts'
import { prepareDatabase } from './databases.ts'

let scratch: Scratch
let folder: string
beforeAll(async () => {
  // A server of its own: preparing a database gives the logins new passwords.
  scratch = await startScratch()
  folder = mkdtempSync(join(tmpdir(), 'nuanjia-keys-'))
})
afterAll(async () => {
  await scratch.stop()
  rmSync(folder, { recursive: true })
})

const configWith = (keyFile: string) => {
  const { host, port, user, password } = scratchTarget(scratch.facts, 'admin', 'postgres')
  return readConfig(
    {
      DATA_DIR: join(folder, 'data'),
      NUANJIA_MASTER_KEY_FILE: join(folder, keyFile),
      DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/postgres`,
    },
    [],
  )
}

test("a database of one's own is migrated once, and opens with its own key file only", async () => {
  const first = await prepareDatabase(configWith('right.key'), [])
  expect(first.migrated.length).toBeGreaterThan(3)
  const app = openDatabase(first.target('app'), 1)
  await makeVault(first.root, app.db).newRecord('000000', 'house')
  await expect(prepareDatabase(configWith('other.key'), [])).rejects.toThrow(KeyFileError)
  // The server that runs on it goes on: its logins were not touched.
  const again = openDatabase(first.target('app'), 1)
  expect(await again.db.selectFrom('vault.kek').select('home').execute()).toEqual([{ home: '000000' }])
  expect((await prepareDatabase(configWith('right.key'), [])).migrated).toEqual([])
  await app.close()
  await again.close()
})
