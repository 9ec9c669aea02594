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
  const row = await queries.holder(tx, username, localDate(now), role ?? null)
  if (!row)
    throw new Error(`No active account ${username}${role ? ` with a post as ${role}` : ''} on ${localDate(now)}`)
  await queries.actAs(
    tx,
    { account: row.account_id, post: row.post_id, role: row.role, unitId: row.unit_id, scope: row.scope },
    localDate(now),
  )
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
    permissions: row.must_change ? new Set() : permissionsOf(row.role),
    demo: row.demo,
    mustChange: row.must_change,
    secondFactor: false,
  }
}
