import { afterEach, beforeEach, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { listedMost } from '#modules/cases/desk.ts'
import { localDate } from '#platform/clock/time.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, actWithApproval, clocks, keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeEach(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterEach(() => house.stop())

const day = 24 * 60
const told = (on: string) => ({ proof: { on, mode: 'told' } })
const county = () => house.as('county.rights')
const town = () => house.as('town.chair')
const register = async () => open(await county(), petition())
const seenBy = async (who: Caller, view: CaseView): Promise<CaseView> =>
  who.call(casesContract.open, { params: keyOf(view) })
const waitedForBy = async (who: Caller): Promise<string[]> =>
  (await who.call(casesContract.today, {})).others.map((row) => row.id)

test('what is assigned down asks for an answer by a day, and waits with the sender until it is there', async () => {
  let view = await register()
  const to = { unit: '430202001', note: '请上门核实后报结果。' }
  await expect(act(await county(), view, 'assign', to)).rejects.toMatchObject({ fields: [{ path: 'dueOn' }] })
  await expect(act(await county(), view, 'assign', { ...to, dueOn: '2025-03-03' })).rejects.toMatchObject({
    fields: [{ path: 'dueOn' }],
  })
  view = await act(await county(), view, 'assign', { ...to, dueOn: '2025-03-10' })
  expect(view.clocks.find(({ key }) => key === 'feedback')?.basis.zh).toBe('《信访工作条例》(2022)第22条')
  expect(clocks(view)).toMatchObject({
    assigned: '2025-03-20T00:00 running',
    feedback: '2025-03-11T00:00 running',
    // Nobody told her where it went.
    notice: '2025-03-20T00:00 running',
  })
  expect(view.head.owner).toBeNull()
  // It lies with the town: the sender may still act, and is led to nothing.
  const sent = await seenBy(await county(), view)
  expect([sent.head.next, sent.body!.actions.find(({ key }) => key === 'accept')?.blocked]).toEqual([null, null])
  expect((await seenBy(await town(), view)).head.next?.action).toBe('accept')
  view = await act(await town(), await seenBy(await town(), view), 'accept', told('2025-03-04'))
  expect(clocks(view)).toMatchObject({ assigned: '2025-03-20T00:00 met', notice: '2025-03-20T00:00 met' })
  expect(view.head.owner?.name).toBe('唐秋芸')
  expect([await waitedForBy(await county()), await waitedForBy(await town())]).toEqual([[view.head.id], []])
  house.clock.advance(8 * day)
  const { rows } = await (await county()).call(casesContract.list, { query: { tab: 'below' } })
  expect(rows.map(({ id, due }) => [id, due?.clock.zh, due?.overdue])).toEqual([[view.head.id, '交办反馈', true]])
  expect((await (await county()).call(casesContract.today, {})).overdue).toBe(1)
  view = await act(await town(), await seenBy(await town(), view), 'conclude', { result: 'S', note: '已补发工资。' })
  expect(clocks(view)['feedback']).toBe('2025-03-11T00:00 missed')
  expect(await waitedForBy(await county())).toEqual([])
})

test('the sixty days she was promised run on when her matter is passed down, and until she has her answer', async () => {
  let view = await act(await county(), await register(), 'accept', told('2025-03-04'))
  const { handling } = clocks(view)
  expect(view.head.due?.clock.zh).toBe('办结')
  house.clock.advance(40 * day)
  view = await act(await county(), view, 'forward', { unit: '430202001' })
  view = await act(await town(), await seenBy(await town(), view), 'accept', told('2025-04-13'))
  expect(clocks(view)).toMatchObject({ handling, reply: handling })
  view = await act(await town(), view, 'conclude', { result: 'S', note: '已补发工资。' })
  expect(clocks(view)['handling']).toMatch(/met$/)
  expect(view.head.due).toMatchObject({
    clock: { zh: '书面答复' },
    at: view.clocks.find(({ key }) => key === 'reply')?.dueAt,
  })
  const proof = { on: '2025-04-13', mode: 'hand' }
  view = await actWithApproval(await town(), await house.as('county.leader'), view, 'reply', { proof })
  expect(clocks(view)['reply']).toMatch(/met$/)
})

test('a matter is merged into one of its own kind that stands', async () => {
  const officer = await county()
  const dispute = await open(officer, {
    kind: 'dispute',
    category: '01',
    parties: [person('sideA', '田晓禾')],
    data: { facts: '为宅基地吵了一架。' },
  })
  const [into, second, third] = [await register(), await register(), await register()]
  const merge = (view: CaseView, target: CaseView) => act(officer, view, 'merge', { target: keyOf(target) })
  await expect(merge(second, dispute)).rejects.toMatchObject({ fields: [{ path: 'target' }] })
  const merged = await merge(second, into)
  expect(merged.head.statusLabel.zh).toBe('并案')
  // Either end leads to the other.
  expect(merged.links.map(({ relation, number }) => [relation, number])).toEqual([['merged-into', into.head.number]])
  const head = await seenBy(officer, into)
  expect(head.links.map(({ relation, number }) => [relation, number])).toEqual([['merged-here', second.head.number]])
  await expect(merge(third, merged)).rejects.toMatchObject({ fields: [{ path: 'target' }] })
})

test('the page is told beforehand that what has left the house is not voided', async () => {
  const view = await register()
  expect(view.body?.notVoided).toBeNull()
  const sent = await act(await county(), view, 'forward', { unit: '430202001' })
  expect((await seenBy(await county(), sent)).body?.notVoided?.zh).toMatch(/不能作废/)
})

test('what is handed to a unit stands in its today by its deadline, also before a full desk', async () => {
  const petition = { kind: 'petition', category: '0403', channel: 'V', data: { facts: '拖欠工资。' } }
  for (let n = 0; n < listedMost.mine; n += 1)
    await open(await town(), { ...petition, parties: [person('petitioner', '田晓禾')] })
  const dueOn = localDate(new Date(house.clock().getTime() + 2 * day * 60_000))
  const view = await act(await county(), await register(), 'assign', { unit: '430202001', note: '请先核实。', dueOn })
  const { mine } = await (await town()).call(casesContract.today, {})
  expect(mine).toHaveLength(listedMost.mine)
  expect(mine.map((row) => row.id)).toContain(view.head.id)
  expect(mine.map((row) => row.due!.at)).toEqual(mine.map((row) => row.due!.at).toSorted())
  const all = await (await town()).call(casesContract.list, { query: { tab: 'mine', limit: 100 } })
  expect(all.rows.map((row) => row.id)).toEqual(expect.arrayContaining(mine.map((row) => row.id)))
})

test('a matter of one’s own stays in today while it is open, also without a deadline', async () => {
  const reopened = async (legalRoute: string): Promise<CaseView> => {
    const form = petition()
    const view = await open(await county(), { ...form, data: { ...form.data, legalRoute } })
    const done = await act(await county(), view, 'answer', { note: '已当场说明。' })
    return act(await county(), done, 'reopen', { note: '她说还没有解决。' })
  }
  expect((await reopened('6')).head).toMatchObject({ status: 'accepted', due: { clock: { zh: '办结' } } })
  // The sixty days are promised where no other procedure hears her (条例 Art. 34).
  const again = await reopened('1')
  expect(again.head).toMatchObject({ status: 'accepted', due: null })
  const ids = async (): Promise<string[]> =>
    (await (await county()).call(casesContract.today, {})).mine.map((row) => row.id)
  expect(await ids()).toContain(again.head.id)
  await act(await county(), again, 'withdraw', { note: '她不再要求办理。' })
  expect(await ids()).not.toContain(again.head.id)
})

test('a city reads by county what it asked for itself; what a county hands to its own towns is the county’s to urge', async () => {
  const city = () => house.as('city.rights')
  const ours = await open(await city(), petition(), '430200')
  await act(await city(), ours, 'assign', { unit: '430202', note: '请核实后报结果。', dueOn: '2025-03-10' })
  await act(await county(), await register(), 'forward', { unit: '430202001' })
  const own = { unit: '430202001', note: '请上门核实后报结果。', dueOn: '2025-03-06' }
  await act(await county(), await register(), 'assign', own)
  const asked = async () =>
    (await (await city()).call(casesContract.today, {})).asked.map(({ code, n, overdue }) => [code, n, overdue])
  expect(await asked()).toEqual([['430202', 1, 0]])
  house.clock.advance(8 * day)
  expect(await asked()).toEqual([['430202', 1, 1]])
})
