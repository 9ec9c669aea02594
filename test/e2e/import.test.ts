import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { register, runImports } from '#modules/exchange/fixtures.ts'
import { catalogue } from '#catalogue/index.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { registerPetition } from './petition.ts'

// Bringing in last year's table as it is (experience section 7, moment 3), and correcting faulty cells in the grid.

const sample = readFileSync(join(import.meta.dirname, '..', '..', 'samples', '旧台账.xlsx'))

let journeys: Journeys
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
  running = runImports(journeys.house)
})
afterAll(async () => {
  await running?.stop()
  await journeys?.stop()
})

const choose = async (page: Page, name: string, buffer: Buffer): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选文件' }).click(),
  ])
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer })
}
const grid = (page: Page) => page.getByRole('grid', { name: '有问题的行' })
/** As many things are told to be said as are asked on the page. */
const expectAsked = async (page: Page): Promise<void> =>
  expect(await page.getByRole('heading', { name: /^还要您说/ }).innerText()).toBe(
    `还要您说 ${await page.locator('.exchange-ask:visible').count()} 处`,
  )
/** The cell of a row of the file under a heading. */
const cell = async (page: Page, row: number, heading: string) => {
  const titles = await grid(page).locator('thead th').allInnerTexts()
  const at = titles.findIndex((title) => title.startsWith(heading))
  return grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: String(row), exact: true }) })
    .locator('th, td')
    .nth(at)
}

test('an old register goes in with at most twelve taps, and each matter shows its line', async () => {
  const { page, taps, resetTaps } = await journeys.openAs('county.rights', 'desk', '/matters?tab=all')
  await page.getByText('或把去年的表拖进来').waitFor()
  await picture(page, 'import-empty-list-desk')
  resetTaps()
  await page.getByRole('link', { name: '导入去年的表' }).click()
  await page.getByText('把去年的表拖到这里').waitFor()
  await picture(page, 'import-desk')
  await expectAccessible(page)
  await choose(page, '旧台账.xlsx', sample)
  await page.getByRole('heading', { name: /^还要您说 \d+ 处$/ }).waitFor({ timeout: 60_000 })
  await page.getByText('13 列认出了 11 列。').waitFor()
  await expectAsked(page)
  await page.screenshot({ path: 'test-results/import-questions-desk.png', fullPage: true })
  await expectAccessible(page)
  const outcome = page.getByRole('combobox', { name: /^处理方式/ })
  await outcome.click()
  await outcome.fill('当场')
  await outcome.press('Enter')
  const ill = page.getByRole('combobox', { name: /看病困难/ })
  await ill.click()
  await ill.fill('医疗')
  await ill.press('Enter')
  const land = page.getByRole('combobox', { name: /土地没分到/ })
  await land.click()
  await land.fill('土地承包')
  await land.press('Enter')
  await page.getByRole('button', { name: '留空 √' }).click()
  await page.getByRole('radio', { name: '都已办完(结果未记)' }).click()
  await page.getByRole('button', { name: '就这样' }).click()
  await expect
    .poll(() => page.locator('.exchange-counts').innerText(), { timeout: 20_000 })
    .toBe('1,207 行:1,203 行可入,4 行有错')
  await grid(page).waitFor()
  await page.getByText(/^D37 出生日期:日历上没有 1975-13-08/).waitFor()
  await page.screenshot({ path: 'test-results/import-checked-desk.png', fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: '导入 1,203 行' }).click()
  await page.getByText(/^导入完成:1203 件/).waitFor({ timeout: 120_000 })
  expect(taps()).toBeLessThanOrEqual(12)
  await picture(page, 'import-done-desk')
  expect(running.errors).toEqual([])

  // 事项 and 统计 carry the rows.
  const officer = await journeys.house.as('county.rights')
  let received = 0
  for (const period of ['2022', '2023']) {
    const { figures } = await officer.call(figuresContract.figures, { query: { kind: 'petition', period } })
    received += figures.find(({ measure }) => measure === 'petition.received')?.n ?? 0
  }
  expect(received).toBe(1_203)
  await page.goto('/matters?kind=petition&tab=all')
  await page.locator('tbody tr a').first().click()
  await page.getByRole('heading', { name: '原台账' }).waitFor()
  await page.getByText(/^2022—2023年 第 \d+ 行$/).waitFor()
  await page.getByRole('button', { name: '查看完整原来这一行' }).click()
  await page.getByRole('button', { name: '电话回访' }).click()
  await page.getByText(/反映事项 \/ 什么问题:/).waitFor()
  await picture(page, 'import-source-line-desk')
  await expectAccessible(page)

  // What was said is remembered: the same heading asks nothing a second time.
  await page.goto('/import')
  await page.getByText('旧台账.xlsx').first().waitFor()
  await page.getByText(/^记住的列和写法/).click()
  await page
    .getByText('列「来人情况姓名电话」是 姓名')
    .or(page.getByText(/^列「.*谁办」是 不导入/))
    .first()
    .waitFor()
  await picture(page, 'imports-desk')
  await expectAccessible(page)
}, 240_000)

test('as many things are asked as are counted, and what was left empty is asked no more', async () => {
  const { page } = await journeys.openAs('county.rights', 'phone', '/import')
  const told = '2023-03-06,甘小禾,来访,受理,2023-03-08,2023-04-03'
  const lines = ['欠薪', '家暴', '土地'].map((what, at) => `S-${at},${told},说了第${at}次,${what}的老规矩`)
  const headings = '编号,收件日期,姓名,渠道,处理方式,受理日期,办结日期,主要事实,归哪一摊'
  await choose(page, '没有意见.csv', Buffer.from([headings, ...lines].join('\n')))
  // The class is missing; a column that is said to be it is one question less.
  await page.getByRole('heading', { name: '还要您说 2 处' }).waitFor({ timeout: 60_000 })
  await expectAsked(page)
  await page
    .getByLabel(/「归哪一摊」/)
    .first()
    .selectOption('category')
  await page.getByRole('heading', { name: '还要您说 1 处' }).waitFor()
  await expectAsked(page)
  await page
    .getByLabel(/「归哪一摊」/)
    .first()
    .selectOption('')
  const kind = page.getByRole('combobox', { name: /^问题类别|^类别|^信访/ })
  await kind.click()
  await kind.fill('家庭暴力')
  await kind.press('Enter')
  await page.getByRole('button', { name: '就这样' }).click()
  // Now that rows are read they lack their opinion.
  await page.getByRole('radio', { name: '留空' }).click()
  await picture(page, 'import-left-empty-phone')
  await page.getByRole('button', { name: '就这样' }).click()
  await page.getByText('处理意见:留空').waitFor()
  await page.getByRole('button', { name: '导入 0 行' }).waitFor()
  expect(await page.getByRole('heading', { name: /^还要您说/ }).count()).toBe(0)
  await expectAccessible(page)
  await expectFits(page)
}, 120_000)

test('a workbook with a register for each month goes in sheet by sheet', async () => {
  const book = new ExcelJS.Workbook()
  const headings = ['收件日期', '渠道', '姓名', '类别', '主要事实和诉求']
  for (const [name, days] of [
    ['1月', ['2025-01-06', '2025-01-07']],
    ['2月', ['2025-02-06', '2025-02-07', '2025-02-10']],
  ] as const) {
    const sheet = book.addWorksheet(name)
    sheet.addRow(headings)
    for (const day of days) sheet.addRow([day, '来访', '田晓禾', '0113', '说家里的钱都不在她手上。'])
  }
  const { page } = await journeys.openAs('county.rights', 'phone', '/import')
  await choose(page, '两月.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
  await page.getByText('1月(2 行):正在导这一张').waitFor()
  await page.getByText('2月(3 行):还没有导').waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText(/^导入完成:2 件/).waitFor()
  await picture(page, 'import-sheets-phone')
  await page.getByRole('button', { name: '接着导「2月」' }).click()
  await page.getByRole('button', { name: '导入 3 行' }).click()
  await page.getByText('导入完成:3 件').waitFor()
  expect(running.errors).toEqual([])
})

test('faulty cells are corrected in the grid with the habits of a spreadsheet', async () => {
  const rows = Array.from({ length: 6 }, (_, row) => ({
    来源编号: `G-${row}`,
    姓名: '田晓禾',
    渠道: row < 3 ? '飞鸽' : '来访',
    收件日期: row === 5 ? '2024-02-30' : '2024-05-06',
  }))
  const { page } = await journeys.openAs('county.rights', 'desk', '/import')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await choose(page, '格子.csv', register(rows))
  await page.getByText('6 行:2 行可入,4 行有错').waitFor()
  await grid(page).waitFor()
  const titles = await grid(page).locator('thead th').allInnerTexts()
  const heading = titles.find((title) => /渠道/.test(title)) ?? ''
  const first = await cell(page, 2, heading.split('\n')[0] ?? '')
  await first.click()
  await page.getByText('代码表里没有“飞鸽”').first().waitFor()
  await page.keyboard.type('来信')
  await page.keyboard.press('Enter')
  await page.getByText('6 行:3 行可入,3 行有错').waitFor()
  // Fill-down over the next two rows, undone and done again.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await page.getByText('6 行:5 行可入,1 行有错').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('6 行:3 行可入,3 行有错').waitFor()
  await page.keyboard.press('Control+y')
  await page.getByText('6 行:5 行可入,1 行有错').waitFor()
  // A day copied from a sheet.
  const day = await cell(page, 7, '收件日期')
  await day.click()
  await page.evaluate("navigator.clipboard.writeText('2024年2月28日\\n')")
  await page.keyboard.press('Control+v')
  await page.getByText('6 行,都可以导入').waitFor()
  expect(await day.innerText()).toBe('2024年2月28日')
  await page.keyboard.press('Control+c')
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('2024年2月28日')
  // A block of a sheet: two cells wide, one with quotes and a line end, goes where one stands; copied it is the same again.
  const block = '覃小满\t0403\t"工资""没有\n发"\n瞿小雨\t0113\t钱的事'
  await (await cell(page, 3, '姓名')).click()
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block)})`)
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await cell(page, 3, '主要事实')).innerText()).toBe('工资"没有\n发')
  await expect.poll(async () => (await cell(page, 4, '姓名')).innerText()).toBe('瞿小雨')
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Control+c'])
    await page.keyboard.press(key)
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(block)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await cell(page, 3, '主要事实')).innerText()).toBe('说家里的钱都不在她手上。')
  await page.screenshot({ path: 'test-results/import-grid-desk.png', fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: '不要了' }).click()
  await page.getByRole('button', { name: '不要了' }).click()
  await page.getByText('把去年的表拖到这里').waitFor()
})

test('hundreds of faults of one kind take one answer, on a phone too; the rest goes out and comes back', async () => {
  const rows = Array.from({ length: 60 }, (_, row) => ({
    来源编号: `H-${row}`,
    姓名: '田晓禾',
    出生日期: row < 40 ? `19${60 + row}.6` : '1985-06-02',
    收件日期: row === 59 ? '2024-02-30' : '2024-05-06',
  }))
  const { page, taps, resetTaps } = await journeys.openAs('county.rights', 'phone', '/import')
  await choose(page, '成组.csv', register(rows))
  await page.getByText('60 行:19 行可入,41 行有错').waitFor({ timeout: 60_000 })
  await grid(page).waitFor()
  await picture(page, 'import-groups-phone')
  await expectFits(page)
  await expectAccessible(page)
  resetTaps()
  await page.getByRole('button', { name: '出生日期 没写日的都按 1 日' }).click()
  await page.getByText('60 行:59 行可入,1 行有错').waitFor({ timeout: 60_000 })
  expect(taps()).toBe(1)
  await page.getByRole('button', { name: '出生日期:40 行改回原样' }).click()
  await page.getByText('60 行:19 行可入,41 行有错').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '出生日期 都留空' }).click()
  await page.getByText('60 行:59 行可入,1 行有错').waitFor({ timeout: 60_000 })
  // The last one is corrected in its cell: a tap goes there, another opens it.
  const day = await cell(page, 61, '收件日期')
  await day.tap()
  await day.tap()
  await grid(page).locator('.grid-input').fill('2024-02-28')
  await page.keyboard.press('Enter')
  await page.getByText('60 行,都可以导入').waitFor({ timeout: 60_000 })
  await picture(page, 'import-cell-phone')
  await expectFits(page)
  await page.getByRole('button', { name: '不要了' }).click()
  await page.getByRole('button', { name: '不要了' }).click()
  await page.getByText('把去年的表拖到这里').waitFor()
}, 240_000)

test('a list is exported as it stands, for a purpose that is said first', async () => {
  await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters?kind=petition&tab=all&to=2030-01-01')
  await page.getByRole('link', { name: '导出', exact: true }).click()
  await page.getByText('先写明给谁、做什么用').waitFor()
  await page.getByText('筛选:来信来访 · 2030-01-01').waitFor()
  await page.screenshot({ path: 'test-results/export-desk.png', fullPage: true })
  await expectAccessible(page)
  await page.getByLabel('给谁、做什么用').fill('月底和信访局对账')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Excel' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('事项.xlsx')
  await page.getByText('导出了,在浏览器的下载里。').waitFor()
})

test('a wrong file is told in a sentence, and the page fits a phone', async () => {
  const { page } = await journeys.openAs('county.rights', 'phone', '/import')
  await page.getByText('把去年的表拖到这里').waitFor()
  await expectFits(page)
  await choose(page, '照片.xlsx', Buffer.from('\u0089PNG\r\n', 'latin1'))
  expect(await page.getByText(/只能导入 \.xlsx、\.xls 或 \.csv/).innerText()).toContain('另存为')
  await choose(page, '旧台账.xlsx', sample)
  await page.getByText(/^\d+ 列都认作什么$/).waitFor()
  await picture(page, 'import-file-phone')
  await expectFits(page)
  await expectAccessible(page)
})

test('what no column is known to be asks which column it is; a weak guess is offered, a whole column left empty at once', async () => {
  const { page } = await journeys.openAs('county.rights', 'phone', '/import')
  const headings = '编号,收件日期,姓名,渠道,类别,来说的啥,处理意见'
  const lines = ['老人', '欠薪', '家暴'].map(
    (what, at) => `W-${at},2023-04-06,苗小满,来访,${what},第${at}次来,${['已答复', '在跟进', '转走了'][at]}`,
  )
  await choose(page, '哪一列.csv', Buffer.from([headings, ...lines].join('\n')))
  await page.getByRole('heading', { name: /^还要您说/ }).waitFor({ timeout: 60_000 })
  await expectAsked(page)
  // 老人 stands for nothing until somebody says so.
  const elder = page.getByRole('combobox', { name: /老人/ })
  expect(await elder.inputValue()).toBe('')
  await page.getByRole('button', { name: /^赡养 老人/ }).waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await page.screenshot({ path: 'test-results/import-which-phone.png', fullPage: true })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.screenshot({ path: 'test-results/import-which-desk.png', fullPage: true })
  await page.getByRole('combobox', { name: '「主要事实」是哪一列' }).selectOption('来说的啥')
  await expectAsked(page)
  await page.getByRole('button', { name: /^赡养 老人/ }).click()
  await page.getByRole('button', { name: '处理意见的 3 个写法都留空' }).click()
  await page.screenshot({ path: 'test-results/import-which-said-desk.png', fullPage: true })
  await page.getByRole('button', { name: '就这样' }).click()
  await page.getByRole('radio', { name: '都已办完(结果未记)' }).click({ timeout: 20_000 })
  await page.getByRole('button', { name: '就这样' }).click()
  await page.getByText('3 行,都可以导入').waitFor({ timeout: 20_000 })
}, 120_000)
