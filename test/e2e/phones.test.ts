import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { open, person, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys, type Visitor } from './harness.ts'

// Phones bound by finger or digits, the full check, and a desk signed in by scanning; the authenticator is Chromium's own virtual one.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

/** Passkeys belong to a name, never to a bare address. */
const named = (): string => journeys.origin.replace('127.0.0.1', 'localhost')

const withFinger = async (page: Page): Promise<void> => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

const signIn = async (page: Page, username: string): Promise<void> => {
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('link', { name: '我的' }).waitFor()
}
const signOut = async (page: Page): Promise<void> => {
  await page.goto(new URL('/me', page.url()).href)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByLabel('用户名').waitFor()
}

/** A phone of somebody, bound by finger and signed in with it. */
const boundPhone = async (username: string): Promise<Visitor> => {
  const visitor = await journeys.open('phone', named())
  const { page } = visitor
  await withFinger(page)
  await signIn(page, username)
  await page.goto(`${named()}/me`)
  await page.getByRole('button', { name: '绑定这部手机' }).click()
  const panel = page.getByRole('dialog', { name: '绑定这部手机' })
  await panel.getByRole('button', { name: '用指纹或面容绑定' }).waitFor()
  await expectAccessible(page)
  await panel.getByRole('button', { name: '用指纹或面容绑定' }).click()
  await page.getByText('已绑定。').waitFor()
  await signOut(page)
  visitor.resetTaps()
  await page.getByRole('button', { name: '用指纹或面容登录' }).click()
  await page.getByRole('link', { name: '我的' }).waitFor()
  expect(visitor.taps()).toBe(1)
  return visitor
}

test('a bound phone opens with one touch; looking whole asks for the password above the page and then shows it', async () => {
  const view = await open(
    await journeys.house.as('county.rights'),
    petition({ parties: [person('petitioner', '闻人小雨')] }),
  )
  const { page } = await boundPhone('county.rights')
  await page.goto(`${named()}/me`)
  await page.getByText('指纹或面容 ·').first().waitFor()
  await picture(page, 'me-phones-phone')
  await expectAccessible(page)
  const asked = page.evaluate(
    `fetch('/api/v1/cases/${view.head.home}/${view.head.id}/reveal', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ party: '${view.body!.parties[0]!.id}', field: 'name', reason: '1' }) }).then((answer) => answer.json())`,
  )
  const again = page.getByRole('dialog', { name: '再核对一次密码' })
  await again.getByLabel('密码', { exact: true }).fill('not-the-password')
  await again.getByRole('button', { name: '接着办' }).click()
  await again.getByText(/用户名或密码不对/).waitFor()
  await expectAccessible(page)
  await picture(page, 'full-check-phone')
  await again.getByLabel('密码', { exact: true }).fill(demoPassword)
  await again.getByRole('button', { name: '接着办' }).click()
  expect(await asked).toEqual({ value: '闻人小雨' })
  await again.waitFor({ state: 'detached' })
})

test('who turns away from the full check stays where she was, signed in', async () => {
  const { page } = await boundPhone('city.rights')
  const asked = page.evaluate(
    `fetch('/api/v1/cases/break-glass', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number: '430202-XF-2025-99999', reason: '她来电说有生命危险' }) }).then((answer) => answer.status)`,
  )
  const again = page.getByRole('dialog', { name: '再核对一次密码' })
  await again.getByRole('button', { name: '取消' }).click()
  expect(await asked).toBe(403)
  await page.getByRole('link', { name: '我的' }).waitFor()
})

test('without finger or face six digits are chosen, on this phone only, and five mistakes release it', async () => {
  const { page } = await journeys.open('phone')
  await signIn(page, 'village.chair')
  await page.goto('/me')
  await page.getByRole('button', { name: '绑定这部手机' }).click()
  const panel = page.getByRole('dialog', { name: '绑定这部手机' })
  await panel.getByLabel('设 6 位数字').fill('123456')
  await panel.getByLabel('再输一次').fill('123456')
  await panel.getByRole('button', { name: '绑定', exact: true }).click()
  await panel
    .getByText(/容易被猜到/)
    .first()
    .waitFor()
  await expectAccessible(page)
  await picture(page, 'bind-pin-phone')
  await panel.getByLabel('设 6 位数字').fill('260418')
  await panel.getByLabel('再输一次').fill('260418')
  await panel.getByRole('button', { name: '绑定', exact: true }).click()
  await page.getByText('已绑定。').waitFor()
  await signOut(page)
  await page.getByLabel('6 位数字').fill('260418')
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'sign-in-pin-phone')
  await page.getByRole('button', { name: '用 6 位数字登录' }).click()
  await page.getByRole('link', { name: '我的' }).waitFor()
  await signOut(page)
  for (let n = 0; n < 5; n += 1) {
    await page.getByLabel('6 位数字').fill('918273')
    await page.getByRole('button', { name: '用 6 位数字登录' }).click()
    await page.getByText(n < 4 ? `再错 ${4 - n} 次,这部手机就解绑` : '这部手机已解绑').waitFor()
  }
  await page.reload()
  await page.getByLabel('用户名').waitFor()
  expect(await page.getByLabel('6 位数字').count()).toBe(0)
})

test('a desk is signed in by its picture: the phone sees which desk, picks its number, and the desk is in within two seconds', async () => {
  const phone = await boundPhone('county.leader')
  const desk = await journeys.open('desk')
  await desk.page.getByRole('button', { name: '用手机扫码登录' }).click()
  await desk.page.getByRole('img', { name: '登录这台电脑的二维码' }).waitFor()
  await expectAccessible(desk.page)
  await picture(desk.page, 'desk-scan-desk')
  const number = await desk.page.locator('.desk-number').innerText()
  const code = /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(await desk.page.locator('.desk-sign-in').innerText())![0]
  await phone.page.goto(`${named()}/scan#${code.replaceAll('-', '')}`)
  await phone.page.getByText('和这部手机在同一个网络').waitFor()
  expect(await phone.page.evaluate('location.hash')).toBe('')
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await picture(phone.page, 'desk-confirm-phone')
  phone.resetTaps()
  await phone.page.getByRole('button', { name: number, exact: true }).click()
  await phone.page.getByText('电脑已登录。').waitFor()
  const from = Date.now()
  await desk.page.locator('.top-me').waitFor()
  expect(Date.now() - from).toBeLessThan(2000)
  expect(phone.taps()).toBe(1)
  expect(await desk.page.locator('.top-me').innerText()).toContain('何静姝')

  // The phone is stolen: released at a desk with the password, both are out at once.
  const owner = await journeys.openAs('county.leader', 'desk', '/me')
  await owner.page.getByRole('button', { name: '解绑' }).click()
  const panel = owner.page.getByRole('dialog', { name: /解绑/ })
  await expectAccessible(owner.page)
  await panel.getByRole('button', { name: '解绑' }).click()
  await owner.page.getByText('还没有绑定手机。').waitFor()
  await phone.page.reload()
  await phone.page.getByLabel('用户名').waitFor()
  await desk.page.reload()
  await desk.page.getByLabel('用户名').waitFor()
})

test('a wrong number ends the attempt, and the desk says that it was refused', async () => {
  const phone = await boundPhone('town.chair')
  const desk = await journeys.open('desk')
  await desk.page.getByRole('button', { name: '用手机扫码登录' }).click()
  const number = await desk.page.locator('.desk-number').innerText()
  const code = /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(await desk.page.locator('.desk-sign-in').innerText())![0]
  await phone.page.goto(`${named()}/scan`)
  await phone.page.getByLabel(/12 位码/).fill(code)
  await phone.page.getByRole('button', { name: '下一步' }).click()
  const numbers = phone.page.getByRole('group', { name: /哪个数/ }).getByRole('button')
  await numbers.first().waitFor()
  const wrong = (await numbers.allInnerTexts()).find((one) => one !== number)!
  await phone.page.getByRole('button', { name: wrong, exact: true }).click()
  await phone.page.getByText(/数字和电脑上的不一样/).waitFor()
  await desk.page.getByText('手机上拒绝了这次登录。').waitFor()
  await desk.page.getByRole('button', { name: '换一张' }).click()
  await desk.page.locator('.desk-number').waitFor()
  expect(await desk.page.locator('.top-me').count()).toBe(0)
})

test('a phone is bound from the desk by scanning, without typing a password on it', async () => {
  const desk = await journeys.openAs('city.leader', 'desk', '/me')
  await desk.page.getByRole('button', { name: '扫码绑定手机' }).click()
  const panel = desk.page.getByRole('dialog', { name: '扫码绑定手机' })
  const code = await panel.locator('code').innerText()
  await expectAccessible(desk.page)
  await picture(desk.page, 'bind-scan-desk')
  const phone = await journeys.open('phone', `/slip#${code.replaceAll('-', '')}`)
  await phone.page.getByText(/周映棠,以后在这部手机上/).waitFor()
  await phone.page.getByLabel('设 6 位数字').fill('260418')
  await phone.page.getByLabel('再输一次').fill('260418')
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await phone.page.getByRole('button', { name: '绑定', exact: true }).click()
  await phone.page.getByText('已绑定。').waitFor()
  await phone.page.goto('/')
  await phone.page.getByLabel('6 位数字').fill('260418')
  await phone.page.getByRole('button', { name: '用 6 位数字登录' }).click()
  await phone.page.getByRole('link', { name: '我的' }).waitFor()
  expect(await (await journeys.house.as('city.leader')).call(casesContract.today, {})).toBeTruthy()
})
