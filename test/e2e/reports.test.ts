import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { importHongjiang } from '#modules/exchange/fixtures.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { reportsContract } from '#modules/reports/contract.ts'
import { docxPart, paragraphTexts } from '#platform/paper/fixtures.ts'
import { open, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

const home = '431281'
let journeys: Journeys

beforeAll(async () => {
  journeys = await startJourneys()
  const { house, clock } = journeys
  clock.set('2014-07-08T09:00:00+08:00')
  await declareMeasures(house.database.system, catalogue)
  await importHongjiang(house)
})
afterAll(() => journeys?.stop())

const officer = () => journeys.house.as('hongjiang.rights')

/** A draft of the half-year made beforehand, for journeys that begin on its page. */
const draft = async (): Promise<string> => {
  const { id } = await (
    await officer()
  ).call(reportsContract.create, {
    params: { id: randomUUID() },
    body: { template: 'rights-half-year', period: '2014H1' },
  })
  return `/reports/${id}`
}

const paper = (page: Page) => page.locator('article.paper')
const number = (page: Page, text: string) => paper(page).getByRole('button', { name: `${text}，看明细`, exact: true })

test('four taps from 材料 to the paper; two more from a number to the records, one to a matter', async () => {
  const { page, taps, resetTaps } = await journeys.openAs('hongjiang.rights', 'desk', '/')
  resetTaps()
  await page.getByRole('link', { name: '材料' }).first().click()
  await page.getByRole('button', { name: /写材料/ }).click()
  await page.getByRole('radio', { name: '2014年上半年' }).waitFor()
  expect(await page.getByRole('radio', { name: '2014年上半年' }).isChecked()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: '写', exact: true }).click()
  await paper(page).getByText('洪江市妇女联合会').first().waitFor()
  expect(taps()).toBeLessThanOrEqual(4)
  expect(await paper(page).textContent()).toContain('处理率（处理÷收到与期初在办）为96.67%（58/60件）')
  expect(await paper(page).textContent()).toContain('婚姻家庭类26件，占43.33%')
  await page.getByText('应为17%').first().waitFor()
  await expectAccessible(page)
  await picture(page, 'reports-desk')

  resetTaps()
  await number(page, '60件').first().click()
  await page.getByRole('link', { name: '看明细' }).waitFor()
  await page.getByRole('dialog').getByText('2014年上半年').waitFor()
  await expectAccessible(page)
  await picture(page, 'reports-figure')
  await page.getByRole('link', { name: '看明细' }).click()
  await page.getByText(/洪江市来信来访收到 60 件/).waitFor()
  expect(taps()).toBe(2)
  resetTaps()
  await page.goBack()
  await number(page, '10件').first().click()
  await page.getByRole('link', { name: '看明细' }).click()
  await page.locator('.row-link').nth(9).waitFor()
  expect(await page.locator('.row-link').count()).toBe(10)
  resetTaps()
  await page.locator('.row-link').first().click()
  await page
    .getByText(/431281-XF-2014-\d{5}/)
    .first()
    .waitFor()
  expect(taps()).toBe(1)
})

test.each(['county.leader', 'hongjiang.rights'])('%s comes to the reports from the bar of the phone', async (who) => {
  const { page } = await journeys.openAs(who, 'phone', '/')
  await page.evaluate(`localStorage.setItem('nuanjia.preferences', '{"language":"en","large":true}')`)
  await page.reload()
  // A bar holds five places; what else there is stands under one's own name.
  await page.getByRole('navigation').getByRole('link', { name: 'Me', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'Reports', exact: true }).click()
  await page.waitForURL('**/reports')
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Papers')
  await expectFits(page)
})

test('what is typed saves itself and is there after a reload', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', await draft())
  const field = page.getByRole('textbox', { name: '存在的问题' })
  await field.fill('乡镇人手不足，只有3人。')
  await page.getByText('手填的数字:3', { exact: false }).waitFor()
  await page.getByText('已保存').waitFor()
  await page.evaluate('sessionStorage.clear()')
  await page.reload()
  await field.waitFor()
  expect(await field.inputValue()).toBe('乡镇人手不足，只有3人。')
  await expectAccessible(page)
})

test('a draft printed from the menu of the browser is the paper: no fields, no hints, nothing of what is not written', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', await draft())
  await page.getByRole('textbox', { name: '主要做法' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
  expect(await paper(page).getByRole('textbox').count()).toBe(0)
  expect(await paper(page).textContent()).not.toMatch(/主要做法|存在的问题|下一步打算/)
  const pdf = (await page.pdf({ path: 'test-results/reports-draft.pdf', preferCSSPageSize: true })).toString('latin1')
  // The half-year with its annexes stays on six sheets.
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(6)
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
  await page.getByRole('textbox', { name: '主要做法' }).waitFor()
})

test('the public version hides small numbers of violence, and nothing typed for the house is in it', async () => {
  const at = await draft()
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', at)
  await page.getByRole('textbox', { name: '主要做法' }).fill('上门走访。')
  await page.getByText('已保存').waitFor()
  expect(await paper(page).textContent()).toContain('强奸1件')
  await page.locator('.ant-segmented-item', { hasText: '公开版' }).click()
  await paper(page).getByText('公开版').first().waitFor()
  const text = (await paper(page).textContent()) ?? ''
  expect(text).toContain('60件')
  expect(text).not.toMatch(/强奸1件|奸淫幼女1件|致伤致残1件|拐卖妇女1件/)
  expect(text).not.toContain('内部')
  expect(await page.getByRole('textbox', { name: '主要做法' }).inputValue()).toBe('')
  await expectAccessible(page)
  await picture(page, 'reports-public')
})

test('the Word file is offered under the title of the paper', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', await draft())
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Word' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('洪江市妇女联合会2014年上半年维权工作总结.docx')
  const bytes = readFileSync(await download.path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(paragraphTexts(docxPart(bytes, 'word/document.xml')).join('')).toContain('96.67%')
})

test('frozen after a confirmation, it stands still while a late matter shows beside it', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', await draft())
  await page.getByRole('button', { name: '定稿', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('定稿后文字和数字都不再变').waitFor()
  await dialog.getByText('正文“主要做法”下面没有内容').waitFor()
  expect(await dialog.getByRole('button', { name: '定稿', exact: true }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox', { name: /写明理由/ }).fill('文字部分另行印发,这里只定数字。')
  await expectAccessible(page)
  await picture(page, 'reports-freeze')
  await dialog.getByRole('button', { name: '定稿', exact: true }).click()
  await page.getByText('定稿后没有变化。').waitFor()
  await page.getByText('定稿时的说明:文字部分另行印发,这里只定数字。').waitFor()
  expect(await page.getByRole('textbox', { name: '存在的问题' }).count()).toBe(0)
  journeys.clock.advance(5)
  const late = await open(
    await officer(),
    petition({
      openedAt: '2014-06-26T10:00:00+08:00',
      category: '0113',
      data: { facts: '离婚时房子和存款没有分给她。' },
    }),
    home,
  )
  await page.getByText('定稿后变化 +1,补登').waitFor({ timeout: 6_000 })
  // The change, its reason, and the matter itself one press away.
  await page.getByRole('link', { name: late.head.number ?? '' }).waitFor()
  await page
    .getByText(/收到 \+1/)
    .first()
    .waitFor()
  expect(await paper(page).textContent()).toContain('共收到来信、来访、来电等60件')
  await expectAccessible(page)
  await picture(page, 'reports-frozen')

  await page.emulateMedia({ media: 'print' })
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
  expect(await page.locator('.report-side').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
  // Anything wider or higher than its sheet would be lost.
  const over = `[...document.querySelectorAll('.paper-page-body')].filter((sheet) => sheet.scrollWidth > sheet.clientWidth || sheet.scrollHeight > sheet.clientHeight + 1).length`
  expect(await page.evaluate(over)).toBe(0)
  await page.screenshot({ path: 'test-results/reports-print.png', fullPage: true })
  const pdf = await page.pdf({ path: 'test-results/reports-print.pdf', preferCSSPageSize: true })
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
})

test('on a phone the paper is read and opened without moving sideways', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'phone', await draft())
  await number(page, '58件').first().waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'reports-phone')
  // No line of the running text begins with the comma after a number.
  const strays = await page.evaluate(
    `[...document.querySelectorAll('.paper .paper-text .paper-figure')].filter((number) => {
      const next = number.nextSibling
      if (!next || next.nodeType !== 3 || !/^[，。、；：）]/.test(next.data)) return false
      const range = document.createRange()
      range.setStart(next, 0)
      range.setEnd(next, 1)
      return range.getBoundingClientRect().left < [...number.getClientRects()].at(-1).right - 1
    }).map((number) => number.textContent)`,
  )
  expect(strays).toEqual([])
  await number(page, '58件').first().tap()
  await page.getByRole('link', { name: '看明细' }).waitFor()
  await picture(page, 'reports-phone-figure')
})
