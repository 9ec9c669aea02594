import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { officeContract } from '../contract.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const contactsOf = async (username: string) => (await house.as(username)).call(officeContract.contacts, {})
const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)

test('a town rings up its villages’ chairs and the people of its county, and sees which villages have nobody', async () => {
  const { above, below, empty, empties } = await contactsOf('town.chair')
  expect(below.map(({ unit, phone }) => [unit, phone !== null])).toEqual([[expect.any(String), expect.any(Boolean)]])
  expect(names(above)).toEqual(expect.arrayContaining(['程嘉禾', '何静姝']))
  expect(empties).toBe(empty.length)
  expect([...names(above), ...names(below)]).not.toContain('唐秋芸')
})

test('a village finds its town; nobody finds neighbours, administrators or accounts that were closed', async () => {
  expect(names((await contactsOf('village.chair')).above)).toEqual(['唐秋芸'])
  const county = await contactsOf('county.rights')
  expect(names(county.below)).toContain('唐秋芸')
  const { rows } = await sql<{
    name: string
  }>`select a.name from identity.account a join identity.post p on p.account_id = a.id
    where p.role in ('admin', 'security', 'auditor', 'police') or a.username = 'county2.rights'`.execute(
    house.database.admin,
  )
  for (const { name } of rows) expect([...names(county.above), ...names(county.below)]).not.toContain(name)
  await sql`update identity.account set status = 'disabled' where username = 'town.chair'`.execute(house.database.admin)
  expect(names((await contactsOf('county.rights')).below)).not.toContain('唐秋芸')
})
