import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import type { TestDatabase } from '../harness/database.ts'
import { type House, startHouse, type TestClock } from '../harness/house.ts'
import { lendFont, startBrowser } from './browser.ts'

/** Sizes of the two machines every page is looked at on. */
export const sizes = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const
export type Size = keyof typeof sizes

/** A page with what a journey needs of it. */
export type Visitor = {
  readonly page: Page
  /** Clicks, taps and keys since the last `reset`; typing text does not count (experience section 6). */
  readonly taps: () => number
  readonly resetTaps: () => void
  /** Fields that text was typed into by hand since the last `reset`. */
  readonly inputs: () => number
}

/** A real house on a free port with a browser before it. */
export type Journeys = {
  readonly house: House
  readonly clock: TestClock
  readonly origin: string
  /** A fresh browser without cookies or storage; `at` is a path. */
  readonly open: (size: Size, at?: string) => Promise<Visitor>
  /** Signs in as a demonstration account over HTTP and opens a page: for journeys that begin behind the door. */
  readonly openAs: (username: string, size: Size, at?: string) => Promise<Visitor>
  readonly stop: () => Promise<void>
}

/** Starts the house and the browser; `stop()` in `afterAll`. */
export const startJourneys = async (options: { readonly database?: TestDatabase } = {}): Promise<Journeys> => {
  const house = await startHouse({ web: inject('web'), ...options })
  await house.app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`
  const browser = await startBrowser()
  const open = (size: Size, at = '/', token: string | null = null): Promise<Visitor> =>
    visit(browser, origin, size, at, token)
  return {
    house,
    clock: house.clock,
    origin,
    open: (size, at) => open(size, at),
    openAs: async (username, size, at) => open(size, at, (await house.signIn(username, demoPassword)).token),
    stop: async () => {
      await browser.close()
      await house.stop()
    },
  }
}

// Keys that enter text into a field are not taps; every other key and every press of a finger or mouse is one.
const countTaps = `{
  const typing = (target) => target && /^(INPUT|TEXTAREA)$/.test(target.tagName)
  addEventListener('pointerdown', () => window.tapped(), true)
  addEventListener('input', (event) => {
    const one = event.target
    if (!typing(one) || /^(radio|checkbox|file)$/.test(one.type)) return
    window.typedInto(one.id || one.name || one.getAttribute('aria-label') || 'field')
  }, true)
  addEventListener('keydown', (event) => {
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    if (typing(event.target) && (event.key.length === 1 || event.key === 'Backspace')) return
    window.tapped()
  }, true)
}`

/** Opens a page of a server in a fresh browser, signed in by the token of a session where one is given. */
export const visit = async (
  browser: Browser,
  origin: string,
  size: Size,
  at: string,
  token: string | null,
): Promise<Visitor> => {
  const phone = size === 'phone'
  const context = await browser.newContext({
    viewport: sizes[size],
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  })
  if (token)
    await context.addCookies([{ name: 'nuanjia', value: token, url: origin, httpOnly: true, sameSite: 'Strict' }])
  await lendFont(context)
  let count = 0
  const typed = new Set<string>()
  await context.exposeFunction('typedInto', (field: string) => void typed.add(field))
  await context.exposeFunction('tapped', () => void (count += 1))
  await context.addInitScript(countTaps)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(at)
  return {
    page,
    taps: () => count,
    resetTaps: () => {
      count = 0
      typed.clear()
    },
    inputs: () => typed.size,
  }
}

/** Takes a picture into test-results/. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync('test-results', { recursive: true })
  await page.screenshot({ path: `test-results/${name}.png` })
}

/** Fails on anything axe finds against WCAG 2.2 A and AA, naming rule and place; under a dialog only the dialog can be used. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // Colours of something still fading in are nobody's colours: what moves comes to its end first, also what begins to with the next frame.
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const until = Date.now() + 2000
    for (let still = 0; still < 3 && Date.now() < until; ) {
      await frame()
      const moving = document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity)
      still = moving.length === 0 ? still + 1 : 0
      await Promise.race([Promise.all(moving.map((one) => one.finished.catch(() => undefined))), new Promise((done) => setTimeout(done, 2000))])
    }
  })()`)
  const dialog = '[role=dialog][aria-modal=true]'
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const inDialog = (await page.locator(dialog).count()) > 0
  // What scrolled half under a bar is not small: bars stand in the flow while the page is judged.
  const bars = inDialog
    ? '[]'
    : `[...document.querySelectorAll('body *')].filter((one) => /fixed|sticky/.test(getComputedStyle(one).position))`
  await page.evaluate(`window.bars = ${bars}; for (const one of window.bars) one.style.position = 'static'`)
  const found = await (inDialog ? axe.include(dialog) : axe).analyze()
  await page.evaluate(`for (const one of window.bars) one.style.position = ''`)
  const told = found.violations.map(
    (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  )
  expect(told).toEqual([])
}

/** Fails when the page is wider than the screen, or when a control is too small for a finger (44 px) on a phone. */
export const expectFits = async (page: Page): Promise<void> => {
  const found = (await page.evaluate(`(() => {
    // A phone widens innerWidth to what overflows, and the bar below leaves the screen: the screen is the measure.
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const small = [...document.querySelectorAll('main button, main a, main input:not([type=radio], [type=checkbox]), main label, main select, header button, header a, nav a')]
      .filter((one) => one.offsetParent && (!one.matches('label') || one.querySelector('input')) && !one.closest('p, .crumbs, .ant-input-suffix, .only-heard, .skip'))
      .map((one) => ({ box: (one.closest('.ant-input-affix-wrapper, .row-link') ?? one).getBoundingClientRect(), name: one.outerHTML.slice(0, 120) + ' ' + one.textContent.slice(0, 40), link: one.matches('.row-link') }))
      .filter(({ box, link }) => !link && box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ box, name }) => Math.round(box.width) + 'x' + Math.round(box.height) + ' ' + name)
    return { wide, small }
  })()`)) as { wide: number; small: string[] }
  expect(found).toEqual({ wide: 0, small: [] })
}
