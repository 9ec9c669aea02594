import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { at, registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test('the village reaches 110 and the street on duty by one tap, without scrolling', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone')
  for (const [name, number] of [
    ['打 110', 'tel:110'],
    ['街道值班 0731-00002031', 'tel:073100002031'],
  ] as const) {
    const link = page.getByRole('link', { name })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(number)
    const box = await link.boundingBox()
    expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(400)
  }
  await picture(page, 'red-line-phone')
  await expectFits(page)
})

test('help names the person one level up with her number, and what the post asks most', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters')
  await page.getByRole('button', { name: '帮助' }).click()
  const panel = page.getByRole('dialog', { name: '帮助' })
  await panel.getByText('方若溪').waitFor()
  expect(await panel.getByRole('link', { name: '0731-00002002' }).getAttribute('href')).toBe('tel:073100002002')
  await expectAccessible(page)
  await panel.getByRole('link', { name: '全部帮助' }).click()
  await page.getByRole('heading', { name: '登记一件事' }).waitFor()
  expect(await page.getByRole('heading', { name: '开通和重置账号' }).count()).toBe(0)
  await picture(page, 'help-desk')
  await expectAccessible(page)
})

test('？ says three lines on the first page of every post, and on a matter the law behind its deadlines', async () => {
  const view = await registerPetition(journeys)
  for (const username of ['village.chair', 'county.leader', 'auditor']) {
    const { page } = await journeys.openAs(username, 'phone')
    await page.getByRole('button', { name: '帮助' }).tap()
    const panel = page.getByRole('dialog', { name: '帮助' })
    await panel.getByRole('heading', { name: '上一级找谁' }).waitFor()
    expect(await panel.locator('p').count()).toBeGreaterThanOrEqual(4)
  }
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: '帮助' }).click()
  const panel = page.getByRole('dialog', { name: '帮助' })
  await panel.getByText('《信访工作条例》(2022)第23条', { exact: false }).waitFor()
  await picture(page, 'help-matter-desk')
  await expectAccessible(page)
})

test('the number of one’s desk is given in 〔我的〕, and the level below reads it', async () => {
  const chair = await journeys.openAs('town.chair', 'phone', '/me')
  const box = chair.page.getByLabel(/按这个号码找您/)
  await box.fill('转 803')
  await chair.page.getByRole('button', { name: '保存电话' }).tap()
  await chair.page.getByText(/电话只写数字/).waitFor()
  await box.fill('0731-00007777')
  await chair.page.getByRole('button', { name: '保存电话' }).tap()
  await chair.page.getByText('已保存').waitFor()
  await expectFits(chair.page)
  const { page } = await journeys.openAs('village.chair', 'phone', '/help')
  const link = page.getByRole('link', { name: '0731-00007777' })
  await link.waitFor()
  expect(await link.getAttribute('href')).toBe('tel:073100007777')
  await picture(page, 'help-phone')
  await expectAccessible(page)
  await expectFits(page)
})

test('the first day of a post is a short list that ticks itself and can be put away', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone')
  const list = page.locator('.first-day')
  await list.getByText('记下第一件事').waitFor()
  expect(await list.locator('.first-done').count()).toBe(0)
  await picture(page, 'first-day-phone')
  await expectAccessible(page)
  await expectFits(page)
  await list.getByRole('listitem').filter({ hasText: '按拼音首字母' }).getByRole('link').tap()
  await page.getByRole('heading', { level: 1, name: '查找' }).waitFor()
  const searched = page.waitForResponse('**/api/v1/search')
  await page.getByRole('combobox', { name: '查找' }).fill('txh')
  await searched
  await page.getByRole('link', { name: '今天' }).tap()
  await expect.poll(() => list.locator('.first-done').count()).toBe(1)
  await list.getByRole('button', { name: '收起来' }).tap()
  await list.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('link', { name: '打 110' }).waitFor()
  expect(await list.count()).toBe(0)
  const office = await journeys.openAs('auditor', 'desk')
  await office.page.locator('.first-day').getByText('校验一天的记录链').waitFor()
  await picture(office.page, 'first-day-desk')
})
