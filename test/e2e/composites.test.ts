import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

const gallery = '/gallery/index.html'
let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

test.each(['desk', 'phone'] as const)('every composite can be read, reached and touched: %s', async (size) => {
  const { page } = await journeys.openAs('county.rights', size, gallery)
  await page.locator('canvas').waitFor()
  expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(6)
  await page.screenshot({ path: `test-results/composites-${size}.png`, fullPage: true })
  await expectAccessible(page)
  if (size === 'phone') await expectFits(page)
})

test('a code is found by an old name, by initials and by number, with keys alone', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const box = page.getByRole('combobox', { name: '问题分类' })
  for (const [typed, wanted] of [
    ['家暴', '家庭暴力'],
    ['zrt', '土地承包'],
    ['0110', '婚姻财产'],
  ] as const) {
    await box.fill(typed)
    await page.getByRole('option').first().waitFor()
    await box.press('Enter')
    expect(await box.inputValue()).toBe(wanted)
  }
  await box.fill('没有的东西')
  await page.getByText('没有“没有的东西”').waitFor()
  await box.press('Escape')
  expect(await box.inputValue()).toBe('婚姻财产')
  await box.press('ArrowDown')
  await page.getByRole('group', { name: '婚姻家庭' }).waitFor()
  await expectAccessible(page)
  await picture(page, 'code-picker')
  await box.press('Escape')
  // The first ↓ stands on the first row, whether it opens the list or finds it open; the next one on the second.
  const first = async (steps: number): Promise<string> => {
    await box.fill('')
    await box.press('Escape')
    for (let press = 0; press < steps; press++) await box.press('ArrowDown')
    await box.press('Enter')
    return box.inputValue()
  }
  const rows = [await first(1), await first(2)]
  expect(new Set(rows).size).toBe(2)
  await box.fill('01')
  const offered = await page.getByRole('listbox').getByRole('option').locator('span:first-child').allInnerTexts()
  await box.press('ArrowDown')
  await box.press('Enter')
  expect(offered.length).toBeGreaterThan(1)
  expect(await box.inputValue()).toBe(offered[0])
})

test('a unit is found by initials and keeps its name', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const box = page.getByRole('combobox', { name: '单位' })
  await box.fill('htq')
  await page
    .getByRole('option', { name: /荷塘区/ })
    .first()
    .click()
  await expect.poll(() => box.inputValue()).toBe('荷塘区')
})

test('a day is typed in any usual way, is always shown the same, and says what is wrong with it', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const box = page.getByLabel('送达日期')
  const today = journeys.clock().toISOString().slice(0, 10)
  for (const [typed, shown] of [
    ['20250114', '2025-01-14'],
    ['2025/1/5', '2025-01-05'],
    ['今天', today],
  ] as const) {
    await box.fill(typed)
    await box.press('Enter')
    expect(await box.inputValue()).toBe(shown)
  }
  await box.fill('2025-02-30')
  await box.press('Tab')
  await page.getByText('日历上没有 2025-02-30 这一天').waitFor()
  expect(await box.inputValue()).toBe('2025-02-30')
  await expectAccessible(page)
  const moment = page.getByLabel('收到时间')
  await moment.fill('2025.1.6')
  await moment.press('Enter')
  expect(await moment.inputValue()).toBe('2025-01-06 09:05')
})

test('a day is picked with keys alone and with a finger', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const box = page.getByLabel('送达日期')
  await box.fill('2025-01-31')
  await box.press('ArrowDown')
  await page.getByRole('button', { name: /2025年1月31日/ }).waitFor()
  await picture(page, 'date-desk')
  await expectAccessible(page)
  for (const key of ['ArrowLeft', 'ArrowUp', 'PageUp', 'Enter']) await page.keyboard.press(key)
  expect(await box.inputValue()).toBe('2024-12-23')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect(await page.locator('[role=grid]:not(.grid)').count()).toBe(0)
  const phone = await journeys.openAs('county.rights', 'phone', gallery)
  await phone.page.getByRole('button', { name: '选日期' }).first().tap()
  await phone.page.getByRole('button', { name: /2025年2月8日/ }).waitFor()
  await picture(phone.page, 'date-phone')
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await phone.page.getByRole('button', { name: /2025年2月8日/ }).tap()
  expect(await phone.page.getByLabel('送达日期').inputValue()).toBe('2025-02-08')
})

test('a masked field asks why, shows itself, and hides again by itself', async () => {
  const { page } = await journeys.openAs('county.rights', 'phone', gallery)
  await page.clock.install()
  await page.getByRole('button', { name: '查看完整电话' }).click()
  await page.getByRole('dialog', { name: '查看完整电话' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '电话回访' }).click()
  await page.getByText('13800001234').waitFor()
  for (let second = 0; second < 62; second++) await page.clock.runFor(1000)
  await page.getByText('138****1234').waitFor()
  expect(await page.getByText('13800001234').count()).toBe(0)
})

test('a blocked step says why in its own line; a kept step asks for a reason', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const conclude = page.getByRole('button', { name: '办结' })
  expect(await conclude.isDisabled()).toBe(true)
  await page.getByText('还不能办结:缺答复日期').waitFor()
  await page.getByRole('button', { name: '作废' }).click()
  const panel = page.getByRole('dialog', { name: '作废' })
  expect(await panel.getByRole('button', { name: '作废' }).isDisabled()).toBe(true)
  await panel.getByLabel('原因').fill('重复登记')
  await panel.getByRole('button', { name: '作废' }).click()
  await page.getByText('作废:重复登记').waitFor()
})

test('a problem of a field stands beside the field, which has the focus', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  await page.getByLabel('身份证号').fill('110105194912310021')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('.ant-form-item-explain').getByText('第 18 位应为 X').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('parties_0_idNumber')
  expect(await page.getByLabel('身份证号').getAttribute('aria-invalid')).toBe('true')
})

test('a file that did not arrive is sent again by one tap', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: '协议.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
  await page.getByText('文件没有传完').waitFor()
  await page.getByRole('button', { name: '再传一次' }).click()
  await page.getByText('已收下').waitFor()
  expect(await page.getByText('文件没有传完').count()).toBe(0)
})

test('a draft survives a lost connection and a reload, reaches the server, and leaves when the form is done', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const sent: string[] = []
  let reachable = false
  await page.route('**/api/v1/drafts**', async (route) => {
    const method = route.request().method()
    if (method === 'GET') return route.fulfill({ json: { drafts: [] } })
    if (!reachable) return route.abort()
    sent.push(`${method} ${route.request().postData() ?? ''}`)
    return route.fulfill({ json: method === 'PUT' ? { savedAt: '2025-03-03T01:00:00Z' } : {} })
  })
  await page.reload()
  const note = page.getByLabel('记一笔')
  await note.fill('她说丈夫昨晚又打了她')
  await page.getByText('草稿存在本机').waitFor()
  await page.reload()
  expect(await note.inputValue()).toBe('她说丈夫昨晚又打了她')
  reachable = true
  await page.getByText('草稿已存 09:00').waitFor()
  expect(sent.at(-1)).toContain('她说丈夫昨晚又打了她')
  await page.getByRole('button', { name: '登记完成' }).click()
  await expect.poll(() => sent.at(-1)).toMatch(/^DELETE/)
  await page.reload()
  expect(await note.inputValue()).toBe('')
})

test('a column keeps the width it was given', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', gallery)
  const width = (): Promise<number> => page.evaluate('document.querySelector("th").offsetWidth') as Promise<number>
  const before = await width()
  await page.getByRole('separator', { name: '列宽:求助人' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(width).toBeGreaterThan(before + 20)
  const wide = await width()
  await page.reload()
  await page.getByRole('separator', { name: '列宽:求助人' }).waitFor()
  expect(await width()).toBe(wide)
})
