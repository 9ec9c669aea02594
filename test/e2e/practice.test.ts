import type { Browser, Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { readConfig } from '#server/config.ts'
import type { Cleanup } from '#server/databases.ts'
import { start } from '#server/main.ts'
import { emptyFolder, fillFolder, type Folder, targetOf } from '../harness/server.ts'
import { startBrowser } from './browser.ts'
import { expectAccessible, expectFits, picture, type Size, visit, type Visitor } from './harness.ts'
import { printed } from './pdf.ts'
import { choose } from './petition.ts'

// From 〔开一份练习〕 to something registered in practice and back: a real house on a folder of its own, its practice house a small one.

let folder: Folder
let origin: string
let browser: Browser
let real: Database
const cleanup: Cleanup = []
beforeAll(async () => {
  folder = emptyFolder()
  await fillFolder(folder)
  const config = readConfig({ ...folder.env, PORT: '0' }, ['--empty'])
  const size = { only: '4302', count: 40, everyMs: 200, gently: false }
  const server = await start(config, cleanup, () => undefined, { web: inject('web'), practice: size })
  origin = server.url
  browser = await startBrowser()
  const opened = openDatabase(targetOf(folder), 1)
  real = opened.db
  cleanup.push(opened.close)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  for (const undo of cleanup.reverse()) await undo()
  folder.remove()
})

const openAs = async (username: string, size: Size, at: string): Promise<Visitor> => {
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: demoPassword }),
  })
  const token = /^nuanjia=([^;]+)/.exec(
    answer.headers.getSetCookie().find((one) => /^nuanjia=[^;]/.test(one)) ?? '',
  )?.[1]
  return visit(browser, origin, size, at, token ?? null)
}

const bar = (page: Page) => page.getByText('练习:这里的人和事都是编的,写什么都不会上报')
const back = (page: Page) => page.getByRole('link', { name: '回到真实工作' })
const realFacts = async (): Promise<unknown> =>
  (
    await sql<object>`select (select count(*) from cases.head) as matters, (select count(*) from figures.posting) as postings,
      (select count(*) from cases.draft) as drafts, (select count(*) from org.unit) as units`.execute(real)
  ).rows[0]

test(
  'the administrator opens practice on 运行, sees how far it is and when it is made anew',
  { retry: 0, timeout: 150_000 },
  async () => {
    const { page } = await openAs('admin', 'desk', '/running')
    await page.getByRole('heading', { name: '练习', level: 2 }).waitFor()
    await picture(page, 'practice-closed-desk')
    await page.getByRole('button', { name: '开一份练习' }).click()
    await page.getByRole('progressbar', { name: '练习正在准备' }).waitFor()
    await picture(page, 'practice-making-desk')
    await expectAccessible(page)
    await page.getByRole('button', { name: '从头来过' }).waitFor({ timeout: 110_000 })
    expect(await page.getByText(/每周也会自动来一次,下一次:.* 03:00/).count()).toBe(1)
    await expectAccessible(page)
    await picture(page, 'practice-open-desk')
    const phone = await openAs('admin', 'phone', '/running')
    await phone.page.getByRole('button', { name: '从头来过' }).waitFor()
    await expectFits(phone.page)
    await phone.page.getByRole('heading', { name: '练习', level: 2 }).scrollIntoViewIfNeeded()
    await picture(phone.page, 'practice-open-phone')
  },
)

test('a village chair steps in from 我的 on the phone, notes something that is nobody’s, and comes back', async () => {
  const before = await realFacts()
  const visitor = await openAs('village.chair', 'phone', '/me')
  const { page, taps, resetTaps } = visitor
  expect(await bar(page).count()).toBe(0)
  resetTaps()
  await page.getByRole('link', { name: '练习', exact: true }).tap()
  const first = page.getByRole('button', { name: /进去练/ }).first()
  await first.waitFor()
  await picture(page, 'practice-page-phone')
  await expectAccessible(page)
  await expectFits(page)
  expect(await first.getAttribute('aria-label')).toBe('进去练:社区妇联主席')
  await first.tap()
  await page.waitForURL('**/practice/**')
  await bar(page).waitFor()
  expect(taps()).toBe(2)
  await page.getByRole('link', { name: '打 110' }).waitFor()
  expect(await page.title()).toMatch(/^练习 · /)
  await picture(page, 'practice-today-phone')
  await expectAccessible(page)
  await expectFits(page)
  await page.getByRole('navigation').getByRole('link', { name: '记一笔' }).tap()
  await page.getByText('请不要写真人真事。').waitFor()
  await page.getByRole('radio', { name: '安全', exact: true }).tap()
  await page.getByLabel('谁?').fill('田有余')
  await page.getByLabel('一句话:怎么回事?').fill('两家为宅基地的滴水吵了半个月,没有受伤。')
  await page.getByRole('radio', { name: '邻里争吵' }).tap()
  await page.getByRole('radio', { name: '请街道办' }).tap()
  // However far one has scrolled, it says where one is.
  const box = await bar(page).boundingBox()
  expect(box!.y).toBeGreaterThanOrEqual(0)
  expect(box!.y).toBeLessThan(60)
  await picture(page, 'practice-note-phone')
  await page.getByRole('button', { name: '记下', exact: true }).tap()
  await page.getByRole('heading', { name: '记下了' }).waitFor()
  const names = (await page.evaluate('[...Object.keys(localStorage), ...Object.keys(sessionStorage)]')) as string[]
  expect(names.filter((name) => name.startsWith('nuanjia.'))).toEqual([])
  await back(page).tap()
  await page.waitForURL(`${origin}/`)
  await page.getByRole('link', { name: '打 110' }).waitFor()
  expect(await bar(page).count()).toBe(0)
  expect(await page.title()).not.toContain('练习')
  expect(await page.getByText('田').count()).toBe(0)
  expect(await realFacts()).toEqual(before)
})

test('at the desk all of it says so: lists, paper, files, and signing out leads back', async () => {
  const { page } = await openAs('county.rights', 'desk', '/me/practice')
  await page.getByRole('button', { name: '进去练:荷塘区妇联权益干部' }).waitFor()
  await picture(page, 'practice-page-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '进去练:荷塘区妇联权益干部' }).click()
  await page.waitForURL('**/practice/**')
  await bar(page).waitFor()
  await picture(page, 'practice-today-desk')
  await expectAccessible(page)
  await page.goto(`${origin}/practice/matters`)
  await page.getByRole('table').waitFor()
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
  expect((await bar(page).boundingBox())!.y).toBeLessThan(60)
  await page.screenshot({ path: 'test-results/practice-matters-desk.png' })
  const sheets = await printed(page)
  expect(sheets.length).toBeGreaterThan(0)
  // The mark lies aslant: its two signs may stand on lines of their own.
  const marked = sheets.filter(({ lines }) =>
    ['练', '习'].every((sign) => lines.some(({ text }) => text.includes(sign))),
  )
  expect(marked).toHaveLength(sheets.length)
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: 'test-results/practice-print-desk.png' })
  await page.emulateMedia({ media: 'screen' })
  await page
    .getByRole('link', { name: /430202-XF/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, 'practice-matter-desk')
  await page.goto(`${origin}/practice/me`)
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(`${origin}/`)
  expect(await bar(page).count()).toBe(0)
  // Who signs in again there is told where the way in is.
  await page.goto(`${origin}/practice/`)
  await page.getByText('练习里没有密码').waitFor()
  await expectAccessible(page)
})

test('a file begins with 练习, and in the real house it does not', async () => {
  const { page } = await openAs('county.leader', 'desk', '/me/practice')
  await page.getByRole('button', { name: '进去练:荷塘区妇联主席' }).click()
  await page.waitForURL('**/practice/**')
  for (const [at, begins] of [
    ['/practice/accounts', /^练习-/],
    ['/accounts', /^(?!练习)/],
  ] as const) {
    await page.goto(`${origin}${at}`)
    await page.getByRole('button', { name: '按名单开通' }).click()
    const empty = page.getByRole('button', { name: '下载空表' })
    const [file] = await Promise.all([page.waitForEvent('download'), empty.click()])
    expect(file.suggestedFilename()).toMatch(begins)
  }
})

test('a session of practice that ended goes on with one press, and what was typed is there', async () => {
  const { page } = await openAs('county.rights', 'desk', '/me/practice')
  await page.getByRole('button', { name: '进去练:荷塘区妇联权益干部' }).click()
  await page.waitForURL('**/practice/**')
  await page.goto(`${origin}/practice/register/petition`)
  await choose(page, '来访').catch(() => undefined)
  const box = page.locator('main textarea').first()
  await box.fill('练习写的话。')
  const { db, close } = openDatabase({ ...targetOf(folder), database: 'nuanjia_practice' }, 1)
  await db.deleteFrom('identity.session').execute()
  await close()
  await page.getByRole('button', { name: '接着练' }).waitFor({ timeout: 20_000 })
  await picture(page, 'practice-ended-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '接着练' }).click()
  await page.getByRole('button', { name: '接着练' }).waitFor({ state: 'detached' })
  expect(await box.inputValue()).toBe('练习写的话。')
})

test('one who practises as the administrator sees nothing of the machine', async () => {
  const { page } = await openAs('county.rights', 'desk', '/me/practice')
  await page.getByRole('button', { name: '进去练:系统管理员' }).click()
  await page.waitForURL('**/practice/**')
  await page.goto(`${origin}/practice/running`)
  await page.getByText('练习里看不到机器的情况').waitFor()
  expect(await page.getByText('根密钥指纹').count()).toBe(0)
  await picture(page, 'practice-running-desk')
  await expectAccessible(page)
})

test('closing it asks once more, and whoever thinks better of it leaves it open', async () => {
  const { page } = await openAs('admin', 'phone', '/running')
  await page.getByRole('button', { name: '关掉练习' }).tap()
  await page.getByText('练的都不留。要关掉吗?').waitFor()
  await picture(page, 'practice-close-phone')
  await expectAccessible(page)
  await page.getByRole('button', { name: '先不' }).tap()
  await page.getByText('练的都不留。要关掉吗?').waitFor({ state: 'hidden' })
  expect(await page.getByRole('button', { name: '从头来过' }).count()).toBe(1)
  await page.getByRole('button', { name: '关掉练习' }).tap()
  await page.getByRole('button', { name: '关掉练习' }).last().tap()
  await page.getByRole('button', { name: '开一份练习' }).waitFor()
})
