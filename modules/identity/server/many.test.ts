import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { identityContract, type Slip } from '#modules/identity/contract.ts'
import { bySlip, freshPassword } from '#modules/identity/fixtures.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'

// The accounts of two thousand units, opened by one county and taken back.

let house: House
const villages = 2_000
const leader = (): Promise<Caller> => house.as('county.leader')
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'was not refused',
    (error: { code: string }) => error.code,
  )

beforeAll(async () => {
  house = await startHouse()
  // Villages of twenty made-up towns below Hetang district.
  await sql`insert into org.unit (code, name, name_pinyin_initials, level, scope, parent_id, valid_from)
    select '4302029' || lpad(t::text, 2, '0'), '第' || t || '镇', 'z', 'T', d.scope || '9' || lpad(t::text, 2, '0') || '/', d.id, '1949-10-01'
    from generate_series(1, 20) t, org.unit d where d.code = '430202'`.execute(house.database.admin)
  await sql`insert into org.unit (code, name, name_pinyin_initials, level, scope, parent_id, valid_from)
    select t.code || (200 + v), t.name || v || '村委会', 'c', 'V', t.scope || (200 + v) || '/', t.id, '1949-10-01'
    from generate_series(1, 100) v, org.unit t where t.code like '4302029__'`.execute(house.database.admin)
})
afterAll(() => house.stop())

const sent = async (wrong: readonly number[] = []) => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRow(['姓名', '单位', '角色'])
  for (let n = 0; n < villages; n += 1) {
    const [town, village] = [(n % 20) + 1, Math.floor(n / 20) + 1]
    const unit = wrong.includes(n) ? `第${town}镇九百村` : `4302029${String(town).padStart(2, '0')}${200 + village}`
    sheet.addRow([`村${'一二三四五六七八九十'[n % 10]}芳`, unit, '主席'])
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
const openList = async (body: Buffer) =>
  (await leader()).call(accountsContract.openList, { query: { name: '名单.xlsx' }, body })

let slips: readonly Slip[] = []
let list = ''

test('two thousand rows with some faulty open nobody; corrected they open everybody, by township', async () => {
  const faulty = await openList(await sent([7, 900, 1_999]))
  expect(faulty).toMatchObject({ rows: villages, slips: [], list: null })
  expect(faulty.faults.map(({ cell }) => cell)).toEqual(['B9', 'B902', 'B2001'])
  const opened = await openList(await sent())
  expect(opened.slips).toHaveLength(villages)
  slips = opened.slips
  list = opened.list!
  expect(new Set(slips.map(({ code }) => code)).size).toBe(villages)
  expect(new Set(slips.map(({ username }) => username)).size).toBe(villages)
  // Those of a township lie together.
  const towns = slips.map(({ above }) => above)
  expect(towns.filter((town, at) => town !== towns[at - 1])).toHaveLength(20)
}, 120_000)

const everyPage = async <T>(
  load: (query: { cursor?: string }) => Promise<{ rows: readonly T[]; next: string | null }>,
): Promise<T[]> => {
  const rows: T[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { rows: readonly T[]; next: string | null } = await load(cursor ? { cursor } : {})
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}

test('the list of accounts and the list of those to look at hold all of them', async () => {
  const chair = await leader()
  const accounts = await everyPage(async (query) => {
    const page = await chair.call(identityContract.accounts, { query })
    return { rows: page.accounts, next: page.next }
  })
  expect(accounts.filter(({ slip }) => slip?.state === 'good').length).toBeGreaterThanOrEqual(villages)
  house.clock.advance(31 * 24 * 60)
  const admin = await house.as('admin')
  const reviewed = await everyPage(async (query) => {
    const page = await admin.call(accountsContract.review, { query })
    return { rows: page.accounts, next: page.next }
  })
  expect(reviewed.filter(({ concerns }) => concerns.length > 0).length).toBeGreaterThanOrEqual(villages)
  house.clock.advance(-31 * 24 * 60)
})

test('a slip is withdrawn without another: it opens nothing, and only who runs the account withdraws it', async () => {
  const [first] = slips
  const params = { id: first!.accountId }
  const withdraw = (who: Caller) => who.call(accountsContract.withdrawSlip, { params })
  expect(await refused(withdraw(await house.as('county2.rights')))).toBe('http.forbidden')
  expect(await refused(withdraw(await house.as('town.chair')))).toBe('http.notFound')
  await withdraw(await leader())
  expect(await refused(bySlip(house, first!.code))).toBe('slip.withdrawn')
  const { accounts } = await (
    await leader()
  ).call(identityContract.accounts, {
    query: { q: first!.username },
  })
  expect(accounts.find(({ id }) => id === first!.accountId)).toMatchObject({
    status: 'active',
    slip: { state: 'withdrawn' },
  })
})

test('a list is taken back whole: whoever came in stays, nobody else does, and the same list opens again', async () => {
  const used = slips[5]!
  await house.stranger.call(accountsContract.useSlip, { body: { code: used.code, password: freshPassword } })
  const { lists } = await (await leader()).call(accountsContract.openedLists, {})
  expect(lists).toMatchObject([{ id: list, opened: villages, unused: villages - 1, closed: 0 }])
  const take = (who: Caller, id = list) => who.call(accountsContract.takeBackList, { params: { id }, body: {} })
  expect(await refused(take(await house.as('city.leader')))).toBe('http.notFound')
  expect(await refused(take(await leader(), randomUUID()))).toBe('http.notFound')
  expect(await take(await leader())).toEqual({ closed: villages - 1, kept: 1 })
  expect(await take(await leader())).toEqual({ closed: 0, kept: 1 })
  // A closed account's slip is as one that never was.
  expect(await refused(bySlip(house, slips[9]!.code))).toBe('slip.unknown')
  expect((await (await house.as('security')).call(accountsContract.proposals, {})).proposals).toHaveLength(1)
  expect(await openList(await sent())).toMatchObject({ fresh: villages - 1, known: 1 })
}, 120_000)
