import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Label } from '#platform/text/label.ts'
import type { Division } from '../../rules/compare.ts'
import type { UnitRow } from '../queries.ts'

/** A unit's parent and the first day on which something more may be changed about it. */
export const standingOf = async (
  tx: Tx,
  unitId: number,
): Promise<{ parentId: number | null; since: string; initials: string; pinyin: string | null }> => {
  const { rows } = await sql<{ parentId: number | null; since: string; initials: string; pinyin: string | null }>`
    select u.parent_id as "parentId", greatest(u.valid_from, (select max(s.valid_from) from org.unit_span s where s.unit_id = u.id)) as since,
      u.name_pinyin_initials as initials, u.name_pinyin as pinyin
    from org.unit u where u.id = ${unitId}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`no unit ${unitId}`)
  return row
}

/** Paths directly below a unit, of living and ended units. */
export const pathsBelow = async (tx: Tx, unitId: number): Promise<Set<string>> =>
  new Set(
    (await sql<{ scope: string }>`select scope from org.unit where parent_id = ${unitId}`.execute(tx)).rows.map(
      ({ scope }) => scope,
    ),
  )

/** Living units below a path whose code begins with another's, for recoding them with it. */
export const coded = async (tx: Tx, scope: string, prefix: string): Promise<(UnitRow & { parentId: number })[]> =>
  (
    await sql<UnitRow & { parentId: number }>`
      select id, code, name, level, scope, kind, valid_from as "validFrom", valid_to as "validTo", parent_id as "parentId" from org.unit
      where scope > ${scope} and scope < left(${scope}, -1) || '0' and valid_to is null and starts_with(code, ${prefix}) order by scope`.execute(
      tx,
    )
  ).rows

/** A post of a unit that is live on a day. */
export type HeldPost = {
  readonly unit: string
  readonly username: string
  readonly name: string
  readonly title: Label
}

/** Posts that end with a unit. */
export const postsAt = async (tx: Tx, unitId: number, on: string): Promise<HeldPost[]> =>
  (
    await sql<HeldPost>`
      select u.name as unit, a.username, a.name, jsonb_build_object('zh', p.title_zh, 'en', p.title_en) as title from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
      where p.unit_id = ${unitId} and (p.valid_to is null or p.valid_to >= ${on}) order by a.username`.execute(tx)
  ).rows

/** What hangs on a place and goes along when it changes: counts of units below, posts, matters in hand. */
export const holdsOf = async (
  tx: Tx,
  scope: string,
  on: string,
): Promise<{ units: number; posts: number; matters: number }> =>
  (
    await sql<{
      units: number
      posts: number
      matters: number
    }>`select units, posts, matters from guard.place_holds(${scope}, ${on}::date)`.execute(tx)
  ).rows[0] ?? { units: 0, posts: 0, matters: 0 }

/** Does some work and takes it back: what it found is answered, nothing is kept. */
export const rehearse = async <T>(tx: Tx, work: () => Promise<T>): Promise<T> => {
  await sql`savepoint rehearsal`.execute(tx)
  const found = await work()
  await sql`rollback to savepoint rehearsal`.execute(tx)
  return found
}

type Spelt = { readonly initials: string; readonly pinyin: string | null }

/** Renames, recodes or moves a unit; `scope` is null where it stays under its parent. */
export const changeUnit = async (
  tx: Tx,
  unit: {
    id: number
    what: string
    on: string
    parentId: number | null
    code: string
    name: string
    scope: string | null
    source: string
  } & Spelt,
  now: Date,
): Promise<void> => {
  await sql`select org.change_unit(${unit.id}, ${unit.on}::date, ${unit.what}, ${unit.parentId}::int, ${unit.code}, ${unit.name}, ${unit.initials}, ${unit.pinyin}, ${unit.scope}, ${unit.source}, ${now})`.execute(
    tx,
  )
}

/** Ends a unit; `into` and `scope` say what continues it and where it is kept. */
export const endUnit = async (
  tx: Tx,
  unit: { id: number; on: string; into: number | null; scope: string | null; source: string },
  now: Date,
): Promise<void> => {
  await sql`select org.end_unit(${unit.id}, ${unit.on}::date, ${unit.into}::int, ${unit.scope}, ${unit.source}, ${now})`.execute(
    tx,
  )
}

/** Adds a unit. */
export const addUnit = async (
  tx: Tx,
  unit: {
    on: string
    parentId: number
    code: string
    name: string
    level: string
    scope: string
    source: string
  } & Spelt,
  now: Date,
): Promise<void> => {
  await sql`select org.add_unit(${unit.on}::date, ${unit.parentId}, ${unit.code}, ${unit.name}, ${unit.level}, ${unit.scope}, ${unit.initials}, ${unit.pinyin}, ${unit.source}, ${now})`.execute(
    tx,
  )
}

/** The living divisions of a place, each with the code of its parent; the place itself has none. */
export const divisionsIn = async (tx: Tx, scope: string): Promise<Division[]> =>
  (
    await sql<Division>`
      select u.code, u.name, u.level, case when u.scope <> ${scope} then p.code end as parent from org.unit u left join org.unit p on p.id = u.parent_id
      where u.scope >= ${scope} and u.scope < left(${scope}, -1) || '0' and u.valid_to is null and u.kind = 'division' order by u.scope`.execute(
      tx,
    )
  ).rows
