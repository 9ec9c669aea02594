import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { open, person, petition } from '#test/kinds/walk.ts'
import { headsByKey } from './queries/heads.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const register = (who: Caller, name: string, part: Record<string, unknown> = {}): Promise<CaseView> =>
  open(who, petition({ parties: [person('petitioner', name)], ...part }))

test.each([
  { what: 'the key', harm: (id: string) => sql`update cases.body set data_key = '\\x00' where case_id = ${id}::uuid` },
  {
    what: 'the sealed person',
    harm: (id: string) => sql`update cases.party set sealed = '\\x00' where case_id = ${id}::uuid`,
  },
])(
  'a list stands when $what of one record is damaged: it has no name there, the others have theirs',
  async ({ harm }) => {
    const officer = await house.as('county.rights')
    const whole = await register(officer, '田晓禾')
    const damaged = await register(officer, '向小满')
    await harm(damaged.head.id).execute(house.database.admin)
    const { rows } = await officer.call(casesContract.list, { query: { tab: 'all' } })
    const who = new Map(rows.map((row) => [row.id, row.who]))
    expect([who.get(whole.head.id), who.get(damaged.head.id)]).toEqual(['田*禾', '?'])
  },
)

test('names for a list are given for open records in sight, and for nothing else', async () => {
  const officer = await house.as('county.rights')
  const plain = await register(officer, '田晓禾')
  const restricted = await register(officer, '向小满', { restricted: true })
  const keys = [plain, restricted].map(({ head }) => ({ home: head.home, id: head.id }))
  const namedFor = async (username: string): Promise<string[]> => {
    const { rows } = await sql<{ account: string; post: string; role: string; unit: number; scope: string }>`
      select p.account_id as account, p.id as post, p.role, p.unit_id as unit, p.scope from identity.account a join identity.post p on p.account_id = a.id
      where a.username = ${username}`.execute(house.database.admin)
    const [who] = rows
    if (!who) throw new Error(`no account ${username}`)
    return house.database.app.transaction().execute(async (tx) => {
      await sql`select identity.act_as(${who.account}::uuid, ${who.post}::uuid, ${who.role}, ${who.unit}, ${who.scope}, null)`.execute(
        tx,
      )
      return (await headsByKey(tx, keys)).flatMap((row) => (row.sealed ? [row.id] : []))
    })
  }
  expect(await namedFor('county.rights')).toEqual([plain.head.id])
  expect(await namedFor('city.rights')).toEqual([plain.head.id])
  expect(await namedFor('county2.rights')).toEqual([])
  expect(await namedFor('police.liaison')).toEqual([])
})

test('numbers of a home follow each other without a gap when many register at once', async () => {
  const officer = await house.as('county.rights')
  const before = await register(officer, '田晓禾')
  const views = await Promise.all(Array.from({ length: 8 }, () => register(officer, '田晓禾')))
  const serial = (view: CaseView): number => Number(view.head.number.slice(-5))
  expect(views.map(serial).toSorted((a, b) => a - b)).toEqual(views.map((_, at) => serial(before) + 1 + at))
  expect(views.every((view) => view.head.number.startsWith(before.head.number.slice(0, -5)))).toBe(true)
})
