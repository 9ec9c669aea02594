import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { idOf } from '#modules/identity/fixtures.ts'
import type { Tx } from '#platform/db/open.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { placePage, readPlace, writePlace } from '../rules/page.ts'
import { accountPage } from './queries/pages.ts'
import { namesLike } from './queries/proposals.ts'

let house: House
let city: string
const at = '2025-03-01T00:00:00Z'

beforeAll(async () => {
  house = await startHouse()
  const { admin } = house.database
  await sql`insert into identity.account (id, username, name, password, scope, created_at, password_at)
    select gen_random_uuid(), 'pagetest' || n, case when n % 2 = 0 then '欧阳素' || n else '柏知夏' || n end, 'none', null, ${at}, ${at} from generate_series(1, 30) n`.execute(
    admin,
  )
  // Each third holds two posts, one after the other of different villages and towns; three wait for their first one.
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    select gen_random_uuid(), a.id, u.id, u.scope, '430202', 'village', '主席', 'Chair', '2025-01-01'
    from (select id, row_number() over (order by id) as n from identity.account where username ^@ 'pagetest') a
    join (select id, scope, row_number() over (order by scope) as n from org.unit where scope ^@ (select scope from org.unit where code = '430202')) u on u.n = a.n % 3 + 1 or (a.n % 3 = 0 and u.n = 2)
    where a.n > 3`.execute(admin)
  await sql`update identity.account set scope = (select scope from org.unit where code = '430202') where not posted and username ^@ 'pagetest' and username <> (select min(username) from identity.account where not posted and username ^@ 'pagetest')`.execute(
    admin,
  )
  const { rows } = await sql<{ scope: string }>`select scope from org.unit where code = '430200'`.execute(admin)
  city = rows[0]!.scope
})
afterAll(() => house.stop())

type Asked = { readonly unit?: string; readonly q?: string }
const walked = async (
  tx: Tx,
  scope: string,
  size: number,
  { unit = null, q = null }: { unit?: string | null; q?: string | null },
) => {
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { rows: { account: string }[]; next: string | null } = placePage(
      await accountPage(tx, scope, { unit, q, after: readPlace(cursor), limit: size + 1 }),
      size,
    )
    found.push(...page.rows.map(({ account }) => account))
    cursor = page.next
  }
  return found
}
const walk = (scope: string, size: number, asked: Asked = {}) =>
  house.locally('admin', (ctx) => walked(ctx.tx, scope, size, asked))
const expected = async (where: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select a.id from identity.account a where (exists (select from identity.post p where p.account_id = a.id and p.scope ^@ ${city})
      or not exists (select from identity.post p where p.account_id = a.id) and (a.scope is null or a.scope ^@ ${city})) and ${sql.raw(where)}`.execute(
      house.database.admin,
    )
  ).rows.map(({ id }) => id)

test('page after page everybody of a range is there once, whoever waits for her first post too', async () => {
  const all = (await expected('true')).sort()
  expect(all.length).toBeGreaterThan(35)
  for (const size of [1, 4, 500]) expect((await walk(city, size)).sort()).toEqual(all)
})

test('a search finds what a user name, a name or a given name begins with, or the code of a unit, and nobody outside', async () => {
  const found = async (q: string, scope = city) => (await walk(scope, 5, { q })).sort()
  expect(await found('pagetest1')).toEqual((await expected(`a.username ^@ 'pagetest1'`)).sort())
  expect(await found('PageTest1')).toEqual(await found('pagetest1'))
  expect(await found('欧阳')).toEqual((await expected(`a.name ^@ '欧阳'`)).sort())
  expect(await found('知夏')).toEqual((await expected(`substr(a.name, 2) ^@ '知夏'`)).sort())
  expect(await found('430203')).toEqual([await idOf(house, 'county2.rights')])
  expect(await found("%_'\\")).toEqual([])
  expect(await found('hongjiang.rights')).toEqual([])
  expect(await found('430203', `${city}nowhere/`)).toEqual([])
})

test('the routes answer pages of the asker’s own range', async () => {
  const admin = await house.as('admin')
  const { accounts, next } = await admin.call(identityContract.accounts, { query: { q: '柏知夏1' } })
  expect([accounts.length > 0, accounts.every(({ name }) => name.startsWith('柏知夏1')), next]).toEqual([
    true,
    true,
    null,
  ])
  const { holders } = await (await house.as('security')).call(identityContract.holders, { query: { q: 'pagetest' } })
  expect(holders).toHaveLength(30)
  expect(holders.some(({ posts }) => posts.length === 2)).toBe(true)
  const outside = await (await house.as('town.chair')).call(identityContract.accounts, { query: { q: 'county2' } })
  expect(outside.accounts).toEqual([])
})

test('a name that is taken is known, with its numbers, and names that only begin alike are not read', async () => {
  const { admin } = house.database
  for (const username of ['linwan', 'linwan2', 'linwanqing'])
    await sql`insert into identity.account (id, username, name, password, created_at, password_at) values (${randomUUID()}::uuid, ${username}, '林晚', 'none', ${at}, ${at})`.execute(
      admin,
    )
  const taken = await house.locally('admin', (ctx) => namesLike(ctx.tx, ['linwan', 'linwan']))
  expect([...taken].sort()).toEqual(['linwan', 'linwan2'])
})

test('a place in a list is read back as it was written; any other text is the first page', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\/(?:[0-9A-Z]{1,9}\/){0,6}$/), fc.uuid(), (place, id) => {
      expect(readPlace(writePlace({ place, id }))).toEqual({ place, id })
    }),
  )
  expect(readPlace(writePlace({ place: '', id: '0190a1b2-0000-7000-8000-000000000000' }))?.place).toBe('')
  for (const text of [undefined, '', 'x', Buffer.from("/a' or true-- 1").toString('base64url')])
    expect(readPlace(text)).toBeNull()
})
