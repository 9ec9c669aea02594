import type { Actor } from '#platform/access/actor.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { actorOf } from './enter.ts'
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
  return actorOf(row, false)
}

/**
 * Lets the server go on as a person in one post with what she set going while she is away; null when the account or the post has ended.
 */
export const enterPost = async (tx: Tx, account: string, post: string, now: Date): Promise<Actor | null> => {
  const row = await queries.holderOf(tx, account, post, localDate(now))
  if (!row) return null
  await queries.actAs(
    tx,
    { account: row.account_id, post: row.post_id, role: row.role, unitId: row.unit_id, scope: row.scope },
    localDate(now),
  )
  return actorOf(row, false)
}
