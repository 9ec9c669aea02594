import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

let journeys: Journeys
const folder = mkdtempSync(join(tmpdir(), 'figcheck-'))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(async () => {
  await journeys?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const wrong =
  '一、全年接待来访80件,办结76件,办结率93%。\n二、共有会员306人,其中甲组156人,乙组36人,丙组144人。\n三、举办培训班36期,比上年的30期增长20%。'

test.each(['desk', 'phone'] as const)(
  'a text is checked, decided on, and its mended version compared (%s)',
  async (width) => {
    const { page } = await journeys.openAs('county.rights', width, '/figure-check')
    await page.getByText('拿去年的总结来试').waitFor()
    await expectAccessible(page)
    await page.locator('input[type=file]').first().setInputFiles(file('小结.txt', wrong))
    await page.getByRole('heading', { name: '小结.txt' }).waitFor()
    expect(await page.getByRole('button', { name: '2 处要看' }).getAttribute('aria-pressed')).toBe('true')
    await page.getByText('76÷80=95%,原文 93%。').waitFor()
    await expectAccessible(page)
    if (width === 'phone') await expectFits(page)
    await picture(page, `figcheck-${width}`)

    // The first is a mistake; of the second she says why it is right, and takes that back again.
    const items = page.locator('.figcheck-item')
    await items.filter({ hasText: '93%' }).getByRole('button', { name: '是错的' }).click()
    await page.getByText('已定:是错的').waitFor()
    const members = items.filter({ hasText: '306人' })
    await members.getByRole('button', { name: '没有错' }).click()
    await members.getByRole('button', { name: '有重复计算' }).click()
    await page.getByText('已定:没有错。有重复计算').waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await members.getByRole('button', { name: '没有错' }).waitFor()

    const [out] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 JSON' }).click(),
    ])
    expect(out.suggestedFilename()).toBe('小结-核对.json')
    const taken = join(folder, `${width}.json`)
    await out.saveAs(taken)
    const { lines } = JSON.parse(readFileSync(taken, 'utf8')) as { lines: { stated: number; decision: string }[] }
    expect(lines.find(({ stated }) => stated === 93)?.decision).toBe('accepted')
    const [word] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出带批注的 Word' }).click(),
    ])
    expect(word.suggestedFilename()).toBe('小结-核对.docx')

    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(file('小结第二版.txt', wrong.replace('93%', '95%')))
    await page.getByRole('heading', { name: '改好了 1 处' }).waitFor()
    await page.getByRole('heading', { name: '还在 1 处' }).waitFor()
    await expectAccessible(page)
    await page.close()
  },
)

test.each(['desk', 'phone'] as const)('this year’s report is held against last year’s (%s)', async (width) => {
  const { page } = await journeys.openAs('county.rights', width, '/figure-check')
  const [now, last] = [
    file(`2014-${width}.txt`, '2014年总结\n全年受理来信来访612件,比上年增长9.3%。'),
    file(`2013-${width}.txt`, '2013年总结\n全年受理来信来访580件,办结560件。'),
  ]
  await page.locator('input[type=file]').first().setInputFiles(now)
  await page.getByRole('heading', { name: `2014-${width}.txt` }).waitFor()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '和上一份报告对照' }).click()
  await (await chosen).setFiles(last)
  await page.getByText(`和「2013-${width}.txt」对照:0 处相符,1 处要看`).waitFor()
  await page.getByRole('button', { name: '1 处要看' }).click()
  await page.getByText('对照上一份报告:612÷580−1=5.52%,这里写 9.3%。').waitFor()
  await expectAccessible(page)
  if (width === 'phone') await expectFits(page)
  await picture(page, `figcheck-earlier-${width}`)
  await page.getByRole('button', { name: '不再对照' }).click()
  await page.getByRole('button', { name: '和上一份报告对照' }).waitFor()
  await page.getByText('对照上一份报告').first().waitFor({ state: 'detached' })
  expect(await page.getByText('对照上一份报告').count()).toBe(0)
  await page.close()
})

test('by the keyboard: next, a mistake, right with a reason, undo', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/figure-check')
  await page.getByRole('button', { name: '粘贴文字' }).click()
  await page.getByLabel('把要核的文字粘贴在这里').fill(wrong)
  await page.getByRole('button', { name: '核对这段文字' }).click()
  await page.getByText('76÷80=95%,原文 93%。').waitFor()
  await page.keyboard.press('j')
  await page.locator('.figcheck-mark-on').waitFor()
  await page.keyboard.press('a')
  await page.getByText('已定:是错的').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('d')
  await page.getByLabel('为什么没有错').fill('丙组有人重复')
  await page.keyboard.press('Enter')
  await page.getByText('已定:没有错。丙组有人重复').waitFor()
  await page.keyboard.press('u')
  await page.getByText('已定:没有错').waitFor({ state: 'detached' })
  expect(await page.getByText('已定:是错的').count()).toBe(1)
  await page.close()
})

test('many at once stand in a table with what was found in each; one that cannot be read says why', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/figure-check')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      file('甲镇.txt', wrong),
      file('乙镇.txt', wrong.replace('93%', '95%').replace('144', '114')),
      file('丙镇.docx', '这不是 Word 文件'),
    ])
  expect(await page.locator('.figcheck-doc').count()).toBe(3)
  await page.getByText('2 处要看').waitFor()
  await page.getByText('没有发现对不上的').waitFor()
  await page.getByText(/这份没有核对/).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '打开 甲镇.txt' }).click()
  await page.getByRole('heading', { name: '甲镇.txt' }).waitFor()
  // Another page and back: nothing is lost.
  await page.getByRole('link', { name: '统计' }).first().click()
  await page.goBack()
  await page.getByRole('heading', { name: '甲镇.txt' }).waitFor()
  await page.close()
})
