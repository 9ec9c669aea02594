import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { identityContract } from '#modules/identity/contract.ts'
import { addColleague, postOf } from '#modules/office/server/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'
import { casesContract, type CaseView } from '../contract.ts'
import { leftBehind } from './queries/handovers.ts'

// Nobody takes what another has in hand by her own word alone, and what one may not know of stays unknown on the way.

let house: House
let [officer, chair, friend] = ['', '', '']
beforeAll(async () => {
  house = await startHouse()
  officer = await postOf(house, 'county.rights')
  chair = await postOf(house, 'county.leader')
  friend = await addColleague(house, 'county.friend', '范友', 'rights')
})
beforeEach(async () => {
  await sql`update cases.handover set withdrawn_at = ${house.clock()} where accepted_at is null and withdrawn_at is null`.execute(
    house.database.admin,
  )
})
afterAll(() => house.stop())

const assigned = async (part: Record<string, unknown> = {}): Promise<CaseView> => {
  const rights = await house.as('county.rights')
  const view = await open(rights, petition(part))
  return rights.call(casesContract.assign, {
    params: keyOf(view),
    body: { version: view.head.version, postId: officer },
  })
}
const ownerOf = async (view: CaseView): Promise<string | null> =>
  (
    await sql<{
      owner_post: string | null
    }>`select owner_post from cases.head where id = ${view.head.id}::uuid`.execute(house.database.admin)
  ).rows[0]!.owner_post
const prepare = async (by: string, to: string): Promise<string> => {
  const id = randomUUID()
  await (await house.as(by)).call(casesContract.prepareHandover, { params: { id }, body: { post: officer, to } })
  return id
}
const accept = async (username: string, id: string) =>
  (await house.as(username)).call(casesContract.acceptHandover, { params: { id } })
const give = async (username: string, id: string) =>
  (await house.as(username)).call(casesContract.agreeHandover, { params: { id } })
const listOf = async (username: string, id: string) =>
  (await (await house.as(username)).call(casesContract.handovers, {})).handovers.find((one) => one.id === id)
const noticesTo = async (username: string): Promise<string[]> =>
  (await (await house.as(username)).call(casesContract.notices, {})).rows.map((row) => row.text.zh)

test('a chair cannot make a list to herself, and the database refuses it too', async () => {
  const view = await assigned({ category: '0101', notifyMode: 'F' })
  const leader = await house.as('county.leader')
  await expect(prepare('county.leader', chair)).rejects.toMatchObject({
    fields: [{ path: 'to', message: expect.stringContaining('不能交给自己') }],
  })
  expect(
    (await leader.call(casesContract.leftInHand, { query: { post: officer } })).receivers.map(({ id }) => id),
  ).not.toContain(chair)
  await expect(
    house.locally('county.leader', ({ tx, actor, now }) =>
      sql`insert into cases.handover (home, id, from_post, from_account, to_post, to_account, unit_id, scope, prepared_by, prepared_at)
        select p.home, gen_random_uuid(), p.id, p.account_id, ${chair}::uuid, ${actor.accountId}::uuid, p.unit_id, p.scope, ${actor.accountId}::uuid, ${now} from identity.post p where p.id = ${officer}::uuid`.execute(
        tx,
      ),
    ),
  ).rejects.toThrow(/row-level security|handover_two/)
  expect(await ownerOf(view)).toBe(officer)
})

test('a list somebody made for an officer who is there waits for her word; she is told, and nothing moves before', async () => {
  const view = await assigned()
  const id = await prepare('county.leader', friend)
  expect(await noticesTo('county.rights')).toContainEqual(
    expect.stringMatching(/^何静姝替程嘉禾做了移交清单,交给范友。/),
  )
  expect(await noticesTo('auditor')).toContainEqual(expect.stringContaining('何静姝替程嘉禾做了移交清单'))
  await expect(accept('county.friend', id)).rejects.toMatchObject({
    code: 'cases.handoverWord',
    message: expect.stringContaining('程嘉禾'),
  })
  expect(await listOf('county.friend', id)).toMatchObject({ wantsWord: true, mayAccept: false, mayAgree: false })
  // Neither who made it nor who receives it gives the word.
  for (const username of ['county.leader', 'county.friend', 'county2.rights'])
    await expect(give(username, id)).rejects.toMatchObject({ status: 404 })
  await house.locally('county.friend', async ({ tx, now }) => {
    const { rows } = await sql`select * from guard.hand_over(${id}::uuid, ${now})`.execute(tx)
    expect(rows).toEqual([])
  })
  expect(await ownerOf(view)).toBe(officer)
  expect(await listOf('county.rights', id)).toMatchObject({ wantsWord: true, mayAgree: true })
  await give('county.rights', id)
  await accept('county.friend', id)
  expect(await ownerOf(view)).toBe(friend)
})

test('in her place the security administrator gives the word, of a list whose matters she does not see', async () => {
  const view = await assigned()
  const id = await prepare('county.leader', friend)
  expect(await listOf('security', id)).toMatchObject({ mayAgree: true, n: 0 })
  await give('security', id)
  await accept('county.friend', id)
  expect(await ownerOf(view)).toBe(friend)
})

test('restricted matters fall back neither to who prepared nor to who accepts, but to the next chair', async () => {
  const view = await assigned({ category: '0101', notifyMode: 'F' })
  const id = await prepare('county.leader', friend)
  await give('county.rights', id)
  await accept('county.friend', id)
  expect(await ownerOf(view)).toBe(await postOf(house, 'city.leader'))
  const leader = await house.as('county.leader')
  expect((await leader.call(casesContract.open, { params: keyOf(view) })).body).toBeNull()
})

test('a chair who is kept out counts nothing, lists nothing and moves nothing: the next chair gets it apart', async () => {
  const rights = await house.as('county.rights')
  const leader = await house.as('county.leader')
  await assigned()
  const count = async () => {
    const found = await leader.call(casesContract.leftInHand, { query: { post: officer } })
    const of = (await leader.call(casesContract.handovers, {})).posts.find((one) => one.id === officer)
    expect(found.left.matters).toBe(found.rows.length)
    expect(of?.left).toEqual(found.left)
    return found.left.matters
  }
  const before = await count()
  const view = await assigned()
  expect(await count()).toBe(before + 1)
  await rights.call(casesContract.exclude, {
    params: keyOf(view),
    body: { version: view.head.version, posts: [chair], reason: '当事人的亲属' },
  })
  expect(await count()).toBe(before)
  const id = await prepare('county.leader', friend)
  expect(await listOf('county.leader', id)).toMatchObject({ n: before })
  await give('county.rights', id)
  expect(await accept('county.friend', id)).toEqual({ moved: before, stayed: 0 })
  expect(await ownerOf(view)).toBe(await postOf(house, 'city.leader'))
  expect(await noticesTo('city.leader')).toContain('程嘉禾移交的 1 件到了您手上。')
})

test('two lists of one post at once are one', async () => {
  await assigned()
  const made = await Promise.allSettled([prepare('county.rights', friend), prepare('county.leader', friend)])
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(made.find((one) => one.status === 'rejected')).toMatchObject({
    reason: { status: 400, fields: [{ path: 'post' }] },
  })
})

test('a post ends with work in hand when the office says so; what not every chair may know of goes to the nearest who may', async () => {
  const [plain, restricted, barred] = [
    await assigned(),
    await assigned({ category: '0101', notifyMode: 'F' }),
    await assigned(),
  ]
  const rights = await house.as('county.rights')
  const asked = await act(rights, await act(rights, await assigned(), 'accept'), 'extend', { note: '等材料。' })
  await sql`update cases.approval set approvers = array[${officer}::uuid], requested_by = (select account_id from identity.post where id = ${friend}::uuid) where case_id = ${asked.head.id}::uuid`.execute(
    house.database.admin,
  )
  await rights.call(casesContract.exclude, {
    params: keyOf(barred),
    body: { version: barred.head.version, posts: [chair], reason: '当事人的亲属' },
  })
  const security = await house.as('security')
  const end = (anyway: boolean) =>
    security.call(identityContract.endPost, {
      params: { id: officer },
      body: { on: '2025-03-02', reason: '停职', anyway },
    })
  await expect(end(false)).rejects.toMatchObject({ code: 'identity.postHasWork' })
  expect(await leftBehind(house.database.system, house.clock())).toBe(0)
  await end(true)
  expect(await leftBehind(house.database.system, house.clock())).toBe(2)
  expect(await leftBehind(house.database.system, house.clock())).toBe(0)
  expect(await ownerOf(plain)).toBe(officer)
  expect(await ownerOf(restricted)).toBe(chair)
  expect(await ownerOf(barred)).toBe(await postOf(house, 'city.leader'))
  const { rows } = await sql<{
    approvers: string[]
  }>`select approvers from cases.approval where case_id = ${asked.head.id}::uuid`.execute(house.database.admin)
  expect(rows[0]?.approvers).toEqual([chair])
  // What is left is given out by the chair; nobody is there to give her word.
  const id = await prepare('county.leader', friend)
  await accept('county.friend', id)
  expect(await ownerOf(plain)).toBe(friend)
})
