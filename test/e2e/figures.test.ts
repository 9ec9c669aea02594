import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { closeMonths, declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  for (const category of ['0301', '0301', '0302', '0201']) await register(category)
})
afterAll(() => journeys?.stop())

const register = (category: string) => registerPetition(journeys, { category, notifyMode: 'F' })

const received = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '收到', exact: true }) })

test('a number moves by itself and opens in two taps to one of its matters', async () => {
  const { page, taps, resetTaps } = await journeys.openAs('county.rights', 'desk', '/figures?period=2025H1')
  const card = received(page)
  await card.getByRole('link', { name: '4', exact: true }).waitFor()
  expect(await card.getByText('基期为0').count()).toBe(2)
  await expectAccessible(page)
  await picture(page, 'figures-desk')
  await register('0301')
  await card.getByRole('link', { name: '5', exact: true }).waitFor({ timeout: 6_000 })
  resetTaps()
  await card.getByRole('link', { name: '5', exact: true }).click()
  await page.getByText(/2025年上半年,荷塘区来信来访收到 5 件。数据截至2025年3月3日/).waitFor()
  await expectAccessible(page)
  await picture(page, 'figures-records')
  await page.locator('.row-link').first().click()
  await page.getByText('出嫁后承包地被收回').first().waitFor()
  expect(taps()).toBe(2)
})

test('while the demonstration city is made its figures are compared with nothing; in English a post names its place once', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk')
  await page.route('**/api/v1/demo', (route) =>
    route.fulfill({ json: { demo: true, making: true, empty: false, accounts: [] } }),
  )
  await page.goto('/figures?period=2025H1')
  await page.getByText('数字还在增加,先不和上期比').waitFor()
  await received(page).getByRole('link', { name: /^\d+$/ }).waitFor()
  expect(await received(page).getByText('基期为0').count()).toBe(0)
  await page.getByRole('button', { name: 'EN Switch to English' }).click()
  expect(await page.locator('.post-name').innerText()).toBe('Rights officer, Hetang district')
})

test('the one box answers a class with its number and period, and names units of one’s own range', async () => {
  const { page, taps, resetTaps } = await journeys.openAs('county.rights', 'desk')
  const box = page.getByRole('combobox', { name: '查找' })
  resetTaps()
  await page.keyboard.press('/')
  await box.fill('承包地')
  const options = page.getByRole('option')
  const land = options.filter({ hasText: '收到' }).first()
  await land.waitFor()
  await picture(page, 'search-figures')
  await expectAccessible(page)
  await land.click()
  await page.getByText(/^2025年,荷塘区来信来访\(.*\)收到 \d+ 件。/).waitFor()
  expect(taps()).toBeLessThanOrEqual(2)
  await box.fill('月塘')
  await options.filter({ hasText: '430202001' }).first().click()
  await page.waitForURL(/\/figures\?.*unit=430202001/)
  await page.locator('h1:focus').waitFor()
  // A period beside it is that of the figure; what there is no figure for is said.
  await box.fill('承包地 2024年')
  await options.filter({ hasText: '2024年' }).first().waitFor()
  await box.fill('火灾 2024年')
  await page.getByText(/没有「火灾」这个数/).waitFor()
  // A neighbour’s unit is not offered: its figures are not hers.
  await box.fill('芦淞')
  await page.getByText(/没有找到/).waitFor()
  // A page that has no tab is found by its name; one she may not open is not.
  await box.fill('移交')
  await options.filter({ hasText: '移交' }).first().click()
  await page.getByRole('heading', { name: '移交', level: 1 }).waitFor()
  await box.fill('安全管理')
  await page.getByText(/没有找到/).waitFor()
})

test('classes open to their sub-classes and lead to exactly those matters', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/figures?period=2025H1')
  const table = page.getByRole('region', { name: '类别', exact: true })
  await table
    .getByRole('button', { name: /展开 财产权益/ })
    .or(table.getByRole('button', { name: /展开/ }).nth(2))
    .first()
    .click()
  const line = table.locator('tr.figures-inner:has(td.end)').first()
  await line.waitFor()
  await line.getByRole('link').first().click()
  await page.locator('.row-link').first().waitFor()
  const listed = await page.locator('.row-link').count()
  expect(await page.locator('.figures-said').textContent()).toContain(`${listed} 件`)
})

test('on a phone one measure is shown at a time and all is within reach of a finger', async () => {
  const { page } = await journeys.openAs('county.leader', 'phone', '/figures?period=2025H1&by=unit')
  await received(page).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'figures-phone')
  expect(await page.locator('.figures-table thead th').allTextContents()).toEqual(['下级单位', '收到'])
  // What else a figure offers stands behind one tap on it.
  expect(await received(page).getByRole('button', { name: '复制成一句话' }).count()).toBe(0)
  await received(page)
    .getByRole('button', { name: /^收到:/ })
    .tap()
  expect(await received(page).getByRole('button', { name: '复制成一句话' }).isVisible()).toBe(true)
  expect(await received(page).getByRole('link', { name: '看明细' }).getAttribute('href')).toContain('/records?')
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'figures-phone-offers')
  const coming = page.waitForEvent('download')
  await received(page).getByRole('button', { name: '存成图片' }).tap()
  expect((await coming).suggestedFilename()).toContain('收到-2025H1')
})

let past2024 = false
test.each(['desk', 'phone'] as const)(
  'the first page of a city shows at a glance which classes rose or fell, and each opens to its matters (%s)',
  async (device) => {
    if (!past2024) {
      past2024 = true
      const past = (category: string, day: string) =>
        registerPetition(journeys, { category, notifyMode: 'F', openedAt: `${day}T09:00:00+08:00` })
      for (const day of ['2025-01-06', '2025-01-20', '2025-02-10']) await past('0301', day)
      for (const day of ['2024-01-08', '2024-02-20']) await past('0201', day)
      await past('0301', '2024-02-05')
      // Of a month that still runs nothing is compared.
      await past('0201', '2024-03-01')
    }
    const { page } = await journeys.openAs('city.rights', device)
    const block = page.locator('section', { has: page.getByRole('heading', { name: '类别变化' }) })
    const rows = block.getByRole('listitem')
    await rows.nth(1).waitFor()
    const said = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
    expect(said).toHaveLength(2)
    expect(said.find((text) => text.includes('▲'))).toMatch(/3 件 去年同期 1 · ▲ 多 2/)
    expect(said.find((text) => text.includes('▼'))).toMatch(/0 件 去年同期 2 · ▼ 少 2/)
    await expectAccessible(page)
    if (device === 'phone') await expectFits(page)
    await block.scrollIntoViewIfNeeded()
    await picture(page, `today-city-changes-${device}`)
    await block.getByRole('link', { name: '3 件' }).click()
    await page.locator('.row-link').nth(2).waitFor()
    expect(await page.locator('.row-link').count()).toBe(3)
  },
)

test('statistics see that a sensitive figure is withheld, never a nought', async () => {
  const { page } = await journeys.openAs('city.stats', 'desk', '/figures?kind=violence&period=2025H1')
  await page.getByText('未关账,暂不公布').first().waitFor()
  expect(await page.locator('.figures-number a').count()).toBe(0)
  expect(await page.getByText('这个时期还没有数').count()).toBe(0)
  await expectAccessible(page)
})

test('once months are closed, statistics are told when, and led from the running period to the closed ones', async () => {
  const { clock, house } = journeys
  await closeMonths(house.database.system, ['2025-01'], new Date('2025-02-12T00:00:00+08:00'))
  clock.set('2025-03-03T09:30:00+08:00')
  const { page } = await journeys.openAs('city.stats', 'desk', '/figures?kind=violence&period=2025H1')
  await page.getByText('1月已于2月12日关账 · 关账后补登的也在数里').waitFor()
  await page.getByRole('link', { name: '看最近关账的月份' }).click()
  await page.getByRole('heading', { name: /2025年1月/ }).waitFor()
  await page.locator('.figures-number a').first().waitFor()
  expect(await page.getByText('未关账,暂不公布').count()).toBe(0)
  await expectAccessible(page)
})
