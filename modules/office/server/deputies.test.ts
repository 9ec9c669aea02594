import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { openedInHeader } from '#platform/http/serve.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'
import { officeContract } from '../contract.ts'
import { addColleague, letStandIn, postOf } from './fixtures.ts'

// 李敏 stands in for the chair; 沈以宁 for the rights officer. Each test begins anew with nobody away.

let house: House
let [chair, vice, third, officer, second] = ['', '', '', '', '']
beforeAll(async () => {
  house = await startHouse()
  chair = await postOf(house, 'county.leader')
  officer = await postOf(house, 'county.rights')
  vice = await addColleague(house, 'county.vice', '李敏', 'leader')
  third = await addColleague(house, 'county.third', '魏思源', 'leader')
  second = await addColleague(house, 'county.second', '沈以宁', 'rights')
})
beforeEach(async () => {
  await sql`delete from office.deputy`.execute(house.database.admin)
})
afterAll(() => house.stop())

const asVice = async (): Promise<Caller> => (await house.as('county.vice')).standingFor(chair)
const asSecond = async (): Promise<Caller> => (await house.as('county.second')).standingFor(officer)
const forChairBy = (deputy: string) =>
  letStandIn(house, { by: 'county.leader', acceptedBy: 'security', post: chair, deputy })
const forChair = (more: { to?: string; restricted?: boolean } = {}) =>
  letStandIn(house, { by: 'county.leader', acceptedBy: 'security', post: chair, deputy: vice, ...more })
const forOfficer = (more: { to?: string; restricted?: boolean } = {}) =>
  letStandIn(house, { by: 'county.rights', acceptedBy: 'county.leader', post: officer, deputy: second, ...more })

/** A matter whose officer asks for an extension; only the chair was asked. */
const asked = async (who: Caller, body = petition()): Promise<{ view: CaseView; approval: string }> => {
  const view = await act(who, await act(who, await open(who, body), 'accept'), 'extend', { note: '等村里的材料。' })
  const approval = view.body!.approvals.find((one) => one.decision === null)!.id
  await sql`update cases.approval set approvers = array[${chair}::uuid] where id = ${approval}::uuid`.execute(
    house.database.admin,
  )
  return { view, approval }
}
const agree = (who: Caller, { view, approval }: Awaited<ReturnType<typeof asked>>) =>
  who.call(casesContract.decide, {
    params: { ...keyOf(view), approval },
    body: { decision: 'agreed', remark: '同意。' },
  })
const waitingOf = async (who: Caller): Promise<string[]> =>
  (await who.call(casesContract.approvals, {})).rows.map((row) => row.case.number)

test('while the chair is away her deputy sees what waits for her, approves it, and everything says 李敏代何静姝', async () => {
  const one = await asked(await house.as('county.rights'))
  const own = await house.as('county.vice')
  expect(await waitingOf(own)).toEqual([])
  await expect(waitingOf(await asVice())).rejects.toMatchObject({ status: 403, code: 'office.notStanding' })
  await forChair({ to: '2025-03-07' })
  expect((await own.call(officeContract.standing, {})).standing).toMatchObject([
    { id: chair, name: '何静姝', until: '2025-03-07' },
  ])
  const deputy = await asVice()
  expect((await deputy.call(identityContract.me, {})).standsFor).toBe('何静姝')
  expect(await waitingOf(deputy)).toContain(one.view.head.number)
  await agree(deputy, one)
  const officers = await house.as('county.rights')
  const view = await officers.call(casesContract.open, { params: keyOf(one.view) })
  expect(view.body!.steps.find((step) => step.action === 'extend')).toMatchObject({
    by: '李敏代何静姝',
    remark: '同意。',
  })
  expect(view.body!.approvals[0]).toMatchObject({ decidedBy: '李敏代何静姝', requestedBy: '程嘉禾' })
  const { readers } = await officers.call(casesContract.readers, { params: keyOf(one.view) })
  expect(readers.map((row) => row.name)).toContain('李敏代何静姝')
  const notices = await officers.call(casesContract.notices, {})
  expect(notices.rows.some((row) => row.text.zh.includes('李敏代何静姝'))).toBe(true)
  const { rows } = await sql<{ name: string; post: string }>`
    select a.name, e.post from audit.event e join identity.account a on a.id = e.account where e.action = 'cases.decide' and e.object_id = ${one.view.head.id}::uuid`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ name: '李敏', post: chair }])
})

test('it is accepted by a second person, not who named it, not who stands in, and does not begin before its first day', async () => {
  const id = randomUUID()
  const leader = await house.as('county.leader')
  const body = { post: chair, deputy: vice, from: '2025-03-04' }
  await leader.call(officeContract.nameDeputy, { params: { id }, body })
  for (const username of ['county.leader', 'county.vice'])
    await expect(
      (await house.as(username)).call(officeContract.acceptDeputy, { params: { id } }),
    ).rejects.toMatchObject({
      code: 'office.notAccepted',
      message: expect.stringContaining('安全管理员'),
    })
  // Neither a neighbour nor an officer without the office.
  await expect(
    (await house.as('town.chair')).call(officeContract.acceptDeputy, { params: { id } }),
  ).rejects.toMatchObject({ status: 404 })
  await expect(
    (await house.as('county.rights')).call(officeContract.acceptDeputy, { params: { id } }),
  ).rejects.toMatchObject({ code: 'http.forbidden' })
  await (await house.as('security')).call(officeContract.acceptDeputy, { params: { id } })
  await expect((await asVice()).call(casesContract.approvals, {})).rejects.toMatchObject({ code: 'office.notStanding' })
})

test('the database itself refuses an acceptance by who named it or who stands in', async () => {
  const id = randomUUID()
  await (
    await house.as('county.leader')
  ).call(officeContract.nameDeputy, { params: { id }, body: { post: chair, deputy: vice, from: '2025-03-03' } })
  for (const username of ['county.leader', 'county.vice'])
    await expect(
      house.locally(username, ({ tx, actor, now }) =>
        sql`update office.deputy set accepted_by = ${actor.accountId}::uuid, accepted_at = ${now} where id = ${id}::uuid`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow(/check constraint/)
  // Nobody writes herself in for a post that is not hers and that she does not preside over.
  await expect(
    house.locally('county.second', ({ tx, actor, now }) =>
      sql`insert into office.deputy (home, id, post_id, account_id, deputy_post, deputy_account, unit_id, scope, from_day, named_by, named_at)
        select '430202', gen_random_uuid(), p.id, p.account_id, ${actor.postId}::uuid, ${actor.accountId}::uuid, p.unit_id, p.scope, '2025-03-03', ${actor.accountId}::uuid, ${now} from identity.post p where p.id = ${chair}::uuid`.execute(
        tx,
      ),
    ),
  ).rejects.toThrow(/row-level security/)
})

test('a deputy never decides on her own request, though her own role approves', async () => {
  const town = await addColleague(house, 'town.vice', '顾晚晴', 'town', '430202001')
  const townChair = await postOf(house, 'town.chair')
  await letStandIn(house, { by: 'town.chair', acceptedBy: 'county.leader', post: townChair, deputy: town })
  const own = await house.as('town.vice')
  const one = await asked(own)
  await sql`update cases.approval set approvers = array[${townChair}::uuid] where id = ${one.approval}::uuid`.execute(
    house.database.admin,
  )
  await expect(agree(own.standingFor(townChair), one)).rejects.toMatchObject({ code: 'cases.ownRequest' })
})

test('who does not approve is not named for a chair: she is not offered, and the reason stands at her name', async () => {
  const leader = await house.as('county.leader')
  const { candidates } = await leader.call(officeContract.deputyChoices, { query: { post: chair } })
  const why = (id: string) => candidates.find((one) => one.id === id)?.why?.zh ?? null
  expect([why(vice), why(second)]).toEqual([null, expect.stringContaining('不批件')])
  await expect(forChairBy(second)).rejects.toMatchObject({
    fields: [{ path: 'deputy', message: expect.stringContaining('请选能批件的') }],
  })
})

test('her own role bounds what she does: a chair who stands in for an officer reads and assigns, and does not register', async () => {
  await letStandIn(house, { by: 'county.rights', acceptedBy: 'security', post: officer, deputy: vice })
  const deputy = (await house.as('county.vice')).standingFor(officer)
  const { permissions } = await deputy.call(identityContract.me, {})
  expect(permissions).toContain('cases.assign')
  expect(permissions).not.toContain('cases.register')
  // And no more than the post's: an officer approves nothing.
  expect(permissions).not.toContain('cases.approve')
  await expect(deputy.call(casesContract.approvals, {})).rejects.toMatchObject({ code: 'http.forbidden' })
})

test('where she or the absent one is kept out, standing in opens nothing', async () => {
  const rights = await house.as('county.rights')
  const keptOut = async (post: string): Promise<CaseView> => {
    const view = await open(rights, petition())
    await rights.call(casesContract.exclude, {
      params: keyOf(view),
      body: { version: view.head.version, posts: [post], reason: '当事人的亲属' },
    })
    return view
  }
  const ofDeputy = await keptOut(vice)
  const ofChair = await keptOut(chair)
  await forChair({ restricted: true })
  const deputy = await asVice()
  for (const view of [ofDeputy, ofChair])
    await expect(deputy.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({ status: 404 })
  const listed = await deputy.call(casesContract.list, { query: { tab: 'all' } })
  const numbers = listed.rows.map((row) => row.number)
  expect(numbers).not.toContain(ofDeputy.head.number)
  expect(numbers).not.toContain(ofChair.head.number)
  // In her own post the deputy sees what only the chair is kept from.
  await (await house.as('county.vice')).call(casesContract.open, { params: keyOf(ofChair) })
})

test('restricted and closed matters of the absent one stay shut unless the deputyship includes them', async () => {
  const rights = await house.as('county.rights')
  const restricted = await open(rights, petition({ category: '0101', notifyMode: 'F' }))
  const plain = await open(rights, petition())
  await rights.call(casesContract.restrict, {
    params: keyOf(plain),
    body: { version: plain.head.version, access: 'closed', reason: '只由本人办理' },
  })
  const { rows } = await sql<{
    id: string
  }>`update cases.head set owner_post = ${officer}::uuid, viewers = array['p:' || ${officer}::text] where id in (${restricted.head.id}::uuid, ${plain.head.id}::uuid) returning id`.execute(
    house.database.admin,
  )
  expect(rows).toHaveLength(2)
  await forOfficer()
  const deputy = await asSecond()
  expect(await deputy.call(casesContract.open, { params: keyOf(restricted) })).toMatchObject({ body: null })
  await expect(deputy.call(casesContract.open, { params: keyOf(plain) })).rejects.toMatchObject({ status: 404 })
  expect(
    (await deputy.call(casesContract.search, { body: { q: '田晓禾' } })).rows.map((row) => row.number),
  ).not.toContain(restricted.head.number)
  await sql`delete from office.deputy`.execute(house.database.admin)
  await forOfficer({ restricted: true })
  for (const view of [restricted, plain])
    expect((await (await asSecond()).call(casesContract.open, { params: keyOf(view) })).body).not.toBeNull()
  // In her own post nothing has opened.
  expect(await (await house.as('county.second')).call(casesContract.open, { params: keyOf(restricted) })).toMatchObject(
    { body: null },
  )
})

test('what happens to the absent one’s matters is told to her deputy as well', async () => {
  await forOfficer()
  const view = await open(await house.as('county.rights'), petition())
  await (
    await house.as('county.leader')
  ).call(casesContract.assign, {
    params: keyOf(view),
    body: { version: view.head.version, postId: officer },
  })
  const told = async (username: string) =>
    (await (await house.as(username)).call(casesContract.notices, {})).rows.filter((row) => row.caseId === view.head.id)
  expect(await told('county.second')).toHaveLength(1)
  expect(await told('county.vice')).toHaveLength(0)
})

test('what a page opened in her own post sends is not done in the one she stands in for', async () => {
  await forChair()
  const deputy = await asVice()
  const inPost = (post: string) =>
    deputy.raw({ method: 'GET', url: '/api/v1/today', headers: { [openedInHeader]: post } })
  expect((await inPost(vice)).json()).toMatchObject({ status: 409, code: 'http.otherPost' })
  expect((await inPost(chair)).statusCode).toBe(200)
})

test('standing in is not passed on, names nobody and votes for nobody', async () => {
  await forChair()
  const deputy = await asVice()
  await expect(
    deputy.call(officeContract.nameDeputy, {
      params: { id: randomUUID() },
      body: { post: chair, deputy: second, from: '2025-03-03' },
    }),
  ).rejects.toMatchObject({ code: 'office.ownPost' })
  // Whoever stands in for the deputy does not reach the chair's post through her.
  await letStandIn(house, { by: 'county.vice', acceptedBy: 'security', post: vice, deputy: third })
  await expect((await house.as('county.third')).standingFor(chair).call(casesContract.today, {})).rejects.toMatchObject(
    { code: 'office.notStanding' },
  )
})

test('one B角 at a time, not one who is away herself, nobody from another house, nothing in the past: each with its field', async () => {
  await forChair({ to: '2025-03-07' })
  const leader = await house.as('county.leader')
  const name = (body: { post: string; deputy: string; from: string; to?: string }) =>
    leader.call(officeContract.nameDeputy, { params: { id: randomUUID() }, body })
  await expect(name({ post: chair, deputy: third, from: '2025-03-05' })).rejects.toMatchObject({
    fields: [{ path: 'from', message: expect.stringContaining('李敏') }],
  })
  await expect(name({ post: officer, deputy: chair, from: '2025-03-05' })).rejects.toMatchObject({
    fields: [{ path: 'deputy', message: expect.stringContaining('自己也请人代班') }],
  })
  await expect(
    name({ post: officer, deputy: await postOf(house, 'county2.rights'), from: '2025-03-05' }),
  ).rejects.toMatchObject({ fields: [{ path: 'deputy' }] })
  await expect(name({ post: officer, deputy: second, from: '2025-03-02', to: '2025-03-01' })).rejects.toMatchObject({
    fields: [{ path: 'from' }, { path: 'to' }],
  })
  await expect(
    name({ post: await postOf(house, 'county2.rights'), deputy: second, from: '2025-03-05' }),
  ).rejects.toMatchObject({ status: 404 })
})

test('a post that has ended is stood in for by nobody', async () => {
  await forOfficer()
  await sql`update identity.post set valid_to = '2025-03-02' where id = ${officer}::uuid`.execute(house.database.admin)
  await expect((await asSecond()).call(casesContract.today, {})).rejects.toMatchObject({ code: 'office.notStanding' })
  await sql`update identity.post set valid_to = null where id = ${officer}::uuid`.execute(house.database.admin)
})

test('the chair of the level next above stands in as well, and acts as the county does', async () => {
  const one = await asked(await house.as('county.rights'))
  const cityChair = await postOf(house, 'city.leader')
  const id = await letStandIn(house, {
    by: 'county.leader',
    acceptedBy: 'security',
    post: chair,
    deputy: cityChair,
    from: '2025-03-03',
    to: '2025-03-07',
  })
  const deputy = (await house.as('city.leader')).standingFor(chair)
  expect((await deputy.call(identityContract.me, {})).post.unit.code).toBe('430202')
  await agree(deputy, one)
  const view = await (await house.as('county.rights')).call(casesContract.open, { params: keyOf(one.view) })
  expect(view.body!.approvals[0]?.decidedBy).toBe('周映棠代何静姝')
  await (await house.as('county.leader')).call(officeContract.endDeputy, { params: { id } })
})
