import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { idOf } from '#modules/identity/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const reviewed = async (username: string) => {
  const { accounts } = await (await house.as(username)).call(accountsContract.review, { query: {} })
  return new Map(accounts.map((one) => [one.username, one.concerns]))
}

test('each office sees who has not been in, who holds too much and who takes much away; nobody else does', async () => {
  const admin = house.database.admin
  const days = (n: number): Date => new Date(house.clock().getTime() - n * 86_400_000)
  const seen = (username: string, lastIn: Date) =>
    admin.updateTable('identity.account').set({ last_in: lastIn }).where('username', '=', username).execute()
  await seen('town.chair', days(45))
  await seen('city.stats', days(120))
  await seen('county.rights', days(1))
  await seen('city.rights', days(1))
  const account = await idOf(house, 'city.rights')
  // What is counted comes from the log, whose rows are the product's own; only their number matters here.
  await sql`insert into audit.event (at, id, home, account, action, result, trace, mac)
    select ${days(2)}, gen_random_uuid(), '430200', ${account}::uuid, 'exchange.export', 'ok', 'test', '\\x00' from generate_series(1, 21)`.execute(
    admin,
  )
  await (
    await house.as('security')
  ).call(identityContract.givePost, {
    params: { id: randomUUID() },
    body: { accountId: await idOf(house, 'county.rights'), unit: '430202', role: 'stats' },
  })
  for (const office of ['admin', 'security', 'auditor']) {
    const found = await reviewed(office)
    expect([office, found.get('town.chair'), found.get('city.stats')]).toEqual([office, ['unused30'], ['unused90']])
    expect(found.get('county.rights')).toEqual(['several', 'endless'])
    expect(found.get('city.rights')).toEqual(['exports'])
    // Of another city, whoever asks.
    expect(found.has('hongjiang.rights')).toBe(false)
  }
  for (const other of ['county.leader', 'city.rights', 'village.chair'])
    expect((await (await house.as(other)).raw({ method: 'GET', url: '/api/v1/accounts/review' })).statusCode).toBe(403)
})

test('a disabled account leaves the list', async () => {
  const params = { id: await idOf(house, 'city.stats') }
  await (await house.as('admin')).call(identityContract.setAccountStatus, { params, body: { status: 'disabled' } })
  expect((await reviewed('auditor')).has('city.stats')).toBe(false)
})
