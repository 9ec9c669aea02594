import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Level, UnitKind } from '../define.ts'
import { commonCharacters, prefixEnd, type ScopeRange, type UnitQuery, type UnitSpan } from '../rules.ts'

/** A unit with its present values. */
export type UnitRow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly scope: string
  readonly kind: UnitKind
  readonly validFrom: string
  readonly validTo: string | null
}

/** A unit found by a search; `place` in the order of results is (rank, step, scope). */
export type FoundRow = UnitRow & { readonly rank: number; readonly step: number; readonly formerly: string | null }

/** Where a page of results ends. */
export type Place = { readonly rank: number; readonly step: number; readonly scope: string }

type Search = {
  readonly query: Exclude<UnitQuery, { by: 'nothing' }>
  readonly range: ScopeRange
  readonly level: Level | null
  readonly after: Place | null
  readonly limit: number
}

const columns = sql`u.id, u.code, u.name, u.level, u.scope, u.kind, u.valid_from as "validFrom", u.valid_to as "validTo"`
const step = sql`position(u.level in 'NPCDTV')`

const inRange = (range: ScopeRange, level: Level | null): RawBuilder<unknown> =>
  sql`u.scope >= ${range.lo} and u.scope < ${range.hi} ${level === null ? sql`` : sql`and u.level = ${level}`}`

/** Searches units: exact before beginning before containing, living before ended and former, higher levels first. */
export const searchUnits = async (tx: Tx, search: Search): Promise<FoundRow[]> => {
  const after = search.after
  const found = await sql<FoundRow>`
    select * from (${candidates(search)}) found
    ${after ? sql`where (rank, step, scope) > (${after.rank}::int, ${after.step}::int, ${after.scope})` : sql``}
    order by rank, step, scope limit ${search.limit}`.execute(tx)
  return found.rows
}

const candidates = (search: Search): RawBuilder<unknown> => {
  const { query } = search
  switch (query.by) {
    case 'code':
      return byCode(query.prefix, search)
    case 'letters':
      return byLetters(query.prefix, search)
    case 'name':
      return query.characters.length > 0
        ? byName(query.text, query.characters, search)
        : byCommonName(query.text, search)
  }
}

const begins = (column: RawBuilder<unknown>, prefix: string): RawBuilder<unknown> =>
  sql`${column} >= ${prefix} and ${column} < ${prefixEnd(prefix)}`

// Two or four digits begin tens of thousands of village codes, all listed after the units above them: those are searched from six digits on.
const byCode = (prefix: string, { range, level }: Search): RawBuilder<unknown> => sql`
  select ${columns}, case when u.code = ${prefix} then 0 else 2 end as rank, ${step} as step, null::text as formerly
  from org.unit u
  where u.valid_to is null and ${begins(sql`u.code`, prefix)} and ${inRange(range, level)} ${prefix.length < 6 ? sql`and u.level <> 'V'` : sql``}
  union all
  (select distinct on (u.id) ${columns}, case when s.code = ${prefix} then 1 else 3 end, ${step}, s.code
  from org.unit_span s join org.unit u on u.id = s.unit_id
  where ${begins(sql`s.code`, prefix)} and not (u.valid_to is null and ${begins(sql`u.code`, prefix)}) and ${inRange(range, level)}
  order by u.id, s.code <> ${prefix}, s.valid_from desc)`

const byLetters = (prefix: string, { range, level }: Search): RawBuilder<unknown> => sql`
  select ${columns}, case when ${prefix} in (u.name_pinyin_initials, u.name_pinyin) then 0 else 2 end + (u.valid_to is not null)::int as rank, ${step} as step, null::text as formerly
  from org.unit u
  where ((${begins(sql`u.name_pinyin_initials`, prefix)}) or (u.name_pinyin is not null and ${begins(sql`u.name_pinyin`, prefix)})) and ${inRange(range, level)}`

const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

const rankOf = (name: RawBuilder<unknown>, text: string): RawBuilder<unknown> =>
  sql`case when ${name} = ${text} then 0 when starts_with(${name}, ${text}) then 2 else 4 end`

const byName = (text: string, characters: readonly string[], { range, level }: Search): RawBuilder<unknown> => sql`
  select ${columns}, ${rankOf(sql`u.name`, text)} + (u.valid_to is not null)::int as rank, ${step} as step, null::text as formerly
  from org.unit u
  where string_to_array(translate(u.name, ${sql.lit(commonCharacters)}, ''), null) @> ${[...characters]}::text[]
    and u.name like ${containing(text)} and ${inRange(range, level)}
  union all
  (select distinct on (u.id) ${columns}, ${rankOf(sql`s.name`, text)} + 1, ${step}, s.name
  from org.unit_span s join org.unit u on u.id = s.unit_id
  where s.name like ${containing(text)} and u.name not like ${containing(text)} and ${inRange(range, level)}
  order by u.id, ${rankOf(sql`s.name`, text)}, s.valid_from desc)`

// Hundreds of thousands of names contain only-common text such as 社区: all count as containing it, and the living
// villages, last but for what ended, are walked along the tree until the page is full.
const byCommonName = (text: string, { range, level, after, limit }: Search): RawBuilder<unknown> => sql`
  select ${columns}, 4 + (u.valid_to is not null)::int as rank, ${step} as step, null::text as formerly
  from org.unit u where u.level <> 'V' and u.name like ${containing(text)} and ${inRange(range, level)}
  union all
  (select ${columns}, 4, ${step}, null::text
  from org.unit u where u.level = 'V' and u.valid_to is null and u.name like ${containing(text)} and ${inRange(range, level)}
  ${after && after.rank === 4 && after.step === 6 ? sql`and u.scope > ${after.scope}` : sql``}
  order by u.scope limit ${limit})
  union all
  select ${columns}, 5, ${step}, null::text
  from org.unit u where u.level = 'V' and u.valid_to is not null and u.name like ${containing(text)} and ${inRange(range, level)}`

/** Living units in the order of the tree. */
export const listUnits = async (tx: Tx, { range, level, after, limit }: Omit<Search, 'query'>): Promise<FoundRow[]> => {
  const listed = await sql<FoundRow>`
    select ${columns}, 0 as rank, ${step} as step, null::text as formerly from org.unit u
    where u.valid_to is null and ${inRange(range, level)} ${after ? sql`and u.scope > ${after.scope}` : sql``}
    order by u.scope limit ${limit}`.execute(tx)
  return listed.rows
}

/** The living unit with this code (canonical form), if any. */
export const livingUnit = async (tx: Tx, code: string): Promise<UnitRow | undefined> =>
  (await sql<UnitRow>`select ${columns} from org.unit u where u.code = ${code} and u.valid_to is null`.execute(tx))
    .rows[0]

/** Units by id, in no particular order. */
export const unitsById = async (tx: Tx, ids: readonly number[]): Promise<UnitRow[]> =>
  ids.length === 0
    ? []
    : (await sql<UnitRow>`select ${columns} from org.unit u where u.id = any(${[...ids]}::int[])`.execute(tx)).rows

/** Units by scope, in no particular order. */
export const unitsByScope = async (tx: Tx, scopes: readonly string[]): Promise<UnitRow[]> =>
  scopes.length === 0
    ? []
    : (await sql<UnitRow>`select ${columns} from org.unit u where u.scope = any(${[...scopes]}::text[])`.execute(tx))
        .rows

const span = sql`a.unit_id as "unitId", a.code, a.name, a.parent_id as "parentId", a.valid_from as "validFrom", a.valid_to as "validTo"`

/** Every span in which some unit bore this code (canonical form). */
export const spansOfCode = async (tx: Tx, code: string): Promise<UnitSpan[]> =>
  (
    await sql<UnitSpan>`
      select ${span} from org.unit_at a
      where a.unit_id in (select id from org.unit where code = ${code} and valid_to is null union select unit_id from org.unit_span where code = ${code})
        and a.code = ${code}`.execute(tx)
  ).rows

/** All spans of one unit, oldest first. */
export const spansOfUnit = async (tx: Tx, unitId: number): Promise<UnitSpan[]> =>
  (await sql<UnitSpan>`select ${span} from org.unit_at a where a.unit_id = ${unitId} order by a.valid_from`.execute(tx))
    .rows

/** The units above a parent on a day, the parent included, nation first, named as they were then. */
export const chainAt = async (
  tx: Tx,
  parentId: number | null,
  on: string,
): Promise<{ code: string; name: string; level: Level }[]> =>
  (
    await sql<{ code: string; name: string; level: Level }>`
      with recursive above as (
        select a.parent_id, a.code, a.name, a.level, 0 as distance from org.unit_at a
        where a.unit_id = ${parentId} and a.valid_from <= ${on} and (a.valid_to is null or a.valid_to > ${on})
        union all
        select a.parent_id, a.code, a.name, a.level, above.distance + 1 from above join org.unit_at a on a.unit_id = above.parent_id
        where a.valid_from <= ${on} and (a.valid_to is null or a.valid_to > ${on})
      )
      select code, name, level from above order by distance desc`.execute(tx)
  ).rows

/** What continues a unit, with the day and the part of it. */
export const successorsOf = async (tx: Tx, unitId: number): Promise<(UnitRow & { on: string; share: number })[]> =>
  (
    await sql<UnitRow & { on: string; share: number }>`
      select ${columns}, s.on_date as on, s.share::float8 as share from org.unit_successor s join org.unit u on u.id = s.to_unit
      where s.from_unit = ${unitId} order by s.on_date, u.scope`.execute(tx)
  ).rows

/** What a unit continues, with the day and the part of the old one. */
export const predecessorsOf = async (tx: Tx, unitId: number): Promise<(UnitRow & { on: string; share: number })[]> =>
  (
    await sql<UnitRow & { on: string; share: number }>`
      select ${columns}, s.on_date as on, s.share::float8 as share from org.unit_successor s join org.unit u on u.id = s.from_unit
      where s.to_unit = ${unitId} order by s.on_date, u.scope`.execute(tx)
  ).rows

/** Living units directly below, in the order of the tree, each with whether anything is below it. */
export const childrenOf = async (tx: Tx, unitId: number): Promise<(UnitRow & { hasChildren: boolean })[]> =>
  (
    await sql<UnitRow & { hasChildren: boolean }>`
      select ${columns}, exists (select from org.unit c where c.parent_id = u.id and c.valid_to is null) as "hasChildren"
      from org.unit u where u.parent_id = ${unitId} and u.valid_to is null order by u.scope`.execute(tx)
  ).rows
