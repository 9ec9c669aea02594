import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from '#test/kinds/walk.ts'

// 不让知道 and its lifting: who is kept from a matter learns of neither, then or afterwards.

let house: House
beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

const wages = petition({
  notifyMode: 'F',
  title: '拖欠工资',
  parties: [person('petitioner', '田晓禾', { phone: '15412340009' })],
})
const postOf = async (username: string): Promise<{ id: string; account: string; unit: number; scope: string }> =>
  (
    await sql<{
      id: string
      account: string
      unit: number
      scope: string
    }>`select p.id, p.account_id as account, p.unit_id as unit, p.scope from identity.post p join identity.account a on a.id = p.account_id where a.username = ${username}`.execute(
      house.database.admin,
    )
  ).rows[0]!
const exclude = async (who: Caller, view: CaseView, ...usernames: string[]): Promise<CaseView> =>
  who.call(casesContract.exclude, {
    params: keyOf(view),
    body: {
      version: view.head.version,
      posts: await Promise.all(usernames.map(async (username) => (await postOf(username)).id)),
      reason: '对方的亲属',
    },
  })
const lift = async (who: Caller, view: CaseView): Promise<CaseView> => {
  const { exclusions } = await who.call(casesContract.exclusions, { params: keyOf(view) })
  return who.call(casesContract.lift, {
    params: keyOf(view),
    body: {
      id: randomUUID(),
      version: view.head.version,
      keys: exclusions.map(({ key }) => key),
      reason: '已经核实不是亲属',
    },
  })
}
/** Everything a person can read about matters without knowing one's address. */
const everythingOf = async (who: Caller, view: CaseView): Promise<string> => {
  const urls = [
    '/api/v1/today',
    '/api/v1/notices',
    '/api/v1/approvals',
    '/api/v1/cases?tab=all&limit=100',
    '/api/v1/cases?tab=shared',
  ]
  const read = await Promise.all(urls.map(async (url) => (await who.raw({ method: 'GET', url })).body))
  const asked = [{ q: view.head.number }, { q: '15412340009' }, { q: '田晓禾' }, { q: '没发工资' }].map(
    async (payload) => {
      const { how: _, ...said } = (await who.raw({ method: 'POST', url: '/api/v1/search', payload })).json<{
        how: string
      }>()
      return JSON.stringify(said)
    },
  )
  return [...read, ...(await Promise.all(asked))].join('\n')
}
const traces = (view: CaseView): string[] => [view.head.number, view.head.id]

test('who is kept from a matter meets it nowhere: not in lists, searches, notices of before, approvals or what others ask', async () => {
  const owner = await house.as('county.rights')
  const leader = await house.as('county.leader')
  let view = await open(owner, wages)
  view = await act(owner, view, 'accept', { note: '受理', proof: { on: '2025-03-03', mode: 'hand' } })
  view = await act(owner, view, 'extend', { note: '情况复杂,申请延长' })
  const asked = async () => (await leader.call(casesContract.approvals, {})).rows.map((row) => row.case.id)
  expect(await asked()).toEqual([view.head.id])
  const before = await everythingOf(leader, view)
  expect(traces(view).every((trace) => before.includes(trace))).toBe(true)
  view = await exclude(owner, await owner.call(casesContract.open, { params: keyOf(view) }), 'county.leader')
  const after = await everythingOf(leader, view)
  expect(traces(view).filter((trace) => after.includes(trace))).toEqual([])
  const hints = await house
    .as('hongjiang.rights')
    .then((caller) => caller.call(casesContract.hints, { body: { kind: 'petition', phone: '15412340009' } }))
  expect(hints.elsewhere).toBe(true)
})

test('who is kept out by name at registration never meets the matter; the chair above is told', async () => {
  const owner = await house.as('county.rights')
  const named = ['county.leader', 'city.rights']
  const notToPosts = await Promise.all(named.map(async (name) => (await postOf(name)).id))
  const body = { ...wages, parties: [person('petitioner', '苏晚荷', { phone: '15412340088' })] }
  const known = await open(owner, body)
  const view = await open(owner, { ...body, notToPosts, repeatOf: keyOf(known) })
  const drill = async (who: Caller): Promise<string> =>
    JSON.stringify(
      await who.call(figuresContract.records, {
        params: { measure: 'petition.received' },
        query: { unit: '430202', period: '2025-03', limit: 200 },
      }),
    )
  expect(await drill(owner)).toContain(view.head.number)
  // Nor does the matter she came about before lead there.
  const before = async (who: Caller) => JSON.stringify(await who.call(casesContract.open, { params: keyOf(known) }))
  expect(await before(owner)).toContain(view.head.number)
  for (const name of named) {
    const colleague = await house.as(name)
    const seen = (await everythingOf(colleague, view)) + (await drill(colleague)) + (await before(colleague))
    expect(seen).toContain(known.head.number)
    expect(traces(view).filter((trace) => seen.includes(trace))).toEqual([])
    await expect(colleague.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({ status: 404 })
  }
  const hints = await house
    .as('city.rights')
    .then((city) => city.call(casesContract.hints, { body: { kind: 'petition', phone: '15412340088' } }))
  expect(hints.rows.map((row) => row.case.id)).toEqual([known.head.id])
  const told = (await (await house.as('city.leader')).call(casesContract.notices, {})).rows
  expect(told.filter((row) => row.caseId === view.head.id)).toHaveLength(1)
  const { exclusions } = await owner.call(casesContract.exclusions, { params: keyOf(view) })
  expect(exclusions.map(({ name, alone }) => [name, alone]).sort()).toEqual(
    [
      ['何静姝', true],
      ['方若溪', true],
    ].sort(),
  )
})

test('a matter that is merged into one she is kept from, or repeats it, does not tell her of it', async () => {
  const owner = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const hidden = await exclude(owner, await open(owner, wages), 'county.leader')
  let view = await open(owner, wages)
  view = await owner.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '就是上次那件事', repeatOf: keyOf(hidden) },
  })
  view = await act(owner, view, 'merge', { target: keyOf(hidden) })
  const told = async (who: Caller): Promise<string[]> => {
    const seen = JSON.stringify(await who.call(casesContract.open, { params: keyOf(view) }))
    return traces(hidden).filter((trace) => seen.includes(trace))
  }
  expect([await told(owner), await told(leader)]).toEqual([traces(hidden), []])
})

test('at registration nobody is kept out who handles the matter, and the refusal says what to do', async () => {
  const owner = await house.as('county.rights')
  const [own, leader] = await Promise.all(
    ['county.rights', 'county.leader'].map(async (name) => (await postOf(name)).id),
  )
  const refused = async (part: Record<string, unknown>): Promise<string> => {
    const failure = await open(owner, { ...wages, ...part }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'http.invalid', fields: [{ path: 'notToPosts' }] })
    return (failure as { fields: { message: string }[] }).fields[0]!.message
  }
  expect(await refused({ notToPosts: [own] })).toContain('不能把自己排除在外')
  expect(await refused({ notToPosts: [leader], ownerPost: leader })).toContain('请先换承办人')
  expect(await refused({ notToPosts: [randomUUID()] })).toContain('没有这个岗位')
})

test('whoever is kept from a matter is not told that its person is known elsewhere', async () => {
  const owner = await house.as('county2.rights')
  const phone = '15412340077'
  const view = await open(owner, { ...wages, parties: [person('petitioner', '桑晓月', { phone })] }, '430203')
  const asks = async (username: string): Promise<boolean> =>
    (await (await house.as(username)).call(casesContract.hints, { body: { kind: 'petition', phone } })).elsewhere
  expect(await asks('town.chair')).toBe(true)
  await exclude(owner, view, 'town.chair')
  expect(await asks('town.chair')).toBe(false)
  expect(await asks('county.rights')).toBe(true)
})

test('a second post does not open what is kept from the person or from a unit she also belongs to', async () => {
  const owner = await house.as('county.rights')
  const [person, city] = [await postOf('town.chair'), await postOf('city.rights')]
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    values (gen_random_uuid(), ${person.account}::uuid, ${city.unit}, ${city.scope}, '430200', 'rights', '市里借调', 'On loan', '2024-06-01')`.execute(
    house.database.admin,
  )
  const byPerson = await exclude(owner, await open(owner, wages), 'town.chair')
  const byUnit = await open(owner, { ...wages, notTo: ['430202001'] })
  const shared = await open(owner, wages)
  const chair = await house.signIn('town.chair')
  const me = await chair.raw({ method: 'GET', url: '/api/v1/me' })
  const other = me.json<{ posts: { id: string; role: string }[] }>().posts.find((post) => post.role === 'rights')!
  await chair.raw({ method: 'POST', url: '/api/v1/me/post', payload: { postId: other.id } })
  const status = async (view: CaseView): Promise<number> =>
    (await chair.raw({ method: 'GET', url: `/api/v1/cases/${view.head.home}/${view.head.id}` })).statusCode
  expect([await status(shared), await status(byPerson), await status(byUnit)]).toEqual([200, 404, 404])
  await sql`delete from identity.session where account_id = ${person.account}::uuid`.execute(house.database.admin)
  await sql`delete from identity.post where account_id = ${person.account}::uuid and role = 'rights'`.execute(
    house.database.admin,
  )
})

test('the author lifts alone within a day; after that another person agrees, who is not the one let in', async () => {
  const owner = await house.as('county.rights')
  const fresh = await exclude(owner, await open(owner, wages), 'village.chair')
  expect((await owner.call(casesContract.exclusions, { params: keyOf(fresh) })).exclusions).toMatchObject([
    { name: '罗雨桐', by: '程嘉禾', alone: true },
  ])
  const lifted = await lift(owner, fresh)
  expect(lifted.body?.steps.at(-1)).toMatchObject({ action: 'lift', note: '已经核实不是亲属' })
  expect((await owner.call(casesContract.exclusions, { params: keyOf(fresh) })).exclusions).toEqual([])

  const old = await exclude(owner, await open(owner, wages), 'county.leader')
  house.clock.advance(24 * 60 + 1)
  const [later, leader, city] = [
    await house.as('county.rights'),
    await house.as('county.leader'),
    await house.as('city.leader'),
  ]
  const asked = await lift(later, await later.call(casesContract.open, { params: keyOf(old) }))
  const waiting = asked.body!.approvals.find((one) => one.decision === null)!
  expect(waiting).toMatchObject({
    action: 'lift',
    label: { zh: '解除「不让知道」' },
    note: '已经核实不是亲属',
    mine: true,
  })
  // The chair it is kept from is passed over; the request goes to the next place above.
  expect((await leader.call(casesContract.approvals, {})).rows).toEqual([])
  expect((await city.call(casesContract.approvals, {})).rows.map((row) => row.id)).toContain(waiting.id)
  const decide = (who: Caller) =>
    who.call(casesContract.decide, { params: { ...keyOf(old), approval: waiting.id }, body: { decision: 'agreed' } })
  await expect(decide(leader)).rejects.toMatchObject({ status: 404 })
  await expect(decide(later)).rejects.toMatchObject({ status: 403 })
  await decide(city)
  const now = await leader.call(casesContract.open, { params: keyOf(old) })
  expect(now.head.number).toBe(old.head.number)
  // She reads it today and finds no trace of having been kept out: no step, no gap, no approval, no reader's row, no notice.
  expect(now.body!.steps.map((step) => step.seq)).toEqual(now.body!.steps.map((_, place) => place + 1))
  expect(JSON.stringify(now)).not.toMatch(/exclude|lift|不让知道|要求回避/)
  const readers = await leader.call(casesContract.readers, { params: keyOf(old) })
  expect(JSON.stringify(readers)).not.toMatch(/exclu|lift/)
  const told = (await leader.call(casesContract.notices, {})).rows.filter((row) => row.caseId === old.head.id)
  expect(told).toEqual([])
  // The one who set it is told, and the audit log knows.
  expect(JSON.stringify(await later.call(casesContract.notices, {}))).toContain(`解除了 ${old.head.number} 的一项`)
  const { rows } = await sql<{
    action: string
  }>`select action from audit.event where object_id = ${old.head.id}::uuid and action in ('cases.exclude', 'cases.lift')`.execute(
    house.database.admin,
  )
  expect(rows.map((row) => row.action).sort()).toEqual(['cases.exclude', 'cases.lift'])
})

test('a village cannot keep a matter from everybody above it without a chair being told', async () => {
  const village = await house.as('village.chair')
  const view = await open(village, {
    ...wages,
    kind: 'dispute',
    category: '01',
    channel: undefined,
    notifyMode: undefined,
    parties: [person('sideA', '田晓禾')],
  })
  await exclude(village, view, 'town.chair', 'county.rights', 'county.leader')
  const told = async (username: string): Promise<boolean> =>
    (await (await house.as(username)).call(casesContract.notices, {})).rows.some((row) => row.caseId === view.head.id)
  expect(await told('city.leader')).toBe(true)
  for (const username of ['town.chair', 'county.rights', 'county.leader']) expect(await told(username)).toBe(false)
})

test('an exclusion of nobody is refused', async () => {
  const owner = await house.as('county.rights')
  await expect(exclude(owner, await open(owner, wages))).rejects.toMatchObject({ fields: [{ path: 'posts' }] })
})

test('numbers of old registers cannot be tried out at the form', async () => {
  const owner = await house.as('county.rights')
  await expect(open(owner, { ...wages, sourceRef: 'HJ2014-001' })).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'sourceRef' }],
  })
})
