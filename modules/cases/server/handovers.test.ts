import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'
import { casesContract, type CaseView } from '../contract.ts'

// The rights officer leaves; a colleague follows her. The chair takes what the colleague may not read.

let house: House
let [leaver, successor, chair] = ['', '', '']
const views: Record<'plain' | 'restricted' | 'barred' | 'known', CaseView> = {} as never

const postOf = async (username: string): Promise<string> =>
  (
    await sql<{
      id: string
    }>`select p.id from identity.post p join identity.account a on a.id = p.account_id where a.username = ${username}`.execute(
      house.database.admin,
    )
  ).rows[0]!.id

beforeAll(async () => {
  house = await startHouse()
  const [account, post] = [randomUUID(), randomUUID()]
  await sql`insert into identity.account (id, username, name, password, demo, created_at, password_at)
    select ${account}::uuid, 'county.second', '沈以宁', password, true, created_at, password_at from identity.account where username = 'county.rights'`.execute(
    house.database.admin,
  )
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    select ${post}::uuid, ${account}::uuid, id, scope, '430202', 'rights', '荷塘区妇联权益干部', 'Rights officer', '2000-01-01' from org.unit where code = '430202'`.execute(
    house.database.admin,
  )
  successor = post
  leaver = await postOf('county.rights')
  chair = await postOf('county.leader')
  const officer = await house.as('county.rights')
  const assigned = async (part: Record<string, unknown>): Promise<CaseView> => {
    const view = await open(officer, petition(part))
    return officer.call(casesContract.assign, {
      params: keyOf(view),
      body: { version: view.head.version, postId: leaver },
    })
  }
  views.plain = await assigned({})
  views.restricted = await assigned({ category: '0101', notifyMode: 'F' })
  views.known = await assigned({ category: '0101', notifyMode: 'F' })
  await sql`update cases.head set viewers = viewers || ('p:' || ${successor}::text) where id = ${views.known.head.id}::uuid`.execute(
    house.database.admin,
  )
  const barred = await assigned({})
  views.barred = await officer.call(casesContract.exclude, {
    params: keyOf(barred),
    body: { version: barred.head.version, posts: [successor], reason: '当事人的亲属' },
  })
})
afterAll(() => house.stop())

const ownerOf = async (view: CaseView): Promise<string | null> =>
  (
    await sql<{
      owner_post: string | null
    }>`select owner_post from cases.head where id = ${view.head.id}::uuid`.execute(house.database.admin)
  ).rows[0]!.owner_post

test('a post with matters in hand does not end; who would end it is told what is left and what to do, and no more', async () => {
  const security = await house.as('security')
  await expect(
    security.call(identityContract.endPost, { params: { id: leaver }, body: { on: '2025-03-03', reason: '调离' } }),
  ).rejects.toMatchObject({ status: 409, code: 'identity.postHasWork', message: expect.stringContaining('移交清单') })
  await expect(security.call(casesContract.leftInHand, { query: { post: leaver } })).rejects.toMatchObject({
    code: 'http.forbidden',
  })
})

test('the list shows what is in hand to the leaver and her chair, to nobody else, and nothing has moved', async () => {
  const officer = await house.as('county.rights')
  const found = await officer.call(casesContract.leftInHand, { query: { post: leaver } })
  expect(found.left.matters).toBe(found.rows.length)
  expect(found.rows.map((row) => row.number)).toEqual(
    expect.arrayContaining([views.plain.head.number, views.restricted.head.number]),
  )
  expect(found.receivers.map((row) => row.name)).toEqual(expect.arrayContaining(['沈以宁', '何静姝']))
  // What lies at the county is not left to a chair below it.
  expect(found.receivers.map((row) => row.name)).not.toContain('唐秋芸')
  const chairs = await (await house.as('county.leader')).call(casesContract.leftInHand, { query: { post: leaver } })
  const restricted = chairs.rows.find((row) => row.number === views.restricted.head.number)
  // Of a restricted one the chair reads the head and no name.
  expect(restricted).toMatchObject({ openable: false, who: null, title: null })
  for (const username of ['county2.rights', 'town.chair', 'county.second'])
    await expect(
      (await house.as(username)).call(casesContract.leftInHand, { query: { post: leaver } }),
    ).rejects.toMatchObject({ status: 404 })
  expect(await ownerOf(views.plain)).toBe(leaver)
})

test('taken over: each matter moves with its line, restricted ones only to whom may read them, else to the chair; then the post ends', async () => {
  const officer = await house.as('county.rights')
  const asked = await act(officer, await act(officer, views.plain, 'accept'), 'extend', { note: '等材料。' })
  const id = randomUUID()
  await officer.call(casesContract.prepareHandover, {
    params: { id },
    body: { post: leaver, to: successor, witness: '何静姝' },
  })
  // Pressed twice it is one list, and a second one is refused.
  await officer.call(casesContract.prepareHandover, { params: { id }, body: { post: leaver, to: successor } })
  await expect(
    officer.call(casesContract.prepareHandover, {
      params: { id: randomUUID() },
      body: { post: leaver, to: successor },
    }),
  ).rejects.toMatchObject({ fields: [{ path: 'post' }] })
  for (const username of ['county.rights', 'county.leader', 'county2.rights'])
    await expect(
      (await house.as(username)).call(casesContract.acceptHandover, { params: { id } }),
    ).rejects.toMatchObject({ status: 404 })
  const colleague = await house.as('county.second')
  const before = await colleague.call(casesContract.handover, { params: { id } })
  // The kept-out one is neither shown nor counted.
  expect(before.rows.map((row) => row.number)).not.toContain(views.barred.head.number)
  const line = (await colleague.call(casesContract.handovers, {})).handovers.find((one) => one.id === id)
  expect(line?.n).toBe(before.rows.length)
  const done = await colleague.call(casesContract.acceptHandover, { params: { id } })
  expect(done.stayed).toBe(0)
  expect(await ownerOf(views.plain)).toBe(successor)
  expect(await ownerOf(views.known)).toBe(successor)
  expect(await ownerOf(views.restricted)).toBe(chair)
  expect(await ownerOf(views.barred)).toBe(chair)
  const view = await colleague.call(casesContract.open, { params: keyOf(asked) })
  expect(view.body!.steps.at(-1)).toMatchObject({ label: { zh: '移交' }, by: '沈以宁', told: [{ zh: '给 沈以宁' }] })
  // The leaver keeps no key to what was restricted, and the successor got none.
  expect(await officer.call(casesContract.open, { params: keyOf(views.restricted) })).toMatchObject({ body: null })
  expect(await colleague.call(casesContract.open, { params: keyOf(views.restricted) })).toMatchObject({ body: null })
  expect(
    (await (await house.as('county.leader')).call(casesContract.open, { params: keyOf(views.restricted) })).body,
  ).not.toBeNull()
  await expect(colleague.call(casesContract.acceptHandover, { params: { id } })).rejects.toMatchObject({
    code: 'cases.handoverOver',
  })
  const told = await colleague.call(casesContract.notices, {})
  expect((await officer.call(casesContract.notices, {})).rows[0]?.text.zh).toMatch(
    /^沈以宁接收了程嘉禾移交的 \d+ 件。$/,
  )
  expect(told.rows[0]?.text.zh).toMatch(/^程嘉禾移交的 \d+ 件到了您手上。$/)
  await (
    await house.as('security')
  ).call(identityContract.endPost, { params: { id: leaver }, body: { on: '2025-03-03', reason: '调离' } })
})

test('requests that waited for the leaving chair alone wait for the next chair, never for who asked', async () => {
  const town = await house.as('town.chair')
  const accepted = await act(town, await open(town, petition()), 'accept')
  const asked = await act(town, accepted, 'extend', { note: '等证明。' })
  const above = await postOf('city.leader')
  await sql`update cases.approval set approvers = array[${chair}::uuid] where case_id = ${asked.head.id}::uuid`.execute(
    house.database.admin,
  )
  const leader = await house.as('county.leader')
  const id = randomUUID()
  await leader.call(casesContract.prepareHandover, { params: { id }, body: { post: chair, to: successor } })
  await (await house.as('county.second')).call(casesContract.acceptHandover, { params: { id } })
  const { rows } = await sql<{
    approvers: string[]
  }>`select approvers from cases.approval where case_id = ${asked.head.id}::uuid`.execute(house.database.admin)
  // An officer approves nothing and the town asked: the city's chair is the nearest.
  expect(rows[0]?.approvers).toEqual([above])
})
