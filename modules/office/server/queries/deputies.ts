import { type RawBuilder, sql } from 'kysely'
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

/** A post as a deputyship names it. */
export type PostRow = {
  id: string
  account_id: string
  name: string
  role: string
  title_zh: string
  title_en: string
  unit_id: number
  unit_name: string
  scope: string
  home: string
}

const posts = (where: RawBuilder<unknown>, day: string): RawBuilder<PostRow> => sql<PostRow>`
  select p.id, p.account_id, a.name, p.role, p.title_zh, p.title_en, p.unit_id, u.name as unit_name, p.scope, p.home
  from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active' join org.unit u on u.id = p.unit_id
  where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day}) and ${where} order by length(p.scope), p.scope, a.name, p.id limit 300`

/** A living post. */
export const postById = async (tx: Tx, id: string, day: string): Promise<PostRow | undefined> =>
  (await posts(sql`p.id = ${id}::uuid`, day).execute(tx)).rows[0]

const above = (scope: string): string => scope.replace(/[^/]+\/$/, '')

/** Living posts of others at a place, above it or one step below: of the same home, or next to it in the chain. */
export const postsAround = async (tx: Tx, of: PostRow, day: string): Promise<PostRow[]> =>
  (
    await posts(
      sql`(p.home = ${of.home} or p.scope = ${above(of.scope)} or ${of.scope} = regexp_replace(p.scope, '[^/]+/$', '')) and p.account_id <> ${of.account_id}::uuid and (starts_with(${of.scope}, p.scope)
        or starts_with(p.scope, ${of.scope}) and p.scope !~ ('^' || ${of.scope} || '[^/]+/[^/]+/'))`,
      day,
    ).execute(tx)
  ).rows

/** Living posts whose B角 somebody may name: her own, or those she presides over. */
export const postsUnder = async (tx: Tx, account: string, day: string): Promise<PostRow[]> =>
  (
    await posts(
      sql`p.role not in ('admin', 'security', 'auditor', 'police', 'stats') and (p.account_id = ${account}::uuid or office.presides(p.scope))`,
      day,
    ).execute(tx)
  ).rows

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

/** Deputyships in sight: those that ended only for so long. */
export const deputies = async (tx: Tx, endedSince: Date): Promise<DeputyRow[]> =>
  (
    await rows(
      sql`(d.ended_at is null or d.ended_at > ${endedSince}) and (d.to_day is null or d.to_day >= (${endedSince}::timestamptz at time zone 'Asia/Shanghai')::date)`,
    ).execute(tx)
  ).rows

export const deputyById = async (tx: Tx, id: string): Promise<DeputyRow | undefined> =>
  (await rows(sql`d.id = ${id}::uuid`).execute(tx)).rows[0]

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
    post: PostRow
    deputy: PostRow
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

export type StandingRow = PostRow & { until_day: string | null; restricted: boolean }

/** The posts the person stands in for now. */
export const myStanding = async (tx: Tx, now: Date): Promise<StandingRow[]> =>
  (
    await sql<StandingRow>`select p.id, p.account_id, a.name, p.role, p.title_zh, p.title_en, p.unit_id, u.name as unit_name, p.scope, p.home, s.until_day, s.restricted
      from guard.my_standing(${now}) s join identity.post p on p.id = s.post_id join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id`.execute(
      tx,
    )
  ).rows
