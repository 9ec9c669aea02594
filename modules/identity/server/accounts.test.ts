import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { bySlip, release } from '#modules/identity/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const idOf = async (username: string): Promise<string> =>
  (
    await house.database.admin
      .selectFrom('identity.account')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
  ).id

test('the sign-in page offers every demonstration account, without a word that is secret', async () => {
  const { demo, empty, accounts } = await house.stranger.call(identityContract.demo, {})
  expect([demo, empty]).toEqual([true, false])
  expect(accounts.map(({ username }) => username)).toEqual(demoAccounts.map(({ username }) => username))
  expect(accounts.find(({ username }) => username === 'county.rights')).toEqual({
    username: 'county.rights',
    name: '程嘉禾',
    titleZh: '荷塘区妇联权益干部',
    titleEn: 'Rights officer, Hetang district',
    unit: '荷塘区',
  })
})

test('accounts are for administrators and for the level above, and for nobody else', async () => {
  const routes = { accounts: identityContract.accounts } as const
  const statusOf = async (username: string): Promise<number> =>
    (await (await house.as(username)).raw({ method: 'GET', url: routes.accounts.path })).statusCode
  const above = ['admin', 'leader', 'town']
  for (const { username } of demoAccounts.filter(({ role }) => above.includes(role)))
    expect([username, await statusOf(username)]).toEqual([username, 200])
  for (const { username } of demoAccounts.filter(({ role }) => !above.includes(role)))
    expect([username, await statusOf(username)]).toEqual([username, 403])
})

test('an administrator sees the accounts of her range, not those of another city', async () => {
  const { accounts } = await (await house.as('admin')).call(identityContract.accounts, { query: {} })
  const names = accounts.map(({ username }) => username)
  expect(names).toContain('village.chair')
  expect(names).toContain('police.liaison')
  expect(names).not.toContain('hongjiang.rights')
  const outside = await (
    await house.as('admin')
  ).raw({ method: 'POST', url: `/api/v1/accounts/${await idOf('hongjiang.rights')}/reset`, payload: {} })
  expect(outside.statusCode).toBe(404)
})

test('after a reset only the slip opens the account, after a second person has seen her', async () => {
  const before = await house.signIn('town.chair')
  const id = await idOf('town.chair')
  const { slip } = await (await house.as('admin')).call(identityContract.resetAccount, { params: { id }, body: {} })
  expect(slip.code).toMatch(/^(?:[a-z2-9]{4}-){2}[a-z2-9]{4}$/)
  expect((await before.raw({ method: 'GET', url: '/api/v1/me' })).statusCode).toBe(401)
  await expect(house.signIn('town.chair')).rejects.toMatchObject({ code: 'identity.wrong' })
  // Whoever reset it does not come in with it alone.
  await expect(bySlip(house, slip.code)).rejects.toMatchObject({ code: 'slip.held', status: 409 })
  await release(house, id)
  const caller = await bySlip(house, slip.code.toUpperCase())
  const me = await caller.call(identityContract.me, {})
  expect([me.account.mustChange, me.permissions.includes('cases.read')]).toEqual([false, true])
  await expect(bySlip(house, slip.code)).rejects.toMatchObject({ code: 'slip.used' })
})

test('an account reset before its post begins is not open on the day it does', async () => {
  const id = await idOf('hotline.op')
  const over = (valid_from: string) =>
    house.database.admin.updateTable('identity.post').set({ valid_from }).where('account_id', '=', id).execute()
  await over('2025-03-04')
  const { slip, held } = await (
    await house.as('admin')
  ).call(identityContract.resetAccount, { params: { id }, body: {} })
  expect(held).toBe(true)
  await over('2025-03-03')
  await expect(bySlip(house, slip.code)).rejects.toMatchObject({ code: 'slip.held' })
})

test('a disabled account is out at once; an administrator cannot shut herself out', async () => {
  const caller = await house.signIn('city.stats')
  const admin = await house.as('admin')
  await admin.call(identityContract.setAccountStatus, {
    params: { id: await idOf('city.stats') },
    body: { status: 'disabled' },
  })
  expect((await caller.raw({ method: 'GET', url: '/api/v1/me' })).statusCode).toBe(401)
  await expect(house.signIn('city.stats')).rejects.toMatchObject({ code: 'identity.wrong' })
  await admin.call(identityContract.setAccountStatus, {
    params: { id: await idOf('city.stats') },
    body: { status: 'active' },
  })
  await house.signIn('city.stats')
  await expect(
    admin.call(identityContract.setAccountStatus, {
      params: { id: await idOf('admin') },
      body: { status: 'disabled' },
    }),
  ).rejects.toMatchObject({ status: 403 })
})

test('what administrators do to accounts is in the audit log', async () => {
  const admin = await idOf('admin')
  const events = await house.database.admin
    .selectFrom('audit.event')
    .select(['action', 'object_id'])
    .where('account', '=', admin)
    .where('result', '=', 'ok')
    .execute()
  expect(events).toContainEqual({ action: 'identity.resetAccount', object_id: await idOf('town.chair') })
  expect(events).toContainEqual({ action: 'identity.setAccountStatus', object_id: await idOf('city.stats') })
})

test('posts of a unit are listed for who may be given a matter', async () => {
  const caller = await house.as('county.rights')
  const own = await caller.call(identityContract.posts, { query: {} })
  expect(own.posts.map(({ accountName }) => accountName)).toEqual(['程嘉禾', '何静姝'])
  const handlers = await caller.call(identityContract.posts, { query: { unit: '430202', permission: 'cases.handle' } })
  expect(handlers.posts.map(({ role }) => role)).toEqual(['rights'])
})

test('the first administrator is set up once, in an empty house only', async () => {
  const body = { username: 'first.one', name: '许清和', password: 'Qing-he 2025 nian', unit: '430200' }
  await expect(house.stranger.call(identityContract.setUp, { body })).rejects.toMatchObject({
    code: 'identity.notEmpty',
  })
  const fresh = await startHouse()
  await fresh.database.admin.deleteFrom('identity.post').execute()
  await fresh.database.admin.deleteFrom('identity.account').execute()
  expect(await fresh.stranger.call(identityContract.demo, {})).toEqual({
    demo: false,
    making: false,
    empty: true,
    accounts: [],
  })
  await expect(
    fresh.stranger.call(identityContract.setUp, { body: { ...body, password: 'first.one' } }),
  ).rejects.toMatchObject({ code: 'identity.weak' })
  const attempts = await Promise.allSettled(
    ['first.one', 'second.one'].map((username) =>
      fresh.stranger.call(identityContract.setUp, { body: { ...body, username } }),
    ),
  )
  expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const winner = attempts[0]?.status === 'fulfilled' ? 'first.one' : 'second.one'
  const me = await (await fresh.signIn(winner, body.password)).call(identityContract.me, {})
  expect(me.posts.map(({ role }) => role).toSorted()).toEqual(['admin', 'security'])
  expect(me.permissions.some((permission) => permission.startsWith('cases.'))).toBe(false)
  await fresh.stop()
})

test('an account whose answer was lost is opened once: asked again it gives a slip that works', async () => {
  const admin = await house.as('admin')
  const body = { id: '01999999-0000-7000-8000-00000000a001', username: 'lu.wan', name: '陆婉' }
  const lost = await admin.call(identityContract.openAccount, { body })
  const again = await admin.call(identityContract.openAccount, { body })
  expect(again.slip.code).not.toBe(lost.slip.code)
  const other = { ...body, id: '01999999-0000-7000-8000-00000000a002' }
  await expect(admin.call(identityContract.openAccount, { body: other })).rejects.toMatchObject({
    code: 'identity.taken',
  })
  const post = { accountId: body.id, unit: '430203', role: 'leader' } as const
  await (
    await house.as('security')
  ).call(identityContract.givePost, { params: { id: '01999999-0000-7000-8000-00000000a003' }, body: post })
  await expect(bySlip(house, lost.slip.code)).rejects.toMatchObject({ code: 'slip.withdrawn' })
  const me = await (await bySlip(house, again.slip.code)).call(identityContract.me, {})
  expect(me.post.titleZh).toBe('芦淞区妇联主席')

  // Once she was in, asking again is a reset like any other: nothing opens before a second person has seen her.
  const late = await admin.call(identityContract.openAccount, { body })
  await expect(bySlip(house, late.slip.code)).rejects.toMatchObject({ code: 'slip.held' })
})

test('a post ended in two windows is ended once, in the audit too', async () => {
  const security = await house.as('security')
  const { holders } = await security.call(identityContract.holders, { query: {} })
  const held = holders.find(({ username }) => username === 'county2.rights')!
  const end = { params: { id: held.posts[0]!.id }, body: { on: '2025-12-31', reason: '调到市里' } }
  await security.call(identityContract.endPost, end)
  await security.call(identityContract.endPost, end)
  const events = await house.database.admin
    .selectFrom('audit.event')
    .select('purpose')
    .where('action', '=', 'identity.endPost')
    .where('object_id', '=', held.id)
    .execute()
  expect(events).toEqual([{ purpose: '调到市里' }])
})
