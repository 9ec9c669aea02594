import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { bySlip, freshPassword } from '#modules/identity/fixtures.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

// The three offices of administration, and letting somebody know again.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

test('the auditor begins at her desk, reviews an emergency view and looks up who read the record, without a client’s name', async () => {
  const { house } = journeys
  const view = await open(
    await house.as('county.rights'),
    petition({ category: '0101', notifyMode: 'F', parties: [person('petitioner', '闻人小雨')] }),
  )
  const other = await house.as('county2.rights')
  await other.call(casesContract.breakGlass, { body: { number: view.head.number, reason: '她来电说有生命危险' } })
  await other.call(casesContract.open, { params: keyOf(view) })
  for (const size of ['phone', 'desk'] as const) {
    const { page } = await journeys.openAs('auditor', size)
    await page.getByRole('heading', { name: '审计', level: 1 }).waitFor()
    await page.getByText('她来电说有生命危险').first().waitFor()
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `audit-${size}`)
  }
  const { page } = await journeys.openAs('auditor', 'desk')
  await page
    .getByRole('row', { name: new RegExp(view.head.number) })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { name: view.head.number }).waitFor()
  await page.getByRole('row', { name: /谢晓岚.*打开/ }).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('闻人')
  await expectAccessible(page)
  await picture(page, 'audit-record')
  await page.goBack()
  await page
    .getByRole('row', { name: new RegExp(view.head.number) })
    .getByRole('button', { name: '复核' })
    .click()
  const panel = page.getByRole('dialog')
  await panel.getByText('需处理').click()
  await panel.getByRole('textbox').fill('不是她分内的事,已告知分管领导')
  await panel.getByText('会通知最近的上级主席').waitFor()
  await expectAccessible(page)
  await panel.getByRole('button', { name: '复核', exact: true }).click()
  await page.getByText('已通知周映棠。').waitFor()
  await page.getByRole('row', { name: new RegExp(view.head.number) }).waitFor({ state: 'detached' })
})

test('three people make a colleague able to work: opened, given a post, signed in', async () => {
  const admin = await journeys.openAs('admin', 'desk')
  await admin.page.getByRole('button', { name: '开通账号' }).first().click()
  const opening = admin.page.getByRole('dialog', { name: '开通账号' })
  await opening.getByLabel('姓名').fill('沈知秋')
  await opening.getByLabel('用户名').fill('shen.zhiqiu')
  await opening.getByRole('button', { name: '开通账号' }).click()
  const code = await opening.locator('code').last().innerText()
  await expectAccessible(admin.page)

  const refused = await bySlip(journeys.house, code).then(
    () => null,
    (error: unknown) => error,
  )
  expect(refused).toMatchObject({ code: 'identity.noPost' })

  const { page } = await journeys.openAs('security', 'desk')
  await page.getByRole('heading', { name: '岗位', level: 1 }).waitFor()
  await page
    .getByRole('row', { name: /shen\.zhiqiu/ })
    .getByRole('button', { name: '设岗位' })
    .click()
  const giving = page.getByRole('dialog')
  await giving.getByLabel('角色').selectOption({ label: '权益干部' })
  await giving.getByLabel('单位').fill('芦淞')
  await page
    .getByRole('option', { name: /芦淞区/ })
    .first()
    .click()
  await expectAccessible(page)
  await picture(page, 'posts-desk')
  await giving.getByRole('button', { name: '设岗位' }).click()
  await page.getByRole('row', { name: /shen\.zhiqiu.*芦淞区妇联权益干部/ }).waitFor()

  const caller = await journeys.house.signIn('shen.zhiqiu', freshPassword)
  expect((await caller.call(identityContract.me, {})).post.unit.name).toBe('芦淞区')
})

test('what was kept from a unit is lifted by its author within the day, from the same panel', async () => {
  const view = await open(await journeys.house.as('county.rights'), petition({ notTo: ['430202001'] }))
  const { page } = await journeys.openAs('county.rights', 'desk', `/matters/${view.head.home}/${view.head.id}`)
  await page.getByRole('button', { name: '不让知道' }).click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: '解除' }).waitFor()
  await expectAccessible(page)
  await panel.getByRole('button', { name: '解除' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('已经核实没有关系')
  await page.getByRole('dialog').getByRole('button', { name: '解除' }).click()
  await page.getByText('解除「不让知道」').waitFor()
  const { exclusions } = await journeys.house
    .as('county.rights')
    .then((owner) => owner.call(casesContract.exclusions, { params: keyOf(view) }))
  expect(exclusions).toEqual([])
})

test('a colleague who is kin of the other side is kept from a matter by name', async () => {
  const view = await open(await journeys.house.as('county.rights'), petition())
  const { page } = await journeys.openAs('county.rights', 'phone', `/matters/${view.head.home}/${view.head.id}`)
  await page.getByRole('button', { name: '不让知道' }).tap()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: /区妇联主席/ }).tap()
  await panel.getByLabel('原因').fill('是对方的姐姐')
  await picture(page, 'exclude-phone')
  await expectAccessible(page)
  await panel.getByRole('button', { name: '不让知道', exact: true }).tap()
  await panel.waitFor({ state: 'detached' })
  const leader = await journeys.house.as('county.leader')
  await expect(leader.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({ status: 404 })
})

test('a colleague is kept from a matter by name in the very form it is registered with, at the desk and on the phone', async () => {
  for (const size of ['desk', 'phone'] as const) {
    const { page } = await journeys.openAs('village.chair', size, '/register/dispute')
    await page.getByLabel('听她说,按原话记下').fill('两家为院墙吵了几天,对方是镇主席的表兄。')
    await page.getByLabel('姓名', { exact: true }).fill('田有余')
    await page.getByText('不要让谁知道').click()
    await page.getByText('这个单位没有别的账号。').waitFor()
    await page.getByLabel('不让哪个人知道').fill('月塘街道')
    await page
      .getByRole('option', { name: /月塘街道/ })
      .first()
      .click()
    await page.getByRole('button', { name: /唐秋芸/ }).click()
    await picture(page, `register-apart-${size}`)
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await page.getByText(/草稿已存/).waitFor()
    await page.reload()
    await page.locator('summary', { hasText: '唐秋芸' }).waitFor()
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    const number = await page.locator('.case-number').innerText()
    const sees = async (who: string): Promise<boolean> =>
      JSON.stringify(await (await journeys.house.as(who)).call(casesContract.list, { query: { tab: 'all' } })).includes(
        number,
      )
    expect([await sees('town.chair'), await sees('county.rights')]).toEqual([false, true])
  }
})

test('the administrator finds somebody in her list, and loads the days off of a new notice', async () => {
  for (const size of ['phone', 'desk'] as const) {
    const { page } = await journeys.openAs('admin', size, '/accounts')
    await page.getByRole('searchbox').fill('荷塘区 权益')
    await page.getByText('程嘉禾').waitFor()
    expect(await page.getByRole('button', { name: '重置密码' }).count()).toBe(1)
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `accounts-found-${size}`)
    await page.goto('/calendar')
    await page.getByLabel('年份').selectOption('2026')
    await page.getByLabel(/每行一天/).fill('2026-13-01\t休息\t元旦\t国办发明电〔2025〕7号')
    await page.getByRole('button', { name: '导入通知' }).click()
    await page.getByText(/第 1 行:日期不存在/).waitFor()
    await page.getByLabel(/每行一天/).fill('2026-01-04\t上班\t元旦调休\t国办发明电〔2025〕7号')
    await page.getByRole('button', { name: '导入通知' }).click()
    await page.getByText('已导入 1 天(2026 年)').waitFor()
    await page.getByText('元旦调休').first().waitFor()
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `calendar-${size}`)
  }
})

test('the administrator finds a unit, sees what renaming it moves, and renames it', async () => {
  for (const size of ['phone', 'desk'] as const) {
    const { page } = await journeys.openAs('admin', size, '/units')
    await page.getByLabel('找单位').fill('荷塘区')
    await page
      .getByRole('option', { name: /荷塘区/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '荷塘区', level: 1 }).waitFor()
    await page.getByText('程嘉禾').first().waitFor()
    await page.getByText('荷塘区妇联权益干部').first().waitFor()
    await page.getByRole('link', { name: '月塘街道' }).waitFor()
    await expectAccessible(page)
    if (size === 'phone') await expectFits(page)
    await picture(page, `units-${size}`)
  }
  const { page } = await journeys.openAs('admin', 'desk', '/units?code=430202')
  await page.getByRole('button', { name: '变动', exact: true }).click()
  const panel = page.getByRole('dialog')
  await panel.getByLabel('新名称').fill('荷花区')
  await panel.getByRole('button', { name: '先看影响' }).click()
  await panel.getByText('缺依据').first().waitFor()
  await panel.getByLabel('依据的文件').fill('湘民发〔2025〕3号')
  await panel.getByRole('button', { name: '先看影响' }).click()
  await panel.getByText(/一起变的:下级单位 \d+ 个/).waitFor()
  await expectAccessible(page)
  await picture(page, 'unit-change-desk')
  await panel.getByRole('button', { name: '就这样改' }).click()
  await page.getByRole('heading', { name: '荷花区', level: 1 }).waitFor()
  expect(await page.locator('main').innerText()).toContain('荷塘区(430202)')
})
