import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { idOf } from '#modules/identity/fixtures.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import type { Route } from '#platform/contract/route.ts'
import { type Caller, type House, type RawRequest, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
beforeEach(() => house.clock.advance(24 * 60))

type Answer = {
  readonly status: number
  readonly body: Record<string, never> & { code?: string }
  readonly cookies: Map<string, string>
}

/** A browser with cookies of its own: a phone, or a desk. */
const browser = () => {
  const cookies = new Map<string, string>()
  return {
    cookies,
    send: async (route: Route, body?: object, params: Record<string, string> = {}, ip?: string): Promise<Answer> => {
      const request: RawRequest = {
        method: route.method,
        url: route.path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? ''),
        ...(body ? { payload: body } : {}),
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'user-agent': 'Mozilla/5.0 (Linux; Android 10) Chrome/88 Mobile Safari/537.36',
          ...(ip ? { 'x-test': ip } : {}),
        },
      }
      const answer = await house.stranger.raw(request)
      for (const { name, value } of answer.cookies) cookies.set(name, value)
      return { status: answer.statusCode, body: answer.json(), cookies }
    },
  }
}
type Browser = ReturnType<typeof browser>

const signedIn = async (username: string): Promise<Browser> => {
  const one = browser()
  await one.send(identityContract.signIn, { username, password: 'nuanjia-demo' })
  return one
}
const pin = '260418'
const bind = (phone: Browser, digits = pin, code?: string) =>
  phone.send(phonesContract.bindPhone, { pin: digits, ...(code ? { code } : {}) }, { id: randomUUID() })
const byPin = (phone: Browser, digits = pin) => phone.send(phonesContract.signInByPhone, { pin: digits })
const codeOf = (answer: Answer): string | undefined => answer.body.code
const isIn = async (one: Browser): Promise<boolean> => (await one.send(identityContract.me)).status === 200
/** A phone bound to somebody, its sign-in by password over. */
const boundTo = async (username: string): Promise<Browser> => {
  const phone = await signedIn(username)
  expect((await bind(phone)).status).toBe(200)
  await phone.send(identityContract.signOut)
  return phone
}
const reveal = (one: Browser) =>
  one.send(
    casesContract.reveal,
    { party: randomUUID(), field: 'phone', reason: '1' },
    { home: '430202', id: randomUUID() },
  )

test('a bound phone signs in by six digits, lightly: looking whole waits for the full check, for a quarter of an hour', async () => {
  const phone = await boundTo('county.rights')
  expect(phone.cookies.get('nuanjia')).toBe('')
  const me = await byPin(phone)
  expect(me.body).toMatchObject({ account: { username: 'county.rights', byPhone: true } })
  expect((await phone.send(casesContract.list)).status).toBe(200)
  for (const answer of [
    await reveal(phone),
    await phone.send(casesContract.breakGlass, { number: '430202-XF-2025-99999', reason: '她来电说有生命危险' }),
    await phone.send(casesContract.printFullForm, { reason: '1' }, { home: '430202', id: randomUUID() }),
    await phone.send(casesContract.getFile, undefined, { home: '430202', id: randomUUID(), file: randomUUID() }),
    await phone.send(phonesContract.phoneSlip, {}),
    await bind(phone),
  ])
    expect([answer.status, codeOf(answer)]).toEqual([403, 'http.fullCheck'])
  expect(codeOf(await phone.send(phonesContract.fullCheck, { password: 'wrong-one' }))).toBe('identity.wrong')
  expect(codeOf(await reveal(phone))).toBe('http.fullCheck')
  expect((await phone.send(phonesContract.fullCheck, { password: 'nuanjia-demo' })).status).toBe(200)
  expect(codeOf(await reveal(phone))).toBe('http.notFound')
  house.clock.advance(14)
  expect(codeOf(await reveal(phone))).toBe('http.notFound')
  // She goes on working: the sign-in lives, the full check does not.
  await phone.send(identityContract.me)
  house.clock.advance(1)
  expect(codeOf(await reveal(phone))).toBe('http.fullCheck')
})

test('digits without the phone, and the phone without digits, open nothing', async () => {
  const phone = await boundTo('county2.rights')
  expect(codeOf(await byPin(browser()))).toBe('phone.unknown')
  const other = await boundTo('city.leader')
  expect(codeOf(await byPin(other, '913570'))).toBe('phone.pinWrong')
  expect((await byPin(phone)).body).toMatchObject({ account: { username: 'county2.rights' } })
  const kept = JSON.stringify(await house.database.admin.selectFrom('identity.device').selectAll().execute())
  expect([kept.includes(pin), kept.includes(phone.cookies.get('nuanjia-phone')!)]).toEqual([false, false])
  expect(await house.stranger.raw({ method: 'POST', url: '/api/session/phone', payload: {} })).toMatchObject({
    statusCode: 401,
  })
})

test('easily guessed digits are refused when they are chosen', async () => {
  const phone = await signedIn('county.leader')
  for (const weak of ['123456', '000000', '121212', '12345', 'abcdef'])
    expect([weak, codeOf(await bind(phone, weak))]).toEqual([weak, 'phone.weakPin'])
})

test('five wrong tries release the phone with its sign-ins, also when sent at once, and its owner is told', async () => {
  const phone = await boundTo('city.rights')
  await byPin(phone)
  const working = new Map(phone.cookies)
  expect((await byPin(phone, '111999')).status).toBe(401)
  expect((await byPin(phone)).status).toBe(200)
  const answers = await Promise.all(Array.from({ length: 12 }, () => byPin(phone, '918273')))
  const codes = answers.map(codeOf)
  expect(codes.filter((code) => code === 'phone.pinWrong')).toHaveLength(4)
  expect(codes.filter((code) => code === 'phone.released')).toHaveLength(1)
  expect(codeOf(await byPin(phone))).toBe('phone.unknown')
  for (const [name, value] of working) phone.cookies.set(name, value)
  expect(await isIn(phone)).toBe(false)
  const told = await house.database.admin
    .selectFrom('cases.notice as n')
    .innerJoin('identity.post as p', 'p.id', 'n.to_post')
    .select('n.key')
    .where('p.account_id', '=', await idOf(house, 'city.rights'))
    .where('n.key', 'like', 'phone%')
    .execute()
  expect(told.map(({ key }) => key).toSorted()).toEqual(['phoneBound', 'phoneReleased'])
})

const phonesOf = async (one: Browser) =>
  (await one.send(phonesContract.phones)).body as unknown as { phones: { id: string; here: boolean; name: string }[] }

test('a stolen phone: removed at the desk, and everything it opened is shut at once', async () => {
  const phone = await boundTo('village.chair')
  await byPin(phone)
  const desk = browser()
  const asked = (await desk.send(phonesContract.askDesk, {})).body as unknown as Desk
  await phone.send(phonesContract.decideDesk, { code: asked.code, number: asked.number, pin })
  await desk.send(phonesContract.takeDesk, { poll: asked.poll })
  expect([await isIn(phone), await isIn(desk)]).toEqual([true, true])
  const owner = await signedIn('village.chair')
  const { phones } = await phonesOf(owner)
  expect(phones).toMatchObject([{ name: '安卓手机 · Chrome', here: false }])
  expect((await phonesOf(phone)).phones[0]).toMatchObject({ here: true })
  expect((await owner.send(phonesContract.dropPhone, undefined, { id: phones[0]!.id })).status).toBe(200)
  expect([await isIn(phone), await isIn(desk), await isIn(owner)]).toEqual([false, false, true])
  expect(codeOf(await byPin(phone))).toBe('phone.unknown')
})

test('the level above releases a phone for her, a neighbour and a colleague do not', async () => {
  const phone = await boundTo('village.chair')
  await byPin(phone)
  const id = (await phonesOf(phone)).phones[0]!.id
  const account = await idOf(house, 'village.chair')
  for (const username of ['county2.rights', 'county.rights', 'hongjiang.rights']) {
    const other = await signedIn(username)
    expect([username, (await other.send(phonesContract.dropPhone, undefined, { id })).status]).toEqual([username, 404])
  }
  expect((await (await signedIn('city.leader')).send(phonesContract.phonesOf, undefined, { id: account })).status).toBe(
    200,
  )
  const town = await signedIn('town.chair')
  expect((await town.send(phonesContract.phonesOf, undefined, { id: await idOf(house, 'county.rights') })).status).toBe(
    404,
  )
  expect((await town.send(phonesContract.dropPhone, undefined, { id })).status).toBe(200)
  expect(await isIn(phone)).toBe(false)
})

test('a phone is bound by the picture on her desk, once and within ten minutes', async () => {
  const desk = await signedIn('town.chair')
  const slip = async () => (await desk.send(phonesContract.phoneSlip, {})).body as unknown as { code: string }
  const first = await slip()
  const second = await slip()
  const phone = browser()
  expect(codeOf(await bind(phone, pin, first.code))).toBe('slip.withdrawn')
  expect((await phone.send(phonesContract.offerPhone, { code: second.code })).body).toMatchObject({ name: '唐秋芸' })
  expect((await bind(phone, pin, second.code)).status).toBe(200)
  expect(codeOf(await bind(browser(), pin, second.code))).toBe('slip.used')
  expect((await byPin(phone)).body).toMatchObject({ account: { username: 'town.chair' } })
  const third = await slip()
  house.clock.advance(10)
  expect(codeOf(await bind(browser(), pin, third.code))).toBe('slip.expired')
  expect((await browser().send(phonesContract.bindPhone, { pin }, { id: randomUUID() })).status).toBe(401)
})

test('a reset account is not opened by its phone either', async () => {
  const phone = await boundTo('hotline.op')
  const admin: Caller = await house.as('admin')
  await admin.call(identityContract.resetAccount, { params: { id: await idOf(house, 'hotline.op') }, body: {} })
  expect(codeOf(await byPin(phone))).toBe('phone.unknown')
})

type Desk = { poll: string; code: string; number: number; address: string }

test('a desk is signed in by a phone that picks its number, once, lightly, with a trace on both sides', async () => {
  const phone = await boundTo('county.leader')
  await byPin(phone)
  const desk = browser()
  const asked = (await desk.send(phonesContract.askDesk, {})).body as unknown as Desk
  expect(asked.address).toMatch(/\/scan#[a-z2-9]{12}$/)
  expect((await desk.send(phonesContract.takeDesk, { poll: asked.poll })).body).toMatchObject({ state: 'waiting' })
  const seen = (await phone.send(phonesContract.lookDesk, { code: asked.code })).body as unknown as {
    numbers: number[]
  }
  expect(seen).toMatchObject({ near: true, machine: { zh: expect.any(String) }, at: expect.any(String) })
  expect([new Set(seen.numbers).size, seen.numbers.includes(asked.number)]).toEqual([3, true])
  const decide = (digits: string, number: number | null) =>
    phone.send(phonesContract.decideDesk, { code: asked.code, number, pin: digits })
  // The digits first: a sign-in left open does not let a desk in.
  expect(codeOf(await decide('918273', asked.number))).toBe('phone.pinWrong')
  expect((await decide(pin, asked.number)).body).toEqual({ agreed: true })
  expect((await desk.send(phonesContract.takeDesk, { poll: asked.poll })).body).toMatchObject({
    state: 'in',
    me: { account: { username: 'county.leader', byPhone: true } },
  })
  expect(codeOf(await desk.send(identityContract.resetAccount, {}, { id: randomUUID() }))).toBe('http.fullCheck')
  const thief = browser()
  expect((await thief.send(phonesContract.takeDesk, { poll: asked.poll })).body).toMatchObject({ state: 'over' })
  expect(await isIn(thief)).toBe(false)
  expect(codeOf(await decide(pin, asked.number))).toBe('desk.unknown')
  const account = await idOf(house, 'county.leader')
  const events = await house.database.admin
    .selectFrom('audit.event')
    .select(['action', 'purpose'])
    .where('object_id', '=', account)
    .where('at', '=', house.clock())
    .execute()
  expect(events).toEqual(
    expect.arrayContaining([
      { action: 'identity.confirmDesk', purpose: null },
      { action: 'identity.signIn', purpose: 'desk' },
    ]),
  )
})

test('a wrong number, a refusal, a minute passed, or another’s phone let nobody in', async () => {
  const phone = await boundTo('county.leader')
  await byPin(phone)
  const ask = async () => {
    const desk = browser()
    return { desk, asked: (await desk.send(phonesContract.askDesk, {})).body as unknown as Desk }
  }
  const state = async ({ desk, asked }: Awaited<ReturnType<typeof ask>>): Promise<unknown> =>
    ((await desk.send(phonesContract.takeDesk, { poll: asked.poll })).body as { state?: string }).state
  const wrong = await ask()
  const seen = (await phone.send(phonesContract.lookDesk, { code: wrong.asked.code })).body as unknown as {
    numbers: number[]
  }
  const number = seen.numbers.find((one) => one !== wrong.asked.number)!
  expect(codeOf(await phone.send(phonesContract.decideDesk, { code: wrong.asked.code, number, pin }))).toBe(
    'desk.wrongNumber',
  )
  expect(await state(wrong)).toBe('refused')
  expect(
    codeOf(await phone.send(phonesContract.decideDesk, { code: wrong.asked.code, number: wrong.asked.number, pin })),
  ).toBe('desk.unknown')
  const refused = await ask()
  await phone.send(phonesContract.decideDesk, { code: refused.asked.code, number: null })
  expect(await state(refused)).toBe('refused')
  const late = await ask()
  house.clock.advance(1)
  expect(
    codeOf(await phone.send(phonesContract.decideDesk, { code: late.asked.code, number: late.asked.number, pin })),
  ).toBe('desk.unknown')
  expect(await state(late)).toBe('over')
  // Signed in as one, with the phone of another.
  const mixed = await boundTo('town.chair')
  const session = (await signedIn('county.rights')).cookies.get('nuanjia')!
  mixed.cookies.set('nuanjia', session)
  const other = await ask()
  expect(
    codeOf(await mixed.send(phonesContract.decideDesk, { code: other.asked.code, number: other.asked.number, pin })),
  ).toBe('phone.notProven')
  expect(await state(other)).toBe('waiting')
})
