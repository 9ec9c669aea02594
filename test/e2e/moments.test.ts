import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { registerPetition } from './petition.ts'

// The moments a visitor is shown (design/experience section 7), as far as the rooms exist.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  for (const category of ['0107', '0107', '0109', '0403'])
    await registerPetition(journeys, { category, notifyMode: 'F' })
})
afterAll(() => journeys?.stop())

test('一问到底: from the class to the district, to its matters, to one of them, on a chair’s phone; a late one moves the number', async () => {
  const { page, taps, resetTaps } = await journeys.openAs('city.leader', 'phone', '/figures?period=2025H1')
  const classes = page.getByRole('region', { name: '类别', exact: true })
  await classes.waitFor()
  resetTaps()
  await classes.getByRole('button', { name: /展开 婚姻家庭权益/ }).tap()
  await classes.getByRole('link', { name: /只看婚姻家庭权益/ }).tap()
  await page.getByText('只看:婚姻家庭权益。').waitFor()
  const units = page.getByRole('region', { name: '下级单位', exact: true })
  const district = units.getByRole('row').filter({ hasText: '荷塘区' })
  await district.getByRole('link', { name: '3', exact: true }).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'moment-figures-phone')
  await registerPetition(journeys, { category: '0107', notifyMode: 'F' })
  await district.getByRole('link', { name: '4', exact: true }).waitFor({ timeout: 6_000 })
  await district.getByRole('link', { name: '4', exact: true }).tap()
  await page.getByText(/荷塘区来信来访\(婚姻家庭权益\)收到 4 件/).waitFor()
  expect(await page.locator('.row-link').count()).toBe(4)
  await page.locator('.row-link').first().tap()
  await page.getByText('出嫁后承包地被收回').first().waitFor()
  expect(taps()).toBeLessThanOrEqual(4)
})

test('a district leads on to its own figures with the class kept, and back to all classes', async () => {
  const { page } = await journeys.openAs('city.leader', 'desk', '/figures?period=2025H1&category=01&by=unit')
  await page.getByRole('region', { name: '下级单位', exact: true }).getByRole('link', { name: '荷塘区' }).click()
  await page.waitForURL(/unit=430202.*category=01|category=01.*unit=430202/)
  await page.getByText('只看:婚姻家庭权益。').waitFor()
  await page.getByRole('link', { name: '看全部类别' }).click()
  await page.waitForURL((url) => !url.search.includes('category='))
  await expect.poll(() => page.getByText('只看:').count()).toBe(0)
})
