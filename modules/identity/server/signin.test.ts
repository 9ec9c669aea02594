import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { CallError } from '#platform/http/client.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
// Every test begins on a day of its own: sessions, pauses and codes of the one before are over.
beforeEach(() => house.clock.advance(24 * 60))

const password = 'nuanjia-demo'

const refusal = async (
  work: Promise<unknown>,
): Promise<{ status: number; code: string; title: string; paths: string[] }> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof CallError)) throw new Error('was not refused', { cause: error })
  return { status: error.status, code: error.code, title: error.message, paths: error.fields.map(({ path }) => path) }
}

const meOf = (caller: Caller) => caller.call(identityContract.me, {})
const isSignedOut = async (caller: Caller): Promise<boolean> =>
  (await caller.raw({ method: 'GET', url: '/api/v1/me' })).statusCode === 401

test('who signs in is told her post, unit and what she may do', async () => {
  const me = await meOf(await house.signIn('county.rights'))
  expect(me.account).toMatchObject({ username: 'county.rights', demo: true, mustChange: false, secondFactor: false })
  expect(me.post).toMatchObject({
    role: 'rights',
    roleLabel: { zh: '权益干部' },
    unit: { code: '430202', name: '荷塘区', level: 'D' },
  })
  expect(me.home).toBe('430202')
  expect(me.permissions).toContain('cases.handle')
  expect(me.permissions).not.toContain('identity.accounts')
})

test('the cookie cannot be read by scripts nor sent by other sites, and the database holds no token', async () => {
  const answer = await house.stranger.raw({
    method: 'POST',
    url: '/api/session',
    payload: { username: 'City.Leader ', password },
  })
  const cookie = answer.cookies.find(({ name }) => name === 'nuanjia')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 12 * 3600 })
  const stored = await house.database.admin.selectFrom('identity.session').selectAll().execute()
  expect(stored.some((row) => JSON.stringify(row).includes(cookie?.value ?? '-'))).toBe(false)
})

test('a wrong password, an unknown name and a disabled account are told apart by nothing', async () => {
  await house.database.admin
    .updateTable('identity.account')
    .set({ status: 'disabled' })
    .where('username', '=', 'city.stats')
    .execute()
  const answers = []
  for (const username of ['city.rights', 'nobody.here', 'city.stats']) {
    const said = []
    for (let attempt = 0; attempt < 7; attempt++)
      said.push(await refusal(house.signIn(username, attempt === 6 ? password : 'wrong')))
    answers.push(said)
  }
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  expect(answers[0]?.map(({ code }) => code)).toEqual([
    ...Array(4).fill('identity.wrong'),
    ...Array(3).fill('identity.locked'),
  ])
  expect(answers[0]?.[0]?.title).toContain('再错 4 次')
  await house.database.admin
    .updateTable('identity.account')
    .set({ status: 'active' })
    .where('username', '=', 'city.stats')
    .execute()
})

test('five mistakes pause sign-in for fifteen minutes; then the count starts anew', async () => {
  for (let attempt = 0; attempt < 5; attempt++) await refusal(house.signIn('town.chair', 'wrong'))
  expect(await refusal(house.signIn('town.chair'))).toMatchObject({
    status: 429,
    code: 'identity.locked',
    title: expect.stringContaining('15 分钟'),
  })
  house.clock.advance(14)
  expect((await refusal(house.signIn('town.chair'))).title).toContain('1 分钟')
  house.clock.advance(1)
  expect((await refusal(house.signIn('town.chair', 'wrong'))).title).toContain('再错 4 次')
  await house.signIn('town.chair')
  expect((await refusal(house.signIn('town.chair', 'wrong'))).title).toContain('再错 4 次')
})

test('guesses sent all at once are counted like guesses one by one', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => refusal(house.signIn('hotline.op', 'wrong'))))
  expect(answers.filter(({ code }) => code === 'identity.wrong')).toHaveLength(4)
  expect((await refusal(house.signIn('hotline.op'))).code).toBe('identity.locked')
})

test('refused attempts are in the audit log, under the account they were made at', async () => {
  await refusal(house.signIn('village.chair', 'wrong'))
  const account = await house.database.admin
    .selectFrom('identity.account')
    .select('id')
    .where('username', '=', 'village.chair')
    .executeTakeFirstOrThrow()
  const events = await house.database.admin
    .selectFrom('audit.event')
    .select(['action', 'result', 'purpose'])
    .where('account', '=', account.id)
    .where('at', '=', house.clock())
    .execute()
  expect(events).toEqual([{ action: 'identity.attempt', result: 'refused', purpose: 'identity.wrong' }])
})

test('an idle session ends after fifteen minutes, a used one after twelve hours', async () => {
  const idle = await house.signIn('county.leader')
  house.clock.advance(14)
  await meOf(idle)
  house.clock.advance(16)
  expect(await isSignedOut(idle)).toBe(true)
  const busy = await house.signIn('county.leader')
  for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
    house.clock.advance(10)
    await meOf(busy)
  }
  house.clock.advance(10)
  expect(await isSignedOut(busy)).toBe(true)
})

test('signing out ends the session for good', async () => {
  const caller = await house.signIn('county.leader')
  await caller.call(identityContract.signOut, {})
  expect(await isSignedOut(caller)).toBe(true)
})

test('a person with two posts acts in one of them and can change; nobody can take a post of another', async () => {
  const { admin } = house.database
  const account = await admin
    .selectFrom('identity.account')
    .select('id')
    .where('username', '=', 'county2.rights')
    .executeTakeFirstOrThrow()
  const town = await admin
    .selectFrom('org.unit')
    .select(['id', 'scope'])
    .where('code', '=', '430203001')
    .executeTakeFirstOrThrow()
  const post = {
    account_id: account.id,
    unit_id: town.id,
    scope: town.scope,
    home: '430203',
    role: 'town',
    title_zh: '兼任主席',
    title_en: 'Acting chair',
  }
  const [current, ended, coming] = [
    '0190aaaa-0000-7000-8000-000000000001',
    '0190aaaa-0000-7000-8000-000000000002',
    '0190aaaa-0000-7000-8000-000000000003',
  ] as const
  await admin
    .insertInto('identity.post')
    .values([
      { ...post, id: current, valid_from: '2024-01-01' },
      { ...post, id: ended, valid_from: '2020-01-01', valid_to: '2024-12-31' },
      { ...post, id: coming, valid_from: '2030-01-01' },
    ])
    .execute()
  const caller = await house.signIn('county2.rights')
  expect((await meOf(caller)).posts.map(({ role }) => role)).toEqual(['rights', 'town'])
  const me = await caller.call(identityContract.switchPost, { body: { postId: current } })
  expect([me.post.unit.code, me.permissions.includes('cases.approve')]).toEqual(['430203001', true])
  expect((await meOf(caller)).post.role).toBe('town')
  const foreign = (await meOf(await house.signIn('county.leader'))).post.id
  for (const postId of [ended, coming, foreign]) {
    expect((await refusal(caller.call(identityContract.switchPost, { body: { postId } }))).code).toBe('http.notFound')
  }
})

test('whose post is over, not begun or at a place that is gone is told so, and who sets a new one', async () => {
  const { admin } = house.database
  const caller = await house.signIn('town.chair')
  const { id, unit } = (await meOf(caller)).post
  const set = (change: { valid_from?: string; valid_to?: string | null }) =>
    admin.updateTable('identity.post').set(change).where('id', '=', id).execute()
  await set({ valid_to: '2025-01-01' })
  expect(await isSignedOut(caller)).toBe(true)
  const remedy = '请株洲市安全管理员宋明章设新的岗位'
  expect(await refusal(house.signIn('town.chair'))).toMatchObject({
    code: 'identity.postEnded',
    title: expect.stringMatching(new RegExp(`2025-01-01 结束.*${remedy}`)),
  })
  await set({ valid_from: '2031-01-01', valid_to: null })
  expect(await refusal(house.signIn('town.chair'))).toMatchObject({
    code: 'identity.postComing',
    title: expect.stringContaining('2031-01-01'),
  })
  const english = await house.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'accept-language': 'en', origin: 'http://localhost:80' },
    payload: { username: 'town.chair', password },
  })
  // Names of places and persons are theirs; every title is English.
  expect(english.json<{ title: string }>().title.replace(/株洲市|宋明章/g, '')).not.toMatch(/[\u4e00-\u9fff]/)
  await set({ valid_from: '2024-01-01' })
  const again = await house.signIn('town.chair')
  await admin.updateTable('org.unit').set({ valid_to: '2025-02-01' }).where('id', '=', unit.id).execute()
  expect(await isSignedOut(again)).toBe(true)
  expect(await refusal(house.signIn('town.chair'))).toMatchObject({
    code: 'identity.placeGone',
    title: expect.stringMatching(new RegExp(`${unit.name}已于 2025-02-01 撤销.*${remedy}`)),
  })
  await admin.updateTable('org.unit').set({ valid_to: null }).where('id', '=', unit.id).execute()
})

test('changing the password needs the old one and a good new one, and ends the other sessions', async () => {
  const [here, elsewhere] = [await house.signIn('hongjiang.rights'), await house.signIn('hongjiang.rights')]
  const change = (old: string, next: string) => here.call(identityContract.changePassword, { body: { old, next } })
  expect((await refusal(change('wrong', 'Lan-hua 77 shan'))).code).toBe('identity.passwordWrong')
  expect(await refusal(change(password, 'abc123'))).toMatchObject({
    status: 400,
    code: 'identity.weak',
    paths: expect.arrayContaining(['next']),
  })
  expect((await refusal(change(password, 'hongjiang.rights-X9'))).code).toBe('identity.weak')
  await change(password, 'Lan-hua 77 shan')
  expect([await isSignedOut(here), await isSignedOut(elsewhere)]).toEqual([false, true])
  expect((await refusal(house.signIn('hongjiang.rights'))).code).toBe('identity.wrong')
  await house.signIn('hongjiang.rights', 'Lan-hua 77 shan')
})

const codeOf = (secret: string, minutes = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
    timestamp: house.clock().getTime() + minutes * 60_000,
  })

test('the second factor: offered to who knows the password, each code used once, stored sealed', async () => {
  const caller = await house.signIn('security')
  expect((await refusal(caller.call(identityContract.offerFactor, { body: { password: 'wrong' } }))).code).toBe(
    'identity.passwordWrong',
  )
  const { secret, uri, qr } = await caller.call(identityContract.offerFactor, { body: { password } })
  expect([uri, qr]).toEqual([
    expect.stringMatching(/^otpauth:\/\/totp\/Nuanjia/),
    expect.stringMatching(/^data:image\/png;base64,/),
  ])
  const confirm = (chosen: string, code: string) =>
    caller.call(identityContract.confirmFactor, { body: { secret: chosen, code } })
  const own = new Secret({ size: 20 }).base32
  expect((await refusal(confirm(own, codeOf(own)))).code).toBe('identity.codeWrong')
  expect((await confirm(secret, codeOf(secret))).account.secondFactor).toBe(true)

  expect((await refusal(house.signIn('security'))).code).toBe('identity.codeNeeded')
  expect((await refusal(house.signIn('security', password, codeOf(secret)))).code).toBe('identity.codeWrong')
  house.clock.advance(1)
  const now = codeOf(secret)
  await house.signIn('security', password, now)
  expect((await refusal(house.signIn('security', password, now))).code).toBe('identity.codeWrong')
  house.clock.advance(2)
  expect((await refusal(house.signIn('security', password, now))).code).toBe('identity.codeWrong')
  expect((await refusal(house.signIn('security', 'wrong', codeOf(secret)))).code).toBe('identity.wrong')
  await house.signIn('security', password, codeOf(secret, 0.5))

  const row = await house.database.admin
    .selectFrom('identity.account')
    .select('totp')
    .where('username', '=', 'security')
    .executeTakeFirstOrThrow()
  expect(row.totp?.includes(Buffer.from(secret))).toBe(false)
  house.clock.advance(2)
  for (const ask of [
    caller.call(identityContract.dropFactor, { body: { password } }),
    caller.call(identityContract.offerFactor, { body: { password } }),
    caller.call(identityContract.changePassword, { body: { old: password, next: 'Lan-hua 77 shan' } }),
  ].map(refusal))
    expect((await ask).code).toBe('identity.codeNeeded')
  const me = await caller.call(identityContract.dropFactor, { body: { password, code: codeOf(secret) } })
  expect(me.account.secondFactor).toBe(false)
})

test('a light sign-in and the password do not take off the second factor; taken off, it takes the bound phones along', async () => {
  const caller = await house.signIn('city.stats')
  const { secret } = await caller.call(identityContract.offerFactor, { body: { password } })
  await caller.call(identityContract.confirmFactor, { body: { secret, code: codeOf(secret) } })
  house.clock.advance(1)
  const phone = await house.lightly('city.stats', codeOf(secret))
  house.clock.advance(1)
  for (const ask of [
    phone.call(identityContract.dropFactor, { body: { password } }),
    phone.call(identityContract.offerFactor, { body: { password } }),
    phone.call(identityContract.confirmFactor, { body: { secret, code: codeOf(secret) } }),
    phone.call(identityContract.changePassword, { body: { old: password, next: 'Lan-hua 77 shan' } }),
  ].map(refusal))
    expect(await ask).toMatchObject({ status: 403, code: 'http.fullCheck' })
  expect((await refusal(phone.call(phonesContract.fullCheck, { body: { password } }))).code).toBe('identity.codeNeeded')
  await phone.call(phonesContract.fullCheck, { body: { password, code: codeOf(secret) } })
  house.clock.advance(1)
  await phone.call(identityContract.dropFactor, { body: { password, code: codeOf(secret) } })
  expect(await isSignedOut(phone)).toBe(true)
  const again = await house.signIn('city.stats')
  expect((await again.call(phonesContract.phones, {})).phones).toEqual([])
})

test('a code is guessed no more often than a password', async () => {
  const caller = await house.signIn('police.liaison')
  const { secret } = await caller.call(identityContract.offerFactor, { body: { password } })
  await caller.call(identityContract.confirmFactor, { body: { secret, code: codeOf(secret) } })
  house.clock.advance(1)
  const wrong = codeOf(secret) === '000000' ? '000001' : '000000'
  const answers = []
  for (let attempt = 0; attempt < 6; attempt++)
    answers.push((await refusal(house.signIn('police.liaison', password, wrong))).code)
  expect(answers).toEqual([...Array(4).fill('identity.codeWrong'), ...Array(2).fill('identity.locked')])
})

test('an offered secret is good for ten minutes and for one account', async () => {
  const [mine, yours] = [await house.signIn('county.leader'), await house.signIn('county.rights')]
  const { secret } = await mine.call(identityContract.offerFactor, { body: { password } })
  expect(
    (await refusal(yours.call(identityContract.confirmFactor, { body: { secret, code: codeOf(secret) } }))).code,
  ).toBe('identity.codeWrong')
  house.clock.advance(11)
  expect(
    (await refusal(mine.call(identityContract.confirmFactor, { body: { secret, code: codeOf(secret) } }))).code,
  ).toBe('identity.codeWrong')
})
