import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import type { CaseView } from '#modules/cases/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Journeys, startJourneys } from './harness.ts'
import { choose, chooseClass, registerPetition } from './petition.ts'

// 信创 desktops carry Chromium 86 (experience section 3, 17). The build lowers syntax and knows no names: what the language and
// the styles gained since then is taken away here, from lists made by asking a Chromium 86.

/** Built-ins that a Chromium 86 does not have. */
const younger = `
  Object.hasOwn Object.groupBy Map.groupBy Array.fromAsync Array.prototype.at Array.prototype.findLast
  Array.prototype.findLastIndex Array.prototype.toReversed Array.prototype.toSorted Array.prototype.toSpliced
  Array.prototype.with String.prototype.at String.prototype.isWellFormed String.prototype.toWellFormed
  Promise.withResolvers Promise.try RegExp.escape Error.isError JSON.rawJSON JSON.isRawJSON Math.f16round
  Math.sumPrecise Intl.supportedValuesOf Intl.Segmenter Intl.DurationFormat ArrayBuffer.prototype.resize
  ArrayBuffer.prototype.transfer Uint8Array.fromBase64 Uint8Array.fromHex Uint8Array.prototype.toBase64
  Uint8Array.prototype.toHex Map.prototype.getOrInsert Map.prototype.getOrInsertComputed Set.prototype.difference
  Set.prototype.intersection Set.prototype.isSubsetOf Set.prototype.isSupersetOf Set.prototype.isDisjointFrom
  Set.prototype.symmetricDifference Set.prototype.union URLSearchParams.prototype.size URL.canParse URL.parse
  Response.json Response.prototype.bytes Blob.prototype.bytes Crypto.prototype.randomUUID AbortSignal.abort AbortSignal.any
  AbortSignal.timeout AbortSignal.prototype.reason AbortSignal.prototype.throwIfAborted HTMLElement.prototype.inert
  HTMLElement.prototype.popover HTMLElement.prototype.showPopover HTMLElement.prototype.hidePopover
  HTMLSelectElement.prototype.showPicker HTMLInputElement.prototype.showPicker Element.prototype.checkVisibility
  Element.prototype.getHTML Element.prototype.moveBefore Element.prototype.role Document.prototype.startViewTransition
  structuredClone reportError scheduler navigation Temporal Iterator SuppressedError Highlight URLPattern
`.match(/\S+/g)

const takeAway = `{
  const steps = Object.getPrototypeOf(Object.getPrototypeOf([].values()))
  for (const name of Object.getOwnPropertyNames(steps)) if (name !== 'constructor') delete steps[name]
  for (const path of ${JSON.stringify(younger)}) {
    const names = path.split('.')
    const last = names.pop()
    const holder = names.reduce((at, name) => at?.[name], window)
    if (holder) delete holder[last]
  }
}`

/** What a Chromium 86 does not parse, so that a whole rule is lost. */
const youngerStyles = [
  /:where\(/,
  /:is\(/,
  /:has\(/,
  /:not\([^()]*,/,
  /[;{]inset(-\w+)*:/,
  /[;{](margin|padding)-(inline|block):/,
  /[;{]aspect-ratio:/,
  /[;{](translate|scale|rotate):/,
  /[;{](overflow|overflow-[xy]):clip/,
  /[;{](container|container-type|field-sizing|scrollbar-gutter|print-color-adjust):/,
  /@(layer|container|scope|starting-style)/,
  /@media[^{]*[<>]/,
  /\b(oklch|oklab|lch|lab|color-mix|light-dark)\(/,
  /\d(dvh|svh|lvh|dvw|svw|lvw|cqw|lh)\b/,
  /[{;]\s*&/,
]
// Rules of the library whose loss nobody sees: fields without a border, a switch alone in its row.
const unused = /[^{}]*\.ant-(input-borderless|form-item-control-input-content:has)[^{]*\{[^}]*\}/g

let journeys: Journeys
let view: CaseView
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  view = await registerPetition(journeys)
})
afterAll(() => journeys?.stop())

const open = async (username: string, size: 'desk' | 'phone', path: string) => {
  const { page } = await journeys.openAs(username, size, '/icon.svg')
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.addInitScript(takeAway)
  await page.goto(path)
  return { page, errors }
}

const stylesOf = async (page: Page): Promise<string> =>
  (
    (await page.evaluate(`(async () => {
    const sheets = [...document.querySelectorAll('link[rel=stylesheet]')].map(async (link) => (await fetch(link.href)).text())
    return [...document.querySelectorAll('style')].map((style) => style.textContent).concat(await Promise.all(sheets))
  })()`)) as string[]
  ).join('\n')

/** Page by page: what stands on it once its questions are answered. */
const pages: readonly [username: string, size: 'desk' | 'phone', path: () => string, stands: string][] = [
  ['county.rights', 'desk', () => '/', '出嫁后承包地被收回'],
  ['county.rights', 'desk', () => '/matters?kind=petition&category=0302', '安*荷'],
  ['county.rights', 'desk', () => `/matters/${view.head.home}/${view.head.id}`, '婚后村里收回了承包地'],
  ['county.rights', 'desk', () => '/register/petition', '听她说,按原话记下'],
  ['county.rights', 'desk', () => '/figures?period=2025H1', '收到'],
  ['county.rights', 'desk', () => '/reports', '写材料'],
  ['county.rights', 'desk', () => '/figure-check', '拿去年的总结来试'],
  ['county.rights', 'desk', () => '/me', '修改密码'],
  ['admin', 'desk', () => '/accounts', 'county.rights'],
  ['village.chair', 'phone', () => '/', '打 110'],
  ['county.leader', 'phone', () => '/approvals', '没有'],
  ['county.rights', 'phone', () => `/matters/${view.head.home}/${view.head.id}`, '婚后村里收回了承包地'],
]

test('each page stands without anything that came after Chromium 86, in script and in style', async () => {
  for (const [username, size, path, stands] of pages) {
    const { page, errors } = await open(username, size, path())
    await page.locator('main').getByText(stands).first().waitFor()
    expect([path(), errors]).toEqual([path(), []])
    expect(await page.evaluate('typeof Promise.withResolvers + typeof URL.canParse')).toBe('undefinedundefined')
    const css = (await stylesOf(page)).replace(unused, '')
    expect(css.length).toBeGreaterThan(20_000)
    const found = youngerStyles.flatMap((each) => {
      const place = css.search(each)
      return place < 0 ? [] : [`${path()} ${each.source}: ${css.slice(Math.max(0, place - 60), place + 60)}`]
    })
    expect(found).toEqual([])
    await page.context().close()
  }
}, 120_000)

test('a filter reaches the server, and a matter is registered and accepted', async () => {
  const { page, errors } = await open('county.rights', 'desk', '/matters?kind=petition&category=0309')
  await page.getByText('没有符合这些条件的事项(0 件)。').waitFor()
  await page.goto('/register/petition')
  await page.getByLabel('听她说,按原话记下').fill('来信反映借出去的钱要不回来。')
  await choose(page, '来信')
  await chooseClass(page, '借贷')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  await page.getByRole('group', { name: '下一步' }).getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('办理中').first().waitFor()
  expect(errors).toEqual([])
})

test('a browser older than that is told which one to use', async () => {
  const { page } = await journeys.open('desk', '/icon.svg')
  await page.addInitScript('delete String.prototype.replaceAll')
  await page.goto('/')
  await page.getByRole('heading', { name: '请换一个浏览器打开暖家' }).waitFor()
  expect(await page.locator('#root').isVisible()).toBe(false)
})
