import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { open, petition } from '#test/kinds/walk.ts'
import { at, choose, chooseClass, drawer, registerPetition } from './petition.ts'

// How one comes to a matter: today, the list, a search; and what those see who may not open it.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test('a restricted matter shows the city its head only, opens with a reason, and its owner is told', async () => {
  const view = await registerPetition(journeys, {
    category: '0101',
    title: undefined,
    data: { facts: '丈夫多次殴打,夜里不敢回家。' },
  })
  const city = await journeys.openAs('city.rights', 'desk', '/matters?kind=petition&category=0101')
  await city.page.getByText(view.head.number).waitFor()
  expect(await city.page.locator('main').innerText()).not.toContain('安')
  await picture(city.page, 'matters-city-desk')
  await expectAccessible(city.page)
  await city.page.goto(at(view))
  await city.page.getByText('只有承办人能打开').waitFor()
  await city.page.getByText('家庭暴力(夫妻间)').waitFor()
  const seen = await city.page.locator('main').innerText()
  expect(seen).toContain('家庭暴力(夫妻间)')
  expect(seen).not.toContain('殴打')
  expect(seen).not.toContain('安')
  await picture(city.page, 'restricted-city-desk')
  await expectAccessible(city.page)
  await choose(city.page, '督办')
  await city.page.getByLabel('写明理由查看').fill('检查首接责任落实')
  await city.page.getByRole('button', { name: '查看', exact: true }).click()
  await city.page.getByText('丈夫多次殴打').waitFor()

  const owner = await journeys.openAs('county.rights', 'desk', '/notices')
  await owner.page
    .getByRole('link', { name: new RegExp(view.head.number) })
    .first()
    .waitFor()
  await picture(owner.page, 'notices-desk')
  await expectAccessible(owner.page)
  await owner.page
    .getByRole('link', { name: new RegExp(view.head.number) })
    .first()
    .click()
  await owner.page.getByRole('button', { name: '谁看过' }).click()
  await drawer(owner.page).getByText('检查首接责任落实').waitFor()

  const neighbour = await journeys.openAs('county2.rights', 'desk', at(view))
  await neighbour.page.getByText('没有找到这件事').first().waitFor()
})

test('the list keeps its filters in the address and says which kind of nothing it shows', async () => {
  const view = await registerPetition(journeys, { category: '0309' })
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters')
  await page.getByText(view.head.number).waitFor()
  await page.getByLabel('种类').selectOption('petition')
  await chooseClass(page, '借贷')
  await page.waitForURL(/category=0309/)
  await page.getByText(/^共 \d+ 件/).waitFor()
  await page.getByText(view.head.number).first().waitFor()
  await picture(page, 'matters-desk')
  await expectAccessible(page)
  await page.reload()
  await page.getByText(view.head.number).first().waitFor()
  await page.getByRole('link', { name: '办结', exact: true }).click()
  await page.getByText('没有符合这些条件的事项(0 件)。').waitFor()
  await page.getByRole('link', { name: '不筛选' }).first().click()
  await page.waitForURL((url) => !url.search.includes('category'))
  await expect.poll(() => page.getByLabel('种类').inputValue()).toBe('')
})

test('what one may not open is answered like what does not exist', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk', '/search')
  await page.getByRole('textbox', { name: '查找' }).fill('安小荷')
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.getByText(view.head.number).waitFor()
  const neighbour = await journeys.openAs('county2.rights', 'desk', '/search')
  await neighbour.page.getByRole('textbox', { name: '查找' }).fill('安小荷')
  await neighbour.page.getByRole('button', { name: '查找', exact: true }).click()
  await neighbour.page.getByText('没有找到「安小荷」').waitFor()
  expect(await neighbour.page.locator('main').innerText()).not.toContain(view.head.number)
  await expectAccessible(neighbour.page)
})

test('today carries each matter’s next step as a button that opens it', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk')
  const next = page.getByRole('link', { name: `受理 ${view.head.number}` })
  await next.waitFor()
  await picture(page, 'today-desk')
  await expectAccessible(page)
  await next.click()
  const accept = drawer(page).getByRole('button', { name: '受理', exact: true })
  await accept.waitFor()
  expect(await accept.isEnabled()).toBe(true)
})

test('红灯 of a leader leads to a list of what it holds', async () => {
  const officer = await journeys.house.as('county.rights')
  for (let n = 0; n < 6; n++) await open(officer, petition({ openedAt: '2024-10-08T09:00:00+08:00' }))
  const { page } = await journeys.openAs('county.leader', 'phone')
  const red = page.locator('section', { has: page.getByRole('heading', { name: '红灯:紧急、超期' }) })
  await red.getByRole('link', { name: /看全部/ }).waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'today-leader-red-phone')
  await red.getByRole('link', { name: /看全部/ }).tap()
  await page.getByRole('link', { name: '紧急、超期', exact: true }).waitFor()
  expect(await page.getByRole('link', { name: '紧急、超期', exact: true }).getAttribute('aria-current')).toBe('page')
  await expectAccessible(page)
  await picture(page, 'matters-red-phone')
})
