import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { exchangeContract } from '#modules/exchange/contract.ts'
import { formsContract } from '#modules/forms/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { papersContract } from '#modules/papers/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, petition } from '#test/kinds/walk.ts'
import { officeContract } from '../contract.ts'
import { addColleague, letStandIn, postOf } from './fixtures.ts'

// A day at work in another's post: from the same unit and from below. Who is away, who stands in and the auditor know of it.

let house: House
let [officer, second, town] = ['', '', '']
beforeAll(async () => {
  house = await startHouse()
  officer = await postOf(house, 'county.rights')
  town = await postOf(house, 'town.chair')
  second = await addColleague(house, 'county.second', '沈以宁', 'rights')
})
beforeEach(async () => {
  await sql`delete from office.deputy`.execute(house.database.admin)
})
afterAll(() => house.stop())

const standIn = async (deputy: string, username: string): Promise<Caller> => {
  await letStandIn(house, { by: 'county.rights', acceptedBy: 'county.leader', post: officer, deputy })
  return (await house.as(username)).standingFor(officer)
}
const noticesTo = async (username: string): Promise<string[]> =>
  (await (await house.as(username)).call(casesContract.notices, {})).rows.map((row) => row.text.zh)
const workbook = async (rows: readonly (readonly string[])[]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('表')
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('a deputy from below works where she sees: registering, number books, forms and imports lie at her own unit', async () => {
  const deputy = await standIn(town, 'town.chair')
  const { post } = await deputy.call(identityContract.me, {})
  expect(post.unit.code).toBe('430202001')
  const view = await open(deputy, petition())
  expect(view.head.unit.name).toBe(post.unit.name)
  expect(view.body!.steps[0]?.by).toBe('唐秋芸代程嘉禾')
  await deputy.call(papersContract.addBook, {
    params: { home: '430202', id: randomUUID() },
    body: { prefix: '月妇信', forms: ['petition.acceptance'] },
  })
  const form = await deputy.call(formsContract.upload, {
    params: { id: randomUUID() },
    query: { name: '季报.xlsx' },
    body: await workbook([['件数', '']]),
  })
  expect((await deputy.call(formsContract.list, {})).forms.map(({ id }) => id)).toContain(form.id)
  const desk = await deputy.call(exchangeContract.bring, {
    params: { id: randomUUID() },
    query: { kind: 'petition', name: '台账.xlsx' },
    body: await workbook([
      ['姓名', '来访日期', '反映问题'],
      ['邱小满', '2024-03-01', '邻里纠纷'],
    ]),
  })
  expect((await deputy.call(exchangeContract.open, { params: { id: desk.id } })).id).toBe(desk.id)
  // What lies beside her town she sees no more of than in her own post.
  const county = await open(await house.as('county.rights'), petition())
  await expect(deputy.call(casesContract.open, { params: keyOf(county) })).rejects.toMatchObject({ status: 404 })
})

test('what a deputy has read stays unread for the holder', async () => {
  const deputy = await standIn(second, 'county.second')
  await sql`insert into cases.notice (id, to_post, at, key, vars) values (gen_random_uuid(), ${officer}::uuid, ${house.clock()}, 'handedOver', '{"n": "1", "by": "x"}')`.execute(
    house.database.admin,
  )
  const holder = await house.as('county.rights')
  const unread = async (who: Caller) => (await who.call(casesContract.notices, {})).unread
  const before = await unread(holder)
  expect(before).toBeGreaterThan(0)
  expect(await unread(deputy)).toBe(before)
  const body = { until: house.clock().toISOString() }
  await deputy.call(casesContract.readNotices, { body })
  expect(await unread(deputy)).toBe(0)
  expect((await deputy.call(casesContract.notices, {})).rows.every(({ read }) => read)).toBe(true)
  expect(await unread(holder)).toBe(before)
  await holder.call(casesContract.readNotices, { body })
  expect(await unread(holder)).toBe(0)
})

test('holder, deputy and auditor are told when somebody is named, accepted and ended, save who did it', async () => {
  const id = randomUUID()
  const leader = await house.as('county.leader')
  const [named, accepted, ended] = [
    /^何静姝提出由沈以宁代程嘉禾\(2025-03-03 起\)/,
    /同意了由沈以宁代程嘉禾,2025-03-03 起。$/,
    /^程嘉禾结束了沈以宁代程嘉禾。$/,
  ]
  await leader.call(officeContract.nameDeputy, {
    params: { id },
    body: { post: officer, deputy: second, from: '2025-03-03' },
  })
  for (const username of ['county.rights', 'county.second', 'auditor'])
    expect(await noticesTo(username)).toContainEqual(expect.stringMatching(named!))
  await (await house.as('security')).call(officeContract.acceptDeputy, { params: { id } })
  for (const username of ['county.rights', 'county.second', 'auditor'])
    expect(await noticesTo(username)).toContainEqual(expect.stringMatching(accepted!))
  await (await house.as('county.rights')).call(officeContract.endDeputy, { params: { id } })
  expect(await noticesTo('county.second')).toContainEqual(expect.stringMatching(ended!))
  expect(await noticesTo('county.rights')).not.toContainEqual(expect.stringMatching(ended!))
})

test('two deputies named for a post at once are one; the database refuses the second by itself', async () => {
  const third = await addColleague(house, 'county.third', '顾晚晴', 'rights')
  const name = async (by: string, deputy: string) =>
    (await house.as(by)).call(officeContract.nameDeputy, {
      params: { id: randomUUID() },
      body: { post: officer, deputy, from: '2025-03-03' },
    })
  const made = await Promise.allSettled([name('county.rights', second), name('county.leader', third)])
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(made.find((one) => one.status === 'rejected')).toMatchObject({ reason: { fields: [{ path: 'from' }] } })
  await expect(
    sql`insert into office.deputy (home, id, post_id, account_id, deputy_post, deputy_account, unit_id, scope, from_day, named_by, named_at)
      select home, gen_random_uuid(), post_id, account_id, deputy_post, deputy_account, unit_id, scope, from_day, named_by, named_at from office.deputy`.execute(
      house.database.admin,
    ),
  ).rejects.toThrow(/overlap/)
})

test('the phone of a deputy sends its photographs to the desk where she stands in, until that ends', async () => {
  const deputy = await standIn(second, 'county.second')
  const view = await open(deputy, petition())
  const params = { ...keyOf(view), link: randomUUID() }
  const { address } = await deputy.call(papersContract.photoLink, { params, body: {} })
  const { key } = await house.stranger.call(papersContract.openPhotos, {
    body: { token: address!.split('#')[1]! },
  })
  const jpeg = Buffer.from('ffd8ffe000084a46494600 01ffda00080101 00003f00 07070707 ffd9'.replaceAll(' ', ''), 'hex')
  const send = () =>
    house.stranger.call(papersContract.sendPhoto, {
      params: { photo: randomUUID() },
      body: jpeg,
      headers: { 'x-nuanjia-photo': key },
    })
  expect(await send()).toEqual({ taken: 1 })
  const { body } = await deputy.call(casesContract.open, { params: keyOf(view) })
  expect(body!.files).toHaveLength(1)
  await sql`update office.deputy set ended_at = ${house.clock()}, ended_by = account_id`.execute(house.database.admin)
  await expect(send()).rejects.toMatchObject({ code: 'papers.photoWithdrawn' })
})
