import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Cursor } from '#platform/http/cursor.ts'

export type NoticeRow = {
  id: string
  at: Date
  key: string
  home: string | null
  case_id: string | null
  vars: Record<string, string>
  read_at: Date | null
}

type Reader = Pick<Actor, 'accountId' | 'postId' | 'standsFor'>

// A deputy has read what the holder has, and what she read herself; the holder's unread stay unread.
const readAt = ({ accountId, standsFor }: Reader): RawBuilder<unknown> =>
  standsFor === null
    ? sql`read_at`
    : sql`case when ${accountId}::uuid = any(seen_by) then coalesce(read_at, at) else read_at end`
const unread = ({ accountId, standsFor }: Reader): RawBuilder<unknown> =>
  standsFor === null ? sql`read_at is null` : sql`read_at is null and ${accountId}::uuid <> all(seen_by)`

/** A page of the notices to the post one acts in, newest first. */
export const noticesOf = async (tx: Tx, who: Reader, after: Cursor | null, limit: number): Promise<NoticeRow[]> => {
  const rest = after ? sql`and (at, id) < (${after.at}, ${after.id}::uuid)` : sql``
  const read = await sql<NoticeRow>`
    select id, at, key, home, case_id, vars, ${readAt(who)} as read_at from cases.notice
    where to_post = ${who.postId}::uuid ${rest} order by at desc, id desc limit ${limit}`.execute(tx)
  return read.rows
}

/** How many notices one has not read, counted no further than `most`. */
export const unreadOf = async (tx: Tx, who: Reader, most: number): Promise<number> =>
  (
    await sql<{ n: number }>`
      select count(*)::int as n from (select 1 from cases.notice where to_post = ${who.postId}::uuid and ${unread(who)} limit ${most}) unread`.execute(
      tx,
    )
  ).rows[0]?.n ?? 0

/** Marks notices as read: those named, or all that came up to an instant. */
export const markRead = async (
  tx: Tx,
  who: Reader,
  which: { readonly ids: readonly string[] } | { readonly until: Date },
  now: Date,
): Promise<void> => {
  const those = 'ids' in which ? sql`id = any(${which.ids}::uuid[])` : sql`at <= ${which.until}`
  const read = who.standsFor === null ? sql`read_at = ${now}` : sql`seen_by = seen_by || ${who.accountId}::uuid`
  await sql`update cases.notice set ${read} where to_post = ${who.postId}::uuid and ${those} and ${unread(who)}`.execute(
    tx,
  )
}
