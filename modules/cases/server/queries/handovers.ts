import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import { living, type PostNear, postNamed, postsAt, postsNamed, postsNear } from '#modules/identity/server/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

/** One post, ended or not. */
export const postById = (tx: Tx, id: string): Promise<PostNear | undefined> => postNamed(tx, id, sql`true`)

/**
 * Posts somebody is offered to make a list for: her own and, where she presides, those with matters in hand at her place and
 * one step below, ended ones too.
 */
export const postsToHandOver = async (tx: Tx, who: Actor, presides: boolean): Promise<PostNear[]> => {
  const own = await postById(tx, who.postId)
  const others = presides
    ? await postsAt(
        tx,
        { unit_id: who.unitId, scope: who.scope },
        sql`p.account_id <> ${who.accountId}::uuid and office.presides(p.scope)
          and (exists (select 1 from cases.head h where h.owner_post = p.id and h.phase < 2) or exists (select 1 from cases.head h where h.owner_post = p.id and h.next_promise_on is not null))`,
      )
    : []
  return own ? [own, ...others] : others
}

/** Who could take over: living posts of the same unit, or above it in the same home, that see or work on matters; nobody below takes over what lies here. */
export const receivers = (tx: Tx, of: PostNear, roles: readonly string[], day: string): Promise<PostNear[]> =>
  postsNear(
    tx,
    of,
    sql`${living(day)} and p.role = any(${roles}::text[]) and p.home = ${of.home} and p.account_id <> ${of.account_id}::uuid
      and starts_with(${of.scope}, p.scope)`,
  )

export type Left = { matters: number; promises: number; requests: number }

/** What posts still have; those that are none of the asker's business are absent. */
export const leftOf = async (tx: Tx, posts: readonly string[]): Promise<ReadonlyMap<string, Left>> =>
  new Map(
    (
      await sql<
        Left & { post_id: string }
      >`select post_id, matters, promises, requests from guard.posts_left(${posts}::uuid[])`.execute(tx)
    ).rows.map(({ post_id, ...left }) => [post_id, left]),
  )

/** The matters a post has in hand of which the asker sees at least the head. */
export const mattersOf = async (tx: Tx, post: string): Promise<Key[]> =>
  (await sql<Key>`select home, id from guard.post_matters(${post}::uuid)`.execute(tx)).rows

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
  agreed_by: string | null
  n: number
}

const handoverRows = (where: RawBuilder<unknown>): RawBuilder<HandoverRow> => sql<HandoverRow>`
  select o.home, o.id, o.from_post, o.from_account, o.to_post, o.to_account, o.witness, o.prepared_by, o.prepared_at, o.accepted_at, o.withdrawn_at, o.agreed_by,
    (select count(*)::int from cases.handover_row r where r.home = o.home and r.handover_id = o.id) as n
  from cases.handover o where ${where} order by o.prepared_at desc, o.id limit 100`

/** Hand-overs one has to do with, and those of the range one presides over; newest first. */
export const handovers = async (tx: Tx, who: Actor, presides: boolean): Promise<HandoverRow[]> => {
  const mine = ['from_account', 'to_account', 'prepared_by'].map(
    (column) => sql`select id from cases.handover where ${sql.ref(column)} = ${who.accountId}::uuid`,
  )
  const range = presides ? [sql`select id from cases.handover where ${inScope(sql`scope`, who.scope)}`] : []
  return (await handoverRows(sql`o.id = any(array(${sql.join([...mine, ...range], sql` union `)}))`).execute(tx)).rows
}

/** Those of open lists that still want the leaver's word. */
export const unworded = async (tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await sql<{ id: string }>`select id from guard.handovers_unworded(${ids}::uuid[], ${now}) as id`.execute(tx)
    ).rows.map(({ id }) => id),
  )

/** Gives the leaver's word, or the security administrator's; false when there is none for this person to give. */
export const agree = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await sql<{ done: boolean }>`select guard.handover_agree(${id}::uuid, ${now}) as done`.execute(tx)).rows[0]?.done ??
  false

export const handoverById = async (tx: Tx, id: string): Promise<HandoverRow | undefined> =>
  (await handoverRows(sql`o.id = ${id}::uuid`).execute(tx)).rows[0]

/** Writes the list and tells the leaver where it is not hers; false when one of this post is waiting already. */
export const prepare = async (
  tx: Tx,
  o: { id: string; from: PostNear; to: PostNear; witness: string | null; by: string; now: Date },
  rows: readonly (Key & { to: string })[],
): Promise<boolean> => {
  const made =
    await sql`insert into cases.handover (home, id, from_post, from_account, to_post, to_account, unit_id, scope, witness, prepared_by, prepared_at)
    values (${o.from.home}, ${o.id}::uuid, ${o.from.id}::uuid, ${o.from.account_id}::uuid, ${o.to.id}::uuid, ${o.to.account_id}::uuid, ${o.from.unit_id}, ${o.from.scope}, ${o.witness}, ${o.by}::uuid, ${o.now})
    on conflict (home, from_post) where accepted_at is null and withdrawn_at is null do nothing returning 1`.execute(tx)
  if (made.rows.length === 0) return false
  await sql`insert into cases.handover_row (home, handover_id, matter_home, matter_id, to_post)
    select ${o.from.home}, ${o.id}::uuid, home, id, post from unnest(${rows.map((r) => r.home)}::text[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.to)}::uuid[]) as r(home, id, post)`.execute(
    tx,
  )
  await sql`select guard.handover_tell(${o.id}::uuid, ${o.now})`.execute(tx)
  return true
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
  new Map([...(await postsNamed(tx, ids))].map(([id, { name }]) => [id, name]))

/** Gives what ended posts left, and not every chair may know of, to the nearest who may. */
export const leftBehind = async (tx: Kysely<DB>, now: Date): Promise<number> =>
  (await sql<{ n: number }>`select guard.left_behind(${now}) as n`.execute(tx)).rows[0]?.n ?? 0
