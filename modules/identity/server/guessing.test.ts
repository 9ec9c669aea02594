import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { limits } from '#modules/identity/rules.ts'
import { type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
// Pauses of the test before are over.
beforeEach(() => house.clock.advance(3 * 24 * 60))

type Try = { readonly status: number; readonly body: string; readonly device: string | null }

/** One attempt from an address, by a browser that may carry its mark; `claims` is what it says of its address itself. */
const attempt = async (
  username: string,
  password: string,
  from: string,
  { device, claims }: { device?: string | null; claims?: string } = {},
): Promise<Try> => {
  const answer = await house.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from,
    payload: { username, password },
    headers: claims ? { 'x-forwarded-for': claims } : {},
    ...(device ? { cookies: { 'nuanjia-device': device } } : {}),
  })
  const { trace: _, ...said } = answer.json<{ trace?: string }>()
  return {
    status: answer.statusCode,
    body: JSON.stringify(said),
    device: answer.cookies.find(({ name }) => name === 'nuanjia-device')?.value ?? null,
  }
}
const guess = async (username: string, from: string, times: number, device?: string | null): Promise<Try[]> => {
  const answers: Try[] = []
  for (let n = 0; n < times; n++) answers.push(await attempt(username, 'wrong', from, { device: device ?? null }))
  return answers
}

test('a stranger elsewhere, and many strangers, cannot shut an officer out of her own office', async () => {
  await attempt('county.rights', demoPassword, '10.1.0.5')
  for (let n = 0; n < limits.account.most / 4 + 2; n++) await guess('county.rights', `192.0.2.${n}`, 4)
  // The account as a whole is paused for places it was never seen at; where it is known it opens.
  expect((await attempt('county.rights', demoPassword, '198.51.100.9')).status).toBe(429)
  expect((await attempt('county.rights', demoPassword, '10.1.0.5')).status).toBe(200)
})

test('a colleague behind the same address cannot shut her out of her own browser', async () => {
  const { device } = await attempt('county.leader', demoPassword, '10.1.0.5')
  expect(device).toMatch(/^[\w-]{43}$/)
  expect((await guess('county.leader', '10.1.0.5', limits.pair.most + 1)).at(-1)?.status).toBe(429)
  expect((await attempt('county.leader', demoPassword, '10.1.0.5')).status).toBe(429)
  expect((await attempt('county.leader', demoPassword, '10.1.0.5', { device })).status).toBe(200)
  // The mark opens nothing: in her browser, too, five mistakes are five.
  expect((await guess('county.leader', '10.1.0.5', limits.pair.most, device)).at(-1)?.status).toBe(429)
})

test('a mark of another account, a forged one and a month without a sign-in count as unknown', async () => {
  const { device } = await attempt('city.rights', demoPassword, '10.2.0.1')
  await guess('city.leader', '10.2.0.2', limits.pair.most)
  expect((await attempt('city.leader', demoPassword, '10.2.0.2', { device })).status).toBe(429)
  expect((await attempt('city.leader', demoPassword, '10.2.0.2', { device: 'x'.repeat(43) })).status).toBe(429)
  house.clock.advance(31 * 24 * 60)
  await guess('city.rights', '10.2.0.3', limits.pair.most)
  expect((await attempt('city.rights', demoPassword, '10.2.0.3', { device })).status).toBe(429)
})

test('one address guesses at no more than so many accounts, and what it claims to be changes nothing', async () => {
  const answers: number[] = []
  for (let n = 0; n < limits.address.most + 3; n++)
    answers.push((await attempt(`nobody.${n}`, 'wrong', '203.0.113.7', { claims: `10.9.9.${n}` })).status)
  expect(answers.slice(0, limits.address.most - 1).every((status) => status === 401)).toBe(true)
  expect(answers.slice(limits.address.most)).toEqual([429, 429, 429])
})

test('a name nobody has is answered word for word like one that exists, also when it is paused', async () => {
  const real = await guess('city.stats', '10.3.0.1', 7)
  const nobody = await guess('city.nobody', '10.3.0.2', 7)
  expect(nobody).toEqual(real)
})
