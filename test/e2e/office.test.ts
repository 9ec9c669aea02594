import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { addColleague, postOf } from '#modules/office/server/fixtures.ts'
import { at, drawer, registerPetition, step } from './petition.ts'

// Approving on the phone, phrases: the work of an office that is the same whatever a matter is about.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
  await addColleague(journeys.house, 'county.vice', '李敏', 'leader')
  await addColleague(journeys.house, 'county.second', '沈以宁', 'rights')
})
afterAll(() => journeys?.stop())

/** A petition whose officer asks for an extension. */
const askExtension = async () => {
  const officer = await journeys.house.as('county.rights')
  const view = await act(officer, await registerPetition(journeys), 'accept')
  return act(officer, view, 'extend', { note: '等村里的土地登记材料。' })
}

test('from 今天 a leader approves on her phone with a phrase in three taps, and her words stand in the timeline', async () => {
  const view = await askExtension()
  const { number } = view.head
  const phone = await journeys.openAs('county.leader', 'phone')
  const { page } = phone
  const request = page.getByRole('listitem').filter({ hasText: number })
  await request.waitFor()
  phone.resetTaps()
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByRole('group', { name: '常用语' }).getByRole('button', { name: '同意,请做好回访。' }).tap()
  await picture(page, 'office-approve-phone')
  await expectAccessible(page)
  await expectFits(page)
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText(`${number} 已同意。`).waitFor()
  expect(phone.taps()).toBeLessThanOrEqual(3)
  const after = await (await journeys.house.as('county.rights')).call(casesContract.open, { params: keyOf(view) })
  expect(after.body!.steps.find((one) => one.action === 'extend')).toMatchObject({ remark: '同意,请做好回访。' })

  // What she used stands first the next time.
  const next = await askExtension()
  await page.reload()
  const again = page.getByRole('listitem').filter({ hasText: next.head.number })
  await again.getByRole('button', { name: '同意', exact: true }).tap()
  const chips = page.getByRole('group', { name: '常用语' }).getByRole('button')
  await expect.poll(() => chips.first().innerText()).toBe('同意,请做好回访。')
})

test('a leader reads on the phone what a reply says, and the last button of the second request is not under the bar', async () => {
  const officer = await journeys.house.as('county.rights')
  const first = await askExtension()
  const accepted = await act(officer, await registerPetition(journeys), 'accept')
  const concluded = await act(officer, accepted, 'conclude', { result: 'S', note: '镇里已补发三个月工资。' })
  const proof = { on: localDate(journeys.house.clock()), mode: 'told' }
  const view = await act(officer, concluded, 'reply', { proof, note: '当面说明。' })
  const { page } = await journeys.openAs('county.leader', 'phone', '/approvals')
  const request = page.getByRole('listitem').filter({ hasText: view.head.number })
  await request.getByText('镇里已补发三个月工资。').waitFor()
  await request.getByText(/^书面答复:/).waitFor()
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await request.getByRole('group', { name: '常用语' }).waitFor()
  await picture(page, 'office-approve-reply-phone')
  await expectAccessible(page)
  await expectFits(page)
  // What a finger meets in the middle of the button is the button.
  const last = request.getByRole('button', { name: '同意', exact: true })
  const meets = (): Promise<boolean> =>
    last.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect()
      return button.contains(button.ownerDocument.elementFromPoint(left + width / 2, top + height / 2))
    })
  await expect.poll(meets).toBe(true)
  await last.tap()
  await page.getByText(`${view.head.number} 已同意。`).waitFor()
  // Three stand on 今天: what is left waiting here would push out those of the next journey.
  const leader = await journeys.house.as('county.leader')
  const waiting = first.body!.approvals.find((one) => one.decision === null)!
  await leader.call(casesContract.decide, {
    params: { ...keyOf(first), approval: waiting.id },
    body: { decision: 'agreed' },
  })
})

test('a request that was withdrawn while she looked at it says so and goes', async () => {
  const view = await askExtension()
  const { page } = await journeys.openAs('county.leader', 'phone', '/approvals')
  const request = page.getByRole('listitem').filter({ hasText: view.head.number })
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  const officer = await journeys.house.as('county.rights')
  await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: view.body!.steps.at(-1)!.seq, reason: '材料已经送到' },
  })
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText(`${view.head.number}:这一项已撤回,不用批了`).waitFor()
  await request.waitFor({ state: 'detached' })
  expect(await request.count()).toBe(0)
})

test('a return asks for its reason on the phone, and keeps it as a phrase when she wishes', async () => {
  const view = await askExtension()
  const { page } = await journeys.openAs('county.leader', 'phone', '/approvals')
  const request = page.getByRole('listitem').filter({ hasText: view.head.number })
  await request.getByRole('button', { name: '退回', exact: true }).tap()
  await request.getByRole('button', { name: '退回', exact: true }).tap()
  await request.getByText('请写退回原因').waitFor()
  await request.getByLabel('退回原因').fill('请先请乡镇核实面积。')
  await request.getByRole('button', { name: '存为常用语' }).tap()
  await request.getByText('已存为常用语。').waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await request.getByRole('button', { name: '退回', exact: true }).tap()
  await page.getByText(`${view.head.number} 已退回。`).waitFor()
  const after = await (await journeys.house.as('county.rights')).call(casesContract.open, { params: keyOf(view) })
  expect(after.body!.approvals[0]).toMatchObject({ decision: 'returned', remark: '请先请乡镇核实面积。' })

  await page.goto('/me')
  await page.getByRole('link', { name: '常用语' }).tap()
  await page.getByText('请先请乡镇核实面积。').waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'office-phrases-phone')
  await page.getByRole('button', { name: '改 请先请乡镇核实面积。' }).tap()
  await drawer(page).getByLabel('常用语').fill('请先请乡镇核实面积和四至。')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '存', exact: true }).tap()
  await page.getByRole('button', { name: '删 请先请乡镇核实面积和四至。' }).tap()
  await page.getByText('还没有自己的常用语。').waitFor()
})

test('who approves elsewhere does not approve what she asked for herself, and is told whom to ask', async () => {
  const { house } = journeys
  const chair = await house.as('town.chair')
  const accepted = await act(chair, await open(chair, petition()), 'accept')
  const asked = await act(chair, accepted, 'extend', { note: '等社区的证明。' })
  const request = asked.body!.approvals.find((one) => one.decision === null)!
  await expect(
    chair.call(casesContract.decide, {
      params: { ...keyOf(asked), approval: request.id },
      body: { decision: 'agreed', remark: '同意。' },
    }),
  ).rejects.toMatchObject({ code: 'cases.ownRequest', message: '自己送审的不能自己批,请另一位同事批。' })
  const { page } = await journeys.openAs('town.chair', 'phone', '/approvals')
  await page.getByText('没有等您批的事。').waitFor()
  await page.goto(at(asked))
  await page.getByText('送审「延长办理」').first().waitFor()
  expect(await page.getByRole('button', { name: '同意', exact: true }).count()).toBe(0)
  await expectAccessible(page)
})

test('at the desk a step offers the phrases of its field', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: /其他可办的/ }).click()
  await step(page, '不予受理').click()
  const chips = drawer(page).getByRole('group', { name: '常用语' })
  await chips.getByRole('button', { name: /法律援助中心/ }).click()
  expect(await drawer(page).getByRole('textbox').first().inputValue()).toContain('法律援助中心')
  await expectAccessible(page)
  await picture(page, 'office-refuse-desk')
})

test('the chair has a colleague stand in; a second person accepts; the deputy approves from her own 今天 and every line says for whom', async () => {
  const view = await askExtension()
  const { number } = view.head
  await sql`update cases.approval set approvers = (select array_agg(p.id) from identity.post p join identity.account a on a.id = p.account_id where a.username = 'county.leader') where case_id = ${view.head.id}::uuid`.execute(
    journeys.house.database.admin,
  )
  const chair = await journeys.openAs('county.leader', 'phone', '/me')
  await chair.page.getByRole('link', { name: 'AB角:请人代班' }).tap()
  await chair.page.getByRole('heading', { name: 'AB角', level: 1 }).waitFor()
  await chair.page.getByText('没有人请人代班。').waitFor()
  await expectAccessible(chair.page)
  await chair.page.getByRole('button', { name: '请人代班' }).tap()
  const panel = drawer(chair.page)
  await panel.getByText('先选请谁代。').waitFor()
  await panel.getByLabel('请谁代').selectOption({ label: '李敏 · 荷塘区妇联副主席' })
  await panel.getByLabel(/到哪天/).fill('2025-03-07')
  await picture(chair.page, 'office-name-deputy-phone')
  await expectAccessible(chair.page)
  await panel.getByRole('button', { name: '请代班', exact: true }).tap()
  await chair.page.getByText('等主席或安全管理员同意').first().waitFor()
  await chair.page.getByText('自己提出的要另一个人同意').waitFor()
  await expectFits(chair.page)

  const security = await journeys.openAs('security', 'desk', '/deputies')
  await security.page.getByRole('heading', { name: 'AB角', level: 1 }).waitFor()
  await security.page.getByRole('button', { name: '同意 李敏 代 何静姝', exact: true }).click()
  await security.page.getByText('代班中').waitFor()
  await picture(security.page, 'office-deputies-desk')
  await expectAccessible(security.page)

  const deputy = await journeys.openAs('county.vice', 'phone')
  const { page } = deputy
  await page.getByRole('heading', { name: '代何静姝(荷塘区妇联主席)' }).waitFor()
  const request = page.getByRole('listitem').filter({ hasText: number })
  await request.waitFor()
  await picture(page, 'office-standing-phone')
  await expectAccessible(page)
  await expectFits(page)
  deputy.resetTaps()
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByRole('button', { name: '同意。', exact: true }).tap()
  await request.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText(`${number} 已同意。`).waitFor()
  expect(deputy.taps()).toBeLessThanOrEqual(3)

  const officer = await journeys.openAs('county.rights', 'desk', at(view))
  await officer.page.getByText('李敏代何静姝').first().waitFor()
  await picture(officer.page, 'office-timeline-desk')

  // What the absent one owns is opened in her post; the window says so until the deputy goes back.
  const owned = await registerPetition(journeys)
  await (
    await journeys.house.as('county.rights')
  ).call(casesContract.assign, {
    params: keyOf(owned),
    body: { version: owned.head.version, postId: await postOf(journeys.house, 'county.leader') },
  })
  await page.reload()
  await page.getByRole('button', { name: `代办 ${owned.head.number}` }).tap()
  await page.getByText('您正在代何静姝办事,每一步都会写明。').waitFor()
  await page.waitForURL(`**${at(owned)}`)
  await page.getByText(owned.head.number).first().waitFor()
  await picture(page, 'office-standing-matter-phone')
  await expectAccessible(page)
  await page.getByRole('button', { name: '回到自己的岗位' }).tap()
  await page.getByText('您正在代何静姝办事').waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: '今天', level: 1 }).waitFor()

  // When it is over in the midst of it, what was begun for the absent one does not go on in one's own name unasked.
  await page.getByRole('button', { name: `代办 ${owned.head.number}` }).tap()
  await page.getByText('您正在代何静姝办事,每一步都会写明。').waitFor()
  await sql`delete from office.deputy`.execute(journeys.house.database.admin)
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  const moved = page.getByRole('dialog', { name: '岗位换了' })
  await moved.getByText('何静姝', { exact: false }).waitFor()
  await picture(page, 'office-standing-over-phone')
  await expectAccessible(page)
  await moved.getByRole('button').tap()
  await moved.waitFor({ state: 'detached' })
  await page.getByText('您正在代何静姝办事').waitFor({ state: 'detached' })
})

test('who leaves makes a list, her successor takes it over, and both sign the printed one', async () => {
  const officer = await journeys.house.as('county.rights')
  const view = await registerPetition(journeys)
  await officer.call(casesContract.assign, {
    params: keyOf(view),
    body: { version: view.head.version, postId: await postOf(journeys.house, 'county.rights') },
  })
  const leaver = await journeys.openAs('county.rights', 'phone', '/me')
  await leaver.page.getByRole('link', { name: /移交/ }).tap()
  await leaver.page.getByRole('heading', { name: '移交', level: 1 }).waitFor()
  await expectAccessible(leaver.page)
  await leaver.page.getByRole('button', { name: '做移交清单 程嘉禾' }).tap()
  const panel = drawer(leaver.page)
  await panel.getByText('先选移交给谁。').waitFor()
  await panel.getByLabel('移交给谁').selectOption({ label: '沈以宁 · 荷塘区妇联副主席' })
  await panel.getByLabel(/监交人/).fill('何静姝')
  await picture(leaver.page, 'office-handover-prepare-phone')
  await expectAccessible(leaver.page)
  await panel.getByRole('button', { name: '交给接班人' }).tap()
  await leaver.page.getByText('等接收').waitFor()
  await expectFits(leaver.page)

  const successor = await journeys.openAs('county.second', 'desk', '/me/handover')
  await successor.page.getByRole('link', { name: /看清单 程嘉禾 → 沈以宁/ }).click()
  await successor.page.getByRole('article', { name: '移交清单' }).waitFor()
  for (const who of ['移交人', '接收人', '监交人']) await successor.page.getByText(new RegExp(`^${who}.*:`)).waitFor()
  await picture(successor.page, 'office-handover-paper-desk')
  await expectAccessible(successor.page)
  await successor.page.getByRole('link', { name: '返回' }).click()
  await successor.page.getByRole('button', { name: /接收 程嘉禾 → 沈以宁/ }).click()
  await successor.page.getByText(/已接收 \d+ 件。/).waitFor()
  await picture(successor.page, 'office-handover-desk')
  await expectAccessible(successor.page)
  const after = await (await journeys.house.as('county.second')).call(casesContract.open, { params: keyOf(view) })
  expect(after.head.owner?.name).toBe('沈以宁')
  expect(after.body!.steps.at(-1)?.label.zh).toBe('移交')
})

test('a list a chair makes for an officer who is there is confirmed by the security administrator, who reads no matter', async () => {
  const chair = await journeys.house.as('county.leader')
  const [from, to] = [await postOf(journeys.house, 'county.rights'), await postOf(journeys.house, 'county.second')]
  const officer = await journeys.house.as('county.rights')
  const view = await registerPetition(journeys)
  await officer.call(casesContract.assign, { params: keyOf(view), body: { version: view.head.version, postId: from } })
  const id = randomUUID()
  await chair.call(casesContract.prepareHandover, { params: { id }, body: { post: from, to } })
  const successor = await journeys.house.as('county.second')
  await expect(successor.call(casesContract.acceptHandover, { params: { id } })).rejects.toMatchObject({
    code: 'cases.handoverWord',
  })
  const { page } = await journeys.openAs('security', 'desk', '/handovers')
  await page.getByText('等 程嘉禾 确认').waitFor()
  await picture(page, 'office-handover-word-desk')
  await expectAccessible(page)
  expect(await page.getByRole('link', { name: /看清单/ }).count()).toBe(0)
  await page.getByRole('button', { name: '确认移交 程嘉禾 → 沈以宁' }).click()
  await page.getByText('等接收').waitFor()
  await successor.call(casesContract.acceptHandover, { params: { id } })
})

test('a town writes its roster as a table, and the red line of its village dials who is on duty now', async () => {
  const { page } = await journeys.openAs('town.chair', 'desk', '/duty')
  await page.getByRole('heading', { name: '值班表', level: 1 }).waitFor()
  await page.getByText('还没有改动').waitFor()
  // As in a sheet: typed over, told at its cell, and a month of WPS pasted at the date of its first day.
  const sheet = page.getByRole('grid', { name: '值班表' })
  const cell = (day: number, column: number) =>
    sheet
      .locator('tbody tr')
      .nth(day - 1)
      .getByRole('gridcell')
      .nth(column)
  await cell(3, 1).click()
  await page.keyboard.type('门卫室')
  await page.keyboard.press('Enter')
  await page.getByText('有 1 格要核对').waitFor()
  await page.getByRole('listitem').filter({ hasText: '3 日白班:门卫室 没有电话' }).waitFor()
  await cell(3, 1).click()
  await page.getByRole('button', { name: '存', exact: true }).click()
  await page
    .locator('.problem')
    .getByText(/门卫室 没有电话/)
    .waitFor()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const paste = async (text: string): Promise<void> => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
    await page.keyboard.press('Control+v')
  }
  await cell(2, 0).click()
  await paste('3月3日\t门卫室 0731-00002088\n')
  await page.getByText('粘的是 3 日,这一行是 2 日').waitFor()
  await cell(3, 0).click()
  await paste('3月3日\t门卫室 0731-00002088\t唐秋芸\n3月4日\t唐秋芸\t\n')
  await cell(4, 1).click()
  await page.getByRole('listitem').filter({ hasText: '4 日白班:唐秋芸 前一天值夜班或全天' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.waitForFunction(`!document.querySelector('[role=grid]').textContent.includes('唐秋芸')`)
  await page.keyboard.press('Control+y')
  await cell(4, 1).getByText('唐秋芸').waitFor()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: '存', exact: true }).click()
  await page.getByText('已存。').waitFor()
  await picture(page, 'office-roster-desk')
  await expectAccessible(page)
  await page.goto('/')
  await page.getByRole('heading', { name: '今天值班' }).waitFor()
  await page.getByRole('link', { name: '0731-00002088' }).waitFor()
  await page.goto('/duty')
  await page.getByLabel('月份').fill('2025-04')
  await page.getByLabel('月份').press('Enter')
  await cell(30, 0).waitFor()
  await page.getByRole('button', { name: '照抄上个月' }).click()
  await cell(3, 1).getByText('门卫室').waitFor()
  // Left without saving: what was typed is there when she comes back.
  await page.goto('/')
  await page.getByRole('heading', { name: '今天值班' }).waitFor()
  await page.goto('/duty')
  await page.getByLabel('月份').fill('2025-04')
  await page.getByLabel('月份').press('Enter')
  await cell(3, 1).getByText('门卫室').waitFor()
  expect(await page.getByRole('button', { name: '存', exact: true }).isEnabled()).toBe(true)

  const village = await journeys.openAs('village.chair', 'phone')
  const dial = village.page.getByRole('link', { name: '街道值班 0731-00002088' })
  await dial.waitFor()
  expect(await dial.getAttribute('href')).toBe('tel:073100002088')
  await expectAccessible(village.page)
  const phone = await journeys.openAs('town.chair', 'phone', '/duty')
  await phone.page.getByRole('combobox', { name: '2025-03-03 白班' }).waitFor()
  expect(await phone.page.locator('tr[aria-current=date]').innerText()).toContain('今天')
  await expectAccessible(phone.page)
  await expectFits(phone.page)
  await picture(phone.page, 'office-roster-phone')
})
