import { sql } from 'kysely'
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

/** A page of the notices to a post, newest first. */
export const noticesOf = async (tx: Tx, post: string, after: Cursor | null, limit: number): Promise<NoticeRow[]> => {
  const rest = after ? sql`and (at, id) < (${after.at}, ${after.id}::uuid)` : sql``
  const read = await sql<NoticeRow>`
    select id, at, key, home, case_id, vars, read_at from cases.notice
    where to_post = ${post}::uuid ${rest} order by at desc, id desc limit ${limit}`.execute(tx)
  return read.rows
}

/** How many notices a post has not read, counted no further than `most`. */
export const unreadOf = async (tx: Tx, post: string, most: number): Promise<number> =>
  (
    await sql<{ n: number }>`
      select count(*)::int as n from (select 1 from cases.notice where to_post = ${post}::uuid and read_at is null limit ${most}) unread`.execute(
      tx,
    )
  ).rows[0]?.n ?? 0

/** Marks notices as read: those named, or all that came up to an instant. */
export const markRead = async (
  tx: Tx,
  post: string,
  which: { readonly ids: readonly string[] } | { readonly until: Date },
  now: Date,
): Promise<void> => {
  const those = 'ids' in which ? sql`id = any(${which.ids}::uuid[])` : sql`at <= ${which.until}`
  await sql`update cases.notice set read_at = ${now} where to_post = ${post}::uuid and ${those} and read_at is null`.execute(
    tx,
  )
}
