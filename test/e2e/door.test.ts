import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test('a demonstration account is one click away, and the page says that it is a demonstration', async () => {
  const { page, taps } = await journeys.open('desk')
  await page.getByRole('button', { name: /county\.rights/ }).click()
  await page.locator('.top-me').waitFor()
  expect(taps()).toBe(1)
  expect(await page.getByRole('note').innerText()).toContain('演示')
  expect(await page.title()).toMatch(/暖家$/)
  await picture(page, 'home-desk')
  await expectAccessible(page)
})

test('the sign-in page can be used at both sizes and by everyone', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page } = await journeys.open(size)
    await page.getByRole('button', { name: /county\.rights/ }).waitFor()
    await picture(page, `sign-in-${size}`)
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
  }
})

test('a wrong password is told in a sentence that says what now, and the name stays', async () => {
  const { page } = await journeys.open('desk')
  await page.getByLabel('用户名').fill('county2.rights')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toMatch(/用户名或密码不对。再错 \d 次将暂停 15 分钟/)
  expect(await page.getByLabel('用户名').inputValue()).toBe('county2.rights')
  await expectAccessible(page)
  await picture(page, 'sign-in-wrong')
})

test('signing in needs nothing but the keyboard', async () => {
  const { page } = await journeys.open('desk')
  await page.getByLabel('用户名').waitFor()
  await page.keyboard.type('county.leader')
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await page.locator('.top-me').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('查找')
})

test('English throughout, and it is remembered', async () => {
  const { page } = await journeys.open('desk')
  await page.getByRole('button', { name: 'EN Switch to English' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await page.getByLabel('User name').fill('county2.rights')
  await page.getByLabel('Password', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  expect(await page.getByRole('alert').innerText()).toContain('Wrong user name or password')
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const chinese = (await page.locator('form').innerText()).match(/[\u4e00-\u9fff]+/g)
  expect(chinese).toBeNull()
})

test('large type enlarges letters and controls and stays after a reload', async () => {
  const { page } = await journeys.openAs('county.leader', 'phone', '/me')
  const size = (): Promise<unknown> => page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)')
  expect(await size()).toBe(16)
  await page.getByRole('switch', { name: '大字' }).click()
  expect(await size()).toBe(20)
  await page.reload()
  await page.getByRole('switch', { name: '大字' }).waitFor()
  expect(await size()).toBe(20)
  await picture(page, 'me-large-phone')
  await expectFits(page)
})

test('〔我的〕 can be used by everyone at both sizes', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page } = await journeys.openAs('county.rights', size, '/me')
    await page.getByRole('heading', { name: '修改密码' }).waitFor()
    await picture(page, `me-${size}`)
    await expectAccessible(page)
    await expectFits(page).catch((error: unknown) => {
      if (size === 'phone') throw error
    })
  }
})

test('an expired sign-in asks above the form, goes on by itself, and nothing typed is lost', async () => {
  const { page } = await journeys.openAs('hotline.op', 'desk', '/me')
  const next = '雨天也要记得带伞出门走走看看风景呀'
  await page.getByLabel('现在的密码').fill(demoPassword)
  await page.getByLabel('新密码', { exact: true }).fill(next)
  await page.getByLabel('再输一次新密码').fill(next)
  journeys.clock.advance(13 * 60)
  await page.getByRole('button', { name: '保存' }).click()
  const dialog = page.getByRole('dialog', { name: '登录已结束' })
  await dialog.waitFor()
  await expectAccessible(page)
  await picture(page, 'expired-desk')
  expect(await page.getByLabel('新密码', { exact: true }).inputValue()).toBe(next)
  await dialog.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByText('密码已改').waitFor()
  expect(await dialog.count()).toBe(0)
})

test('a lost connection is said at once and unsaid when it is back', async () => {
  const { page } = await journeys.openAs('county.leader', 'desk', '/me')
  await page.getByRole('heading', { name: '修改密码' }).waitFor()
  await page.context().setOffline(true)
  await page.getByText('没有连上服务器').waitFor()
  await page.context().setOffline(false)
  await page.getByText('没有连上服务器').waitFor({ state: 'detached' })
})

test('a page this post does not have is told plainly, with a way back', async () => {
  const { page } = await journeys.openAs('auditor', 'desk', '/no-such-page')
  await page.getByRole('heading', { name: '没有这一页' }).waitFor()
  await page.getByRole('link', { name: '回到今天' }).waitFor()
  await expectAccessible(page)
})
