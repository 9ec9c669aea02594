import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, clocks, keyOf, open, person, petition, trackStep } from '#test/kinds/walk.ts'

// 撤回 and 更正 of what was noted beside the steps: rows, promises, papers of others, entries of a proceeding; and promises in 今天.

let house: House
beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

const violence = {
  kind: 'violence',
  category: '01',
  parties: [person('victim', '文若兰'), person('perpetrator', '易建')],
  data: { facts: '昨晚又动手了。', safeNow: false, children: 1 },
}
const dispute = {
  kind: 'dispute',
  category: '02',
  parties: [person('sideA', '柳大婶'), person('sideB', '江大叔')],
  data: { facts: '两家为院墙吵了几天。' },
}
const last = (view: CaseView, action: string) => view.body!.steps.findLast((step) => step.action === action)!
const takeBack = (who: Caller, view: CaseView, action: string): Promise<CaseView> =>
  who.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: last(view, action).seq, reason: '记错了人' },
  })
const promise = (who: Caller, view: CaseView, dueOn: string, id = randomUUID()): Promise<CaseView> =>
  who.call(casesContract.addObligation, {
    params: { ...keyOf(view), obligation: id },
    body: { key: 'deed', what: '拆旧墙', dueOn },
  })

test('a wrong row, promise or paper is taken back within the day: it is gone from the matter and readable in the timeline', async () => {
  const officer = await house.as('county.rights')
  let view = await open(officer, violence)
  const part = { ...keyOf(view), part: randomUUID() }
  const incident = { key: 'incident', data: { on: '2025-03-02', acts: ['P1'], what: '推搡' } }
  await officer.call(casesContract.addPart, { params: part, body: incident })
  const paper = { ...keyOf(view), act: randomUUID() }
  const letter = { key: 'warning', issuer: '荷塘公安分局月塘派出所', number: '3号', issuedOn: '2025-03-02' }
  await officer.call(casesContract.addAct, { params: paper, body: letter })
  view = await officer.call(casesContract.serveAct, { params: paper, body: { servedOn: '2025-03-03' } })
  expect([last(view, 'part').takeBack, last(view, 'act').takeBack, last(view, 'served').takeBack]).toEqual([
    'undo',
    // It was served since: that is taken back first.
    null,
    'undo',
  ])
  await expect(takeBack(officer, view, 'act')).rejects.toMatchObject({ code: 'cases.unlawful' })
  view = await takeBack(officer, view, 'served')
  expect(view.body?.acts[0]).toMatchObject({ number: '3号', servedOn: null })
  view = await takeBack(officer, view, 'act')
  view = await takeBack(officer, view, 'part')
  expect([view.body?.acts, view.body?.parts]).toEqual([[], []])
  expect(last(view, 'part')).toMatchObject({ reversed: 'undo', takeBack: null })
  expect(last(view, 'undo')).toMatchObject({ note: '记错了人', by: '程嘉禾' })
  // A second click that comes late brings nothing back.
  const late = await officer.call(casesContract.addPart, { params: part, body: incident })
  expect([late.body?.parts, late.body?.steps.length]).toEqual([[], view.body?.steps.length])
})

test('an entry of a proceeding taken back leaves state, paper and clocks as they were', async () => {
  const officer = await house.as('county.rights')
  let view = await act(officer, await open(officer, violence), 'openOrder')
  view = await trackStep(officer, view, 'order', 'file')
  view = await trackStep(officer, view, 'order', 'accept', { occurredAt: house.clock().toISOString() })
  const accepted = clocks(view)
  const due = view.head.due
  const order = { issuer: '荷塘区人民法院', number: '(2025)湘0202民保令1号', issuedOn: '2025-03-03', codes: ['1'] }
  view = await trackStep(officer, view, 'order', 'grant', { act: order })
  expect(last(view, 'openOrder').takeBack).toBeNull()
  view = await takeBack(officer, view, 'grant')
  expect(view.body?.tracks[0]).toMatchObject({ status: 'accepted', closedAt: null })
  expect([view.body?.acts, clocks(view), view.head.due]).toEqual([[], accepted, due])
  for (const action of ['accept', 'file', 'openOrder']) view = await takeBack(officer, view, action)
  expect([view.body?.tracks, clocks(view)['ruling']]).toEqual([[], undefined])
  view = await act(officer, view, 'openOrder')
  expect(view.body?.tracks).toMatchObject([{ status: 'preparing' }])
})

test('a step that merged a matter into another leaves no link when it is taken back', async () => {
  const officer = await house.as('county.rights')
  const earlier = await open(officer, petition())
  const registered = await open(officer, petition({ repeatOf: keyOf(earlier) }))
  let view = await act(officer, registered, 'merge', { target: keyOf(earlier) })
  expect(view.links.map(({ relation }) => relation).sort()).toEqual(['merged-into', 'repeat-of'])
  view = await takeBack(officer, view, 'merge')
  expect([view.head.status, view.links]).toEqual([registered.head.status, registered.links])
  const other = await officer.call(casesContract.open, { params: keyOf(earlier) })
  expect(other.links.map(({ relation }) => relation)).toEqual(['repeated-by'])
})

test('a conclusion taken back while its reply waits for approval leaves the matter in hand, in figures as well', async () => {
  const officer = await house.as('county.rights')
  const counted = async (): Promise<Record<string, number | null>> => {
    const query = { kind: 'petition', period: '2025-03', measures: 'concluded,inHand,awaitingReply' }
    const { figures } = await officer.call(figuresContract.figures, { query })
    return Object.fromEntries(figures.map(({ measure, n }) => [measure.replace('petition.', ''), n]))
  }
  const parties = [person('petitioner', '文若兰', { address: '月塘街道' })]
  let view = await open(officer, {
    kind: 'petition',
    category: '0403',
    channel: 'V',
    parties,
    data: { facts: '工资没有发。' },
  })
  view = await act(officer, view, 'accept')
  const before = await counted()
  view = await act(officer, view, 'conclude', { result: 'S', note: '已经补发。' })
  view = await act(officer, view, 'reply', { proof: { on: '2025-03-03', mode: 'hand' } })
  view = await takeBack(officer, view, 'conclude')
  expect(view.head.status).toBe('accepted')
  expect(await counted()).toEqual(before)
})

test('a request sent by mistake is taken back: nobody is asked any more, and it can be sent again', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const waiting = async (): Promise<number> =>
    (await leader.call(casesContract.approvals, {})).rows.filter((row) => row.case.id === view.head.id).length
  let view = await act(officer, await open(officer, petition()), 'accept')
  view = await act(officer, view, 'extend', { note: '等鉴定。' })
  expect([view.head.waiting, await waiting()]).toEqual(['approval', 1])
  view = await takeBack(officer, view, 'ask')
  expect([view.head.waiting, await waiting(), last(view, 'ask').reversed]).toEqual([null, 0, 'undo'])
  view = await act(officer, view, 'extend', { note: '等测绘。' })
  const [asked] = (await leader.call(casesContract.approvals, {})).rows.filter((row) => row.case.id === view.head.id)
  await leader.call(casesContract.decide, {
    params: { ...keyOf(view), approval: asked!.id },
    body: { decision: 'returned', remark: '先催一催。' },
  })
  // What was decided is not taken back, by neither.
  view = await leader.call(casesContract.open, { params: keyOf(view) })
  expect([last(view, 'ask').takeBack, last(view, 'returned').takeBack]).toEqual([null, null])
})

test('one’s own note is taken back within the day and struck out in sight afterwards', async () => {
  const village = await house.as('village.chair')
  const opened = await open(village, dispute)
  const body = { id: randomUUID(), note: '上门看过(记在别家的了)' }
  const note = () => village.call(casesContract.note, { params: keyOf(opened), body })
  let view = await note()
  expect(last(view, 'note').takeBack).toBe('undo')
  view = await takeBack(village, view, 'note')
  expect(last(view, 'note')).toMatchObject({ note: body.note, reversed: 'undo', takeBack: null })
  expect([view.head.status, clocks(view)]).toEqual([opened.head.status, clocks(opened)])
  // A second click that comes late brings nothing back.
  expect((await note()).body?.steps).toHaveLength(view.body!.steps.length)
  view = await village.call(casesContract.note, { params: keyOf(view), body: { ...body, id: randomUUID() } })
  house.clock.advance(24 * 60 + 1)
  const later = await house.as('village.chair')
  expect(last(await later.call(casesContract.open, { params: keyOf(view) }), 'note').takeBack).toBe('correct')
})

test('a wrong attachment is taken back: nobody opens it any more, its name and the reason stay in the timeline', async () => {
  const officer = await house.as('county.rights')
  const opened = await open(officer, dispute)
  const one = { ...keyOf(opened), file: randomUUID() }
  const send = () =>
    officer.call(casesContract.addFile, { params: one, query: { name: '别人的身份证.txt' }, body: Buffer.from('证') })
  await send()
  let view = await officer.call(casesContract.open, { params: keyOf(opened) })
  expect(last(view, 'file')).toMatchObject({ note: '别人的身份证.txt', takeBack: 'undo' })
  view = await takeBack(officer, view, 'file')
  expect(view.body?.files).toEqual([])
  expect(last(view, 'file')).toMatchObject({ note: '别人的身份证.txt', reversed: 'undo' })
  await expect(officer.call(casesContract.getFile, { params: one })).rejects.toMatchObject({ status: 404 })
  // A second sending that comes late brings nothing back.
  await send()
  expect((await officer.call(casesContract.open, { params: keyOf(opened) })).body?.files).toEqual([])
})

test('after a day, by a colleague, or when something has left, an entry is corrected in sight instead', async () => {
  const village = await house.as('village.chair')
  let view = await promise(village, await open(village, dispute), '2025-03-31')
  view = await act(village, view, 'raise', { note: '请镇里来。' })
  const town = await house.as('town.chair')
  view = await town.call(casesContract.open, { params: keyOf(view) })
  expect(last(view, 'obligation').takeBack).toBe('correct')
  view = await takeBack(town, view, 'obligation')
  expect(view.body?.obligations).toEqual([])
  expect(last(view, 'obligation').reversed).toBe('correct')
  expect(last(view, 'correct')).toMatchObject({ note: '记错了人', by: '唐秋芸' })
  view = await promise(town, view, '2025-04-30')
  expect(last(view, 'obligation').takeBack).toBe('undo')
  house.clock.advance(24 * 60 + 1)
  const later = await house.as('town.chair')
  expect(last(await later.call(casesContract.open, { params: keyOf(view) }), 'obligation').takeBack).toBe('correct')
})

test('what was promised stands in the owner’s today from three days before its day until it is kept, also when the matter is closed', async () => {
  const id = randomUUID()
  house.clock.set('2025-03-10T09:00:00+08:00')
  let view = await open(await house.as('county.rights'), dispute)
  const today = async (username = 'county.rights') =>
    (await (await house.as(username)).call(casesContract.today, {})).promises.filter((row) => row.id === view.head.id)
  view = await promise(await house.as('county.rights'), view, '2025-03-14', id)
  expect(await today()).toEqual([])
  house.clock.set('2025-03-11T09:00:00+08:00')
  expect(await today()).toMatchObject([{ number: view.head.number, due: { overdue: false, clock: { zh: '约定' } } }])
  // Whoever does not own the matter finds it in the lists, not on her desk.
  expect(await today('county.leader')).toEqual([])
  view = await act(await house.as('county.rights'), view, 'visit', { note: '上门' })
  view = await act(await house.as('county.rights'), view, 'settle', { note: '说好了' })
  house.clock.set('2025-03-15T09:00:00+08:00')
  expect(await today()).toMatchObject([{ statusLabel: { zh: '已调和' }, due: { overdue: true } }])
  const officer = await house.as('county.rights')
  const kept = (outcome: 'partly' | 'done') =>
    officer.call(casesContract.meetObligation, {
      params: { ...keyOf(view), obligation: id },
      body: { doneOn: '2025-03-15', outcome },
    })
  await kept('partly')
  expect(await today()).toHaveLength(1)
  view = await kept('done')
  expect(await today()).toEqual([])
  view = await takeBack(officer, view, 'performed')
  expect(view.body?.obligations[0]).toMatchObject({ outcome: 'partly', doneOn: '2025-03-15' })
  expect(await today()).toHaveLength(1)
})
