import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Tx } from '#platform/db/open.ts'
import type { NextDue } from '../../rules/clocks.ts'
import type { Candidate, Level } from '../../rules/warnings.ts'
import type { Key } from './children.ts'

// One step of an index per home: a plain distinct would walk every running clock of the country.
const homesWhere = (condition: ReturnType<typeof sql>) => sql<{ home: string }>`with recursive h(home) as (
    (select c.home from cases.clock c where ${condition} order by c.home limit 1)
    union all select (select c.home from cases.clock c where ${condition} and c.home > h.home order by c.home limit 1) from h where h.home is not null)
  select home from h where home is not null`

/** Homes with running clocks. */
export const homesWithClocks = async (db: Kysely<DB>): Promise<string[]> =>
  (await homesWhere(sql`c.stopped_at is null`).execute(db)).rows.map((row) => row.home)

/** Homes with running clocks that rest on a year whose holiday notice was not loaded. */
export const homesWithProvisional = async (db: Kysely<DB>): Promise<string[]> =>
  (await homesWhere(sql`c.provisional and c.stopped_at is null`).execute(db)).rows.map((row) => row.home)

export type ChangedClock = {
  home: string
  case_id: string
  key: string
  round: number
  track_id: string | null
  due_at: Date
  warned: Level
  level: Level
  /** The level it had when an import brought its matter; 0 for a matter registered here. */
  brought: Level
  kind: string
  number: string
  scope: string
  unit_name: string
}

const levelAt = (instant: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${instant} >= c.due_at then 100 when ${instant} >= c.started_at + (c.due_at - c.started_at) * 0.8 then 80
      when ${instant} >= c.started_at + (c.due_at - c.started_at) * 0.5 then 50 else 0 end`

/** Running clocks of a home whose level is no longer the one told; taken rows are left to whoever has them. */
export const changedClocks = async (tx: Tx, home: string, now: Date, limit: number): Promise<ChangedClock[]> =>
  (
    await sql<ChangedClock>`select c.home, c.case_id, c.key, c.round, c.track_id, c.due_at, c.warned, l.level,
      case when h.batch_id is null then 0 else ${levelAt(sql`h.created_at`)} end as brought, h.kind, h.number, h.scope, u.name as unit_name
    from cases.clock c
    cross join lateral (select ${levelAt(sql`${now}::timestamptz`)} as level) l
    join cases.head h on h.home = c.home and h.id = c.case_id join org.unit u on u.id = h.unit_id
    where c.home = ${home} and c.stopped_at is null and c.warned <> l.level order by c.due_at, c.case_id, c.key limit ${limit} for update of c skip locked`.execute(
      tx,
    )
  ).rows

export const setWarned = async (
  tx: Tx,
  clock: Pick<ChangedClock, 'home' | 'case_id' | 'key' | 'round' | 'level'>,
): Promise<void> => {
  await sql`update cases.clock set warned = ${clock.level} where home = ${clock.home} and case_id = ${clock.case_id}::uuid and key = ${clock.key} and round = ${clock.round}`.execute(
    tx,
  )
}

/**
 * Posts at or above the unit of a matter that may be told its number, and its owner. Who is barred is left out; of a
 * matter closed to named persons only those.
 * @param places scopes of the unit and of all units above it.
 */
export const candidates = async (
  tx: Tx,
  { home, id }: Key,
  places: readonly string[],
  handling: readonly string[],
  leading: readonly string[],
  day: string,
): Promise<Candidate[]> =>
  (
    await sql<Candidate>`select p.id as post, p.id = h.owner_post is true as owner, p.unit_id = h.unit_id as "ownUnit", p.role = any(${handling}::text[]) as handles, p.role = any(${leading}::text[]) as leads, p.scope
    from cases.head h join identity.post p on p.scope = any(${places}::text[]) or p.id = h.owner_post join identity.account a on a.id = p.account_id
    cross join lateral (select array['u:' || p.account_id, 'p:' || p.id, 'o:' || p.unit_id] as keys) k
    where h.home = ${home} and h.id = ${id}::uuid and a.status = 'active' and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})
      and not h.barred && k.keys and (h.access < 2 or h.viewers && k.keys or p.id = h.owner_post) order by p.id`.execute(
      tx,
    )
  ).rows

/** Matters of a home with provisional running clocks. */
export const provisionalMatters = async (db: Kysely<DB>, home: string): Promise<Key[]> =>
  (
    await sql<Key>`select distinct home, case_id as id from cases.clock where home = ${home} and provisional and stopped_at is null`.execute(
      db,
    )
  ).rows

/** Takes a matter for change; false when somebody is at it now. */
export const takeMatter = async (tx: Tx, { home, id }: Key): Promise<boolean> =>
  (await sql`select 1 from cases.head where home = ${home} and id = ${id}::uuid for update skip locked`.execute(tx))
    .rows.length === 1

/** Lets the transaction of a job read and write one matter as its team does; whoever is barred from it lends nothing. */
export const actForMatter = async (tx: Tx, { home, id }: Key): Promise<void> => {
  await sql`select set_config('app.lo', '/', true), set_config('app.hi', '0', true),
      set_config('app.keys', array_to_string(array['j:'] || array(select unnest(viewers) except select unnest(barred)), ','), true)
    from cases.head where home = ${home} and id = ${id}::uuid`.execute(tx)
}

/** The version stays: nothing a person typed has changed. */
export const setNextDue = async (tx: Tx, { home, id }: Key, next: NextDue): Promise<void> => {
  await sql`update cases.head set next_due_at = ${next.next_due_at}, next_due_started_at = ${next.next_due_started_at}, next_due_clock = ${next.next_due_clock} where home = ${home} and id = ${id}::uuid`.execute(
    tx,
  )
}

/** Tells heads of units of the posts whose holder has left, once each; answers of how many. */
export const tellLeft = async (db: Kysely<DB>, now: Date): Promise<number> =>
  (await sql<{ n: number }>`select guard.tell_left(${now}) as n`.execute(db)).rows[0]?.n ?? 0
