import { type RawBuilder, sql } from 'kysely'
import { v7 } from 'uuid'
import type { Database, Tx } from '#platform/db/open.ts'
import type { Cursor } from '#platform/http/cursor.ts'
import type { Label } from '#platform/text/label.ts'

type Who = { name: string; username: string; title: Label | null; unit: string | null }
type Reviewed = {
  reviewed_at: Date | null
  reviewer: string | null
  verdict: 'normal' | 'act' | null
  remark: string | null
}

const before = (cursor: Cursor | null, at: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> =>
  cursor ? sql`and (${at}, ${id}) < (${cursor.at}, ${cursor.id}::uuid)` : sql``

/** The post a person holds now, for naming her. */
const post = (account: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`left join lateral (select jsonb_build_object('zh', q.title_zh, 'en', q.title_en) as title, q.unit_id from identity.post q where q.account_id = ${account} order by q.valid_to is null desc, q.valid_from desc, q.id limit 1) p on true left join org.unit u on u.id = p.unit_id`

export type FindingRow = Who & Reviewed & { id: string; rule: string; since: Date; at: Date; n: number }

/** Findings of the auditor's range, newest first. */
export const findings = async (tx: Tx, open: boolean, cursor: Cursor | null, limit: number): Promise<FindingRow[]> =>
  (
    await sql<FindingRow>`select f.id, f.rule, f.since, f.at, f.n, f.reviewed_at, r.name as reviewer, f.verdict, f.remark, a.name, a.username, p.title, u.name as unit
      from (select * from audit.finding f where ${open ? sql`f.reviewed_at is null` : sql`true`} ${before(cursor, sql`f.at`, sql`f.id`)} order by f.at desc, f.id desc limit ${limit}) f
      join identity.account a on a.id = f.account_id left join identity.account r on r.id = f.reviewed_by ${post(sql`f.account_id`)} order by f.at desc, f.id desc`.execute(
      tx,
    )
  ).rows

export type GrantRow = Who &
  Reviewed & {
    id: string
    purpose: 'supervise' | 'assist' | 'breakGlass'
    number: string | null
    reason: string
    at: Date
    expires_at: Date
  }

/** Emergency views and views by a reason, of records of the auditor's range, newest first. */
export const grants = async (tx: Tx, open: boolean, cursor: Cursor | null, limit: number): Promise<GrantRow[]> =>
  (
    await sql<GrantRow>`select g.id, g.purpose, guard.audit_number(g.record_home, g.record_id) as number, g.reason, g.created_at as at, g.expires_at, g.reviewed_at, r.name as reviewer, g.verdict, g.remark,
        a.name, a.username, p.title, u.name as unit
      from (select * from identity.access_grant g where ${open ? sql`g.reviewed_at is null` : sql`true`} ${before(cursor, sql`g.created_at`, sql`g.id`)} order by g.created_at desc, g.id desc limit ${limit}) g
      join identity.account a on a.id = g.account_id left join identity.account r on r.id = g.reviewed_by ${post(sql`g.account_id`)} order by g.created_at desc, g.id desc`.execute(
      tx,
    )
  ).rows

/** Notes a review and answers whose looking it was; undefined when there is nothing of that id in the auditor's range. A later review replaces an earlier one. */
export const review = async (
  tx: Tx,
  table: 'audit.finding' | 'identity.access_grant',
  id: string,
  r: { by: string; now: Date; verdict: string; remark: string },
): Promise<{ account: string; name: string } | undefined> => {
  const { rows } = await sql<{ account: string; name: string }>`update ${sql.table(table)} r
    set reviewed_at = ${r.now}, reviewed_by = ${r.by}::uuid, verdict = ${r.verdict}, remark = ${r.remark}
    from identity.account a where r.id = ${id}::uuid and a.id = r.account_id returning a.id as account, a.name`.execute(
    tx,
  )
  return rows[0]
}

/** Tells the nearest chairs above a person; answers their names. */
export const tellChairs = async (
  tx: Tx,
  account: string,
  notice: { at: Date; key: string; vars: Readonly<Record<string, string>> },
): Promise<string[]> => {
  const { rows } = await sql<{
    name: string
  }>`select name from guard.audit_tell(${account}::uuid, ${notice.at}, ${notice.key}, ${JSON.stringify(notice.vars)}::jsonb) as name`.execute(
    tx,
  )
  return rows.map((row) => row.name)
}

export type ChangeRow = {
  at: Date
  id: string
  by_name: string | null
  by_unit: string | null
  action: string
  name: string | null
  username: string | null
  purpose: string | null
  role: string | null
  at_what: string | null
  kinds: string[] | null
  starts: string | null
  ends: string | null
}

/** What administrators did to accounts, posts, units and days off. */
export const changes = async (tx: Tx, cursor: Cursor | null, limit: number): Promise<ChangeRow[]> =>
  (
    await sql<ChangeRow>`select * from guard.audit_changes(${cursor?.at ?? null}::timestamptz, ${cursor?.id ?? null}::uuid, ${limit})`.execute(
      tx,
    )
  ).rows

export type LookRow = {
  at: Date
  id: string
  name: string | null
  username: string | null
  title: Label | null
  unit: string | null
  kind: string
  action: string
  step: string | null
  purpose: string | null
  result: string
  field: string | null
}

/** Who looked at a record, newest first; undefined when the number is not of the auditor's range. */
export const looksAt = async (
  tx: Tx,
  number: string,
  cursor: Cursor | null,
  limit: number,
): Promise<LookRow[] | undefined> => {
  const { rows } = await sql<{ known: boolean }>`select guard.audit_knows(${number}) as known`.execute(tx)
  if (!rows[0]?.known) return undefined
  return (
    await sql<LookRow>`select * from guard.audit_of_record(${number}, ${cursor?.at ?? null}::timestamptz, ${cursor?.id ?? null}::uuid, ${limit})`.execute(
      tx,
    )
  ).rows
}

/** Days of the chain up to one, newest first. */
export const chainDays = async (
  tx: Tx,
  upTo: string,
  days: number,
): Promise<{ day: string; links: number; sealed: number }[]> =>
  (
    await sql<{
      day: string
      links: number
      sealed: number
    }>`select * from guard.audit_days(${upTo}::date, ${days})`.execute(tx)
  ).rows

export type CheckRow = {
  id: string
  day: string
  by: string
  at: Date
  rows: number
  links: number
  faults: number
}

/** The last checks of the chain. */
export const lastChecks = async (tx: Tx, limit: number): Promise<CheckRow[]> =>
  (
    await sql<CheckRow>`select c.id, c.day, a.name as by, c.asked_at as at, c.rows, c.links, c.faults from audit.check c join identity.account a on a.id = c.asked_by
      order by c.id desc limit ${limit}`.execute(tx)
  ).rows

/** Keeps the outcome of a check; as the system login. */
export const keepCheck = async (
  db: Database,
  c: { day: string; by: string; at: Date; rows: number; links: number; faults: number },
): Promise<void> => {
  await sql`insert into audit.check (id, day, asked_by, asked_at, rows, links, faults)
    values (${v7()}::uuid, ${c.day}, ${c.by}::uuid, ${c.at}, ${c.rows}, ${c.links}, ${c.faults})`.execute(db)
}
