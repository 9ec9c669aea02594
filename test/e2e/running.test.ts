import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, type Journeys, picture, sizes, startJourneys } from './harness.ts'

// The administrator's look at the machine, and what calls her to it.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

test('what the machine needs is the first thing on the page, then backup, data and versions', async () => {
  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
    const { page } = await journeys.openAs('admin', size, '/running')
    await page.getByRole('heading', { name: '运行', level: 1 }).waitFor()
    const todo = page.getByText('没有自动备份')
    await todo.waitFor()
    // Without scrolling.
    expect((await todo.boundingBox())?.y).toBeLessThan(sizes[size].height)
    for (const heading of ['备份', '数据', '程序和证书']) await page.getByRole('heading', { name: heading }).waitFor()
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `running-${size}`)
    await page.screenshot({ path: `test-results/running-${size}-whole.png`, fullPage: true })
  }
})

test('from her first page it is one tap away, and when all is well it says so and calls nobody', async () => {
  const { database } = journeys.house
  await database.admin.updateTable('identity.account').set({ demo: false }).where('username', '=', 'admin').execute()
  const { page, taps, resetTaps } = await journeys.openAs('admin', 'phone')
  const call = page.getByRole('link', { name: /看运行情况/ })
  await call.waitFor()
  await expectAccessible(page)
  await picture(page, 'running-banner-phone')
  resetTaps()
  await call.tap()
  await page.getByRole('heading', { name: '运行', level: 1 }).waitFor()
  expect(taps()).toBe(1)
  await database.admin
    .insertInto('running.backup')
    .values({
      id: '0190a1b2-0000-7000-8000-000000000001',
      origin: 'night',
      started_at: journeys.clock(),
      ended_at: journeys.clock(),
      file: '/backups/nuanjia-2025-03-03-0200.backup',
      bytes: 48_200_000,
      rows: 900_000,
    })
    .execute()
  await page.reload()
  await page.getByText('一切正常').waitFor()
  await page.getByText('48.2 MB').waitFor()
  expect(await call.count()).toBe(0)
  await page.screenshot({ path: 'test-results/running-well-phone.png', fullPage: true })
})
