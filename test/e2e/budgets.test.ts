import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Journeys, sizes, startJourneys } from './harness.ts'

// The budgets of experience section 6 that belong to no single screen; the others stand in the journey of their screen.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test('110 and the town on duty are one tap away, also when the network is gone', async () => {
  const visitor = await journeys.openAs('village.chair', 'phone')
  const { page } = visitor
  const call = page.getByRole('link', { name: '打 110' })
  await call.waitFor()
  await page.getByRole('link', { name: /街道值班/ }).waitFor()
  await page.context().setOffline(true)
  // A telephone opens its own keypad: what is asked of the page is the number it hands over.
  await page.evaluate(
    `addEventListener('click', (event) => { window.rung = event.target.closest('a')?.href; event.preventDefault() }, true)`,
  )
  visitor.resetTaps()
  await call.tap()
  expect([await page.evaluate('window.rung'), visitor.taps()]).toEqual(['tel:110', 1])
  await page.getByRole('link', { name: /街道值班/ }).tap()
  expect([await page.evaluate('window.rung'), visitor.taps()]).toEqual(['tel:073100002031', 2])
})

/** A village's line: 1 Mbit/s, 150 ms there and back. */
const line = { offline: false, latency: 150, downloadThroughput: 125_000, uploadThroughput: 125_000 }
const most = 500 * 1024

test.each([
  ['the door', null, (origin: string) => origin, '用户名'],
  ['今天 of a village', 'village.chair', (origin: string) => origin, '打 110'],
  ['记一笔', 'village.chair', (origin: string) => `${origin}/note`, '她现在安全吗?'],
] as const)('the first visit of a village phone to %s loads at most 500 KB', async (name, username, at, sign) => {
  const { page: other } = await journeys.open('phone')
  // A context of its own: nothing is kept from before, and no font is lent that a phone brings itself.
  const context = await other.context().browser()!.newContext({
    viewport: sizes.phone,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  })
  if (username) {
    const { token } = await journeys.house.signIn(username)
    await context.addCookies([{ name: 'nuanjia', value: token ?? '', url: journeys.origin }])
  }
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  let bytes = 0
  let requests = 0
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', line)
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  const started = performance.now()
  await page.goto(at(journeys.origin), { waitUntil: 'commit' })
  await page.getByText(sign).first().waitFor({ timeout: 30_000 })
  const seconds = (performance.now() - started) / 1000
  await page.waitForLoadState('networkidle')
  // oxlint-disable-next-line no-console -- the figures are what it is run for
  console.log(
    `${name}: ${Math.round(bytes / 1024)} KB compressed in ${requests} requests, usable after ${seconds.toFixed(1)} s at 1 Mbit/s and 150 ms`,
  )
  await context.close()
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(most)
  // A machine that tests beside others is slower than a phone on its own.
  expect(seconds).toBeLessThan(15)
})
