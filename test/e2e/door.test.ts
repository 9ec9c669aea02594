import { randomUUID } from 'node:crypto'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { addColleague } from '#modules/office/server/fixtures.ts'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test('a demonstration account is one click away, and the page says that it is a demonstration', async () => {
  const { page, taps } = await journeys.open('desk')
  await page.getByRole('button', { name: /county\.rights/ }).click()
  await page.locator('.top-me').waitFor()
  expect(taps()).toBe(1)
  expect(await page.getByRole('note').innerText()).toContain('演示')
  expect(await page.title()).toMatch(/暖家$/)
  await picture(page, 'home-desk')
  await expectAccessible(page)
})

test('the sign-in page can be used at both sizes and by everyone', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page } = await journeys.open(size)
    await page.getByRole('button', { name: /county\.rights/ }).waitFor()
    expect(await page.evaluate('document.activeElement?.id')).toBe('username')
    await picture(page, `sign-in-${size}`)
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
  }
})

test('a wrong password is told in a sentence that says what now, and the name stays', async () => {
  const { page } = await journeys.open('desk')
  await page.getByLabel('用户名').fill('county2.rights')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toMatch(/用户名或密码不对。再错 \d 次将暂停 15 分钟/)
  expect(await page.getByLabel('用户名').inputValue()).toBe('county2.rights')
  await expectAccessible(page)
  await picture(page, 'sign-in-wrong')
})

test('signing in needs nothing but the keyboard', async () => {
  const { page } = await journeys.open('desk')
  await page.getByLabel('用户名').waitFor()
  await page.keyboard.type('county.leader')
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await page.locator('.top-me').waitFor()
  await page.keyboard.press('Tab')
  // Who goes by keys sees where she is, on links too.
  await page.locator('nav a').first().focus()
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('查找')
})

test('English throughout, and it is remembered', async () => {
  const { page } = await journeys.open('desk')
  await page.getByRole('button', { name: 'EN Switch to English' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await page.getByLabel('User name').fill('county2.rights')
  await page.getByLabel('Password', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  expect(await page.getByRole('alert').innerText()).toContain('Wrong user name or password')
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const chinese = (await page.locator('form').innerText()).match(/[\u4e00-\u9fff]+/g)
  expect(chinese).toBeNull()
})

test('large type enlarges letters and controls and stays after a reload', async () => {
  const { page } = await journeys.openAs('county.leader', 'phone', '/me')
  const size = (): Promise<unknown> => page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)')
  expect(await size()).toBe(16)
  await page.getByRole('switch', { name: '大字' }).click()
  expect(await size()).toBe(20)
  await page.reload()
  await page.getByRole('switch', { name: '大字' }).waitFor()
  expect(await size()).toBe(20)
  await picture(page, 'me-large-phone')
  await expectFits(page)
})

test('〔我的〕 can be used by everyone at both sizes', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page } = await journeys.openAs('county.rights', size, '/me')
    await page.getByRole('heading', { name: '修改密码' }).waitFor()
    expect(await page.getByRole('navigation', { name: '主菜单' }).count()).toBe(1)
    await picture(page, `me-${size}`)
    await expectAccessible(page)
    await expectFits(page).catch((error: unknown) => {
      if (size === 'phone') throw error
    })
  }
})

test('an expired sign-in asks above the form, goes on by itself, and nothing typed is lost', async () => {
  const { page } = await journeys.openAs('hotline.op', 'desk', '/me')
  const next = '雨天也要记得带伞出门走走看看风景呀'
  await page.getByLabel('现在的密码').fill(demoPassword)
  await page.getByLabel('新密码', { exact: true }).fill(next)
  await page.getByLabel('再输一次新密码').fill(next)
  journeys.clock.advance(13 * 60)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '登录已结束' })
  await dialog.waitFor()
  await expectAccessible(page)
  await picture(page, 'expired-desk')
  expect(await page.getByLabel('新密码', { exact: true }).inputValue()).toBe(next)
  await dialog.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByText('密码已改').waitFor()
  expect(await dialog.count()).toBe(0)
})

test('a lost connection is said at once and unsaid when it is back', async () => {
  const { page } = await journeys.openAs('county.leader', 'desk', '/me')
  await page.getByRole('heading', { name: '修改密码' }).waitFor()
  await page.context().setOffline(true)
  await page.getByText('没有连上服务器').waitFor()
  await page.context().setOffline(false)
  await page.getByText('没有连上服务器').waitFor({ state: 'detached' })
  expect(await page.getByRole('heading', { name: '修改密码' }).isVisible()).toBe(true)
})

test('a page this post does not have is told plainly, with a way back', async () => {
  const { page } = await journeys.openAs('auditor', 'desk', '/no-such-page')
  await page.getByRole('heading', { name: '没有这一页' }).waitFor()
  expect(await page.getByRole('link', { name: '回到今天' }).isVisible()).toBe(true)
  await expectAccessible(page)
})

test('an administrator resets a password: the slip is shown once, and its owner sets a password of her own with it', async () => {
  // An account of this try alone: one that was reset already has another button.
  const username = `vice.${randomUUID().slice(-6)}`
  await addColleague(journeys.house, username, '苏念慈', 'town', '430202001')
  const { page } = await journeys.openAs('admin', 'desk', '/accounts')
  await page
    .getByRole('row', { name: new RegExp(username.replace('.', '\\.')) })
    .getByRole('button', { name: '重置密码' })
    .click()
  const panel = page.getByRole('dialog', { name: /重置/ })
  await panel.getByRole('button', { name: '重置密码' }).click()
  const given = await panel.locator('code').last().innerText()
  await expectAccessible(page)
  await picture(page, 'accounts-desk')

  // Nobody signs in with it before a second person has seen her.
  const { holders } = await (await journeys.house.as('security')).call(identityContract.holders, { query: {} })
  const { id } = holders.find((one) => one.username === username)!
  await (await journeys.house.as('security')).call(identityContract.releaseAccount, { params: { id }, body: {} })

  const visitor = await journeys.open('phone')
  await visitor.page.getByRole('link', { name: '凭领条设密码' }).click()
  await visitor.page.getByLabel(/领取码/).fill(given.toUpperCase())
  await visitor.page.getByRole('button', { name: '下一步' }).click()
  await visitor.page.getByRole('heading', { name: '苏念慈,您好' }).waitFor()
  const own = '雨天也要记得带伞出门走走看看风景呀'
  await visitor.page.getByLabel('新密码', { exact: true }).fill('123456')
  await visitor.page.getByLabel('再输一次新密码').fill('123456')
  await visitor.page.getByRole('button', { name: '设密码并登录' }).click()
  await visitor.page
    .getByText(/密码至少 12 位/)
    .first()
    .waitFor()
  await visitor.page.getByLabel('新密码', { exact: true }).fill(own)
  await visitor.page.getByLabel('再输一次新密码').fill(own)
  await visitor.page.getByRole('button', { name: '设密码并登录' }).click()
  await visitor.page.getByRole('link', { name: '以后再说' }).click()
  await visitor.page.getByRole('link', { name: '我的' }).waitFor()
  expect(await visitor.page.getByRole('heading', { name: /您好/ }).count()).toBe(0)
})

test('a second factor is set up from the picture and asked for at the next sign-in', async () => {
  const { page } = await journeys.openAs('city.stats', 'desk', '/me')
  await page.getByRole('button', { name: '启用' }).click()
  await page.getByLabel('先输一次密码').fill(demoPassword)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('img', { name: '验证器二维码' }).waitFor()
  await expectAccessible(page)
  const secret = (await page.locator('form code').innerText()).replaceAll(' ', '')
  const codeNow = (): string => new TOTP({ secret }).generate({ timestamp: journeys.clock().getTime() })
  await page.getByLabel('6 位数字').fill(codeNow())
  await page.getByRole('button', { name: '启用' }).click()
  await page.getByText('已启用。').waitFor()

  journeys.clock.advance(1)
  const visitor = await journeys.open('desk')
  await visitor.page.getByRole('button', { name: /city\.stats/ }).click()
  await visitor.page.getByText('手机丢了或换了').waitFor()
  const code = visitor.page.getByLabel('6 位数字')
  // A colleague without one signs in at the same desk: nobody asks her for digits.
  await visitor.page.getByLabel('用户名').fill('city.rights')
  await code.waitFor({ state: 'detached' })
  await visitor.page.getByLabel('用户名').fill('city.stats')
  await visitor.page.getByRole('button', { name: '登录', exact: true }).click()
  await code.fill(codeNow().replace(/(...)(...)/, '$1 $2'))
  await visitor.page.keyboard.press('Enter')
  await visitor.page.locator('.top-me').waitFor()
  expect(await visitor.page.locator('.top-me').isVisible()).toBe(true)
})

test('the first administrator of an empty house finds her place and begins', async () => {
  const { page } = await journeys.open('phone', '/me')
  await page.route('**/api/v1/demo', (route) => route.fulfill({ json: { demo: false, empty: true, accounts: [] } }))
  await page.reload()
  await page.getByRole('heading', { name: '第一次使用' }).waitFor()
  await picture(page, 'set-up-phone')
  await expectAccessible(page)
  await expectFits(page)
  const place = page.getByRole('combobox', { name: '所在地区' })
  await place.fill('荷塘区')
  await page
    .getByRole('option', { name: /荷塘区/ })
    .first()
    .click()
  await expect.poll(() => place.inputValue()).toBe('荷塘区')
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByText('请填姓名。').waitFor()
  expect(await page.evaluate('document.activeElement?.id')).toBe('name')
})

test('a page of an old build is told to reload, and what is typed stays', async () => {
  const { page } = await journeys.openAs('county.leader', 'desk', '/me')
  await page.getByLabel('现在的密码').fill('typed before')
  const seen: (string | undefined)[] = []
  await page.route('**/api/v1/me/factor', (route) => {
    seen.push(route.request().headers()['x-nuanjia-build'])
    return route.fulfill({ status: 426, json: { code: 'http.clientTooOld', title: '页面版本太旧', fields: [] } })
  })
  await page.getByRole('button', { name: '启用' }).click()
  await page.getByLabel('先输一次密码').fill('x')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '请刷新' }).waitFor()
  expect(seen[0]).toMatch(/^\d+\.\d+\.\d+/)
  expect(await page.getByLabel('现在的密码').inputValue()).toBe('typed before')
})
