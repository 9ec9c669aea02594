import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { open, person } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys, type Visitor } from './harness.ts'
import { choose } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const noted = (visitor: Visitor) => visitor.page.getByRole('heading', { name: '记下了' }).waitFor()
const save = (visitor: Visitor) => visitor.page.getByRole('button', { name: '记下', exact: true }).tap()
const type = async ({ page }: Visitor, name: string, text: string): Promise<void> => {
  await page.getByLabel(name).tap()
  await page.getByLabel(name).pressSequentially(text)
}

test('a village notes a quarrel on the phone in eight taps, and the town is told what is still to be asked', async () => {
  const visitor = await journeys.openAs('village.chair', 'phone')
  const { page } = visitor
  await page.getByRole('link', { name: '打 110' }).waitFor()
  await picture(page, 'today-village-phone')
  await expectAccessible(page)
  await expectFits(page)
  visitor.resetTaps()
  await page.getByRole('navigation').getByRole('link', { name: '记一笔' }).tap()
  await page.getByRole('radio', { name: '安全', exact: true }).tap()
  await type(visitor, '谁?', '田有余')
  await type(
    visitor,
    '一句话:怎么回事?',
    '两家为宅基地的滴水吵了半个月,前天动了嘴,没有受伤,电话一三八零零零零二三四五。',
  )
  await page.getByRole('button', { name: '电话 13800002345 → 电话' }).tap()
  await page.getByRole('radio', { name: '邻里争吵' }).tap()
  await page.getByRole('radio', { name: '请街道办' }).tap()
  await picture(page, 'quick-phone')
  await expectAccessible(page)
  await expectFits(page)
  await save(visitor)
  await noted(visitor)
  expect(visitor.taps()).toBeLessThanOrEqual(8)
  expect(visitor.inputs()).toBeLessThanOrEqual(5)
  expect(await page.getByText('还缺:另一方、调解人', { exact: false }).isVisible()).toBe(true)
  await picture(page, 'quick-done-phone')
  await expectAccessible(page)
  await expectFits(page)

  const town = await journeys.openAs('town.chair', 'phone')
  const row = town.page
    .locator('section', { has: town.page.getByRole('heading', { name: /待补/ }) })
    .getByRole('link', { name: /田\*余/ })
  await row.waitFor()
  await picture(town.page, 'today-town-phone')
  await expectAccessible(town.page)
  await expectFits(town.page)
  await row.tap()
  await town.page.getByRole('button', { name: '补上' }).tap()
  await town.page.getByRole('dialog').waitFor()
})

test('in danger the numbers stand above all else, and what was sent is no longer in her lists', async () => {
  const visitor = await journeys.openAs('village.chair', 'phone', '/note')
  const { page } = visitor
  await page.getByRole('radio', { name: '有危险' }).tap()
  const call = page.getByRole('link', { name: '打 110' })
  expect(await call.getAttribute('href')).toBe('tel:110')
  expect((await call.boundingBox())!.y).toBeLessThan((await page.getByText('她现在安全吗?').boundingBox())!.y)
  // Protection stands first now.
  expect(await page.locator('.quick-what .case-pill').first().innerText()).toBe('家里动手、恐吓')
  await type(visitor, '谁?', '岑小满')
  await type(visitor, '一句话:怎么回事?', '昨晚又被丈夫打了,躲在邻居家。')
  await page.getByRole('group', { name: '按原话推荐' }).getByRole('button', { name: '家里动手、恐吓' }).tap()
  expect(await page.getByRole('radio', { name: '当场说好了' }).count()).toBe(0)
  // The day in her words is offered, and asks for nothing.
  await page.getByRole('button', { name: '日期 2025-03-02 → 最近一次发生日期' }).tap()
  await page.getByRole('radio', { name: '请街道办' }).tap()
  await picture(page, 'quick-danger-phone')
  await expectAccessible(page)
  await expectFits(page)
  await save(visitor)
  await noted(visitor)
  expect(await page.getByText('不再留在您的列表里', { exact: false }).isVisible()).toBe(true)
  expect(await page.getByRole('link', { name: '打 110' }).isVisible()).toBe(true)
  expect(await page.title()).not.toMatch(/家暴|危险/)
  await picture(page, 'quick-danger-done-phone')
  await page.getByRole('link', { name: '回今天' }).tap()
  await page.getByRole('link', { name: '事项' }).first().tap()
  await page.getByRole('heading', { level: 1, name: '事项' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.locator('main').innerText()).not.toMatch(/家暴|岑/)
  const town = await journeys.house.as('town.chair')
  const { mine } = await town.call(casesContract.today, {})
  const { home, id } = mine.find(({ kind }) => kind === 'violence')!
  expect((await town.call(casesContract.open, { params: { home, id } })).body?.data['incidentOn']).toBe('2025-03-02')
})

test('what is not answered yet is brought before her eyes, clear of the bar, though a number in her words is wrong', async () => {
  const visitor = await journeys.openAs('village.chair', 'phone', '/note')
  const { page } = visitor
  await page.getByRole('radio', { name: '安全', exact: true }).tap()
  await type(visitor, '谁?', '田有余')
  await type(visitor, '一句话:怎么回事?', '前天晚上在坪里吵,证号110105194912310021,为排水沟。')
  await page.getByRole('radio', { name: '邻里争吵' }).tap()
  await page.getByRole('button', { name: '日期 2025-03-01 → 发生日期' }).waitFor()
  await page.evaluate('scrollTo(0, 0)')
  await save(visitor)
  await page.getByText('选一样怎么样了。').waitFor()
  const question = page.getByRole('group', { name: '怎么样了?' })
  await question.locator('input:focus').waitFor({ state: 'attached' })
  const bar = (await page.locator('.case-save').boundingBox())!
  const box = (await question.boundingBox())!
  expect(box.y).toBeGreaterThan(60)
  expect(box.y + box.height).toBeLessThanOrEqual(bar.y)
})

test('who came before is taken by initials; what is wrong is said at its place; a draft outlives a reload', async () => {
  const village = await journeys.house.as('village.chair')
  await open(village, {
    kind: 'dispute',
    category: '01',
    parties: [person('sideA', '向阳坡', { phone: '13800005678', address: '某社区 2组', birth: '1970-02-02' })],
    data: { facts: '婆媳为带孩子的事吵。' },
  })
  const visitor = await journeys.openAs('village.chair', 'phone', '/note')
  const { page } = visitor
  await save(visitor)
  for (const text of ['先问一句:她现在安全吗?', '还没有写是谁', '写一句是怎么回事', '选一样是什么事'])
    await page.getByText(text, { exact: false }).first().waitFor()
  await expectAccessible(page)
  await choose(page, '不清楚')
  await type(visitor, '谁?', 'xyp')
  await page.getByRole('button', { name: /向阳坡 2组 · 1970 年生/ }).tap()
  await type(visitor, '一句话:怎么回事?', '又为带孩子的事来说。')
  await page.getByRole('radio', { name: '别的' }).tap()
  await page.getByRole('combobox', { name: '别的' }).fill('抚养费')
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByText(/草稿已存/).waitFor()
  await page.reload()
  await page.getByText('向阳坡').waitFor()
  await picture(page, 'quick-known-phone')
  await choose(page, '当场说好了')
  await save(visitor)
  await noted(visitor)
  await page.getByRole('link', { name: '打开这件事' }).tap()
  await page.getByText('向阳坡').first().waitFor()
  const { rows } = await village.call(casesContract.list, { query: { tab: 'decided', category: '0118' } })
  expect(rows).toMatchObject([{ who: '向阳坡', category: '0118', status: 'answered', flags: ['UNSURE'] }])
  const { drafts } = await village.call(casesContract.drafts, {})
  expect(drafts.filter(({ content }) => JSON.stringify(content).includes('又为带孩子的事来说'))).toEqual([])
})

test('the list of a village calls people by their names and rings them up; the desk form is one tap away', async () => {
  const village = await journeys.house.as('village.chair')
  const { head } = await open(village, {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '贺春分', { phone: '13800004321', address: '某社区三组', birth: '1973-05-01' })],
    data: { facts: '围墙挡了路。' },
  })
  const { page } = await journeys.openAs('village.chair', 'phone', '/matters')
  const row = page.getByRole('link', { name: /贺春分 三组 · 1973 年生/ })
  await row.waitFor()
  await picture(page, 'matters-village-phone')
  await expectAccessible(page)
  await expectFits(page)
  await row.tap()
  await page.getByRole('button', { name: '打电话' }).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('13800004321')
  await page.getByRole('button', { name: '打电话' }).tap()
  expect(await page.getByRole('link', { name: '拨打 13800004321' }).getAttribute('href')).toBe('tel:13800004321')
  await picture(page, 'matter-village-phone')
  const desk = await journeys.openAs('village.chair', 'desk', '/note')
  await desk.page.getByRole('heading', { name: '记一笔' }).waitFor()
  await picture(desk.page, 'quick-desk')
  await expectAccessible(desk.page)
  await desk.page.getByRole('link', { name: '用全表登记' }).click()
  await desk.page.getByRole('button', { name: '村级纠纷' }).waitFor()
  const county = await journeys.openAs('county.rights', 'desk', `/matters/${head.home}/${head.id}`)
  await county.page.getByRole('heading', { level: 1 }).getByText('贺*分').waitFor()
})
