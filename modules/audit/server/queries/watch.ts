import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Database } from '#platform/db/open.ts'
import { type Finding, type Look, watchedActions } from '../../rules.ts'

/** Who opened something in a while, and the place of the post she acted in. */
export const readers = async (db: Database, from: Date, until: Date): Promise<{ account: string; scope: string }[]> =>
  (
    await sql<{
      account: string
      scope: string
    }>`select distinct on (e.account) e.account, p.scope from audit.event e join identity.post p on p.id = e.post
      where e.at > ${from} and e.at <= ${until} and e.action = any(${watchedActions}::text[]) order by e.account, e.at desc`.execute(
      db,
    )
  ).rows

// Looking is no work on a matter.
const onlyLooking = [...watchedActions, 'cases.openHead', 'cases.exclusions', 'cases.supervise', 'cases.breakGlass']

/** What one person looked at in a while, in order. */
export const looksOf = async (db: Database, account: string, from: Date, until: Date): Promise<Look[]> =>
  (
    await sql<Look>`with done as (select at, action, object_home, object_id, purpose, unit_id, post from audit.event where account = ${account}::uuid and at >= ${from} and at <= ${until} and result = 'ok'),
      worked as (select distinct object_id from done where object_id is not null and action ^@ 'cases.' and action <> all(${onlyLooking}::text[]))
    select d.at, d.action, d.object_id as record, d.purpose, coalesce(h.unit_id <> d.unit_id, false) as elsewhere, h.id is not null and h.owner_post is distinct from d.post as "foreign",
      exists (select 1 from worked w where w.object_id = d.object_id) as worked
    from done d left join cases.head h on h.home = d.object_home and h.id = d.object_id where d.action = any(${watchedActions}::text[]) order by d.at`.execute(
      db,
    )
  ).rows

/** Notes a finding, or its higher count while nobody has reviewed it. */
export const note = async (db: Database, account: string, scope: string, f: Finding): Promise<void> => {
  await sql`insert into audit.finding (id, rule, account_id, bucket, scope, since, at, n) values (${v7()}::uuid, ${f.rule}, ${account}::uuid, ${f.bucket}, ${scope}, ${f.since}, ${f.at}, ${f.n})
    on conflict (rule, account_id, bucket) do update set since = excluded.since, at = excluded.at, n = excluded.n where audit.finding.reviewed_at is null and audit.finding.n < excluded.n`.execute(
    db,
  )
}
