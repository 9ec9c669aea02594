import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import { auditContract } from '#modules/audit/contract.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { movePlaces } from '#modules/cases/server/index.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures, foldAll } from '#modules/figures/server/index.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'
import { changeUnits } from './index.ts'

// Who reaches what after a unit was moved, merged or split. The house stands on 2025-03-03.
let house: House
beforeEach(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
})
afterEach(() => house.stop())

const change = (...lines: readonly string[]) =>
  house.locally('admin', (ctx) => changeUnits({ initials, wholePinyin, carried: movePlaces }, ctx, lines.join('\n')))
const idOf = async (username: string): Promise<string> =>
  (
    await sql<{ id: string }>`select id from identity.account where username = ${username}`.execute(
      house.database.admin,
    )
  ).rows[0]!.id
/** Puts the holder of a demonstration account into another post. */
const seat = (username: string, role: string, unit: string) =>
  sql`update identity.post p set role = ${role}, unit_id = u.id, scope = u.scope from org.unit u, identity.account a
    where a.id = p.account_id and a.username = ${username} and u.code = ${unit}`.execute(house.database.admin)
const of = (name: string) => petition({ parties: [person('petitioner', name)] })
const sees = (who: Caller, view: CaseView): Promise<boolean> =>
  who.call(casesContract.open, { params: keyOf(view) }).then(
    () => true,
    () => false,
  )

test('an account without a post follows the unit it was opened in: the administrator left behind cannot reset it', async () => {
  await seat('county.leader', 'admin', '430202')
  await seat('county2.rights', 'admin', '430203')
  const id = randomUUID()
  await sql`insert into identity.account (id, username, name, password, scope, created_at, password_at)
    select ${id}, 'new.one', '晏小麦', 'x', scope, ${house.clock()}, ${house.clock()} from org.unit where code = '430202001'`.execute(
    house.database.admin,
  )
  const names = async (who: string) =>
    (await (await house.as(who)).call(identityContract.accounts, { query: {} })).accounts.map(
      ({ username }) => username,
    )
  expect([await names('county.leader'), await names('county2.rights')]).toMatchObject([
    expect.arrayContaining(['new.one']),
    expect.not.arrayContaining(['new.one']),
  ])
  await change('2025-02-01,move,430202001,430203,,,湘民发〔2025〕3号')
  expect([await names('county.leader'), await names('county2.rights')]).toMatchObject([
    expect.not.arrayContaining(['new.one', 'town.chair']),
    expect.arrayContaining(['new.one', 'town.chair', 'village.chair']),
  ])
  const reset = async (who: string) =>
    (await (await house.as(who)).raw({ method: 'POST', url: `/api/v1/accounts/${id}/reset`, payload: {} })).statusCode
  expect([await reset('county.leader'), await reset('county2.rights')]).toEqual([404, 200])
})

test('the holder of a post goes with her unit, in the session she is in: its matters, nothing beside', async () => {
  const chair = await house.as('town.chair')
  const own = await open(chair, of('晏小禾'))
  const beside = await open(await house.as('county2.rights'), of('晏小穗'), '430203')
  await change('2025-02-01,move,430202001,430203,,,湘民发〔2025〕3号')
  expect([await sees(chair, own), await sees(chair, beside)]).toEqual([true, false])
  const figures = (unit: string) =>
    chair.raw({ method: 'GET', url: `/api/v1/figures?kind=petition&period=2025-03&unit=${unit}` })
  expect([(await figures('430202001')).statusCode, (await figures('430203')).statusCode]).toEqual([200, 403])
})

test('the auditor finds on her desk who moved a unit, because that moves matters into other people’s sight', async () => {
  await change('2025-02-01,move,430202001,430203,,,湘民发〔2025〕3号')
  const { rows } = await (await house.as('auditor')).call(auditContract.changes, { query: {} })
  expect(rows[0]).toMatchObject({
    action: 'org.changeUnits',
    kinds: ['move'],
    unit: '月塘街道 430202001',
    purpose: '湘民发〔2025〕3号',
    by: '邓立诚',
    name: '',
  })
})

test('who was shut out with her unit stays shut out where it was merged into, in the post she gets there', async () => {
  const officer = await house.as('county.rights')
  const fresh = await open(officer, of('晏小禾'))
  const view = await officer.call(casesContract.exclude, {
    params: keyOf(fresh),
    body: { version: fresh.head.version, units: ['430203'], reason: '对方的亲属在那里上班' },
  })
  const other = await open(officer, of('晏小穗'))
  await change('2025-03-03,move,430203001,430202,,,国函〔2025〕1号', '2025-03-03,merge,430203,430202,,,国函〔2025〕1号')
  await (
    await house.as('security')
  ).call(identityContract.givePost, {
    params: { id: randomUUID() },
    body: { accountId: await idOf('county2.rights'), unit: '430202', role: 'rights' },
  })
  const cousin = await house.signIn('county2.rights')
  expect([await sees(cousin, other), await sees(cousin, view)]).toEqual([true, false])
  const { rows } = await cousin.call(casesContract.list, { query: {} })
  expect(rows.map(({ id }) => id)).not.toContain(view.head.id)
  const posts = await officer.call(identityContract.posts, { query: { unit: '430202' } })
  const her = posts.posts.find(({ accountName }) => accountName === '谢晓岚')!
  await expect(
    officer.call(casesContract.assign, { params: keyOf(view), body: { version: view.head.version, postId: her.id } }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/^cases\./) })
})

test('of a split street the years before stay one line that opens, what is in hand stays in sight, its posts end', async () => {
  house.clock.set('2025-02-10T09:00:00+08:00')
  const desk = await open(await house.as('town.chair'), of('晏小禾'))
  const below = await open(await house.as('village.chair'), of('晏小穗'))
  house.clock.set('2025-03-03T09:00:00+08:00')
  const made = await change(
    '2025-03-01,new,430202003,430202,新塘街道,,荷政发〔2025〕2号',
    '2025-03-01,new,430202004,430202,东塘街道,,荷政发〔2025〕2号',
    '2025-03-01,move,430202001001,430202003,,,荷政发〔2025〕2号',
    '2025-03-01,move,430202001002,430202004,,,荷政发〔2025〕2号',
    '2025-03-01,abolish,430202001,,,,荷政发〔2025〕2号',
  )
  expect(made.ended).toMatchObject([{ code: '430202001', posts: [{ username: 'town.chair' }] }])
  await foldAll(house.database.system)
  const officer = await house.as('county.rights')
  const table = async (period: string, measure: string) => {
    const { figures, rows } = await officer.call(figuresContract.figures, {
      query: { kind: 'petition', measures: measure, period, by: 'unit' },
    })
    return [
      figures[0]?.n,
      Object.fromEntries(rows.flatMap(({ key, cells }) => (cells[0]?.n ? [[key, cells[0].n]] : []))),
    ]
  }
  expect(await table('2025-02', 'received')).toEqual([2, { '430202001': 2 }])
  expect(await table('2025-03', 'inHand')).toEqual([2, { '430202001': 1, '430202003': 1 }])
  const behind = (unit: string, period: string, measure: string) =>
    officer.call(figuresContract.records, {
      params: { measure: `petition.${measure}` },
      query: { unit, period },
    })
  const keys = async (...of: Parameters<typeof behind>) => (await behind(...of)).rows.map(({ id }) => id).toSorted()
  expect(await keys('430202001', '2025-02', 'received')).toEqual([desk.head.id, below.head.id].toSorted())
  expect(await keys('430202001', '2025-03', 'inHand')).toEqual([desk.head.id])
  expect(await keys('430202003', '2025-03', 'inHand')).toEqual([below.head.id])
  expect([await sees(officer, desk), await sees(await house.as('village.chair'), below)]).toEqual([true, true])
  await expect(house.signIn('town.chair')).rejects.toMatchObject({ status: 403 })
})
