import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { changeActions } from './web/words.ts'

// What is done to accounts and posts is in the auditor's list by itself, with words of its own: nobody can forget a new deed.

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

/** Every deed the identity room writes down, read from its source. */
const written = (): string[] => {
  const found = globSync('modules/identity/server/**/*.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/action:[^,\n]*(?:\n[^,\n]*)?/g)].map(([text]) => text))
    .flatMap((text) => [...text.matchAll(/'(identity\.\w+)'/g)].map(([, action]) => action ?? ''))
  return [...new Set(found)].sort()
}

test('each deed of the identity room is in the list with its words, or changes no account', async () => {
  const deeds = written()
  expect(deeds.length).toBeGreaterThan(20)
  const { rows } = await sql<{ action: string; listed: boolean }>`
    select action, audit.is_change(action) as listed from unnest(${deeds}::text[]) as action`.execute(database.admin)
  const listed = rows.filter((row) => row.listed).map((row) => row.action)
  const unnamed = listed.filter((action) => !(action in changeActions))
  expect(unnamed).toEqual([])
  for (const action of ['identity.refusePost', 'identity.bindPhone', 'identity.dropPhone', 'identity.openList'])
    expect(listed).toContain(action)
  const quiet = rows.filter((row) => !row.listed).map((row) => row.action)
  // Signing in and looking; whoever adds one here says that it changes no account.
  expect(quiet).toEqual([
    'identity.attempt',
    'identity.confirmDesk',
    'identity.fullCheck',
    'identity.lookSlip',
    'identity.notePhone',
    'identity.refuseDesk',
    'identity.review',
    'identity.signIn',
    'identity.signOut',
    'identity.switchPost',
  ])
})

test('a deed nobody heard of yet is listed', async () => {
  const { rows } = await sql<{ listed: boolean }>`select audit.is_change('identity.somethingNew') as listed`.execute(
    database.admin,
  )
  expect(rows[0]?.listed).toBe(true)
})
