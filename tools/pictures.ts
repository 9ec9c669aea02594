import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { lendFont, startBrowser } from '#test/e2e/browser.ts'

const desk = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }

/** The pictures of the README: who looks, on what screen, at which page, and what is done before the picture is taken. */
const pictures: readonly {
  readonly name: string
  readonly user?: string
  readonly size: typeof desk
  readonly at: string
  readonly before?: (page: Page) => Promise<void>
}[] = [
  { name: 'sign-in', size: desk, at: '/' },
  { name: 'today', user: 'county.rights', size: desk, at: '/' },
  {
    name: 'register',
    user: 'county.rights',
    size: desk,
    at: '/register/petition',
    before: async (page) => {
      const note = page.getByLabel('听她说,按原话记下')
      await note.fill(
        '上午来访。她说去年11月离婚,判决孩子由她带,男方每月给抚养费800元,今年3月起没再给。电话13800001234,35岁。',
      )
      await page.getByLabel('姓名', { exact: true }).fill('柳青禾')
      await page.getByText('草稿已存').waitFor()
    },
  },
  {
    name: 'matter',
    user: 'county.rights',
    size: desk,
    at: '/',
    before: (page) =>
      page
        .locator('main')
        .getByRole('link', { name: /土地承包经营/ })
        .first()
        .click(),
  },
  { name: 'figures', user: 'county.rights', size: desk, at: '/figures' },
  { name: 'village-phone', user: 'village.chair', size: phone, at: '/' },
  { name: 'figures-phone', user: 'county.leader', size: phone, at: '/figures' },
]

/** Takes them into docs/pictures from a running demonstration whose city is complete. */
const take = async (origin: string): Promise<void> => {
  const browser = await startBrowser()
  for (const { name, user, size, at, before } of pictures) {
    const context = await browser.newContext({
      viewport: size,
      baseURL: origin,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      ...(size === phone ? { hasTouch: true, isMobile: true } : {}),
    })
    await lendFont(context)
    if (user)
      await context.request.post('/api/session', {
        data: { username: user, password: demoPassword },
        headers: { origin },
      })
    const page = await context.newPage()
    await page.goto(at)
    await page.waitForLoadState('networkidle')
    await before?.(page)
    await page.waitForTimeout(1_000)
    await page.screenshot({ path: join(import.meta.dirname, '..', 'docs', 'pictures', `${name}.png`) })
    await context.close()
    console.log(name)
  }
  await browser.close()
}

await take(process.argv[2] ?? 'http://127.0.0.1:8080')
