import { type RawBuilder, sql } from 'kysely'
import { living, type PostNear, postNamed, postsAt, postsNear } from '#modules/identity/server/index.ts'
import { parentScope } from '#modules/org/rules.ts'
import type { Actor } from '#platform/access/actor.ts'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'

/** A post one stands in for, as the transaction now acts in it. */
export type StandIn = {
  post_id: string
  role: string
  own_role: string
  unit_id: number
  unit_code: string
  unit_name: string
  level: string
  scope: string
  home: string
  title_zh: string
  title_en: string
  holder: string
}

/** Lets the transaction act in a post its person stands in for; undefined when she does not. */
export const standIn = async (tx: Tx, post: string, now: Date): Promise<StandIn | undefined> =>
  (await sql<StandIn>`select * from guard.stand_in(${post}::uuid, ${now})`.execute(tx)).rows[0]

const working = sql`p.role not in ('admin', 'security', 'auditor', 'police', 'stats')`

/** A living post. */
export const livingPost = (tx: Tx, id: string, day: string): Promise<PostNear | undefined> =>
  postNamed(tx, id, living(day))

/** A living post whose B角 the person may name: her own, or one she presides over. */
export const postUnder = (tx: Tx, id: string, account: string, day: string): Promise<PostNear | undefined> =>
  postNamed(
    tx,
    id,
    sql`${living(day)} and ${working} and (p.account_id = ${account}::uuid or office.presides(p.scope))`,
  )

/** Living posts of others near one: of the same home, or next to it in the chain. */
export const postsAround = (tx: Tx, of: PostNear, day: string): Promise<PostNear[]> =>
  postsNear(
    tx,
    of,
    sql`${living(day)} and p.account_id <> ${of.account_id}::uuid
      and (p.home = ${of.home} or p.scope = ${parentScope(of.scope)} or length(p.scope) > length(${of.scope}))`,
  )

/** Living posts whose B角 somebody is offered to name: her own; where she presides, those at her place and one step below. */
export const postsUnder = async (tx: Tx, who: Actor, day: string): Promise<PostNear[]> => {
  const own = sql`${living(day)} and ${working}`
  if (who.permissions.has('office.deputies'))
    return postsAt(
      tx,
      { unit_id: who.unitId, scope: who.scope },
      sql`${own} and (p.account_id = ${who.accountId}::uuid or office.presides(p.scope))`,
    )
  const mine = await postNamed(tx, who.postId, own)
  return mine ? [mine] : []
}

export type DeputyRow = {
  home: string
  id: string
  post_id: string
  account_id: string
  deputy_post: string
  deputy_account: string
  scope: string
  from_day: string
  to_day: string | null
  restricted: boolean
  named_by: string
  accepted_by: string | null
  ended_at: Date | null
  name: string
  title_zh: string
  title_en: string
  unit_name: string
  role: string
  deputy_name: string
  deputy_title_zh: string
  deputy_title_en: string
  deputy_unit: string
  deputy_role: string
  named_name: string
  accepted_name: string | null
  presides: boolean
}

const rows = (where: RawBuilder<unknown>): RawBuilder<DeputyRow> => sql<DeputyRow>`
  select d.home, d.id, d.post_id, d.account_id, d.deputy_post, d.deputy_account, d.scope, d.from_day, d.to_day, d.restricted, d.named_by, d.accepted_by, d.ended_at,
    a.name, p.title_zh, p.title_en, u.name as unit_name, p.role, b.name as deputy_name, o.title_zh as deputy_title_zh, o.title_en as deputy_title_en, v.name as deputy_unit, o.role as deputy_role,
    n.name as named_name, c.name as accepted_name, office.presides(d.scope) as presides
  from office.deputy d join identity.post p on p.id = d.post_id join identity.account a on a.id = d.account_id join org.unit u on u.id = p.unit_id
    join identity.post o on o.id = d.deputy_post join identity.account b on b.id = d.deputy_account join org.unit v on v.id = o.unit_id
    join identity.account n on n.id = d.named_by left join identity.account c on c.id = d.accepted_by
  where ${where} order by d.named_at desc, d.id limit 200`

/** Deputyships in sight: one's own, and those of the range one watches; those that ended only for so long. */
export const deputies = async (tx: Tx, who: Actor, watches: boolean, endedSince: Date): Promise<DeputyRow[]> => {
  const mine = ['account_id', 'deputy_account', 'named_by'].map(
    (column) => sql`select id from office.deputy where ${sql.ref(column)} = ${who.accountId}::uuid`,
  )
  const range = watches ? [sql`select id from office.deputy where ${inScope(sql`scope`, who.scope)}`] : []
  return (
    await rows(
      sql`d.id = any(array(${sql.join([...mine, ...range], sql` union `)})) and (d.ended_at is null or d.ended_at > ${endedSince})
        and (d.to_day is null or d.to_day >= (${endedSince}::timestamptz at time zone 'Asia/Shanghai')::date)`,
    ).execute(tx)
  ).rows
}

export const deputyById = async (tx: Tx, id: string): Promise<DeputyRow | undefined> =>
  (await rows(sql`d.id = ${id}::uuid`).execute(tx)).rows[0]

/** Holds whoever else would name a B角 of a post, until this transaction ends. */
export const takePost = async (tx: Tx, post: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('deputy ' || ${post}::uuid, 0))`.execute(tx)
}

/** Tells holder, deputy and auditor what the person has just done to a deputyship. */
export const tellDeputy = async (
  tx: Tx,
  id: string,
  key: 'deputyNamed' | 'deputyAccepted' | 'deputyEnded',
  now: Date,
): Promise<void> => {
  await sql`select guard.deputy_tell(${id}::uuid, ${key}, ${now})`.execute(tx)
}

/** Deputyships, accepted or waiting, of these posts that touch a span of days. */
export const overlapping = async (
  tx: Tx,
  posts: readonly string[],
  from: string,
  to: string | null,
): Promise<{ post_id: string; name: string; deputy_name: string; from_day: string; to_day: string | null }[]> =>
  (
    await sql<{ post_id: string; name: string; deputy_name: string; from_day: string; to_day: string | null }>`
      select d.post_id, a.name, b.name as deputy_name, d.from_day, d.to_day from office.deputy d join identity.account a on a.id = d.account_id join identity.account b on b.id = d.deputy_account
      where d.post_id = any(${posts}::uuid[]) and d.ended_at is null and (${to}::date is null or d.from_day <= ${to}) and (d.to_day is null or d.to_day >= ${from}) order by d.from_day`.execute(
      tx,
    )
  ).rows

export const nameDeputy = async (
  tx: Tx,
  d: {
    id: string
    post: PostNear
    deputy: PostNear
    from: string
    to: string | null
    restricted: boolean
    by: string
    now: Date
  },
): Promise<void> => {
  await sql`insert into office.deputy (home, id, post_id, account_id, deputy_post, deputy_account, unit_id, scope, from_day, to_day, restricted, named_by, named_at)
    values (${d.post.home}, ${d.id}::uuid, ${d.post.id}::uuid, ${d.post.account_id}::uuid, ${d.deputy.id}::uuid, ${d.deputy.account_id}::uuid, ${d.post.unit_id}, ${d.post.scope},
      ${d.from}, ${d.to}, ${d.restricted}, ${d.by}::uuid, ${d.now})`.execute(tx)
}

/** Accepts; false when somebody was faster. */
export const acceptDeputy = async (tx: Tx, id: string, by: string, now: Date): Promise<boolean> =>
  (
    await sql`update office.deputy set accepted_by = ${by}::uuid, accepted_at = ${now} where id = ${id}::uuid and accepted_by is null and ended_by is null returning 1`.execute(
      tx,
    )
  ).rows.length === 1

/** Ends at once; false when it has ended. */
export const endDeputy = async (tx: Tx, id: string, by: string, now: Date): Promise<boolean> =>
  (
    await sql`update office.deputy set ended_by = ${by}::uuid, ended_at = ${now} where id = ${id}::uuid and ended_by is null returning 1`.execute(
      tx,
    )
  ).rows.length === 1

export type StandingRow = PostNear & { until_day: string | null; restricted: boolean }

/** The posts the person stands in for now. */
export const myStanding = async (tx: Tx, now: Date): Promise<StandingRow[]> =>
  (
    await sql<StandingRow>`select p.id, p.account_id, a.name, p.role, p.title_zh, p.title_en, p.unit_id, u.name as unit_name, p.scope, p.home, s.until_day, s.restricted
      from guard.my_standing(${now}) s join identity.post p on p.id = s.post_id join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id`.execute(
      tx,
    )
  ).rows
