import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { bySlip, freshPassword, idOf, release } from '#modules/identity/fixtures.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { partyOf } from './passkeys.ts'
import { endSignIns } from './queries/restored.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
beforeEach(() => house.clock.advance(30))

const status = async (caller: Caller): Promise<number> =>
  (await caller.raw({ method: 'GET', url: '/api/v1/me' })).statusCode
const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'was not refused',
    (error: { code: string }) => error.code,
  )
const phonesBound = async (username: string): Promise<number> =>
  (
    await house.database.admin
      .selectFrom('identity.device as d')
      .innerJoin('identity.account as a', 'a.id', 'd.account_id')
      .select('d.id')
      .where('a.username', '=', username)
      .where('d.removed_at', 'is', null)
      .execute()
  ).length
const opened = async (by: string, name: string, unit: string, role: 'town' | 'village' | 'rights') =>
  (await house.as(by)).call(identityContract.openAccount, {
    body: { id: randomUUID(), name, post: { unit, role } },
  })

test('a reset releases every bound phone, and the sign-ins they began', async () => {
  const phone = await house.lightly('town.chair')
  const id = await idOf(house, 'town.chair')
  await (await house.as('county.leader')).call(identityContract.resetAccount, { params: { id }, body: {} })
  await release(house, id)
  expect([await status(phone), await phonesBound('town.chair')]).toEqual([401, 0])
})

test('a new password leaves the phones, or takes them along where she wants that', async () => {
  const phone = await house.lightly('county2.rights')
  const desk = await house.signIn('county2.rights')
  const change = (old: string, next: string, releasePhones?: boolean) =>
    desk.call(identityContract.changePassword, { body: { old, next, ...(releasePhones ? { releasePhones } : {}) } })
  await change('nuanjia-demo', freshPassword)
  expect(await phonesBound('county2.rights')).toBe(1)
  await change(freshPassword, `${freshPassword} 2`, true)
  expect([await phonesBound('county2.rights'), await status(phone), await status(desk)]).toEqual([0, 401, 200])
})

test('an account that was used and waits for its post stays shut after a reset; whoever gives the post sees it', async () => {
  const { slip } = await opened('county.leader', '周小满', '430202001', 'town')
  await house.stranger.call(accountsContract.useSlip, { body: { code: slip.code, password: freshPassword } })
  const params = { id: slip.accountId }
  const again = await (await house.as('county.leader')).call(identityContract.resetAccount, { params, body: {} })
  expect(again.held).toBe(true)
  expect(await refused(bySlip(house, again.slip.code, 'Chair-chose-this-2'))).toBe('slip.held')
  const security = await house.as('security')
  const { proposals } = await security.call(accountsContract.proposals, { query: {} })
  const [mine] = proposals.filter(({ account }) => account.id === slip.accountId)
  expect(mine).toMatchObject({ held: true })
  await security.call(accountsContract.decideProposals, { body: { ids: [mine!.id], give: true } })
  expect(await refused(house.signIn(slip.username, freshPassword))).not.toBe('was not refused')
  expect(await refused(bySlip(house, again.slip.code, 'Chair-chose-this-2'))).toBe('slip.held')
  await release(house, slip.accountId)
  const me = await (await bySlip(house, again.slip.code)).call(identityContract.me, {})
  expect(me.post).toMatchObject({ role: 'town' })
})

test('an administrator releases no phone of another range, and hears what she hears of one that is not there', async () => {
  await house.lightly('city.leader')
  const { id: phone } = await house.database.admin
    .selectFrom('identity.device')
    .select('id')
    .where('account_id', '=', await idOf(house, 'city.leader'))
    .executeTakeFirstOrThrow()
  const { slip } = await (
    await house.as('admin')
  ).call(identityContract.openAccount, { body: { id: randomUUID(), name: '陆知微' } })
  await (
    await house.as('security')
  ).call(identityContract.givePost, {
    params: { id: randomUUID() },
    body: { accountId: slip.accountId, unit: '430203', role: 'admin' },
  })
  const lusong = await bySlip(house, slip.code)
  expect(await refused(lusong.call(phonesContract.dropPhone, { params: { id: phone } }))).toBe('http.notFound')
  expect(await phonesBound('city.leader')).toBe(1)
  // The database says the same to a service that forgets to ask.
  const { rows } = await house.locally(slip.username, (ctx) =>
    sql<{ id: string | null; seen: number }>`select identity.drop_device(${phone}::uuid, ${house.clock()}) as id,
      (select count(*)::int from identity.device where id = ${phone}::uuid) as seen`.execute(ctx.tx),
  )
  expect(rows).toEqual([{ id: null, seen: 0 }])
  await (await house.as('admin')).call(phonesContract.dropPhone, { params: { id: phone } })
  expect(await phonesBound('city.leader')).toBe(0)
})

test('a house that was restored lets nobody in by what stood at the time of the backup but a password', async () => {
  const phone = await house.lightly('city.rights')
  const { slip } = await opened('city.leader', '韩素秋', '430202', 'rights')
  await house.database.system.transaction().execute((tx) => endSignIns(tx, house.clock()))
  expect([await status(phone), await phonesBound('city.rights')]).toEqual([401, 0])
  expect(await refused(bySlip(house, slip.code))).toBe('slip.withdrawn')
  expect(await status(await house.signIn('city.rights'))).toBe(200)
})

test('a passkey is of the house’s name, whatever path people come by', () => {
  const party = (origin: string) => partyOf({ client: { origin } } as Parameters<typeof partyOf>[0])
  expect(party('https://nj.example.cn/fulian')).toEqual({ id: 'nj.example.cn', origin: 'https://nj.example.cn' })
  expect(party('https://nj.example.cn:8443/practice')).toEqual({
    id: 'nj.example.cn',
    origin: 'https://nj.example.cn:8443',
  })
  expect(party('https://10.1.2.3/')).toBeNull()
})
