import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { cloneDatabase, type TestDatabase } from './harness/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

test('a cloned database has the small tree and every demonstration account in its post', async () => {
  const posts = await database.admin
    .selectFrom('identity.post as p')
    .innerJoin('org.unit as u', 'u.id', 'p.unit_id')
    .select(['u.code', 'p.home'])
    .execute()
  expect(posts).toHaveLength(demoAccounts.length)
  expect(posts.find((post) => post.code === '430202001001')?.home).toBe('430202')
  expect(posts.find((post) => post.code === '430202P01')?.home).toBe('430202')
})

test('two processes that need the key of a home for the first time agree on one', async () => {
  const root = rootFromBytes(Buffer.alloc(32, 7))
  const [one, two] = [makeVault(root, database.app), makeVault(root, database.app)]
  const cell = { table: 'cases.body', column: 'data', home: '430202', id: 'x' }
  const [mine, yours] = await Promise.all([one.newRecord('430202', 'cases'), two.newRecord('430202', 'cases')])
  const sealed = one.seal(mine.key, cell, '她说的话')
  expect(two.open(await two.openRecord('430202', 'cases', mine.wrapped), cell, sealed)).toBe('她说的话')
  await expect(one.openRecord('430203', 'cases', yours.wrapped)).rejects.toThrow('not stored')
  const keks = await database.admin.selectFrom('vault.kek').selectAll().execute()
  expect(keks).toHaveLength(1)
})

test('a key survives the request that needed it first', async () => {
  const vault = makeVault(rootFromBytes(Buffer.alloc(32, 8)), database.app)
  await database.app
    .transaction()
    .execute(async () => {
      await vault.newRecord('431281', 'cases')
      throw new Error('the request fails')
    })
    .catch(() => undefined)
  const kept = await database.admin.selectFrom('vault.kek').select('version').where('home', '=', '431281').execute()
  expect(kept).toEqual([{ version: 1 }])
})
