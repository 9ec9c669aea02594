import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

/** A post as a hand-over names it. */
export type PostRow = {
  id: string
  account_id: string
  name: string
  title_zh: string
  title_en: string
  unit_id: number
  unit_name: string
  scope: string
  home: string
}

const posts = (where: RawBuilder<unknown>): RawBuilder<PostRow> => sql<PostRow>`
  select p.id, p.account_id, a.name, p.title_zh, p.title_en, p.unit_id, u.name as unit_name, p.scope, p.home
  from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
  where ${where} order by length(p.scope), p.scope, a.name, p.id limit 300`

const living = (day: string): RawBuilder<unknown> =>
  sql`p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day}) and a.status = 'active'`

export const postById = async (tx: Tx, id: string): Promise<PostRow | undefined> =>
  (await posts(sql`p.id = ${id}::uuid`).execute(tx)).rows[0]

/** Posts with matters in hand that somebody may prepare a hand-over for: her own, or those she presides over, ended ones too. */
export const postsToHandOver = async (tx: Tx, account: string, own: string): Promise<PostRow[]> =>
  (
    await posts(
      sql`(p.id = ${own}::uuid or office.presides(p.scope) and p.account_id <> ${account}::uuid and exists (select 1 from cases.head h where h.owner_post = p.id and h.phase < 2))`,
    ).execute(tx)
  ).rows

/** Who could take over: living posts of the same home that see or work on matters there, above or one step below. */
export const receivers = async (tx: Tx, of: PostRow, roles: readonly string[], day: string): Promise<PostRow[]> =>
  (
    await posts(
      sql`${living(day)} and p.role = any(${roles}::text[]) and p.home = ${of.home} and p.account_id <> ${of.account_id}::uuid
        and (starts_with(${of.scope}, p.scope) or starts_with(p.scope, ${of.scope}) and p.scope !~ ('^' || ${of.scope} || '[^/]+/[^/]+/'))`,
    ).execute(tx)
  ).rows

export type Left = { matters: number; promises: number; requests: number }

/** What a post still has; undefined for whom that is none of her business. */
export const leftOf = async (tx: Tx, post: string): Promise<Left | undefined> =>
  (await sql<Left>`select * from guard.post_left(${post}::uuid)`.execute(tx)).rows[0]

/** The matters a post has in hand; `shown` where the asker sees at least the head. */
export const mattersOf = async (tx: Tx, post: string): Promise<(Key & { shown: boolean })[]> =>
  (await sql<Key & { shown: boolean }>`select home, id, shown from guard.post_matters(${post}::uuid)`.execute(tx)).rows

export const draftsOf = async (tx: Tx, account: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.draft where account_id = ${account}::uuid`.execute(tx))
    .rows[0]?.n ?? 0

export type HandoverRow = {
  home: string
  id: string
  from_post: string
  from_account: string
  to_post: string
  to_account: string
  witness: string | null
  prepared_by: string
  prepared_at: Date
  accepted_at: Date | null
  withdrawn_at: Date | null
  n: number
}

const handoverRows = (where: RawBuilder<unknown>): RawBuilder<HandoverRow> => sql<HandoverRow>`
  select o.home, o.id, o.from_post, o.from_account, o.to_post, o.to_account, o.witness, o.prepared_by, o.prepared_at, o.accepted_at, o.withdrawn_at,
    (select count(*)::int from cases.handover_row r where r.home = o.home and r.handover_id = o.id) as n
  from cases.handover o where ${where} order by o.prepared_at desc, o.id limit 100`

/** Hand-overs in sight, newest first. */
export const handovers = async (tx: Tx): Promise<HandoverRow[]> => (await handoverRows(sql`true`).execute(tx)).rows

export const handoverById = async (tx: Tx, id: string): Promise<HandoverRow | undefined> =>
  (await handoverRows(sql`o.id = ${id}::uuid`).execute(tx)).rows[0]

/** Whether a post is being handed over already. */
export const waitingFor = async (tx: Tx, post: string): Promise<string | undefined> =>
  (
    await sql<{
      id: string
    }>`select id from cases.handover where from_post = ${post}::uuid and accepted_at is null and withdrawn_at is null`.execute(
      tx,
    )
  ).rows[0]?.id

export const prepare = async (
  tx: Tx,
  o: { id: string; from: PostRow; to: PostRow; witness: string | null; by: string; now: Date },
  rows: readonly (Key & { to: string })[],
): Promise<void> => {
  await sql`insert into cases.handover (home, id, from_post, from_account, to_post, to_account, unit_id, scope, witness, prepared_by, prepared_at)
    values (${o.from.home}, ${o.id}::uuid, ${o.from.id}::uuid, ${o.from.account_id}::uuid, ${o.to.id}::uuid, ${o.to.account_id}::uuid, ${o.from.unit_id}, ${o.from.scope}, ${o.witness}, ${o.by}::uuid, ${o.now})`.execute(
    tx,
  )
  await sql`insert into cases.handover_row (home, handover_id, matter_home, matter_id, to_post)
    select ${o.from.home}, ${o.id}::uuid, home, id, post from unnest(${rows.map((r) => r.home)}::text[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.to)}::uuid[]) as r(home, id, post)`.execute(
    tx,
  )
}

export type RowOf = Key & { to_name: string; moved_name: string | null }

/** The matters of a hand-over with the names of who gets them. */
export const rowsOf = async (tx: Tx, { home, id }: Key): Promise<RowOf[]> =>
  (
    await sql<RowOf>`select r.matter_home as home, r.matter_id as id, a.name as to_name, b.name as moved_name
      from cases.handover_row r join identity.post p on p.id = r.to_post join identity.account a on a.id = p.account_id
        left join identity.post q on q.id = r.moved_to left join identity.account b on b.id = q.account_id
      where r.home = ${home} and r.handover_id = ${id}::uuid order by r.matter_home, r.matter_id`.execute(tx)
  ).rows

/** Carries it out as its successor; undefined when it is not hers or over. */
export const accept = async (tx: Tx, id: string, now: Date): Promise<{ moved: number; stayed: number } | undefined> =>
  (await sql<{ moved: number; stayed: number }>`select * from guard.hand_over(${id}::uuid, ${now})`.execute(tx)).rows[0]

export const withdraw = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (
    await sql`update cases.handover set withdrawn_at = ${now} where id = ${id}::uuid and accepted_at is null and withdrawn_at is null returning 1`.execute(
      tx,
    )
  ).rows.length === 1

/** Names of the holders of posts. */
export const namesOfPosts = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  ids.length === 0
    ? new Map()
    : new Map((await posts(sql`p.id = any(${ids}::uuid[])`).execute(tx)).rows.map((row) => [row.id, row.name]))
