import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const registerPetition = (who: Caller, part: Record<string, unknown> = {}) => open(who, petition(part))

test('who sits at the desk is told with the acceptance; where she is to be protected not before it is known how', async () => {
  const officer = await house.as('county.rights')
  const proof = { on: localDate(house.clock()), mode: 'told' }
  const view = await act(officer, await registerPetition(officer), 'accept', { proof })
  expect(view.head.next?.action).toBe('conclude')
  const accepted = view.body!.steps.find(({ action }) => action === 'accept')!
  expect(accepted.told.map(({ zh }) => zh)).toEqual([`送达:${proof.on},当面告知`])
  // What she was told is not taken back with its step.
  const back = { version: view.head.version, seq: accepted.seq, reason: '点错了' }
  const struck = await officer.call(casesContract.withdraw, { params: keyOf(view), body: back })
  expect([struck.head.status, struck.body!.steps.find(({ action }) => action === 'accept')!.reversed]).toEqual([
    'accepted',
    null,
  ])
  const early = { proof: { ...proof, on: '2025-01-01' } }
  await expect(act(officer, await registerPetition(officer), 'accept', early)).rejects.toMatchObject({
    fields: [{ path: 'proof.on', message: '送达日期早于收件日期,请核对。' }],
  })
  const kept = await registerPetition(officer, { category: '0101', title: undefined })
  await expect(act(officer, kept, 'accept', { proof })).rejects.toMatchObject({ fields: [{ path: 'proof.mode' }] })
  expect((await act(officer, kept, 'accept')).head.status).toBe('accepted')
})

test('a refusal is not put away before she was told; the law can exempt from it', async () => {
  const officer = await house.as('county.rights')
  const refused = async () =>
    act(officer, await registerPetition(officer), 'refuse', { reason: 'N4', note: '属于劳动监察。' })
  let view = await refused()
  expect([view.head.next?.action, view.body!.actions.find(({ key }) => key === 'archive')?.blocked?.zh]).toEqual([
    'tell',
    '还欠「告知受理情况」,记上了再归档。',
  ])
  await expect(act(officer, view, 'archive')).rejects.toMatchObject({ code: 'cases.unlawful' })
  view = await act(officer, view, 'tell', { proof: { on: localDate(house.clock()), mode: 'post' } })
  expect((await act(officer, view, 'archive')).head.status).toBe('archived')
  const exempt = await refused()
  view = await officer.call(casesContract.notify, {
    params: keyOf(exempt),
    body: { version: exempt.head.version, mode: 'X' },
  })
  expect([view.clocks, view.head.due]).toEqual([[], null])
  expect((await act(officer, view, 'archive')).head.status).toBe('archived')
})

test('a matter accepted by the rules of before keeps its notice when it is corrected', async () => {
  const officer = await house.as('county.rights')
  let view = await act(officer, await registerPetition(officer), 'accept')
  // As the release before left it: the acceptance itself ended the notice.
  const at = sql`(select occurred_at from cases.step where case_id = ${view.head.id}::uuid and action = 'accept')`
  await sql`update cases.clock set stopped_at = ${at}, outcome = 'met' where case_id = ${view.head.id}::uuid and key = 'notice'`.execute(
    house.database.admin,
  )
  await sql`update cases.step set payload = jsonb_set(payload, '{clocks}', payload->'clocks' || '[{"key":"notice","round":1}]') where case_id = ${view.head.id}::uuid and action = 'accept'`.execute(
    house.database.admin,
  )
  view = await officer.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '人数写错了', persons: 3 },
  })
  expect(view.clocks.find(({ key }) => key === 'notice')?.outcome).toBe('met')
})

test('a notice that was missed stays missed when the law exempts from telling later; one that runs begins again when it does not', async () => {
  let officer = await house.as('county.rights')
  const notice = (view: CaseView) => view.clocks.filter(({ key }) => key === 'notice').map(({ outcome }) => outcome)
  const notify = async (view: CaseView, mode: string) =>
    officer.call(casesContract.notify, { params: keyOf(view), body: { version: view.head.version, mode } })
  let running = await registerPetition(officer)
  const due = running.clocks[0]!.dueAt
  running = await notify(running, 'X')
  expect(notice(running)).toEqual([])
  running = await notify(running, 'F')
  expect([notice(running), running.clocks[0]!.dueAt, running.head.due?.at]).toEqual([[null], due, due])

  let late = await act(officer, await registerPetition(officer), 'accept')
  const today = house.clock()
  house.clock.advance(20 * 24 * 60)
  officer = await house.as('county.rights')
  late = await officer.call(casesContract.open, { params: keyOf(late) })
  late = await act(officer, late, 'tell', { proof: { on: localDate(house.clock()), mode: 'told' } })
  late = await notify(late, 'X')
  expect(notice(late)).toEqual(['missed'])
  // Nor does a correction later on forget it.
  late = await officer.call(casesContract.correct, {
    params: keyOf(late),
    body: { version: late.head.version, reason: '人数写错了', persons: 3 },
  })
  expect(notice(late)).toEqual(['missed'])
  house.clock.set(today.toISOString())
})

test('who was told where her matter went is noted below; an approval goes on being waited for; no other step takes a proof', async () => {
  const officer = await house.as('county.rights')
  const proof = { on: localDate(house.clock()), mode: 'told' }
  const sent = await registerPetition(officer)
  await act(officer, sent, 'forward', { unit: '430202001' })
  const town = await house.as('town.chair')
  let view = await town.call(casesContract.open, { params: keyOf(sent) })
  expect(view.head.next?.action).toBe('accept')
  view = await act(town, view, 'tell', { proof })
  const above = await officer.call(casesContract.open, { params: keyOf(sent) })
  expect([view.head.status, above.head.waiting, view.clocks.map(({ outcome }) => outcome)]).toEqual([
    'forwarded',
    'below',
    ['met', 'met'],
  ])

  let asked = await act(officer, await registerPetition(officer), 'accept')
  await expect(act(officer, asked, 'conclude', { result: 'S', note: '已补发。', proof })).rejects.toMatchObject({
    fields: [{ path: 'proof' }],
  })
  asked = await act(officer, asked, 'conclude', { result: 'S', note: '已补发。' })
  asked = await act(officer, asked, 'reply', { proof })
  asked = await act(officer, asked, 'tell', { proof })
  expect(asked.head.waiting).toBe('approval')
})

test('a letter bears the telephone of a desk that handles matters, of no other post', async () => {
  const officer = await house.as('county.rights')
  const view = await act(officer, await registerPetition(officer), 'accept')
  const params = { ...keyOf(view), paper: 'acceptance' }
  const printed = async () => JSON.stringify((await officer.call(casesContract.paper, { params })).letter)
  const phone = (number: string, username: string) =>
    sql`update identity.post set phone = ${number} where account_id = (select id from identity.account where username = ${username})`.execute(
      house.database.admin,
    )
  await phone('0731-22880099', 'county.leader')
  expect(await printed()).not.toContain('0731-22880099')
  await phone('0731-22880011', 'county.rights')
  expect(await printed()).toContain('0731-22880011')
})

test('a wrong tick is corrected: its step stands, the notice runs on from its first day and is missed, and both stay readable', async () => {
  const begun = house.clock()
  let officer = await house.as('county.rights')
  const proof = { on: localDate(begun), mode: 'told' }
  const registered = await registerPetition(officer)
  let view = await act(officer, registered, 'accept', { proof })
  const notice = () => view.clocks.find(({ key }) => key === 'notice')!
  const stepOf = (action: string) => view.body!.steps.find((step) => step.action === action)!
  const correctTelling = async (who: Caller, action: string) =>
    who.call(casesContract.withdraw, {
      params: keyOf(view),
      body: { version: view.head.version, seq: stepOf(action).seq, reason: '其实没有当面说' },
    })
  view = await act(officer, view, 'conclude', { result: 'S', note: '已补发。' })
  expect([notice().outcome, stepOf('accept').takeBack]).toEqual(['met', 'untell'])
  // Twenty days on, and with a step after it, which withdrawing could not pass.
  house.clock.advance(20 * 24 * 60)
  officer = await house.as('county.rights')
  view = await correctTelling(officer, 'accept')
  expect([notice().outcome, notice().dueAt, view.head.due?.at, view.head.status]).toEqual([
    null,
    registered.clocks.find(({ key }) => key === 'notice')!.dueAt,
    registered.clocks.find(({ key }) => key === 'notice')!.dueAt,
    'concluded',
  ])
  expect([stepOf('accept').told.map(({ zh }) => zh), stepOf('accept').takeBack]).toEqual([
    [`送达:${proof.on},当面告知(已更正,不算)`],
    null,
  ])
  expect([stepOf('correct').note, stepOf('correct').told.map(({ zh }) => zh)]).toEqual([
    '其实没有当面说',
    ['「受理」记的告知不算'],
  ])
  await expect(correctTelling(officer, 'accept')).rejects.toMatchObject({ code: 'cases.unlawful' })

  // Told at last, too late; a later correction of the matter forgets neither.
  view = await act(officer, view, 'tell', { proof: { on: localDate(house.clock()), mode: 'phone' } })
  expect([notice().outcome, stepOf('tell').takeBack]).toEqual(['missed', 'untell'])
  view = await officer.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '人数写错了', persons: 3 },
  })
  expect(notice().outcome).toBe('missed')
  // A note of telling alone goes whole.
  view = await correctTelling(officer, 'tell')
  expect([notice().outcome, stepOf('tell').reversed, view.head.next?.action]).toEqual([null, 'correct', 'tell'])
  house.clock.set(begun.toISOString())
})

test('where something was filed on the strength of a telling it is taken up again first, and the notice is owed still', async () => {
  const officer = await house.as('county.rights')
  const proof = { on: localDate(house.clock()), mode: 'told' }
  let view = await act(officer, await registerPetition(officer), 'refer', {
    receiver: '区人民法院立案庭',
    note: '请法院立案。',
    proof,
  })
  view = await act(officer, view, 'archive')
  const seq = view.body!.steps.find(({ action }) => action === 'refer')!.seq
  const body = () => ({ version: view.head.version, seq, reason: '其实没有当面说' })
  await expect(officer.call(casesContract.withdraw, { params: keyOf(view), body: body() })).rejects.toMatchObject({
    code: 'cases.unlawful',
  })
  view = await act(officer, view, 'reopen', { note: '还没有告知本人。' })
  view = await officer.call(casesContract.withdraw, { params: keyOf(view), body: body() })
  expect(view.clocks.find(({ key }) => key === 'notice')).toMatchObject({ outcome: null, stoppedAt: null })
})

test('an acceptance whose telling was struck out can be taken back like any other', async () => {
  const officer = await house.as('county.rights')
  const proof = { on: localDate(house.clock()), mode: 'told' }
  let view = await act(officer, await registerPetition(officer), 'accept', { proof })
  const back = async () =>
    officer.call(casesContract.withdraw, {
      params: keyOf(view),
      body: {
        version: view.head.version,
        seq: view.body!.steps.find(({ action }) => action === 'accept')!.seq,
        reason: '点错了',
      },
    })
  view = await back()
  expect(view.body!.notVoided).toBeNull()
  view = await back()
  expect([view.head.status, view.clocks.map(({ key, outcome }) => [key, outcome])]).toEqual([
    'registered',
    [['notice', null]],
  ])
})
