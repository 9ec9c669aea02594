import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, open, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { drawer } from './petition.ts'

// The homes of those who give work on: a town between its villages and the county, a city above its counties.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

test.each(['desk', 'phone'] as const)(
  'a town hands a matter on from its first page and rings up its people, %s',
  async (size) => {
    const view = await open(await journeys.house.as('town.chair'), petition())
    const { page, taps, resetTaps } = await journeys.openAs('town.chair', size, '/')
    await page.getByRole('heading', { name: '通讯录' }).waitFor()
    expect(await page.getByRole('link', { name: '打给 程嘉禾' }).getAttribute('href')).toMatch(/^tel:\d+$/)
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `town-home-${size}`)
    resetTaps()
    await page.getByRole('button', { name: '转办', exact: true }).click()
    await drawer(page).getByText('转办哪一件', { exact: true }).waitFor()
    await expectAccessible(page)
    await drawer(page)
      .getByRole('link', { name: `转办 ${view.head.number}` })
      .click()
    await drawer(page).getByText('怎么转', { exact: true }).waitFor()
    await expectAccessible(page)
    await picture(page, `town-where-${size}`)
    await drawer(page).getByRole('button', { name: '交办', exact: true }).click()
    await page.getByRole('dialog', { name: '交办', exact: true }).waitFor()
    expect(taps()).toBe(3)
  },
)

test('a city sees by county what it assigned and nobody answered, and is led to those', async () => {
  const city = await journeys.house.as('city.rights')
  const view = await open(city, petition(), '430200')
  await act(city, view, 'assign', { unit: '430202', note: '请核实后报结果。', dueOn: '2025-03-10' })
  const { page } = await journeys.openAs('city.rights', 'desk', '/')
  await page.getByRole('heading', { name: '交办未反馈' }).waitFor()
  await expectAccessible(page)
  await picture(page, 'city-home')
  await page.getByRole('link', { name: '看荷塘区的' }).click()
  // The number stands on the first page too.
  await page.getByRole('heading', { name: '交办未反馈' }).waitFor({ state: 'detached' })
  await page.getByText(view.head.number).first().waitFor()
  expect(await page.getByRole('button', { name: '交办', exact: true }).count()).toBe(0)
})
