import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

const home = '430202'
const wrong = '430202198503020020'
const right = '430202198603020028'
const her = (over: Record<string, unknown> = {}) => person('petitioner', '岑小满', over)

const register = (who: Caller, part: Record<string, unknown> = {}): Promise<CaseView> =>
  open(
    who,
    petition({
      parties: [her({ idNumber: wrong, sex: '2', birth: '1985-03-02', phone: '13800003456', employer: '纸箱厂' })],
      data: { facts: '厂里三个月没有发工资,她找过两次。', request: '要求发放工资' },
      ...part,
    }),
  )

const correct = (who: Caller, view: CaseView, body: Record<string, unknown>): Promise<CaseView> =>
  who.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '登记时看错了证件', ...body },
  })

const found = async (who: Caller, q: string): Promise<string[]> =>
  (await who.call(casesContract.search, { body: { q } })).rows.map((row) => row.number)

const lastStep = (view: CaseView) => view.body!.steps.at(-1)!

test('a wrong ID number is put right: found by the new one only, sex and birth follow, the old one stays readable for a reason', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer)
  const { number } = before.head
  const party = before.body!.parties[0]!.id
  const view = await correct(officer, before, { parties: [{ id: party, idNumber: right }] })
  expect(view.body!.parties[0]).toMatchObject({
    name: '岑*满',
    idNumber: '430***********0028',
    birthYear: 1986,
    phone: '138****3456',
    employer: '纸箱厂',
  })
  expect(await found(officer, wrong)).not.toContain(number)
  expect(await found(officer, right)).toContain(number)
  expect(await found(officer, '岑小满')).toContain(number)

  const step = lastStep(view)
  expect(step).toMatchObject({ action: 'correct', note: '登记时看错了证件' })
  expect(step.changes.map(({ field, who, before: was, after }) => [field, who?.id, who?.name, was, after])).toEqual([
    ['birth', party, '岑*满', '1985', '1986'],
    ['idNumber', party, '岑*满', '430***********0020', '430***********0028'],
  ])
  expect(JSON.stringify(step)).not.toContain(wrong)
  const reveal = { params: keyOf(view), body: { party, field: 'idNumber', reason: '2', before: step.seq } } as const
  expect((await officer.call(casesContract.reveal, reveal)).value).toBe(wrong)
  const { rows } = await sql<{ action: string; detail: string }>`select action, detail::text from audit.event
    where object_id = ${view.head.id}::uuid and action in ('cases.correct', 'cases.reveal') order by at, action`.execute(
    house.database.admin,
  )
  expect(rows.map((row) => row.action).sort()).toEqual(['cases.correct', 'cases.reveal'])
  for (const row of rows) expect(row.detail).not.toMatch(/\d{15}/)
  const stored = await sql<{ all: string }>`select coalesce(string_agg(s::text, ''), '') as all from cases.step s
    where case_id = ${view.head.id}::uuid`.execute(house.database.admin)
  expect(stored.rows[0]?.all).not.toContain(wrong)
  await expect((await house.as('county2.rights')).call(casesContract.reveal, reveal)).rejects.toMatchObject({
    status: 404,
  })
})

test('whoever corrected in the meantime wins; the same correction again changes nothing', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer)
  const parties = [{ id: before.body!.parties[0]!.id, phone: '13800004567' }]
  const after = await correct(officer, before, { parties })
  await expect(correct(officer, before, { parties })).rejects.toMatchObject({ status: 409, code: 'http.stale' })
  await expect(correct(officer, after, { parties })).rejects.toMatchObject({ fields: [{ path: 'reason' }] })
})

test('what is optional is emptied and kept in the timeline; what is needed is refused with its field', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer, { title: '拖欠工资' })
  const party = before.body!.parties[0]!.id
  const view = await correct(officer, before, {
    title: null,
    data: { request: null },
    parties: [{ id: party, phone: null, idNumber: null }],
  })
  expect(view.head.title).toBeNull()
  expect(view.body!.data).not.toHaveProperty('request')
  expect(view.body!.parties[0]).toMatchObject({ phone: null, idNumber: null, sex: null, birthYear: null })
  expect(lastStep(view).changes.map(({ field, before: was, after }) => [field, was, after])).toEqual([
    ['title', '拖欠工资', null],
    ['data.request', '要求发放工资', null],
    ['sex', '2', null],
    ['birth', '1985', null],
    ['idNumber', '430***********0020', null],
    ['phone', '138****3456', null],
  ])
  expect(await found(officer, '13800003456')).not.toContain(view.head.number)
  await expect(correct(officer, view, { data: { facts: null } })).rejects.toMatchObject({
    fields: [{ path: 'data.facts' }],
  })
  await expect(correct(officer, view, { parties: [{ id: party, name: null }] })).rejects.toMatchObject({
    fields: [{ path: 'parties.0.name' }],
  })
  await expect(
    correct(officer, view, {
      parties: [
        { id: randomUUID(), role: 'respondent', name: '厂方代表' },
        { id: party, idNumber: '430202198503020021' },
      ],
    }),
  ).rejects.toMatchObject({ fields: [{ path: 'parties.1.idNumber' }] })
  await expect(
    correct(officer, view, {
      parties: [
        { id: party, phone: '13800004567' },
        { id: party, phone: '13800005678' },
      ],
    }),
  ).rejects.toMatchObject({ status: 400, fields: [{ path: 'parties', message: '同一个人出现了两次,请去掉一个。' }] })
})

test('people are added and taken out within what the role allows; persons are counted anew', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer)
  const count = async (): Promise<number> => {
    const { figures } = await officer.call(figuresContract.figures, { query: { kind: 'petition', period: '2025-03' } })
    return figures.find((figure) => figure.measure === 'petition.persons')?.n ?? 0
  }
  const was = await count()
  const second = her({ name: '苗七月', idNumber: '43020219900704006X' })
  let view = await correct(officer, before, { persons: 2, parties: [second] })
  expect(view.body!.parties.map((party) => party.name).sort()).toEqual(['岑*满', '苗*月'])
  expect(await count()).toBe(was + 1)
  expect(await found(officer, '苗七月')).toContain(view.head.number)
  view = await correct(officer, view, { persons: 1, parties: [{ id: second.id, remove: true }] })
  expect(view.body!.parties.map((party) => party.name)).toEqual(['岑*满'])
  expect(await count()).toBe(was)
  expect(await found(officer, '苗七月')).not.toContain(view.head.number)
  // She is out of the matter, and who she was stays in its history.
  expect(lastStep(view).changes.find((change) => change.field === 'name')).toMatchObject({
    before: '苗*月',
    after: null,
  })
  const reveal = { party: second.id, field: 'name', reason: '2', before: lastStep(view).seq } as const
  expect((await officer.call(casesContract.reveal, { params: keyOf(view), body: reveal })).value).toBe('苗七月')

  const quarrel = await officer.call(casesContract.create, {
    params: { home, id: randomUUID() },
    body: {
      kind: 'mediation',
      category: '01',
      channel: '1',
      parties: [her({ role: 'applicant' }), her({ role: 'respondent', name: '方大川' })],
      data: { facts: '赡养费三年未付。' },
    },
  })
  const [applicant, respondent] = quarrel.body!.parties
  await expect(correct(officer, quarrel, { parties: [{ id: applicant!.id, remove: true }] })).rejects.toMatchObject({
    fields: [{ path: 'parties', message: expect.stringContaining('申请人至少 1 位') as string }],
  })
  const promised = await officer.call(casesContract.addObligation, {
    params: { ...keyOf(quarrel), obligation: randomUUID() },
    body: { key: 'payment', what: '付赡养费', amountFen: 60_000, dueOn: '2025-04-05', byParty: respondent!.id },
  })
  expect(promised.body!.obligations[0]?.byParty).toBe(respondent!.id)
  await expect(
    correct(officer, promised, {
      parties: [
        { id: respondent!.id, remove: true },
        { id: randomUUID(), role: 'respondent', name: '方小川' },
      ],
    }),
  ).rejects.toMatchObject({
    fields: [{ path: 'parties', message: expect.stringContaining('还有没履行的约定事项') as string }],
  })
})

test('what a person may have once follows her corrected number, and a voided registration frees it', async () => {
  const town = await house.as('town.chair')
  const nominate = (idNumber: string): Promise<CaseView> =>
    town.call(casesContract.create, {
      params: { home, id: randomUUID() },
      body: {
        kind: 'nomination',
        category: 'F',
        parties: [her({ role: 'family', name: '白秋实', idNumber })],
        data: { campaign: '2025-zuimei', story: '照顾邻里老人八年。' },
      },
    })
  const first = await nominate(wrong)
  const second = await nominate('430202197901150037')
  const change = (view: CaseView, idNumber: string): Promise<CaseView> =>
    correct(town, view, { parties: [{ id: view.body!.parties[0]!.id, idNumber }] })
  await expect(change(second, wrong)).rejects.toMatchObject({ code: 'cases.once' })
  const corrected = await change(first, right)
  await expect(nominate(right)).rejects.toMatchObject({ code: 'cases.once' })
  await change(second, wrong)
  await town.call(casesContract.cancel, {
    params: keyOf(corrected),
    body: { version: corrected.head.version, reason: '重复登记' },
  })
  expect((await nominate(right)).head.phase).toBe(0)
})

test('once her number is right, the earlier matter it leads to can be linked; one out of sight cannot', async () => {
  const officer = await house.as('county.rights')
  const number = '430202198808080040'
  const earlier = await register(officer, { parties: [her({ idNumber: number, sex: '2' })] })
  const view = await register(officer, { parties: [her({ idNumber: wrong, sex: '2' })] })
  const { rows } = await officer.call(casesContract.hints, { body: { kind: 'petition', idNumber: number } })
  expect(rows.map((row) => row.case.number)).toEqual([earlier.head.number])
  const parties = [{ id: view.body!.parties[0]!.id, idNumber: number }]
  await expect(correct(officer, view, { parties, repeatOf: { home, id: randomUUID() } })).rejects.toMatchObject({
    fields: [{ path: 'repeatOf' }],
  })
  const linked = await correct(officer, view, { parties, repeatOf: keyOf(earlier) })
  expect(linked.links).toEqual([{ relation: 'repeat-of', ...keyOf(earlier), number: earlier.head.number }])
  expect(lastStep(linked).changes).toContainEqual({
    field: 'repeatOf',
    who: null,
    before: null,
    after: earlier.head.number,
  })
})

test('it cannot have come after what was done about it', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer, { openedAt: '2025-02-20T09:00:00+08:00' })
  const done = await officer.call(casesContract.step, {
    params: keyOf(before),
    body: {
      id: randomUUID(),
      version: before.head.version,
      action: 'accept',
      occurredAt: '2025-02-24T09:00:00+08:00',
    },
  })
  const refused = correct(officer, done, { openedAt: '2025-02-26T09:00:00+08:00' })
  await expect(refused).rejects.toMatchObject({ status: 400, fields: [{ path: 'openedAt' }] })
  expect((await correct(officer, done, { openedAt: '2025-02-24T08:00:00+08:00' })).head.openedAt).toBe(
    '2025-02-24T00:00:00.000Z',
  )
})
