import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { open, person } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { choose, drawer } from './petition.ts'

// Every kind from its first word to its end, from the screens alone.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await sql`insert into cases.quota (campaign, kind, unit_id, places) select '2025-zuimei', 'nomination', id, 2 from org.unit where code = '430202'`.execute(
    journeys.house.database.admin,
  )
})
afterAll(() => journeys?.stop())

const pick = (page: Page, group: string | RegExp, name: string) =>
  page.getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).click()
const state = (page: Page, name: string) => page.locator('h1, .case-head').getByText(name).first().waitFor()

/** Takes a step of the matter, with a line on what was done where it asks for one. */
const take = async (page: Page, name: string, note?: string, asked?: () => Promise<void>): Promise<void> => {
  await page.getByRole('group', { name: '下一步' }).first().getByRole('button', { name, exact: true }).click()
  if (note)
    await drawer(page)
      .getByLabel(/^(写一句办了什么|说明)/)
      .fill(note)
  await asked?.()
  await drawer(page)
    .getByRole('button', { name: new RegExp(`^(${name}|送审)$`) })
    .click()
  await drawer(page).waitFor({ state: 'detached' })
}
/** Takes a step of the proceeding beside the matter. */
const proceed = async (page: Page, name: string): Promise<void> => {
  await page.locator('.case-track').getByRole('button', { name, exact: true }).click()
}
const press = async (page: Page, name: string): Promise<void> => {
  await drawer(page).getByRole('button', { name, exact: true }).click()
  await drawer(page).waitFor({ state: 'detached' })
}
const approve = async (page: Page): Promise<void> => {
  const leader = await journeys.openAs('county.leader', 'desk', '/approvals')
  await leader.page.getByRole('button', { name: '同意', exact: true }).click()
  await leader.page.getByRole('button', { name: '同意', exact: true }).click()
  await leader.page.getByText('已同意。').waitFor()
  await page.reload()
}

test('a village dispute is settled with a promise of money, which is kept in part and then in full', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone', '/register/dispute')
  await page.getByLabel('听她说,按原话记下').fill('两家为修院墙的钱吵了半个月。')
  await page.getByLabel('姓名', { exact: true }).fill('田有余')
  await page.getByRole('button', { name: '登记', exact: true }).tap()
  await page.getByRole('link', { name: '打开这件事' }).tap()
  await take(page, '上门', '两家都见了,愿意各出一半。')
  await page.getByRole('button', { name: '加约定事项' }).tap()
  await choose(page, '付款')
  // In her own village the chair reads names whole.
  await choose(page, '一方 田有余')
  await drawer(page).getByLabel('做什么').fill('出一半砌墙的钱')
  await drawer(page).getByLabel('金额(元)').fill('1200.5元')
  await drawer(page).getByText('金额写数字').waitFor()
  await drawer(page).getByLabel('金额(元)').fill('1200.50')
  await drawer(page).getByLabel('哪天前').fill('2025-03-20')
  await picture(page, 'promise-phone')
  await expectAccessible(page)
  await press(page, '记下')
  await page.getByText('出一半砌墙的钱 · 1200.50 元').waitFor()
  await take(page, '调和', '各出一半,三月二十日前付清。')
  await state(page, '已调和')
  const note = async (how: string): Promise<void> => {
    await page.getByRole('button', { name: '履行情况' }).tap()
    await choose(page, how)
    await press(page, '记下')
    await page.getByText(`${how} 2025-03-03`).waitFor()
  }
  await note('做到一部分')
  await note('全部做到')
  expect(await page.getByRole('button', { name: '履行情况' }).count()).toBe(0)
  await picture(page, 'dispute-phone')
  await expectAccessible(page)
  await expectFits(page)
})

test('a case of violence with its incident, warning letter and protection order: 72 hours to the ruling, then six months', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/violence')
  await page.getByLabel('听她说,按原话记下').fill('昨晚又动手了,打了耳光,孩子看见了。')
  await page.getByLabel('姓名', { exact: true }).fill('文若兰')
  await page.getByLabel('与加害人关系', { exact: true }).fill('配偶')
  await page.getByRole('listbox').getByRole('option').first().click()
  await pick(page, '她现在安全吗', '否')
  await picture(page, 'register-violence-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('link', { name: '打开这件事' }).click()
  await page.getByText('限定知悉').first().waitFor()

  await page.getByRole('button', { name: '加事件' }).click()
  await drawer(page).getByLabel('哪天').fill('2025-03-02')
  await drawer(page).getByLabel('暴力形式').fill('打耳光')
  await drawer(page).getByRole('listbox').getByRole('option').first().click()
  await drawer(page).getByLabel('经过').fill('因为钱的事推搡、打耳光。')
  await picture(page, 'incident-desk')
  await expectAccessible(page)
  await press(page, '记下')
  await page.getByText('因为钱的事推搡、打耳光。').waitFor()
  expect(await page.locator('main').innerText()).toContain('殴打')

  await page.getByRole('button', { name: '加收到的文书' }).click()
  await choose(page, '告诫书')
  await drawer(page).getByLabel('作出单位').fill('荷塘区公安分局月塘派出所')
  await drawer(page).getByLabel('文号').fill('株荷公(月)告诫字〔2025〕3号')
  await drawer(page).getByLabel('作出日期').fill('2025-03-02')
  await press(page, '记下')
  await page.getByRole('button', { name: '记送达' }).click()
  await press(page, '记送达')
  await page.getByText('2025-03-03 送达').waitFor()

  await take(page, '评估', '中等风险,她想申请保护令。')
  await take(page, '准备保护令')
  await proceed(page, '申请')
  await press(page, '申请')
  await proceed(page, '法院受理')
  await press(page, '法院受理')
  const clock = page.getByRole('listitem').filter({ hasText: '法院裁定' }).first()
  expect(await clock.innerText()).toMatch(/还剩.*3月6日/)
  expect(await clock.innerText()).toContain('依据')
  journeys.clock.advance(5)
  await proceed(page, '法院作出')
  await drawer(page).getByRole('button', { name: '法院作出', exact: true }).click()
  await drawer(page).getByText('请填文书:机关、文号、日期。').first().waitFor()
  await drawer(page).getByLabel('作出单位').fill('荷塘区人民法院')
  await drawer(page).getByLabel('文号').fill('(2025)湘0202民保令1号')
  await drawer(page).getByLabel('作出日期').fill('2025-03-03')
  await drawer(page).getByLabel('措施').fill('家庭暴力')
  await drawer(page).getByRole('listbox').getByRole('option').first().click()
  await picture(page, 'order-desk')
  await expectAccessible(page)
  await press(page, '法院作出')
  await page.getByText('(2025)湘0202民保令1号').waitFor()
  expect(await page.locator('main').innerText()).toContain('保护令有效期')
  await picture(page, 'violence-desk')
  await expectAccessible(page)

  await take(page, '开始服务', '陪同就医,联系法援。')
  await take(page, '转回访', '情况稳定。')
  await page.getByText('保护令程序还没有结束').first().waitFor()
  await proceed(page, '到期')
  await press(page, '到期')
  await take(page, '结案', '半年没有再发生。', () => choose(page, '安全稳定'))
  await approve(page)
  await state(page, '已结案')
}, 240_000)

test('a mediation goes from the session to the agreement, is confirmed by the court and performed', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/mediation')
  await page.getByLabel('听她说,按原话记下').fill('赡养费三年没有付,老人请妇联调解。')
  await page.getByLabel('姓名', { exact: true }).fill('蓝小荷')
  await page.getByRole('button', { name: '加被申请人' }).click()
  await page.getByRole('group', { name: '被申请人' }).getByLabel('姓名', { exact: true }).fill('方大川')
  await page.getByLabel('纠纷类型', { exact: true }).fill('婚姻')
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('group', { name: '受理来源' }).getByRole('radio').first().click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('link', { name: '打开这件事' }).click()
  await take(page, '受理')
  await page.getByRole('button', { name: '加调解会' }).click()
  await drawer(page).getByLabel('哪天').fill('今天')
  await drawer(page).getByLabel('调解记录').fill('双方到场,愿意按月付。')
  await press(page, '记下')
  await page.getByText('双方到场,愿意按月付。').waitFor()
  await page.getByRole('button', { name: '加约定事项' }).click()
  await choose(page, '付款')
  await choose(page, '被申请人 方*川')
  await drawer(page).getByLabel('做什么').fill('每月付赡养费')
  await drawer(page).getByLabel('金额(元)').fill('600')
  await drawer(page).getByLabel('哪天前').fill('2025-04-05')
  await press(page, '记下')
  // What only now is known is asked with the step it belongs to.
  await take(page, '达成协议', '达成书面协议。', async () => {
    await drawer(page).getByRole('group', { name: '协议形式' }).getByRole('radio').first().click()
    await picture(page, 'mediation-agree-desk')
    await expectAccessible(page)
  })
  await take(page, '申请司法确认', undefined, () => pick(page, '可申请司法确认', '是'))
  await proceed(page, '法院受理')
  await press(page, '法院受理')
  await proceed(page, '法院确认')
  await drawer(page).getByLabel('作出单位').fill('荷塘区人民法院')
  await drawer(page).getByLabel('文号').fill('(2025)湘0202民特1号')
  await drawer(page).getByLabel('作出日期').fill('2025-03-03')
  await press(page, '法院确认')
  await page.getByText('还没有履行').or(page.getByText('还没有')).first().waitFor()
  await page.getByRole('button', { name: '履行情况' }).click()
  await press(page, '记下')
  await picture(page, 'mediation-desk')
  await expectAccessible(page)
  await take(page, '履行完毕')
  await take(page, '归档')
  await state(page, '已归档')
  expect(await page.locator('main').innerText()).toContain('每月付赡养费 · 600.00 元 全部做到')
}, 240_000)

test('a family is nominated, shown in public for its days, judged by three and named', async () => {
  const town = await journeys.openAs('town.chair', 'desk', '/register/nomination')
  const { page } = town
  await page.getByLabel('听她说,按原话记下').fill('照顾邻里老人八年,一家人轮流送饭。')
  await page.getByLabel('姓名', { exact: true }).fill('白秋实')
  await page.getByLabel('表彰对象', { exact: true }).fill('家庭')
  await page.getByRole('listbox').getByRole('option').first().click()
  await choose(page, '2025 年最美家庭')
  await page.locator('summary').filter({ hasText: '公示' }).click()
  await pick(page, '本人同意公示', '是')
  await picture(page, 'register-nomination-desk')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('link', { name: '打开这件事' }).click()
  await take(page, '公示')
  await page.getByText('公示到 2025-03-10 才满').waitFor()
  const address = new URL(page.url()).pathname
  journeys.clock.set('2025-03-11T09:00:00+08:00')
  const again = await journeys.openAs('town.chair', 'desk', address)
  await again.page.getByText('公示 已满').waitFor()
  await take(again.page, '提交评审')
  const vote = async (who: string, score: string): Promise<void> => {
    const judge = await journeys.openAs(who, 'phone', address)
    await judge.page.getByLabel('我的打分(0—100)').fill(score)
    await judge.page.getByRole('button', { name: '打分', exact: true }).tap()
    await judge.page.getByText(/平均/).waitFor()
  }
  await vote('town.chair', '90')
  await vote('county.rights', '85')
  await vote('city.rights', '80')
  const county = await journeys.openAs('county.rights', 'desk', address)
  await county.page.getByText('已投 3/3 票').waitFor()
  await picture(county.page, 'nomination-desk')
  await expectAccessible(county.page)
  await take(county.page, '入选')
  await approve(county.page)
  await state(county.page, '已入选')
  const { rows } = await (
    await journeys.house.as('town.chair')
  ).call(casesContract.list, { query: { tab: 'all', kind: 'nomination' } })
  expect(rows.map((row) => row.status)).toContain('named')
}, 240_000)

test('a promise written wrongly is taken back from the timeline and stands in 今天 as it was noted anew', async () => {
  const view = await open(await journeys.house.as('county.rights'), {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '柳大婶'), person('sideB', '江大叔')],
    data: { facts: '两家为院墙吵了几天。' },
  })
  const { page } = await journeys.openAs('county.rights', 'phone', `/matters/${view.head.home}/${view.head.id}`)
  const promise = async (what: string, day: string): Promise<void> => {
    await page.getByRole('button', { name: '加约定事项' }).tap()
    await choose(page, '做到的事')
    await drawer(page).getByLabel('做什么').fill(what)
    await drawer(page).getByLabel('哪天前').fill(day)
    await press(page, '记下')
  }
  await promise('拆新墙', '2025-03-20')
  await page.getByRole('button', { name: '撤回「约定事项:做到的事」' }).tap()
  await drawer(page).getByLabel('原因').fill('是旧墙,写错了')
  await press(page, '撤回')
  await page.getByText('拆新墙').waitFor({ state: 'detached' })
  expect(await page.locator('.timeline-undone').innerText()).toContain('已撤回')
  await promise('拆旧墙', '2025-03-05')
  await picture(page, 'taken-back-phone')
  await expectAccessible(page)
  await expectFits(page)
  await page.goto('/')
  const due = page.locator('section').filter({ has: page.getByRole('heading', { name: '约定到期' }) })
  await due.getByText(view.head.number).waitFor()
  await due.scrollIntoViewIfNeeded()
  await picture(page, 'promises-phone')
  await expectAccessible(page)
  await expectFits(page)
})

test('a note written into the wrong matter is taken back from the timeline, at the desk and on the phone', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const view = await open(await journeys.house.as('county.rights'), {
      kind: 'dispute',
      category: '02',
      parties: [person('sideA', '柳大婶'), person('sideB', '江大叔')],
      data: { facts: '两家为院墙吵了几天。' },
    })
    const { page } = await journeys.openAs('county.rights', size, `/matters/${view.head.home}/${view.head.id}`)
    await page.getByLabel('记一笔').fill('已去过医院(是别家的)')
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByRole('button', { name: '撤回「记一笔」' }).click()
    await drawer(page).getByText('已去过医院(是别家的)').waitFor()
    await drawer(page).getByLabel('原因').fill('记在别家的了')
    await press(page, '撤回')
    await page.locator('.timeline-undone').getByText('已去过医院').waitFor()
    expect(await page.locator('.timeline-undone').innerText()).toContain('已撤回')
    await picture(page, `note-taken-back-${size}`)
    // Nothing is looked at while half of it lies under the bar.
    await page.evaluate('scrollTo(0, 0)')
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
  }
})

test('a woman whose pay is owed gets a lawyer: what is decided by others is asked for with each step, on the phone too', async () => {
  const { page } = await journeys.openAs('county.rights', 'phone', '/register/legalAid')
  await page.getByLabel('听她说,按原话记下').fill('在饭店干了半年,工资一直没发。')
  await page.getByLabel('姓名', { exact: true }).fill('安小荷')
  await page.getByLabel('援助事项', { exact: true }).fill('讨薪')
  await page.getByRole('listbox').getByRole('option').first().click()
  await pick(page, '来源', '148 专线')
  await picture(page, 'legal-aid-register-phone')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('link', { name: '打开这件事' }).click()
  await take(page, '初审', '材料齐。', async () => {
    await pick(page, '经济状况', '免核查:进城务工人员请求劳动报酬或工伤赔偿')
    await pick(page, '援助形式', '民事、行政、国家赔偿代理')
    await picture(page, 'legal-aid-screen-phone')
    await expectAccessible(page)
  })
  await take(page, '提交申请', undefined, () => drawer(page).getByLabel('接收单位').fill('荷塘区法律援助中心'))
  await take(page, '决定援助', undefined, () => drawer(page).getByLabel('决定书文号').fill('湘荷援〔2025〕12号'))
  await take(page, '指派律师', undefined, async () => {
    await drawer(page).getByLabel('承办律师').fill('温律师')
    await drawer(page).getByLabel('律师事务所').fill('荷风律师事务所')
    await drawer(page).getByLabel('律师电话').fill('0731-00009000')
  })
  await picture(page, 'legal-aid-phone')
  await take(page, '结案', '工资全部要回。', () => pick(page, /处理结果/, '胜诉'))
  await state(page, '已结案')
  expect(await page.locator('main').innerText()).toContain('办「指派律师」时填')
}, 240_000)
