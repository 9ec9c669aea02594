import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { act, open, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { at, choose, chooseClass, drawer, registerPetition, step } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const register = (part?: Record<string, unknown>): Promise<CaseView> => registerPetition(journeys, part)

test('a petition goes from the first word to the archive; the reply waits for the chair and she approves on her phone', async () => {
  const desk = await journeys.openAs('county.rights', 'desk', '/register/petition')
  const { page } = desk
  const note = page.getByLabel('听她说,按原话记下')
  await note.waitFor()
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA')
  desk.resetTaps()
  await note.fill(
    '她叫柳青禾,430202198503020020,电话13800001234,住荷塘区文化路。2025年2月20日村里说她出嫁了,土地承包被收回,想请妇联出面。',
  )
  const offers = page.getByRole('group', { name: '记录里有' })
  await offers.getByRole('button', { name: /身份证 430202198503020020/ }).waitFor()
  expect(await page.getByLabel('身份证号').inputValue()).toBe('')
  await offers.getByRole('button', { name: /身份证/ }).click()
  await offers.getByRole('button', { name: /电话/ }).click()
  await offers.getByRole('button', { name: /日期/ }).click()
  expect(await page.getByText('女 · 1985-03-02 出生').isVisible()).toBe(true)
  await page.getByLabel('姓名', { exact: true }).fill('柳青禾')
  await page.getByLabel('住址').fill('荷塘区文化路')
  await chooseClass(page, '出嫁女')
  await choose(page, '来访')
  await choose(page, '求助')
  await page.getByText(/草稿已存/).waitFor()
  await picture(page, 'register-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  expect(desk.taps()).toBeLessThanOrEqual(25)
  expect(desk.inputs()).toBeGreaterThan(2)
  expect(desk.inputs()).toBeLessThanOrEqual(8)
  const number = await page.locator('.case-number').innerText()
  expect(number).toMatch(/^430202-XF-2025-\d{5}$/)
  await picture(page, 'registered-desk')
  await expectAccessible(page)

  await page.getByRole('link', { name: '打开这件事' }).click()
  await step(page, '受理').click()
  // Never filled unseen, and one tap: she sits there.
  const told = drawer(page).getByRole('checkbox', { name: /已当面告知/ })
  expect(await told.isChecked()).toBe(false)
  const before = desk.taps()
  await told.click()
  expect(desk.taps() - before).toBe(1)
  await drawer(page).getByRole('button', { name: '受理', exact: true }).click()
  await page.locator('h1').getByText('办理中').waitFor()
  await picture(page, 'matter-desk')
  await expectAccessible(page)

  await page.getByRole('button', { name: '打印 受理告知书' }).click()
  await page.getByRole('article', { name: /受理告知书/ }).waitFor()
  expect(await page.title()).not.toContain('受理')
  await picture(page, 'paper-desk')
  // A short letter is one sheet.
  expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type ?\/Page\b/g)).toHaveLength(1)
  await page.getByRole('link', { name: '回到这件事' }).click()

  await step(page, '办结').click()
  await drawer(page).getByRole('button', { name: '办结', exact: true }).click()
  await drawer(page).getByText('请选处理结果。').first().waitFor()
  await choose(page, '支持')
  await drawer(page).getByLabel('写一句办了什么').fill('村委会已恢复承包地。')
  await drawer(page).getByRole('button', { name: '办结', exact: true }).click()
  await page.locator('h1').getByText('已办结,待答复').waitFor()
  expect(await page.getByText('村委会已恢复承包地。').isVisible()).toBe(true)

  await step(page, '答复').click()
  await choose(page, '当面交给')
  await picture(page, 'step-desk')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '送审', exact: true }).click()
  await page.getByText(/已送审「答复」,等批/).waitFor()
  // While the natural step waits, no other one takes its place.
  expect(await step(page, '答复').isDisabled()).toBe(true)
  expect(await step(page, '重新办理').isEnabled()).toBe(true)
  expect(await page.getByRole('group', { name: '下一步' }).locator('.ant-btn-primary').count()).toBe(0)

  const phone = await journeys.openAs('county.leader', 'phone', '/approvals')
  await phone.page.getByRole('link', { name: number }).waitFor()
  expect(await phone.page.getByText(/申请:答复/).isVisible()).toBe(true)
  await picture(phone.page, 'approvals-phone')
  phone.resetTaps()
  await phone.page.getByRole('button', { name: '同意', exact: true }).tap()
  await phone.page.getByRole('button', { name: '同意,请做好回访。' }).tap()
  await picture(phone.page, 'approving-phone')
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await phone.page.getByRole('button', { name: '同意', exact: true }).tap()
  await phone.page.getByText(`${number} 已同意。`).waitFor()
  expect(phone.taps()).toBeLessThanOrEqual(3)

  await page.reload()
  await page.locator('h1').getByText('已答复').waitFor()
  await step(page, '归档').click()
  await drawer(page).getByRole('button', { name: '归档', exact: true }).click()
  await page.locator('h1').getByText('已归档').waitFor()
  await picture(page, 'archived-desk')
}, 180_000)

test.each(['desk', 'phone'] as const)(
  'a wrong tick that she was told is corrected on the page, and what was noted stays readable (%s)',
  async (device) => {
    const officer = await journeys.house.as('county.rights')
    const proof = { on: '2025-03-03', mode: 'told' }
    const view = await act(officer, await register(), 'accept', { proof })
    const { page } = await journeys.openAs('county.rights', device, at(view))
    await page.getByText('送达:2025-03-03,当面告知').waitFor()
    await page.getByRole('button', { name: '更正「受理」记的告知' }).click()
    const asking = drawer(page)
    await asking.getByText('告知期限接着走', { exact: false }).waitFor()
    await expectAccessible(page)
    await picture(page, `untell-${device}`)
    await asking.getByRole('textbox').fill('点错了,还没有告知')
    await asking.getByRole('button', { name: '更正告知', exact: true }).click()
    await page.getByText('送达:2025-03-03,当面告知(已更正,不算)').waitFor()
    await page.getByText('「受理」记的告知不算').waitFor()
    expect(await step(page, '记告知').isEnabled()).toBe(true)
    await expectAccessible(page)
    if (device === 'phone') await expectFits(page)
    await picture(page, `untold-${device}`)
  },
)

test('when two save at once the second sees what the first did, keeps her words and goes on', async () => {
  const view = await register()
  const first = await journeys.openAs('county.rights', 'desk', at(view))
  const second = await journeys.openAs('county.rights', 'desk', at(view))
  await step(first.page, '受理').waitFor()
  await step(second.page, '受理').click()
  await drawer(second.page).getByLabel('说明').fill('我这边也准备受理。')
  await first.page.getByRole('button', { name: '告知方式' }).click()
  await drawer(first.page).getByRole('button', { name: '当面', exact: true }).click()
  await first.page.getByText('设告知方式').first().waitFor()
  await drawer(second.page).getByRole('button', { name: '受理', exact: true }).click()
  await drawer(second.page).getByText('刚才有人先办了一步').waitFor()
  expect(await drawer(second.page).getByText('设告知方式').isVisible()).toBe(true)
  expect(await drawer(second.page).getByLabel('说明').inputValue()).toBe('我这边也准备受理。')
  await picture(second.page, 'stale-desk')
  await expectAccessible(second.page)
  await drawer(second.page).getByRole('button', { name: '受理', exact: true }).click()
  await second.page.locator('h1').getByText('办理中').waitFor()
  expect(await second.page.getByText('我这边也准备受理。').isVisible()).toBe(true)
})

test('for a protected class no paper leaves before it is known how she may be told', async () => {
  const view = await register({ category: '0101', title: undefined, data: { facts: '丈夫多次殴打,夜里不敢回家。' } })
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByText('未设。设好之前不出任何信函、短信和电话。').waitFor()
  const print = page.getByRole('button', { name: '打印 受理告知书' })
  expect(await print.isDisabled()).toBe(true)
  await picture(page, 'protected-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '设定', exact: true }).click()
  await drawer(page).getByRole('button', { name: '存放待取', exact: true }).click()
  await page.getByText('告知方式:存放待取').waitFor()
  expect(await print.isEnabled()).toBe(true)
})

test('a phone number is dialled by a button, masked before and recorded', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'phone', at(view))
  await page.getByText('138****2345').waitFor()
  await picture(page, 'matter-phone')
  await expectAccessible(page)
  await expectFits(page)
  await page.getByRole('button', { name: '打电话' }).tap()
  expect(await page.getByRole('link', { name: '拨打 13800002345' }).getAttribute('href')).toBe('tel:13800002345')
})

test('one’s own step is taken back with a reason and stays in the timeline, struck', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await step(page, '受理').click()
  await drawer(page).getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('button', { name: '撤回「受理」' }).click()
  await drawer(page).getByLabel('原因').fill('点错了')
  await drawer(page).getByRole('button', { name: '撤回', exact: true }).click()
  await page.locator('h1').getByText('已登记').waitFor()
  expect(await page.locator('.timeline-undone').innerText()).toContain('受理')
  expect(await page.getByText('点错了').isVisible()).toBe(true)
  await page.getByRole('button', { name: '更正', exact: true }).click()
  await drawer(page).getByLabel('类别', { exact: true }).waitFor()
  await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY')
  await picture(page, 'correct-desk')
  await expectAccessible(page)
  await drawer(page).getByLabel('摘要').fill('承包地被收回,要求恢复')
  await drawer(page).getByLabel('原因').fill('摘要写得不清楚')
  await drawer(page).getByRole('button', { name: '更正', exact: true }).click()
  await page.getByText('承包地被收回,要求恢复').first().waitFor()
  expect(await page.getByText('摘要写得不清楚').isVisible()).toBe(true)
})

test('the same pages speak English throughout', async () => {
  const officer = await journeys.house.as('hongjiang.rights')
  const me = await officer.call(identityContract.me, {})
  const view = await open(
    officer,
    petition({ category: '0302', parties: [], data: { facts: 'The village took back her land.' } }),
    me.home,
  )
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', '/register/petition')
  await page.getByRole('button', { name: /Switch to English/ }).click()
  const names = [me.account.name, me.post.unit.name]
  const chinese = async (): Promise<unknown> =>
    names
      .reduce((text, name) => text.replaceAll(name, ''), await page.locator('main').innerText())
      .match(/[\u4e00-\u9fff、。]+/g)
  await page.getByText('Received: now').waitFor()
  expect(await chinese()).toBeNull()
  for (const path of ['/', '/matters', '/notices', '/search', '/emergency', at(view)]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect([path, await chinese()]).toEqual([path, null])
  }
  await picture(page, 'matter-english-desk')
})
