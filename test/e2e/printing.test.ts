import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import type { CaseView } from '#modules/cases/contract.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { act, keyOf, person } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { printed, written } from './pdf.ts'
import { at, drawer, registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

const officer = () => journeys.house.as('county.rights')
const phrase = '经调查核实,您反映的承包地一事涉及村规民约,我会已会同乡镇和村委会召开协调会。'
/** A reply with an opinion of so many characters. */
const replied = async (length: number): Promise<CaseView> => {
  const caller = await officer()
  const data = { facts: '婚后村里收回了承包地。', opinion: phrase.repeat(200).slice(0, length) }
  let view = await act(caller, await registerPetition(journeys, { data }), 'accept')
  view = await act(caller, view, 'conclude', { result: 'S', note: '协调会已开。' })
  return act(caller, view, 'reply', { proof: { on: '2025-03-03', mode: 'hand' } })
}

test('a letter longer than its page numbers every page, and two lines at least go with the signature', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk')
  const pages = new Set<number>()
  // By lines of about 28 characters around the end of the first and second page.
  for (let length = 20; length <= 272; length += 28) {
    await page.goto(`${at(await replied(length))}/papers/reply`)
    await page.getByRole('article').waitFor()
    const sheets = await printed(page)
    pages.add(sheets.length)
    sheets.forEach((sheet, index) => {
      // A4, and the number stands on each page below the type area.
      expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual([595, 842])
      expect(sheet.lines.at(-1)?.text).toBe(`共${sheets.length}页第${index + 1}页`)
    })
    const last = written(sheets.at(-1)!)
    expect(last.slice(-2)).toEqual(['荷塘区妇女联合会', '2025年3月3日'])
    expect([length, last.length >= 4]).toEqual([length, true])
  }
  expect([...pages].sort()).toEqual([1, 2])
})

test('the registration form goes on over the page with its head; a full copy needs a reason and is on record', async () => {
  const view = await registerPetition(journeys, {
    data: { facts: '她说婚后村里收回了承包地。'.repeat(160), request: '恢复承包地。' },
    parties: [person('petitioner', '安小荷', { phone: '13800002345', address: '荷塘区月塘街道甲小区8栋' })],
  })
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '打印 登记表' }).click()
  const sheet = page.getByRole('article', { name: '来访登记表' })
  await sheet.waitFor()
  expect(await sheet.textContent()).not.toMatch(/安小荷|13800002345|8栋/)
  await expectAccessible(page)
  await picture(page, 'printing-form')
  const sheets = await printed(page)
  expect(sheets.length).toBeGreaterThan(1)
  sheets.forEach((one, index) => {
    expect(written(one).slice(0, 3)).toEqual(['F-01', '来访登记表', `荷塘区妇女联合会编号：${view.head.number}`])
    expect(one.lines.at(-1)?.text).toBe(`共${sheets.length}页第${index + 1}页`)
  })
  const foot = written(sheets.at(-1)!).join('')
  expect(foot).toMatch(/签字、捺印：.*接待人签字：.*遮盖件/)
  // Nothing is lost or doubled where an account runs on over the sheet.
  const all = sheets.map((one) => written(one).join('')).join('')
  expect(all.match(/她说婚后村里收回了承包地。/g)?.length).toBeGreaterThanOrEqual(150)
  expect(all).toMatch(/拟办意见.*领导批示/)

  await page.getByRole('button', { name: '打印完整件' }).click()
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '办理案件' }).click()
  await page.getByText('13800002345').waitFor()
  expect(await sheet.textContent()).toMatch(/安小荷.*甲小区8栋.*完整件/)
  const { readers } = await (
    await journeys.house.as('county.leader')
  ).call(casesContract.readers, { params: keyOf(view) })
  expect(readers.map(({ done }) => done.zh)).toEqual(expect.arrayContaining(['打印登记表', '打印完整登记表']))
})

test('who may not reveal prints no full copy, and nobody prints what she may only see the head of', async () => {
  const village = await journeys.house.as('village.chair')
  const own = await registerPetition(journeys)
  const restricted = await registerPetition(journeys, { category: '0101', title: undefined })
  const leader = await journeys.house.as('city.rights')
  await expect(
    village.call(casesContract.printFullForm, { params: keyOf(own), body: { reason: '3' } }),
  ).rejects.toMatchObject({ status: 403 })
  for (const route of [casesContract.printForm, casesContract.printTimeline] as const)
    await expect(leader.call(route, { params: keyOf(restricted), body: {} })).rejects.toMatchObject({
      code: 'cases.restricted',
    })
})

test('the timeline prints with its head on each page, long entries running on', async () => {
  const caller = await officer()
  let view = await act(caller, await registerPetition(journeys), 'accept')
  view = await caller.call(casesContract.note, {
    params: keyOf(view),
    body: { id: crypto.randomUUID(), note: '到村里走访,听村民小组长介绍情况。'.repeat(90) },
  })
  const { page } = await journeys.openAs('county.rights', 'desk', `${at(view)}/extract`)
  await page.getByRole('article', { name: '办理经过摘录' }).waitFor()
  await expectAccessible(page)
  const sheets = await printed(page)
  expect(sheets.length).toBeGreaterThan(1)
  for (const sheet of sheets) expect(written(sheet).some((line) => /^时间办理内容经办$/.test(line))).toBe(true)
  // The long entry begins under the short ones, not on a page of its own.
  expect(written(sheets[0]!).length).toBeGreaterThan(20)
})

test('the list prints as the table on screen: its head on each page, no buttons, whose it is', async () => {
  const numbers = new Set<string>()
  for (let made = 0; made < 35; made += 1) numbers.add((await registerPetition(journeys)).head.number)
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters?tab=all')
  await page
    .getByText(/430202-XF-2025-\d{5}/)
    .first()
    .waitFor()
  await page.evaluate('window.print = () => { window.printed = true }')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await drawer(page).getByText('都留在记录里').waitFor()
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '会议用' }).click()
  await expect.poll(() => page.evaluate('window.printed')).toBe(true)
  const sheets = await printed(page)
  expect(sheets.length).toBeGreaterThan(1)
  for (const sheet of sheets) {
    expect(sheet.width).toBeGreaterThan(sheet.height)
    expect(sheet.lines.some(({ text }) => text.includes('摘要') && text.includes('状态'))).toBe(true)
  }
  const all = sheets.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n')
  expect(all).toMatch(/荷塘区.*打印·内部资料/)
  expect(all).not.toMatch(/受理$|更多/m)
  // The page had loaded thirty: the paper holds them all, says how many, and so does the record.
  const onPaper: readonly string[] = all.match(/430202-XF-2025-\d{5}/g) ?? []
  expect([...numbers].filter((number) => !onPaper.includes(number))).toEqual([])
  expect(all.replaceAll(' ', '')).toContain(`全部·共${onPaper.length}件`)
  const { rows } = await sql<{ n: number }>`select (detail ->> 'rows')::int as n from audit.event
    where action = 'cases.printList' and purpose = 'meeting' order by at desc, id desc limit 1`.execute(
    journeys.house.database.admin,
  )
  expect(rows).toEqual([{ n: onPaper.length }])
})

test('printed from the menu of the browser, a list of which only a part is loaded says so', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters?tab=all')
  await page.getByText('已显示 30 件').waitFor()
  const all = (await printed(page)).flatMap(({ lines }) => lines.map(({ text }) => text)).join('')
  expect(all).toContain('全部·只印前30件,后面还有没印的')
})

test('on a phone form and timeline are read without moving the page sideways', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'phone', `${at(view)}/form`)
  await page.getByRole('article').waitFor()
  await expectFits(page)
  await picture(page, 'printing-form-phone')
  await page.goto(`${at(view)}/extract`)
  await page.getByRole('article').waitFor()
  await expectFits(page)
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(true)
})

test('今天, 统计 and the page of a matter print on numbered sheets, whole and without what is pressed', async () => {
  await declareMeasures(journeys.house.database.system, catalogue)
  const facts = '她说婚后村里收回了承包地,找过村委会。'.repeat(120)
  // A long field beside short ones runs on over the sheet too.
  const opinion = '经走访,两家愿意各让一步。'.repeat(180)
  const view = await registerPetition(journeys, { data: { facts, request: '恢复承包地。', opinion } })
  const { page } = await journeys.openAs('county.rights', 'desk')
  const pages = [
    ['/', '等我的', ['今天', '430202-XF-2025-']],
    ['/figures?period=2025H1', '分组看', ['统计', '荷塘区·来信来访·2025年上半年', '收到']],
    [at(view), '经过', [view.head.number, '恢复承包地']],
  ] as const
  for (const [path, heading, told] of pages) {
    await page.goto(path)
    await page.getByRole('heading', { name: heading }).first().waitFor()
    await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' })
    const sheets = await printed(page)
    sheets.forEach((sheet, index) => {
      expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual([595, 842])
      expect(sheet.lines.at(-1)?.text).toBe(`共${sheets.length}页第${index + 1}页`)
    })
    const all = sheets.flatMap(written).join('')
    for (const one of told) expect(all).toContain(one)
    expect(all).toMatch(/荷塘区.*打印·内部资料/)
    expect(all).not.toMatch(/看明细|复制成一句话|存成图片|展开全文|催办$/)
    // What is longer than a sheet runs on over it, nothing lost and nothing twice.
    expect(all.match(/找过村委会/g)?.length ?? 0).toBe(path === at(view) ? 120 : 0)
    expect(all.match(/各让一步/g)?.length ?? 0).toBe(path === at(view) ? 180 : 0)
  }
})

test('the page of a matter is printed by a button that says what for is kept, from the menu of the browser it is kept too', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.evaluate('window.print = () => { window.printed = true }')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await drawer(page).getByText('都留在记录里').waitFor()
  await drawer(page).getByRole('button', { name: '存档' }).click()
  await expect.poll(() => page.evaluate('window.printed')).toBe(true)
  await printed(page)
  const readers = async () =>
    (await (await officer()).call(casesContract.readers, { params: keyOf(view) })).readers
      .filter(({ done }) => done.zh === '打印这一页')
      .map(({ purpose }) => purpose?.zh)
      .sort()
  await expect.poll(readers).toEqual(['存档', '没有填'])
})

test('a step of which only the day is known stands in the timeline without an hour', async () => {
  const view = await registerPetition(journeys, { openedAt: '2025-01-08T00:00:00+08:00' })
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  expect(await page.locator('.timeline time').last().textContent()).toBe('2025-01-08')
})
