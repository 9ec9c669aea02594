import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { label } from '#platform/text/label.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, clocks, keyOf, open, petition } from '#test/kinds/walk.ts'

// 代录: what a body that signs in nowhere answered closes the loop like its own answer.

let house: House
beforeEach(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterEach(() => house.stop())

const day = 24 * 60
const county = () => house.as('county.rights')
const town = () => house.as('town.chair')
const seenBy = (who: Caller, view: CaseView) => who.call(casesContract.open, { params: keyOf(view) })
const stepOf = (view: CaseView, action: string) => view.body!.steps.findLast((one) => one.action === action)!
const answer = (who: Caller, view: CaseView, body: object, id = randomUUID()) =>
  who.call(casesContract.recordAnswer, {
    params: { ...keyOf(view), answer: id },
    body: { from: '月塘街道办 李科', ...body },
  })
/** A stamped answer as it came in by phone. */
const stamped = async (who: Caller, view: CaseView, purpose: 'answer' | 'letter' = 'answer'): Promise<string> => {
  const [file, paper] = [randomUUID(), randomUUID()]
  const params = { ...keyOf(view), file }
  await who.call(casesContract.addFile, { params, query: { name: '1.txt' }, body: Buffer.from('盖章') })
  await who.call(casesContract.namePaper, {
    params: { ...keyOf(view), paper },
    body: { purpose, pages: [{ file, turn: 0 }] },
  })
  return paper
}
const assigned = async (): Promise<CaseView> => {
  const who = await county()
  const view = await open(who, petition())
  await act(who, view, 'assign', { unit: '430202001', note: '请核实后报结果。', dueOn: '2025-03-10' })
  return seenBy(who, view)
}
const waitedFor = async (): Promise<string[]> =>
  (await (await county()).call(casesContract.today, {})).others.map(({ id }) => id)

test('a stamped answer to what was assigned ends the waiting, with the scan at its step; sent twice it is one', async () => {
  let view = await assigned()
  expect([await waitedFor(), clocks(view)['feedback']]).toEqual([[view.head.id], '2025-03-11T00:00 running'])
  const asked = stepOf(view, 'assign')
  expect(asked.awaitsAnswer).toBe(true)
  const paper = await stamped(await county(), view)
  const id = randomUUID()
  await answer(await county(), view, { paper, answers: asked.seq }, id)
  view = await answer(await county(), view, { paper, answers: asked.seq }, id)
  expect(view.body!.steps.filter(({ action }) => action === 'answered')).toMatchObject([
    { label: { zh: '收到答复' }, answers: asked.seq, paper, note: '月塘街道办 李科' },
  ])
  expect([clocks(view)['feedback'], view.head.waiting, await waitedFor()]).toEqual(['2025-03-11T00:00 met', null, []])
  expect(stepOf(view, 'assign').awaitsAnswer).toBe(false)
  const { readers } = await (await county()).call(casesContract.readers, { params: keyOf(view) })
  expect(readers.map(({ done }) => done.zh)).toContain('记下答复')
})

test('an answer noted by mistake is taken back: the matter waits again, and a later step of the town does not restart what was answered', async () => {
  let view = await assigned()
  const asked = stepOf(view, 'assign').seq
  view = await answer(await county(), view, { said: '电话里说已补发工资。', answers: asked })
  const wrong = stepOf(view, 'answered')
  expect([wrong.note, wrong.takeBack]).toEqual(['月塘街道办 李科:电话里说已补发工资。', 'undo'])
  view = await (
    await county()
  ).call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: wrong.seq, reason: '记到别的事上了' },
  })
  expect([clocks(view)['feedback'], view.head.waiting, await waitedFor()]).toEqual([
    '2025-03-11T00:00 running',
    'below',
    [view.head.id],
  ])
  view = await answer(await county(), view, { said: '电话里说已补发工资。', answers: asked })
  view = await act(await town(), await seenBy(await town(), view), 'accept')
  const accepted = stepOf(view, 'accept')
  view = await (
    await town()
  ).call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: accepted.seq, reason: '点错了' },
  })
  expect(clocks(view)['feedback']).toBe('2025-03-11T00:00 met')
})

test('who was asked does not note her own answer, and what is no stamped answer of the matter is none', async () => {
  const view = await assigned()
  const asked = stepOf(view, 'assign').seq
  const own = await seenBy(await town(), view)
  expect(stepOf(own, 'assign').awaitsAnswer).toBe(false)
  await expect(answer(await town(), own, { said: '办好了', answers: asked })).rejects.toMatchObject({
    fields: [{ path: 'answers' }],
  })
  const letter = await stamped(await county(), view, 'letter')
  const elsewhere = await stamped(await county(), await open(await county(), petition()))
  for (const paper of [letter, elsewhere])
    await expect(answer(await county(), view, { paper, answers: asked })).rejects.toMatchObject({
      fields: [{ path: 'paper' }],
    })
  await expect(answer(await county(), view, { answers: asked })).rejects.toMatchObject({ fields: [{ path: 'said' }] })
  await expect(
    answer(await county(), view, { said: '好', answers: asked, occurredAt: '2025-03-03T09:00:00+08:00' }),
  ).rejects.toMatchObject({ fields: [{ path: 'occurredAt' }] })
  await expect(answer(await house.as('county2.rights'), view, { said: '好' })).rejects.toMatchObject({ status: 404 })
})

test('a referral names who receives it: asked for in words, seen in the timeline and on the form, sealed in the database', async () => {
  const who = await county()
  let view = await open(who, petition())
  for (const receiver of [undefined, '区', '长'.repeat(61)])
    await expect(
      act(who, view, 'refer', { note: '请对方接待。', ...(receiver ? { receiver } : {}) }),
    ).rejects.toMatchObject({ code: 'http.invalid', fields: [{ path: 'receiver' }] })
  await expect(act(who, view, 'accept', { receiver: '区人社局' })).rejects.toMatchObject({
    fields: [{ path: 'receiver' }],
  })
  view = await act(who, view, 'refer', { receiver: '区人社局劳动监察大队', note: '请对方接待。' })
  const stands = label('接收单位:区人社局劳动监察大队', 'Receiving body: 区人社局劳动监察大队')
  expect((await seenBy(who, view)).body!.steps.at(-1)!.told).toEqual([stands])
  const { sheet } = await who.call(casesContract.printForm, { params: keyOf(view), body: {} })
  expect(sheet).toMatchObject({
    cells: expect.arrayContaining([expect.objectContaining({ text: '接收单位：区人社局劳动监察大队' })]) as unknown,
  })
  const kept = await house.database.system
    .selectFrom('cases.step')
    .select('payload')
    .where('action', '=', 'refer')
    .execute()
  expect(JSON.stringify(kept)).toContain('"receiver"')
  expect(JSON.stringify(kept)).not.toContain('人社局')
})

test('a body that was referred to answers on paper: it stands at the referral; late is late', async () => {
  const who = await county()
  let view = await act(who, await open(who, petition()), 'refer', { receiver: '区人社局', note: '已转区人社局。' })
  const referred = stepOf(view, 'refer').seq
  view = await answer(who, view, { from: '区人社局', paper: await stamped(who, view), answers: referred })
  expect([stepOf(view, 'answered').answers, stepOf(view, 'refer').awaitsAnswer]).toEqual([referred, false])
  // What was asked for by a day and came after it was missed.
  const late = await assigned()
  house.clock.advance(10 * day)
  const done = await answer(await county(), await seenBy(await county(), late), {
    said: '已办。',
    answers: stepOf(late, 'assign').seq,
  })
  expect(clocks(done)['feedback']).toBe('2025-03-11T00:00 missed')
})

test('the answer to what was handed down first does not end the round that was asked for since', async () => {
  let view = await assigned()
  const first = stepOf(view, 'assign').seq
  view = await act(await town(), await seenBy(await town(), view), 'raise', { note: '不归我街道。' })
  view = await seenBy(await county(), view)
  await act(await county(), view, 'assign', { unit: '430202100', note: '请核实。', dueOn: '2025-03-20' })
  view = await seenBy(await county(), view)
  view = await answer(await county(), view, { said: '已退回。', answers: first })
  expect([
    view.clocks.filter(({ key }) => key === 'feedback').map(({ outcome }) => outcome),
    view.head.waiting,
  ]).toEqual([expect.arrayContaining([null, 'met']), 'below'])
  // Played again it stands the same.
  view = await (
    await county()
  ).call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '人数写错了', persons: 2 },
  })
  expect(view.clocks.filter(({ key }) => key === 'feedback').map(({ outcome }) => outcome)).toContain(null)
})

test('an answer struck out after the matter went on opens no deadline of what is done', async () => {
  let view = await assigned()
  view = await answer(await county(), view, { said: '已补发工资。', answers: stepOf(view, 'assign').seq })
  const wrong = stepOf(view, 'answered')
  view = await act(await town(), await seenBy(await town(), view), 'accept')
  view = await act(await town(), view, 'conclude', { result: 'S', note: '已补发工资。' })
  house.clock.advance(2 * day)
  view = await seenBy(await county(), view)
  view = await (
    await county()
  ).call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: wrong.seq, reason: '记到别的事上了' },
  })
  expect([clocks(view)['feedback'], view.head.waiting, await waitedFor()]).toEqual(['2025-03-11T00:00 met', null, []])
})
