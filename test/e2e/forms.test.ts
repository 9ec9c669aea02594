import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { drawer, registerPetition } from './petition.ts'

let journeys: Journeys
const folder = mkdtempSync(join(tmpdir(), 'forms-'))
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  for (const category of ['0301', '0301', '0302']) await registerPetition(journeys, { category, notifyMode: 'F' })
})
afterAll(async () => {
  await journeys?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('somebody’s form is dropped in, a cell is bound by clicking, and it comes back filled', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('季报')
  sheet.mergeCells('A1:C1')
  sheet.getCell('A1').value = '妇女维权情况统计表'
  sheet.getCell('A2').value = '来信来访(件)'
  sheet.getCell('A3').value = '填报单位'
  const path = join(folder, '市妇联季报.xlsx')
  await book.xlsx.writeFile(path)

  const { page } = await journeys.openAs('county.rights', 'desk', '/forms')
  await page.getByText('还没有对方的表。').waitFor()
  // What is taken here is less than what a matter takes.
  expect(await page.getByText('只收 Excel 空表(.xlsx)').isVisible()).toBe(true)
  expect(await page.getByText('录音、录像').count()).toBe(0)
  await expectAccessible(page)
  await page.locator('input[type=file]').first().setInputFiles(path)
  await page.getByRole('heading', { name: '市妇联季报' }).waitFor()
  await page.getByLabel('年', { exact: true }).selectOption('2025')
  await page.getByLabel('期', { exact: true }).selectOption('H1')
  await page.getByRole('button', { name: /^B2/ }).click()
  await drawer(page).getByLabel('哪个数').selectOption({ label: '收到' })
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '定下' }).click()
  await page.getByRole('button', { name: /^B2, 来信来访 收到/ }).waitFor()
  // By the keyboard from there: one down, Enter.
  await page.getByRole('button', { name: /^B2/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await drawer(page).getByLabel('单位、时期、日期').first().check()
  await drawer(page).getByRole('button', { name: '定下' }).click()
  await page.getByRole('button', { name: /^B3, 填报单位/ }).waitFor()
  await expect.poll(() => page.getByRole('button', { name: /^B3/ }).innerText()).toBe('荷塘区')
  await expect.poll(() => page.getByRole('button', { name: /^B2/ }).innerText()).toBe('3')
  await drawer(page).waitFor({ state: 'detached' })
  await picture(page, 'forms-desk')
  await expectAccessible(page)

  // Two classes in one cell, and last year beside it: of a running period that waits, and says why.
  await page.getByRole('button', { name: /^C2/ }).click()
  const classes = drawer(page).getByLabel('只算这一类')
  await classes.fill('0301')
  await page.keyboard.press('Enter')
  await drawer(page).getByRole('button', { name: '再加一类' }).click()
  await drawer(page).getByLabel('这几类合起来算').fill('0302')
  await page.keyboard.press('Enter')
  expect(await drawer(page).getByRole('button', { name: /^去掉/ }).count()).toBe(2)
  await picture(page, 'forms-classes')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '定下' }).click()
  await drawer(page).waitFor({ state: 'detached' })
  await expect.poll(() => page.getByRole('button', { name: /^C2/ }).innerText()).toBe('3')
  await page.getByRole('button', { name: /^C3/ }).click()
  await drawer(page).getByLabel('填哪一期的').selectOption({ label: '上年同期' })
  await drawer(page).getByRole('button', { name: '定下' }).click()
  await page.getByText('这一期还没有结束').waitFor()
  await drawer(page).waitFor({ state: 'detached' })

  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '填好下载' }).click()
  const filled = new ExcelJS.Workbook()
  await filled.xlsx.readFile(await (await coming).path())
  expect([2, 3].map((row) => filled.worksheets[0]!.getCell(row, 2).value)).toEqual([3, '荷塘区'])
  await page.getByRole('link', { name: '看明细' }).first().click()
  await page.getByText(/荷塘区来信来访收到 3 件/).waitFor()

  // The level above opens it: the numbers are those of the unit below, named, until she asks for her own.
  const above = await journeys.openAs('city.rights', 'phone', '/forms')
  await above.page.getByRole('link', { name: '市妇联季报' }).tap()
  await above.page.getByLabel('年', { exact: true }).selectOption('2025')
  await above.page.getByLabel('期', { exact: true }).selectOption('H1')
  const theirs = above.page.getByRole('button', { name: '荷塘区的数' })
  await theirs.waitFor()
  expect(await theirs.getAttribute('aria-pressed')).toBe('true')
  const unitCell = (): Promise<string | null> =>
    above.page
      .locator('[data-cell=B3], td')
      .filter({ hasText: /^(荷塘区|株洲市)$/ })
      .first()
      .innerText()
  await expect.poll(unitCell).toBe('荷塘区')
  await above.page.getByRole('button', { name: '本单位(株洲市)的数' }).tap()
  await expect.poll(unitCell).toBe('株洲市')
  await expectFits(above.page)
  await expectAccessible(above.page)
  await picture(above.page, 'forms-above')

  const phone = await journeys.openAs('county.leader', 'phone', '/forms')
  await phone.page.getByRole('link', { name: '市妇联季报' }).tap()
  await phone.page
    .getByText(/您可以填好下载,不能改|填好下载/)
    .first()
    .waitFor()
  await expectFits(phone.page)
  await expectAccessible(phone.page)
  await picture(phone.page, 'forms-phone')
})
