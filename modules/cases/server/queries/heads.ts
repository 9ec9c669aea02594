import { type RawBuilder, sql } from 'kysely'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Cursor } from '#platform/http/cursor.ts'
import { countedMost } from '../../desk.ts'
import { openCase } from './children.ts'

/** A head with the names that go with it. */
export type HeadRow = {
  home: string
  id: string
  kind: string
  kind_version: number
  number: string
  unit_id: number
  scope: string
  category: string | null
  channel: string | null
  status: string
  phase: number
  title: string | null
  opened_at: Date
  decided_at: Date | null
  closed_at: Date | null
  result: string | null
  next_due_at: Date | null
  next_due_started_at: Date | null
  next_due_clock: string | null
  owner_post: string | null
  persons: number
  flags: string[]
  notify_mode: string | null
  access: number
  waiting: string | null
  version: number
  created_by: string
  created_at: Date
  source_ref: string | null
  batch_id: string | null
  /** How much a quick note left to be filled in. */
  lacks: number
  openable: boolean
  /** Whether the actor may change it; a grant only reads. */
  workable: boolean
  unit_name: string
  unit_level: string
  owner_name: string | null
}

/** A row of a list: of open records also the sealed first party and the wrapped key of the record. */
export type CardRow = HeadRow & {
  party_id: string | null
  sealed: Buffer | null
  data_key: Buffer | null
  next_promise_on: string | null
}

/** What a list is narrowed by; `scope` is the range the list states itself. */
export type ListFilter = {
  readonly scope: string
  readonly kind?: string | undefined
  readonly phase?: number | undefined
  readonly maxPhase?: number | undefined
  readonly status?: string | undefined
  readonly category?: string | undefined
  readonly channel?: string | undefined
  /** Only what one import brought in. */
  readonly batch?: string | undefined
  /** What a post owns and, when it may take them, what its unit has that nobody owns and that is open or has a deadline. */
  readonly atHand?: { readonly post: string; readonly unitId: number | null } | undefined
  readonly waiting?: string | undefined
  /** Left out: what lies at this unit. */
  readonly notUnit?: number | undefined
  readonly from?: Date | undefined
  readonly before?: Date | undefined
  /** Only what is overdue at an instant. */
  readonly overdueAt?: Date | undefined
  /** Only what is not overdue at an instant, and of whose time 80 % has run. */
  readonly soonAt?: Date | undefined
  /** Only where one of these clocks is the next; with `overdueAt`, what is overdue as well. */
  readonly dueClocks?: readonly string[] | undefined
  /** Only what a quick note left to be filled in: in the whole range, or where it lies at one unit. */
  readonly lacking?: { readonly unitId: number | null } | undefined
}

// Names and first parties come from one function that keeps its plan; only the choice of heads is planned for the reader's range.
const cards = (inner: RawBuilder<unknown>, order: RawBuilder<unknown>): RawBuilder<CardRow> => sql<CardRow>`
  with h as materialized (select h.home, h.id, h.kind, h.kind_version, h.number, h.unit_id, h.scope, h.category, h.channel, h.status, h.phase, h.title, h.opened_at, h.decided_at,
    h.closed_at, h.result, h.next_due_at, h.next_due_started_at, h.next_due_clock, h.owner_post, h.persons, h.flags, h.notify_mode, h.access, h.waiting, h.version, h.created_by, h.created_at, h.source_ref, h.batch_id, h.lacks, h.next_promise_on,
    (h.access = 0 or h.viewers && app.keys()) as openable,
    coalesce((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys(), false) as workable
    from cases.head h ${inner})
  select h.*, c.unit_name, c.unit_level, c.owner_name, c.party_id, c.sealed, c.data_key
  from h join guard.case_cards((select array_agg(home) from h), (select array_agg(id) from h)) c on c.home = h.home and c.id = h.id ${order}`

/** A page of heads in one's range, newest first, or by due date when `byDue`; open ones at hand without a date come last then. */
export const listHeads = async (
  tx: Tx,
  filter: ListFilter,
  byDue: boolean,
  cursor: Cursor | null,
  limit: number,
): Promise<CardRow[]> => {
  const where = [within(filter.scope)]
  if (filter.kind !== undefined) where.push(sql`h.kind = ${filter.kind}`)
  if (filter.phase !== undefined) where.push(sql`h.phase = ${filter.phase}`)
  if (filter.maxPhase !== undefined) where.push(sql`h.phase <= ${filter.maxPhase}`)
  if (filter.status !== undefined) where.push(sql`h.status = ${filter.status}`)
  // A first-level class holds its second-level codes, which begin with it; an exact code keeps the index in list order.
  if (filter.category !== undefined)
    where.push(
      filter.category.length > 2
        ? sql`h.category = ${filter.category}`
        : sql`h.category >= ${filter.category} and h.category < ${next(filter.category)}`,
    )
  if (filter.channel !== undefined) where.push(sql`h.channel = ${filter.channel}`)
  if (filter.batch !== undefined) where.push(sql`h.batch_id = ${filter.batch}::uuid`)
  if (filter.waiting !== undefined) where.push(sql`h.waiting = ${filter.waiting}`)
  if (filter.notUnit !== undefined) where.push(sql`h.unit_id <> ${filter.notUnit}`)
  if (filter.from !== undefined) where.push(sql`h.opened_at >= ${filter.from}`)
  if (filter.before !== undefined) where.push(sql`h.opened_at < ${filter.before}`)
  const urgent = filter.dueClocks && sql`h.next_due_clock = any(${filter.dueClocks}::text[])`
  const late = filter.overdueAt && isOverdue(filter.overdueAt)
  if (urgent && late) where.push(sql`(${late} or ${urgent})`)
  else if (urgent ?? late) where.push((urgent ?? late)!)
  if (filter.soonAt !== undefined) where.push(isSoon(filter.soonAt))
  if (filter.lacking) {
    where.push(sql`h.lacks > 0 and h.status <> 'void'`)
    if (filter.lacking.unitId !== null) where.push(sql`h.unit_id = ${filter.lacking.unitId}`)
  }
  if (byDue) where.push(filter.atHand ? pressing : sql`h.next_due_at is not null`)
  if (cursor)
    where.push(
      byDue
        ? sql`(h.next_due_at, h.id) > (${cursor.at}, ${cursor.id}::uuid)`
        : sql`(h.opened_at, h.id) < (${cursor.at}, ${cursor.id}::uuid)`,
    )
  const order = byDue ? sql`order by h.next_due_at, h.id` : sql`order by h.opened_at desc, h.id desc`
  const chosen = (more: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
    sql`where ${sql.join([...where, ...more], sql` and `)} ${order} limit ${limit}`
  const { rows } = await cards(filter.atHand ? eachOf(filter.atHand, chosen, order, limit) : chosen([]), order).execute(
    tx,
  )
  return rows
}

// What the work list counts as overdue and as due soon is what its lists hold.
const isOverdue = (now: Date): RawBuilder<unknown> => sql`h.next_due_at <= ${now}`
const isSoon = (now: Date): RawBuilder<unknown> => sql`h.next_due_at > ${now} and h.next_due_soon_at <= ${now}`

// Open, or decided with a deadline still running.
const pressing = sql`(h.phase = 0 or h.phase = 1 and h.next_due_at is not null)`

// What is owned and what nobody owns have an index each; either gives a page of its own and the page is the first of both.
const eachOf = (
  { post, unitId }: NonNullable<ListFilter['atHand']>,
  chosen: (more: readonly RawBuilder<unknown>[]) => RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): RawBuilder<unknown> => {
  const parts = [chosen([sql`h.owner_post = ${post}`, sql`h.phase < 2`])]
  if (unitId !== null) parts.push(chosen([sql`h.owner_post is null`, sql`h.unit_id = ${unitId}`, pressing]))
  const keys = parts.map((part) => sql`(select h.home, h.id from cases.head h ${part})`)
  return sql`join (${sql.join(keys, sql` union all `)}) k on h.home = k.home and h.id = k.id ${order} limit ${limit}`
}

// Two steps deep the area column says the same as the range and has indexes in list order; stating both would count it twice (docs/decisions/0003).
const within = (scope: string): RawBuilder<unknown> => {
  const area = /^\/([^/]+\/[^/]+)\/$/.exec(scope)?.[1]
  return area ? sql`h.area = ${area}` : inScope(sql`h.scope`, scope)
}

const next = (code: string): string =>
  code.slice(0, -1) + String.fromCodePoint((code.codePointAt(code.length - 1) ?? 0) + 1)

/** Heads by key, in the order given; those out of sight are absent. */
export const headsByKey = async (tx: Tx, keys: readonly { home: string; id: string }[]): Promise<CardRow[]> => {
  if (keys.length === 0) return []
  const { rows } = await cards(
    sql`join unnest(${keys.map((k) => k.home)}::text[], ${keys.map((k) => k.id)}::uuid[]) as k(home, id) on h.home = k.home and h.id = k.id`,
    sql``,
  ).execute(tx)
  const place = new Map(keys.map((key, index) => [`${key.home}/${key.id}`, index]))
  return rows.sort((a, b) => (place.get(`${a.home}/${a.id}`) ?? 0) - (place.get(`${b.home}/${b.id}`) ?? 0))
}

// Heads that one of the guard's searches found, newest first.
const found = async (tx: Tx, search: RawBuilder<unknown>): Promise<CardRow[]> =>
  (
    await cards(
      sql`join ${search} as k on h.home = k.home and h.id = k.id`,
      sql`order by h.opened_at desc, h.id desc`,
    ).execute(tx)
  ).rows

/** Records of people by keyed tokens, within sight. */
export const headsOfPersons = async (tx: Tx, tokens: readonly Buffer[], limit: number): Promise<CardRow[]> =>
  tokens.length === 0 ? [] : found(tx, sql`guard.search_persons(${tokens}::bytea[], ${limit})`)

/** Records by keyed words, newest first, within sight. */
export const headsOfWords = async (tx: Tx, grams: readonly number[], limit: number): Promise<CardRow[]> =>
  grams.length === 0 ? [] : found(tx, sql`guard.search_text(${grams}::int[], ${limit})`)

/** Records shared with the actor from elsewhere. */
export const headsShared = (tx: Tx, limit: number): Promise<CardRow[]> => found(tx, sql`guard.shared_cases(${limit})`)

/** One head, or undefined when it does not exist or is out of sight. */
export const findHead = async (tx: Tx, home: string, id: string): Promise<HeadRow | undefined> =>
  (await openCase(tx, { home, id }, 'head')).head

/** The heads with these human numbers, all of one home, newest first. */
export const findNumbers = async (tx: Tx, home: string, numbers: readonly string[]): Promise<CardRow[]> =>
  (
    await cards(
      sql`where h.home = ${home} and h.number = any(${numbers}::text[])`,
      sql`order by h.opened_at desc`,
    ).execute(tx)
  ).rows

/** Counts of the work list: overdue and due soon (of its time 80 % has run, as the lists mark it), opened since an instant. */
export type Counts = { readonly overdue: number; readonly dueSoon: number; readonly received: number }

/**
 * Counts for the work list, each over the index of its range and up to `countedMost`. They are in no order: for one, the earliest of
 * the whole nation would be gone through to find a province's thousand.
 */
export const countWork = async (tx: Tx, scope: string, now: Date, since: Date): Promise<Counts> => {
  const some = (which: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(select count(*)::int from (select 1 from cases.head h where ${within(scope)} and ${which} limit ${countedMost}) d)`
  const { rows } = await sql<Counts>`select
    ${some(isOverdue(now))} as overdue,
    ${some(isSoon(now))} as "dueSoon",
    ${some(sql`h.opened_at >= ${since}`)} as received`.execute(tx)
  return rows[0] ?? { overdue: 0, dueSoon: 0, received: 0 }
}

/**
 * What a unit itself asked for by a day (deadlines of the rules named) and has no answer to yet, by the unit next below whose range it is in,
 * most overdue first; counted up to {@link countedMost}. What those units handed on themselves is theirs to urge.
 */
export const countAsked = async (
  tx: Tx,
  unit: number,
  rules: readonly string[],
  now: Date,
): Promise<{ code: string; unit: string; n: number; overdue: number }[]> =>
  (
    await sql<{ code: string; unit: string; n: number; overdue: number }>`select u.code, u.name as unit, d.n, d.overdue
      from org.unit u cross join lateral (
        select count(*)::int as n, count(*) filter (where w.due_at <= ${now})::int as overdue from (
          select c.due_at from cases.head h
            join cases.clock c on c.home = h.home and c.case_id = h.id and c.stopped_at is null and c.rule = any(${[...rules]})
          where h.waiting = 'below' and h.next_due_at is not null
            and exists (select from cases.step s where s.home = h.home and s.case_id = h.id and s.unit_id = ${unit} and s.occurred_at = c.started_at)
            and h.scope >= u.scope and h.scope < left(u.scope, -1) || '0' limit ${countedMost}) w) d
      where u.parent_id = ${unit} and u.valid_to is null and d.n > 0 order by d.overdue desc, d.n desc, u.scope`.execute(
      tx,
    )
  ).rows

/** The unit one level above a place. */
export const unitAbove = async (tx: Tx, scope: string): Promise<{ id: number; scope: string } | undefined> => {
  const above = scope.replace(/[^/]+\/$/, '')
  return above === scope || above === ''
    ? undefined
    : (await sql<{ id: number; scope: string }>`select id, scope from org.unit where scope = ${above}`.execute(tx))
        .rows[0]
}

/** Matters of a post in which something was promised by a day, the earliest first; closed ones too. */
export const listPromised = async (tx: Tx, ownerPost: string, until: string, limit: number): Promise<CardRow[]> => {
  const order = sql`order by h.next_promise_on, h.id`
  return (
    await cards(
      sql`where h.owner_post = ${ownerPost} and h.next_promise_on <= ${until} and h.status <> 'void' ${order} limit ${limit}`,
      order,
    ).execute(tx)
  ).rows
}

/**
 * Open matters at a place and one step below whose holder has left: her post ended or her account was closed. It begins at the posts,
 * which are few, never at the matters of the range.
 */
export const listUnheld = async (tx: Tx, scope: string, day: string, limit: number): Promise<CardRow[]> => {
  const order = sql`order by h.next_due_at, h.id`
  return (
    await cards(
      sql`join identity.post p on p.id = h.owner_post join identity.account a on a.id = p.account_id
        where ${inScope(sql`p.scope`, scope)} and p.scope !~ ('^' || ${scope} || '[^/]+/[^/]+/') and (p.valid_to < ${day} or a.status <> 'active')
          and h.phase < 2 and h.status <> 'void' ${order} limit ${limit}`,
      order,
    ).execute(tx)
  ).rows
}

/**
 * Homes in a range that names can be looked for in, those of its units' former codes included: records keep their home when
 * their unit is moved. A range of more than 60 homes answers only the actor's own.
 */
export const homesWithin = async (tx: Tx, scope: string, own: string): Promise<string[]> => {
  const { rows } = await sql<{ home: string }>`
    (select left(code, 6) as home from org.unit where level in ('P', 'C', 'D') and ${inScope(sql`scope`, scope)} and valid_to is null limit 61)
    union
    (select distinct left(s.code, 6) from org.unit_span s join org.unit u on u.id = s.unit_id where ${inScope(sql`u.scope`, scope)} limit 61)`.execute(
    tx,
  )
  return rows.length > 60 ? [own] : [...new Set([own, ...rows.map((row) => row.home)])]
}

/** Ids of the units above a place. */
export const unitsOver = async (tx: Tx, scope: string): Promise<number[]> =>
  (
    await sql<{ id: number }>`select id from org.unit where scope = any(${placesOver(scope)}::text[])`.execute(tx)
  ).rows.map((row) => row.id)

const placesOver = (scope: string): string[] => {
  const parts = scope.split('/').filter(Boolean)
  return ['/', ...parts.slice(0, -1).map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`)]
}
