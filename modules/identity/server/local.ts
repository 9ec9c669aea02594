import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { permissionsOf } from '../rules.ts'
import * as queries from './queries.ts'

/**
 * Lets a program on the same machine act as a person in her post (the first one, or the one of a role).
 * @throws when there is no such active account or post; the caller has checked the password or token.
 */
export const enterAs = async (tx: Tx, username: string, now: Date, role?: string): Promise<Actor> => {
  const day = localDate(now)
  const { rows } =
    await sql<Row>`select a.id as account_id, a.username, a.name, a.must_change, a.demo, p.id as post_id, p.role, p.title_zh, p.title_en, p.home, p.unit_id, p.scope, u.code as unit_code, u.name as unit_name, u.level
    from identity.account a join identity.post p on p.account_id = a.id join org.unit u on u.id = p.unit_id
    where a.username = ${username} and a.status = 'active' and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day}) and (${role ?? null}::text is null or p.role = ${role ?? null})
    order by p.valid_from, p.id limit 1`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error(`No active account ${username}${role ? ` with a post as ${role}` : ''} on ${day}`)
  await queries.actAs(tx, {
    account: row.account_id,
    post: row.post_id,
    role: row.role,
    unitId: row.unit_id,
    scope: row.scope,
  })
  return {
    accountId: row.account_id,
    username: row.username,
    name: row.name,
    postId: row.post_id,
    role: row.role,
    titleZh: row.title_zh,
    titleEn: row.title_en,
    unitId: row.unit_id,
    unitCode: row.unit_code,
    unitName: row.unit_name,
    level: row.level,
    scope: row.scope,
    home: row.home,
    permissions: permissionsOf(row.role),
    demo: row.demo,
    mustChange: row.must_change,
    secondFactor: false,
  }
}

type Row = {
  account_id: string
  username: string
  name: string
  must_change: boolean
  demo: boolean
  post_id: string
  role: string
  title_zh: string
  title_en: string
  home: string
  unit_id: number
  scope: string
  unit_code: string
  unit_name: string
  level: string
}
