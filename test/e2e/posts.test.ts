import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { expectAccessible, type Journeys, picture, startJourneys, type Visitor } from './harness.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  const { house } = journeys
  const me = await (await house.as('village.chair')).call(identityContract.me, {})
  await (
    await house.as('security')
  ).call(identityContract.givePost, {
    params: { id: randomUUID() },
    body: { accountId: me.account.id, unit: '430202001002', role: 'village' },
  })
})
afterAll(() => journeys?.stop())

const here = '文化路社区居委会'
const there = '东湖社区居委会'

const switchThere = async (page: Visitor['page']): Promise<void> => {
  await page.getByRole('button', { name: '换到这个岗位' }).tap()
  await page.waitForURL(({ pathname }) => pathname !== '/me')
}

const begin = async ({ page }: Visitor): Promise<void> => {
  await page.getByRole('radio', { name: '安全', exact: true }).tap()
  await page.getByLabel('谁?').fill('田有余')
  await page.getByLabel('一句话:怎么回事?').fill('两家为宅基地的滴水吵了半个月。')
  await page.getByRole('radio', { name: '邻里争吵' }).tap()
  await page.getByRole('radio', { name: '当场说好了' }).tap()
}

test('two windows, two posts: a note begun in one post is written in that one or not at all', async () => {
  const { house } = journeys
  const noted = async (): Promise<string[]> =>
    (
      await house.database.admin
        .selectFrom('cases.head')
        .innerJoin('org.unit', 'org.unit.id', 'cases.head.unit_id')
        .select('org.unit.name')
        .execute()
    ).map(({ name }) => name)

  const visitor = await journeys.openAs('village.chair', 'phone', '/note')
  const { page } = visitor
  await page.getByText(`记在:${here}`, { exact: false }).waitFor()
  await begin(visitor)
  const other = await page.context().newPage()
  await other.goto('/me')
  await switchThere(other)

  const save = page.getByRole('button', { name: '记下', exact: true })
  // The page may have asked by itself already, as its notices are looked up: the press is the same.
  await save.dispatchEvent('click')
  const dialog = page.getByRole('dialog', { name: '岗位换了' })
  await dialog.getByRole('button', { name: /^换到 东湖社区居委会.*岗位看$/ }).waitFor()
  await expectAccessible(page)
  await picture(page, 'other-post-phone')
  expect(await noted()).toEqual([])
  await dialog.getByRole('button', { name: /^回到 文化路社区居委会.*岗位再交$/ }).tap()
  await page.getByRole('heading', { name: '记下了' }).waitFor()
  expect(await noted()).toEqual([here])

  // The other window is now the one that was left behind; following is one press.
  await page.getByRole('button', { name: /再记一/ }).tap()
  await page.getByText(`记在:${here}`, { exact: false }).waitFor()
  await begin(visitor)
  await other.goto('/me')
  await switchThere(other)
  await save.dispatchEvent('click')
  await page.getByRole('button', { name: /^换到 东湖社区居委会.*岗位看$/ }).tap()
  await page.getByText(`记在:${there}`, { exact: false }).waitFor()
  expect(await noted()).toEqual([here])
})

test('the sign-in ends while the question of the post stands: the password is asked above it, and it goes on', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone', '/note')
  const written = await page.getByText('记在:', { exact: false }).innerText()
  const own = written.includes(here) ? here : there
  const other = await page.context().newPage()
  await other.goto('/me')
  await switchThere(other)
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  const back = page.getByRole('button', { name: new RegExp(`^回到 ${own}.*岗位再交$`) })
  await back.waitFor()
  // A lunch is longer than a sign-in lasts.
  await page.context().clearCookies()
  await back.tap()
  const ended = page.getByRole('dialog', { name: '登录已结束' })
  await ended.getByLabel('密码', { exact: true }).fill(demoPassword)
  await ended.getByRole('button', { name: '接着办' }).tap()
  await ended.waitFor({ state: 'detached' })
  await page.getByRole('dialog', { name: '岗位换了' }).waitFor({ state: 'detached' })
  expect(await page.getByText(`记在:${own}`, { exact: false }).count()).toBe(1)
})
