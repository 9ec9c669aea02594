import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { listedMost } from '#modules/cases/desk.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { act } from '#test/kinds/walk.ts'
import { at, drawer, registerPetition, step } from './petition.ts'

// What is done to a matter beside its steps.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await declareMeasures(journeys.house.database.system, catalogue)
})
afterAll(() => journeys?.stop())

const register = (part?: Record<string, unknown>): Promise<CaseView> => registerPetition(journeys, part)
const again = async (view: CaseView, who = 'county.rights'): Promise<CaseView> =>
  (await journeys.house.as(who)).call(casesContract.open, { params: { home: view.head.home, id: view.head.id } })

test('attachments are sent and come back as they were; a program is refused with its reason, and a cut connection can be tried again', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  const box = page.getByRole('group', { name: '加附件' })
  const choose = box.getByLabel('加附件', { exact: true })
  const words = Buffer.from('工资条:三月未发。', 'utf8')
  await choose.setInputFiles({ name: '工资条.txt', mimeType: 'text/plain', buffer: words })
  await box.getByText('已收下').waitFor()
  // Taken back from the timeline it is named, and no longer called received.
  await choose.setInputFiles({ name: '别家的.txt', mimeType: 'text/plain', buffer: Buffer.from('拿错了') })
  await page.getByRole('button', { name: '撤回「加附件:别家的.txt」' }).click()
  await drawer(page).getByText('撤回「加附件:别家的.txt」').waitFor()
  await drawer(page).getByLabel('原因').fill('拿错了')
  await drawer(page).getByRole('button', { name: '撤回', exact: true }).click()
  await page.getByRole('button', { name: '下载 别家的.txt' }).waitFor({ state: 'detached' })
  await box.getByText('别家的.txt').waitFor({ state: 'detached' })
  await choose.setInputFiles({
    name: '材料.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 1)]),
  })
  await box.getByText(/文件没有收下/).waitFor()
  await expectAccessible(page)
  await picture(page, 'files-desk')
  await choose.setInputFiles({ name: '空的.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) })
  await box.getByText('文件是空的,请重新选择。').waitFor()

  let met = 0
  await page.route(/\/files\//, (route) =>
    route.request().method() === 'PUT' && ++met === 1 ? route.abort('connectionreset') : route.continue(),
  )
  await choose.setInputFiles({ name: '证明.txt', mimeType: 'text/plain', buffer: Buffer.from('村委会证明') })
  const cut = box.getByRole('listitem').filter({ hasText: '证明.txt' })
  await cut.getByRole('button', { name: '再传一次' }).click()
  await page.getByRole('button', { name: '下载 证明.txt' }).waitFor()
  expect((await again(view)).body?.files.map(({ name }) => name).sort()).toEqual(['工资条.txt', '证明.txt'])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 工资条.txt' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('工资条.txt')
  expect(readFileSync(await download.path()).equals(words)).toBe(true)

  await choose.setInputFiles({ name: '借条.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await page.getByRole('button', { name: '打开 借条.png' }).click()
  const shown = page.getByRole('img', { name: '借条.png' })
  await shown.waitFor()
  await picture(page, 'file-seen')
  expect(await shown.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth)).toBe(1366)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await shown.waitFor({ state: 'detached' })
})

test('今天 says when it lists only the most urgent of one’s own and leads to all of them', async () => {
  for (let n = 0; n <= listedMost.mine; n += 1) await register()
  const { page } = await journeys.openAs('county.rights', 'phone', '/')
  await page.getByRole('link', { name: `只列最急的 ${listedMost.mine} 件,看全部` }).tap()
  await page.waitForURL(/tab=mine/)
  await page.locator('.card').nth(listedMost.mine).waitFor()
  expect(await page.locator('.card').count()).toBeGreaterThan(listedMost.mine)
})

test('a page printed from the menu of the browser begins on its first sheet and holds no navigation and no fields', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  for (const [path, read] of [
    [at(view), '多次找村委没有结果'],
    ['/matters?tab=all', view.head.number],
    ['/figures?kind=petition', '收到'],
  ] as const) {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(path)
    await page.locator('main').getByText(read).first().waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav, .ant-btn, select, textarea').filter({ visible: true }).count()).toBe(0)
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('main .sheet')].some((one) => getComputedStyle(one).breakInside === 'avoid')`,
      ),
    ).toBe(false)
  }
})

test('a note on a matter is not lost by leaving the page, stays with its matter and is gone once saved', async () => {
  const [view, other] = [await register(), await register()]
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  const note = page.getByLabel('记一笔', { exact: true })
  await note.fill('电话里说村里答应下周开会。')
  await page.getByRole('navigation').getByRole('link', { name: '今天' }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto(at(other))
  await note.waitFor()
  expect(await note.inputValue()).toBe('')
  await page.goto(at(view))
  await note.waitFor()
  expect(await note.inputValue()).toBe('电话里说村里答应下周开会。')
  const save = page.getByRole('button', { name: '记下', exact: true })
  await save.click()
  await save.waitFor({ state: 'detached' })
  expect(await note.inputValue()).toBe('')
  await page.reload()
  await note.waitFor()
  expect(await note.inputValue()).toBe('')
  expect((await again(view)).body!.steps.at(-1)!.note).toBe('电话里说村里答应下周开会。')
})

test('a matter is given to a colleague, who finds it among hers and is told', async () => {
  const { admin } = journeys.house.database
  // A second post of the same unit.
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    select gen_random_uuid(), (select id from identity.account where username = 'county2.rights'), p.unit_id, p.scope, p.home, 'rights', '荷塘区妇联(兼)', 'Hetang (second post)', '2000-01-01'
    from identity.post p join identity.account a on a.id = p.account_id where a.username = 'county.rights'`.execute(
    admin,
  )
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '交给', exact: true }).click()
  await expectAccessible(page)
  await drawer(page)
    .getByRole('button', { name: /谢晓岚/ })
    .click()
  await drawer(page).waitFor({ state: 'detached' })
  expect((await again(view)).head.owner?.name).toBe('谢晓岚')

  // She works in two posts and switches to the one that was given it.
  const colleague = await journeys.openAs('county2.rights', 'desk', '/')
  await colleague.page.getByLabel('岗位').selectOption({ label: '荷塘区妇联(兼)' })
  await colleague.page.getByText(view.head.number).first().waitFor()
  await colleague.page.goto('/notices')
  await colleague.page.getByRole('link', { name: new RegExp(view.head.number) }).waitFor()
  await picture(colleague.page, 'assigned-desk')
  await colleague.page.getByLabel('岗位').selectOption({ index: 0 })
  await colleague.page.getByText(view.head.number).first().waitFor({ state: 'detached' })
  await sql`update identity.post set valid_to = '2025-01-01' where title_zh = '荷塘区妇联(兼)'`.execute(admin)
})

test('what cannot be done beside the steps says why before anything is typed; who hands down chooses a unit below and hears when nobody is there', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByText('交给:本单位没有别的岗位办事项').waitFor()
  expect(await page.getByRole('button', { name: '交给', exact: true }).isDisabled()).toBe(true)
  await step(page, '交办').click()
  const unit = drawer(page).getByLabel('转给哪个单位')
  await unit.fill('430202')
  await page
    .getByRole('option', { name: /月塘街道/ })
    .first()
    .waitFor()
  expect(await page.getByRole('option', { name: /^荷塘区/ }).count()).toBe(0)
  await unit.fill('东湖社区')
  await page.getByRole('option', { name: /东湖社区/ }).click()
  await drawer(page).getByText('这个单位还没有办事项的岗位').waitFor()
  await expectAccessible(page)
  await unit.fill('月塘街道')
  await page
    .getByRole('option', { name: /月塘街道/ })
    .first()
    .click()
  await drawer(page).getByText('这个单位还没有办事项的岗位').waitFor({ state: 'detached' })
  await drawer(page).getByRole('textbox', { name: '写一句办了什么' }).fill('请上门核实。')
  await drawer(page).getByRole('button', { name: '交办', exact: true }).click()
  await drawer(page).getByText('请选要对方在哪天前反馈').first().waitFor()
  await picture(page, 'assign-down-desk')
})

test('who may know is narrowed with a reason: the level above is left with number, class and clocks', async () => {
  const view = await register()
  const city = await journeys.openAs('city.rights', 'desk', at(view))
  await city.page.getByText('多次找村委没有结果').waitFor()
  const { page } = await journeys.openAs('county.rights', 'phone', at(view))
  await page.getByRole('button', { name: '知悉范围' }).tap()
  await drawer(page).getByRole('radio', { name: '限定知悉:只有承办人' }).tap()
  await drawer(page).getByLabel('原因').fill('她的亲戚在市里工作')
  await expectAccessible(page)
  await expectFits(page)
  await drawer(page).getByRole('button', { name: '设定', exact: true }).tap()
  await page.getByText('限定知悉').first().waitFor()
  await city.page.reload()
  await city.page.getByText('只有承办人能打开').waitFor()
  expect(await city.page.locator('main').innerText()).not.toMatch(/多次找村委|安\*?荷/)
})

test('a mis-registration is voided with its reason: it counts for nothing, stays readable and says so', async () => {
  const view = await register({ category: '0311' })
  const received = async (): Promise<number | null | undefined> => {
    const { figures } = await (
      await journeys.house.as('county.rights')
    ).call(figuresContract.figures, { query: { kind: 'petition', period: '2025-03' } })
    return figures.find(({ measure }) => measure === 'petition.received')?.n
  }
  const before = await received()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '作废', exact: true }).click()
  expect(await drawer(page).getByRole('button', { name: '作废', exact: true }).isDisabled()).toBe(true)
  await drawer(page).getByLabel('原因').fill('同一封信登记了两次')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '作废', exact: true }).click()
  await drawer(page).waitFor({ state: 'detached' })
  await page.getByText('同一封信登记了两次').waitFor()
  expect(await page.getByText('多次找村委没有结果').isVisible()).toBe(true)
  expect(await received()).toBe((before ?? 0) - 1)
  await picture(page, 'void-desk')
})

test('a village that does not find a matter is told to call 110, not led to a page it does not have', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone', `/matters/430202/${randomUUID()}`)
  await page.getByText('有人有危险先打 110').waitFor()
  expect(await page.getByRole('link', { name: '紧急查看' }).count()).toBe(0)
})

test('with life in danger a neighbour opens by the exact number; the owner is told and sees who and why', async () => {
  const view = await register({ category: '0101', title: undefined, data: { facts: '丈夫拿着刀在门外。' } })
  const neighbour = await journeys.openAs('county2.rights', 'phone', '/emergency')
  await neighbour.page.getByLabel('准确编号').fill(view.head.number)
  await neighbour.page.getByLabel('为什么现在必须看').fill('她跑到了我们区,正在派出所')
  await expectAccessible(neighbour.page)
  await expectFits(neighbour.page)
  await neighbour.page.getByRole('button', { name: '紧急查看', exact: true }).tap()
  await neighbour.page.getByText('丈夫拿着刀在门外').waitFor()
  expect(await step(neighbour.page, '受理').isDisabled()).toBe(true)
  expect(await neighbour.page.getByText('您凭理由查看,只能看,不能办。').first().isVisible()).toBe(true)
  const owner = await journeys.openAs('county.rights', 'desk', '/notices')
  await owner.page
    .getByRole('link', { name: new RegExp(view.head.number) })
    .first()
    .click()
  await owner.page.getByRole('button', { name: '谁看过' }).click()
  await drawer(owner.page).getByText('她跑到了我们区,正在派出所').waitFor()
  expect(await drawer(owner.page).getByText('谢晓岚').first().isVisible()).toBe(true)
})

test('the acceptance notice is printed in two taps, a referral is done in six', async () => {
  const view = await register()
  const visitor = await journeys.openAs('county.rights', 'desk', at(view))
  const { page } = visitor
  await step(page, '受理').click()
  await drawer(page).getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('办理中').first().waitFor()
  await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1 }')
  visitor.resetTaps()
  await page.getByRole('button', { name: '打印 受理告知书' }).click()
  await page.getByRole('article', { name: /受理告知书/ }).waitFor()
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await expect.poll(() => page.evaluate('window.printed')).toBe(1)
  expect(visitor.taps()).toBeLessThanOrEqual(2)

  const other = await register()
  await page.goto(at(other))
  visitor.resetTaps()
  await page.getByRole('button', { name: /其他可办的/ }).click()
  await page.getByRole('button', { name: '转介', exact: true }).click()
  await drawer(page).getByLabel('接收单位').fill('区法律援助中心')
  await drawer(page).getByLabel('写一句办了什么').fill('转去申请法律援助。')
  await picture(page, 'matter-refer')
  await drawer(page).getByRole('button', { name: '转介', exact: true }).click()
  await page.getByText('已转介').first().waitFor()
  await page.getByText('接收单位:区法律援助中心').first().waitFor()
  expect(visitor.taps()).toBeLessThanOrEqual(6)
})

test('a day that is none is said without swallowing the press that left its field', async () => {
  const officer = await journeys.house.as('county.rights')
  const { page } = await journeys.openAs('county.rights', 'desk', at(await act(officer, await register(), 'accept')))
  await page.getByRole('button', { name: /其他可办的/ }).click()
  await page.getByRole('button', { name: '记告知', exact: true }).click()
  await drawer(page).getByLabel('送达日期').fill('2025-02-30')
  await drawer(page).getByRole('radio', { name: '当面交给' }).click()
  await drawer(page).getByText('日历上没有 2025-02-30 这一天').waitFor()
  expect(await drawer(page).getByRole('radio', { name: '当面交给' }).isChecked()).toBe(true)
})

test('the page 〔查找〕 answers what the one box answers: the figure with its parts, and a page', async () => {
  await declareMeasures(journeys.house.database.system, catalogue)
  const { page } = await journeys.openAs('county.rights', 'desk', '/search')
  const box = page.getByRole('main').getByLabel('查找', { exact: true })
  await box.fill('家暴')
  await box.press('Enter')
  const first = page.getByRole('main').getByRole('link', { name: /家庭暴力\(合计\)/ })
  await first.waitFor()
  expect(await page.getByText('没有找到').count()).toBe(0)
  await picture(page, 'search-figures-desk')
  await expectAccessible(page)
  expect(await first.getAttribute('href')).toContain('/figures/petition.received/records')
  await box.fill('编号簿')
  await box.press('Enter')
  await page
    .getByRole('main')
    .getByRole('link', { name: /编号簿/ })
    .waitFor()
})

test('a person is found by the initials of her name in two taps', async () => {
  const view = await register({ parties: [{ id: randomUUID(), role: 'petitioner', name: '欧阳秋菱' }] })
  for (const size of ['desk', 'phone'] as const) {
    const visitor = await journeys.openAs('county.rights', size, '/')
    const { page } = visitor
    const box = page.getByRole('combobox', { name: '查找' })
    await box.waitFor()
    visitor.resetTaps()
    if (size === 'desk') await page.keyboard.press('/')
    else await box.tap()
    await page.keyboard.type('oyql')
    const found = page.getByRole('option', { name: new RegExp(view.head.number) })
    await found.waitFor()
    if (size === 'desk') await found.click()
    else await found.tap()
    await page.getByText('多次找村委没有结果').waitFor()
    expect(visitor.taps()).toBeLessThanOrEqual(2)
  }
})
