import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

export type NoticeRow = {
  id: string
  at: Date
  key: string
  home: string | null
  case_id: string | null
  vars: Record<string, string>
  read_at: Date | null
}

export const noticesOf = async (tx: Tx, post: string, limit: number): Promise<NoticeRow[]> =>
  (
    await sql<NoticeRow>`select id, at, key, home, case_id, vars, read_at from cases.notice where to_post = ${post}::uuid order by at desc limit ${limit}`.execute(
      tx,
    )
  ).rows

export const markRead = async (tx: Tx, post: string, ids: readonly string[], now: Date): Promise<void> => {
  await sql`update cases.notice set read_at = ${now} where to_post = ${post}::uuid and id = any(${ids}::uuid[]) and read_at is null`.execute(
    tx,
  )
}
