import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { officeContract } from '../contract.ts'
import type { House } from '#test/harness/house.ts'

/** A colleague at a unit, who signs in with the password of the demonstration; answers her post. */
export const addColleague = async (
  { database }: Pick<House, 'database'>,
  username: string,
  name: string,
  role: string,
  unit = '430202',
): Promise<string> => {
  const [account, post] = [randomUUID(), randomUUID()]
  await sql`insert into identity.account (id, username, name, password, demo, created_at, password_at)
    select ${account}::uuid, ${username}, ${name}, password, true, created_at, password_at from identity.account where username = 'county.rights'`.execute(
    database.admin,
  )
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    select ${post}::uuid, ${account}::uuid, id, scope, left(code, 6), ${role}, name || '妇联副主席', 'Deputy chair', '2000-01-01' from org.unit where code = ${unit}`.execute(
    database.admin,
  )
  return post
}

/** The post of an account. */
export const postOf = async ({ database }: Pick<House, 'database'>, username: string): Promise<string> =>
  (
    await sql<{
      id: string
    }>`select p.id from identity.post p join identity.account a on a.id = p.account_id where a.username = ${username}`.execute(
      database.admin,
    )
  ).rows[0]!.id

/** Names a B角 and has a second person accept it; answers its id. */
export const letStandIn = async (
  house: House,
  named: {
    by: string
    acceptedBy: string
    post: string
    deputy: string
    from?: string
    to?: string
    restricted?: boolean
  },
): Promise<string> => {
  const id = randomUUID()
  const { by, acceptedBy, ...what } = named
  await (await house.as(by)).call(officeContract.nameDeputy, { params: { id }, body: { from: '2025-03-03', ...what } })
  await (await house.as(acceptedBy)).call(officeContract.acceptDeputy, { params: { id } })
  return id
}
