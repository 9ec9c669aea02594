import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import type { SheetDocument } from '#platform/paper/sheet.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, actWithApproval, keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
let officer: Caller
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
})
afterAll(() => house.stop())

type View = Awaited<ReturnType<typeof open>>
const form = async (view: View) =>
  (await officer.call(casesContract.printForm, { params: keyOf(view), body: {} })).sheet as SheetDocument
const fullForm = async (view: View) =>
  (await officer.call(casesContract.printFullForm, { params: keyOf(view), body: { reason: '3' } }))
    .sheet as SheetDocument
const cells = (sheet: SheetDocument): ReadonlyMap<string, string> =>
  new Map(sheet.cells.map(({ label, text }) => [label, text]))

/** What domain/12 §1 wants on F-01, as the form calls it. */
const wanted =
  `登记时间 接待人 类别 渠道 人数 求助人 性别、年龄 民族 婚姻 证件号码 文化程度 职业 工作单位 电话 安全联系方式 住址
  主要事实 诉求 信访目的 已走程序 初重访 曾到何处反映 提交材料 接待地点 处理方式 办理期限 拟办意见 领导批示 处理结果 答复 满意度 备注`.match(
    /\S+/g,
  )!

test('a petition of which little is known prints every field of F-01, empty ones to be filled in by hand', async () => {
  const sheet = await form(await open(officer, petition()))
  expect(sheet).toMatchObject({ code: 'F-01', title: '来访登记表', number: expect.stringMatching(/^430202-XF-2025-/) })
  const found = cells(sheet)
  expect(wanted.filter((label) => !found.has(label))).toEqual([])
  expect([found.get('民族'), found.get('提交材料'), found.get('备注')]).toEqual(['', '', ''])
  expect(found.get('接待人')).toMatch(/荷塘区.*\S+/)
})

test('all that was noted stands on the form: earlier number, way, proposal, answer and follow-up', async () => {
  const earlier = await open(officer, petition())
  let view = await open(officer, {
    ...petition(),
    repeatOf: keyOf(earlier),
    parties: [
      person('petitioner', '安小荷', { ethnicity: '15', relation: '本人' }),
      person('respondent', '罗大成', { employer: '甲厂', phone: '13800002345' }),
    ],
    data: {
      facts: '三个月没发工资。',
      place: '接待室',
      receivedBy: '接待日领导',
      otherBodies: '区劳动监察大队,没有答复',
      evidence: '工资条 3 页,复印件',
      proposal: '拟受理,向劳动监察大队了解情况。',
      remarks: '下次带翻译。',
    },
  })
  view = await act(officer, view, 'accept')
  view = await act(officer, view, 'conclude', { result: 'S', note: '已补发。' })
  view = await actWithApproval(officer, await house.as('county.leader'), view, 'reply', {
    proof: { on: '2025-03-03', mode: 'hand' },
  })
  view = await act(officer, view, 'rate', { note: '电话回访,满意。' })
  const found = cells(await form(view))
  expect(found.get('原编号')).toBe(earlier.head.number)
  expect(found.get('民族')).toBe('土家族')
  expect(found.get('接待人、登记人')).toMatch(/^接待日领导、/)
  expect(found.get('拟办意见')).toBe('拟受理，向劳动监察大队了解情况。')
  expect(found.get('曾到何处反映')).toBe('区劳动监察大队，没有答复')
  expect(found.get('处理结果')).toBe('支持')
  expect(found.get('回访')).toBe('2025年3月3日 电话回访，满意。')
  expect(JSON.stringify(await form(view))).not.toMatch(/安小荷|罗大成|13800002345/)
  expect(JSON.stringify(await fullForm(view))).toMatch(/安小荷.*罗大成.*13800002345/)
})

test('领导批示 holds what leaders decided; a request its maker took back stands in the timeline alone', async () => {
  const leader = await house.as('county.leader')
  let view = await act(officer, await act(officer, await open(officer, petition()), 'accept'), 'extend', {
    note: '等测绘结果。',
  })
  const asked = view.body!.steps.at(-1)!.seq
  view = await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: asked, reason: '测绘已出' },
  })
  expect(view.body!.approvals.map(({ decision }) => decision)).toEqual(['withdrawn'])
  expect(cells(await form(view)).get('领导批示')).toBe('')
  const { letter } = await officer.call(casesContract.printTimeline, { params: keyOf(view), body: {} })
  expect(JSON.stringify(letter)).toMatch(/已撤回.*测绘已出/)
  expect(JSON.stringify(letter)).not.toContain('退回')
  view = await act(officer, view, 'extend', { note: '等测绘结果。' })
  const waiting = view.body!.approvals.find(({ decision }) => decision === null)!
  await leader.call(casesContract.decide, {
    params: { ...keyOf(view), approval: waiting.id },
    body: { decision: 'returned', remark: '先去现场看。' },
  })
  expect(cells(await form(view)).get('领导批示')).toMatch(/^延长办理：退回。先去现场看。（\S+ 2025年3月3日）$/)
})

test('办理期限 is the day by which it is to be concluded, never the one for telling her', async () => {
  let view = await open(officer, petition())
  expect(cells(await form(view)).get('办理期限')).toBe('')
  view = await act(officer, view, 'accept')
  expect(view.clocks.map(({ key }) => key)).toContain('notice')
  // Sixty days from 3 March 2025 end on a holiday; the fifteen for telling her run as well.
  expect(cells(await form(view)).get('办理期限')).toBe('2025年5月6日')
})

test('what was entered later says so on paper, and a day without its hour gets none', async () => {
  const view = await open(officer, petition({ openedAt: '2025-01-08T00:00:00+08:00' }))
  expect(cells(await form(view)).get('登记时间')).toBe('2025-01-08（补登于2025年3月3日）')
  const { letter } = await officer.call(casesContract.printTimeline, { params: keyOf(view), body: {} })
  const text = JSON.stringify(letter)
  expect(text).toContain('收到于2025年1月8日，补登于2025年3月3日')
  expect(text).not.toMatch(/00:00|登记于/)
})

test('of a case of violence the code word, the safe places and the plan stand on the full copy alone', async () => {
  const view = await open(officer, {
    kind: 'violence',
    category: '01',
    parties: [person('victim', '岑小满')],
    data: {
      facts: '丈夫又动手。',
      safeNow: false,
      whereabouts: '在家',
      codeWord: '借酱油',
      safePlaces: '表姐家',
      plan: '天黑前带孩子走。',
    },
  })
  const masked = await form(view)
  expect(masked).toMatchObject({ code: 'F-03a' })
  expect(cells(masked).get('对方现在在哪里')).toBe('在家')
  expect(cells(masked).has('伤情')).toBe(true)
  expect(JSON.stringify(masked)).not.toMatch(/借酱油|表姐家|天黑前/)
  const full = cells(await fullForm(view))
  expect([full.get('约定的暗语'), full.get('安全的地方'), full.get('安全计划要点')]).toEqual([
    '借酱油',
    '表姐家',
    '天黑前带孩子走。',
  ])
})

test('a mediation prints its acceptance form with sessions, requests and mediators', async () => {
  const view = await open(officer, {
    kind: 'mediation',
    category: '01',
    channel: '1',
    parties: [person('applicant', '岑小满'), person('respondent', '罗大成')],
    data: { facts: '分家产。', request: '房子归谁说清楚。', mediators: '周映月' },
  })
  await officer.call(casesContract.addPart, {
    params: { ...keyOf(view), part: crypto.randomUUID() },
    body: { key: 'session', data: { on: '2025-03-02', record: '双方都到了。' } },
  })
  const sheet = await form(view)
  expect(sheet).toMatchObject({ code: 'F-02b', title: '人民调解受理登记表' })
  expect(cells(sheet).get('调解请求')).toBe('房子归谁说清楚。')
  expect(cells(sheet).get('调解会')).toBe('哪天：2025年3月2日\n调解记录：双方都到了。')
})

test('a printed list is on record with rows and purpose, and among the readers of each matter that its printer sees', async () => {
  const own = await open(officer, petition())
  const neighbour = await house.as('county2.rights')
  const theirs = await open(neighbour, petition(), '430203')
  house.clock.advance(1)
  await officer.call(casesContract.printList, {
    body: { list: 'matters', purpose: 'meeting', rows: 2, matters: [keyOf(own), keyOf(theirs)] },
  })
  const { readers } = await officer.call(casesContract.readers, { params: keyOf(own) })
  expect(readers[0]).toMatchObject({ done: { zh: '打印在清单里' }, purpose: { zh: '会议用' } })
  const { readers: elsewhere } = await neighbour.call(casesContract.readers, { params: keyOf(theirs) })
  expect(elsewhere.map(({ done }) => done.zh)).not.toContain('打印在清单里')
  const { rows } = await sql<{ purpose: string; detail: unknown }>`select purpose, detail from audit.event
    where action = 'cases.printList' order by at desc limit 1`.execute(house.database.admin)
  expect(rows).toEqual([{ purpose: 'meeting', detail: { list: 'matters', rows: 2, matters: 1 } }])
})
