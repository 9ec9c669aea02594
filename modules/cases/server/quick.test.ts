import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const village = () => house.as('village.chair')
const town = () => house.as('town.chair')
const county = () => house.as('county.rights')

const quarrel = (over: Record<string, unknown> = {}) => ({
  kind: 'dispute',
  category: '02',
  safe: 'safe' as const,
  outcome: 'waiting',
  line: '两家为排水沟吵了半个月。',
  person: { id: randomUUID(), name: '田有余' },
  ...over,
})
const beaten = (over: Record<string, unknown> = {}) => ({
  kind: 'violence',
  safe: 'danger' as const,
  outcome: 'raised',
  line: '昨晚又被丈夫打了,现在躲在邻居家。',
  person: { id: randomUUID(), name: '岑小满', phone: '13800001234' },
  ...over,
})
const jot = async (body: Record<string, unknown> = quarrel(), who?: Caller, id = randomUUID()): Promise<CaseView> =>
  (who ?? (await village())).call(casesContract.quickNote, {
    params: { home: '430202', id },
    body: body as ReturnType<typeof quarrel>,
  })
const listed = async (who: Caller, tab: 'all' | 'shared' | 'mine' = 'all') =>
  (await who.call(casesContract.list, { query: { tab, limit: 100 } })).rows
const toFill = async (who: Caller) => (await who.call(casesContract.today, {})).toFill
const missing = (view: CaseView): string[] => view.body!.missing.map(({ zh }) => zh)

const line = '两家为排水沟吵了半个月。'
test.each([
  ['petition', '0302', 'settled', 'answered', 'answer', line],
  ['petition', '0302', 'raised', 'registered', 'raise', line],
  ['petition', '0302', 'waiting', 'registered', 'opened', null],
  ['dispute', '01', 'settled', 'settled', 'settle', line],
  ['dispute', '01', 'raised', 'raised', 'raise', line],
  ['dispute', '01', 'waiting', 'heard', 'opened', null],
  ['violence', undefined, 'waiting', 'intake', 'opened', null],
])(
  'a note of %s %s that is %s stands as %s by a lawful step',
  async (kind, category, outcome, status, action, said) => {
    const view = await jot(quarrel({ kind, category, outcome, line }))
    const last = view.body?.steps.at(-1)
    expect([view.head.status, last?.action, last?.note]).toEqual([status, action, said])
  },
)

test('violence is never settled on the spot, and what does not exist is refused at its field', async () => {
  await expect(jot(beaten({ outcome: 'settled' }))).rejects.toMatchObject({ fields: [{ path: 'outcome' }] })
  await expect(jot(quarrel({ kind: 'nomination' }))).rejects.toMatchObject({ code: 'cases.kind' })
  await expect(jot(quarrel({ line: ' ' }))).rejects.toMatchObject({ fields: [{ path: 'line' }] })
})

test('the same note sent twice is one matter and one step; another one under its key is refused', async () => {
  const id = randomUUID()
  const body = quarrel({ outcome: 'settled' })
  const first = await jot(body, undefined, id)
  const again = await jot(body, undefined, id)
  expect([again.head.number, again.body?.steps.length]).toEqual([first.head.number, first.body?.steps.length])
  await expect(jot({ ...body, line: '另一件事。' }, undefined, id)).rejects.toMatchObject({ code: 'http.exists' })
})

test('what was raised of violence is in no list of the village again, and its words with nobody but the town', async () => {
  const id = randomUUID()
  const body = beaten()
  const sent = await jot(body, undefined, id)
  expect([sent.body, sent.head.who, sent.head.restricted]).toEqual([null, null, true])
  expect(JSON.stringify(sent)).not.toMatch(/岑小满|13800001234|丈夫/)
  for (const tab of ['all', 'shared', 'mine'] as const)
    expect((await listed(await village(), tab)).map((row) => row.id)).not.toContain(id)
  const today = await (await village()).call(casesContract.today, {})
  expect(JSON.stringify(today)).not.toContain(sent.head.number)
  expect((await (await village()).raw({ method: 'GET', url: `/api/v1/cases/430202/${id}` })).statusCode).toBe(404)
  // The answer was lost and she presses again: nothing is noted twice.
  await expect(jot(body, undefined, id)).rejects.toMatchObject({ code: 'http.exists' })
  const here = await (await town()).call(casesContract.open, { params: { home: '430202', id } })
  expect(here.body!.data).toMatchObject({ facts: body.line, safeNow: false })
  expect(here.head.flags).toEqual(['DANGER'])
  expect(here.body!.parties[0]?.name).toBe('岑*满')
  expect((await (await county()).call(casesContract.open, { params: { home: '430202', id } })).body).toBeNull()
})

test('what the law wants beyond is 待补 at the town until it is filled in, and with nobody else', async () => {
  const view = await jot(
    quarrel({ kind: 'petition', category: '0302', person: { id: randomUUID(), name: '向冬生' }, outcome: 'raised' }),
  )
  expect(missing(view)).toEqual(['性别', '年龄', '住址或电话', '婚姻状况', '信访目的', '诉求', '已走程序'])
  const rows = await toFill(await town())
  expect(rows.find((row) => row.id === view.head.id)?.lacks).toBe(7)
  expect([await toFill(await village()), await toFill(await county())]).toEqual([[], []])
  const fill = async (body: Record<string, unknown>): Promise<CaseView> => {
    const here = await (await town()).call(casesContract.open, { params: keyOf(view) })
    return (await town()).call(casesContract.correct, {
      params: keyOf(view),
      body: { version: here.head.version, reason: '补全登记', ...body },
    })
  }
  const half = await fill({
    parties: [{ id: view.body!.parties[0]!.id, idNumber: '430202198503020020', phone: '13800001235', marital: '20' }],
  })
  expect([half.head.lacks, missing(half)]).toEqual([3, ['信访目的', '诉求', '已走程序']])
  const whole = await fill({ data: { purpose: 'A', request: '要求分给承包地', priorProcedure: ['none'] } })
  expect([whole.head.lacks, missing(whole)]).toEqual([0, []])
  expect((await toFill(await town())).map((row) => row.id)).not.toContain(view.head.id)
})

test('a desk that registers in full is told what is missing and gets no 待补 list of it', async () => {
  const view = await open(await county(), petition())
  expect(missing(view)).toContain('婚姻状况')
  expect((await toFill(await county())).map((row) => row.id)).not.toContain(view.head.id)
})

test('whole names stand in one’s own village only, with group and year of birth; numbers stay masked', async () => {
  const facts = { phone: '13800004321', address: '月塘街道某社区三组 5 号', birth: '1973-05-01' }
  const view = await open(await village(), {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '贺春分', facts)],
    data: { facts: '围墙挡了路。' },
  })
  const row = (rows: CaseView['head'][]) => rows.find((one) => one.id === view.head.id)
  const mine = row(await listed(await village()))
  expect([mine?.who, mine?.known]).toEqual(['贺春分', { group: '三组', birthYear: 1973 }])
  expect(JSON.stringify(mine)).not.toContain('13800004321')
  expect(view.body?.parties[0]).toMatchObject({ name: '贺春分', phone: '138****4321' })
  for (const above of [town, county]) {
    const theirs = row(await listed(await above()))
    expect([theirs?.who, theirs?.known]).toEqual(['贺*分', null])
  }
  const found = await (await village()).call(casesContract.search, { body: { q: 'hcf' } })
  expect(row(found.rows)?.who).toBe('贺春分')
  const { rows: audits } = await sql<{ n: number }>`select count(*)::int as n from audit.event
    where action = 'cases.list' and detail->'shown' ? ${view.head.id}`.execute(house.database.admin)
  expect(audits[0]?.n).toBe(3)
})

test('protection kinds, and who is in danger or gives no name, stay masked in her own village too', async () => {
  const kept = await jot(beaten({ outcome: 'waiting' }))
  expect(kept.body!.parties[0]?.name).toBe('岑*满')
  const danger = await jot(quarrel({ safe: 'danger', person: { id: randomUUID(), name: '孟秋实' } }))
  const row = (await listed(await village())).find((one) => one.id === danger.head.id)
  expect([danger.body!.inClear, row?.who, row?.known]).toEqual([false, '孟*实', null])
  const harassed = await open(
    await village(),
    petition({ category: '0205', parties: [person('petitioner', '安小荷')] }),
  )
  expect((await listed(await village())).find((one) => one.id === harassed.head.id)?.who).toBeNull()
})

test('who came before is found by initials in her own village and taken over without typing', async () => {
  const before = await open(await village(), {
    kind: 'dispute',
    category: '01',
    parties: [
      person('sideA', '向阳坡', { phone: '13800005678', address: '某社区 2组' }),
      person('sideB', '田有鱼', { phone: '13800005679' }),
    ],
    data: { facts: '婆媳为带孩子的事吵。' },
  })
  const find = async (who: Caller, q: string) => (await who.call(casesContract.knownPeople, { body: { q } })).people
  const found = await find(await village(), 'xyp')
  expect(found).toMatchObject([{ id: before.head.id, name: '向阳坡', group: '2组' }])
  expect((await find(await village(), '5679')).map(({ name }) => name)).toEqual(['田有鱼'])
  expect([await find(await town(), 'xyp'), await find(await county(), 'xyp')]).toEqual([[], []])
  const { home, id, party } = found[0]!
  const view = await jot(quarrel({ person: { id: randomUUID(), known: { home, id, party } } }))
  expect(view.body!.parties[0]).toMatchObject({ name: '向阳坡', phone: '138****5678', role: 'sideA' })
  const foreign = await open(await county(), petition({ parties: [person('petitioner', '关河清')] }))
  await expect(
    jot(
      quarrel({
        person: { id: randomUUID(), known: { ...keyOf(foreign), party: foreign.body!.parties[0]!.id } },
      }),
    ),
  ).rejects.toMatchObject({ fields: [{ path: 'person.known' }] })
  await jot(beaten({ outcome: 'waiting', person: { id: randomUUID(), name: '霍青岚' } }))
  expect(await find(await village(), 'hql')).toEqual([])
})

test('a neighbour is rung up by a button that leaves a trace; nobody who must be protected is', async () => {
  const who = { id: randomUUID(), name: '白露', phone: '13800007777' }
  const dial = async (caller: Caller, view: CaseView) =>
    caller.call(casesContract.dial, { params: keyOf(view), body: { party: view.body!.parties[0]!.id } })
  const view = await jot(quarrel({ person: who }))
  expect((await dial(await village(), view)).phone).toBe('13800007777')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from audit.event where action = 'cases.dial' and object_id = ${view.head.id}::uuid`.execute(
    house.database.admin,
  )
  expect(rows[0]?.n).toBe(1)
  await expect(dial(await town(), view)).rejects.toMatchObject({ code: 'cases.notDialled' })
  const hidden = await jot(beaten({ outcome: 'waiting', person: { ...who, id: randomUUID() } }))
  await expect(dial(await village(), hidden)).rejects.toMatchObject({ code: 'cases.notDialled' })
})
