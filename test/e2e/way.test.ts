import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { act, open, petition } from '#test/kinds/walk.ts'
import { registerPetition } from './petition.ts'

// The way through the product on the smallest phone: every page of every post, its tabs within reach, nothing beyond the edge.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  await registerPetition(journeys)
})
afterAll(() => journeys?.stop())

/** Addresses the page offers in its bar, its tabs and, under 〔我的〕, in its sheets. */
const offered = async (page: Page): Promise<string[]> =>
  (await page.evaluate(
    `[...document.querySelectorAll('nav a, main .posts a')].map((one) => new URL(one.href).pathname)`,
  )) as string[]

/** What stands beyond the edge: the page itself, an entry or a tab. */
const beyond = async (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const width = document.documentElement.clientWidth
    const out = [...document.querySelectorAll('nav.tabs a, nav.phone-bar a')]
      .filter((one) => one.getBoundingClientRect().right > width || one.getBoundingClientRect().left < 0)
    const entries = [...document.querySelectorAll('nav.phone-bar a')]
    return {
      wide: document.documentElement.scrollWidth - width,
      out: out.map((one) => one.textContent),
      crowded: entries.length > 5 || entries.some((one) => one.getBoundingClientRect().width < 44),
    }
  })()`)

/** To another page of the program without loading it anew, and until what it asked for is there. */
const goWithin = async (page: Page, path: string): Promise<void> => {
  await page.evaluate(`history.pushState({}, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

test.each(demoAccounts.map(({ username }) => username))('every page %s has fits a phone of 360', async (username) => {
  const { page } = await journeys.openAs(username, 'phone', '/icon.svg')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/')
  await page.locator('main h1').first().waitFor()
  const seen = new Set<string>()
  const waiting = ['/', '/me']
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    await goWithin(page, path)
    expect([path, await beyond(page)]).toEqual([path, { wide: 0, out: [], crowded: false }])
    waiting.push(...(await offered(page)))
  }
  expect(seen.size).toBeGreaterThan(2)
})

test('what a phone’s bar has no room for stands under 〔我的〕, and a chair finds 账号 in 名册 and AB角 under her name', async () => {
  const { page } = await journeys.openAs('town.chair', 'phone')
  const bar = page.getByRole('navigation', { name: '主菜单' })
  await bar.waitFor()
  expect(await bar.getByRole('link').allInnerTexts()).toEqual(['今天', '事项', '记一笔', '名册', '我的'])
  expect(await page.getByRole('navigation', { name: '本栏页面' }).getByRole('link').allInnerTexts()).toEqual([
    '今天',
    '待我批',
    '通知',
    '值班表',
  ])
  await bar.getByRole('link', { name: '名册' }).tap()
  await page.getByRole('heading', { name: '账号', level: 1 }).waitFor()
  await bar.getByRole('link', { name: '我的' }).tap()
  await page.getByRole('heading', { name: '其他页面' }).waitFor()
  await picture(page, 'way-me-phone')
  await expectFits(page)
  await page.getByRole('link', { name: '统计', exact: true }).tap()
  await page.getByRole('heading', { name: '统计', level: 1 }).waitFor()
  await page.goto('/me')
  await page.getByRole('link', { name: 'AB角:请人代班' }).tap()
  await page.getByRole('heading', { name: 'AB角', level: 1 }).waitFor()
})

test('the administrator begins at what needs her, and opens an account in one tap from there', async () => {
  const { page } = await journeys.openAs('admin', 'phone')
  for (const name of ['账号', '备份', '2026 年放假安排', '版本']) await page.getByRole('heading', { name }).waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'way-admin-phone')
  await page.getByRole('button', { name: '开通账号' }).tap()
  await page.getByRole('dialog', { name: '开通账号' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/accounts')
})

test('the county urges what waits for the street by one tap; the leader sees her approvals, red lights and four figures of the year', async () => {
  const county = await journeys.house.as('county.rights')
  const view = await act(county, await open(county, petition()), 'forward', { unit: '430202001' })
  const phone = await journeys.openAs('county.rights', 'phone')
  const button = phone.page.getByRole('button', { name: `催办 ${view.head.number}` })
  await button.waitFor()
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await picture(phone.page, 'way-county-phone')
  phone.resetTaps()
  await button.tap()
  await phone.page.getByRole('button', { name: `今天已催 ${view.head.number}` }).waitFor()
  expect(phone.taps()).toBe(1)
  const desk = await journeys.openAs('county.rights', 'desk')
  await desk.page.getByRole('button', { name: `催办 ${view.head.number}` }).click()
  await desk.page.getByText('今天已经催过,对方收到了通知。').waitFor()
  await expectAccessible(desk.page)
  for (const size of ['phone', 'desk'] as const) {
    const { page } = await journeys.openAs('county.leader', size)
    await page.getByRole('heading', { name: '今年的四个数' }).waitFor()
    await page.getByText('没有等您批的事。').waitFor()
    await page.locator('.figures-card').nth(3).waitFor()
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `way-leader-${size}`)
  }
})

test('a village is offered 记一笔, after its red line, and nothing else to register with', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone')
  await page.getByRole('link', { name: '打 110' }).waitFor()
  await page.getByText('今天没有等您办的事。').waitFor()
  expect(await page.getByRole('link', { name: '登记', exact: true }).count()).toBe(0)
  await page.locator('main').getByRole('link', { name: '记一笔' }).tap()
  await page.waitForURL('**/note')
})
