import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import type { Withheld } from '../define.ts'

/** What a reading is narrowed to: for each dimension named, the codes allowed. */
export type Where = Readonly<Partial<Record<'category' | 'channel' | 'result' | 'level', readonly string[]>>>

/** One reading of a place. Months `YYYY-MM`, both ends included; stocks are read as they stand at the end. */
export type Reading = {
  readonly unitId: number
  /** Full names, `petition.received`. */
  readonly measures: readonly string[]
  readonly from: string
  readonly to: string
  readonly by: string
  readonly where: Where
  readonly own: boolean
  /** Sub-class → class. */
  readonly rollup: Readonly<Record<string, string>>
}

/** A sum: of the whole (`key` null) or of one part; `n` null where the rule for sensitive measures withholds it. A part without a row is 0. */
export type Sum = {
  readonly measure: string
  readonly key: string | null
  readonly n: number | null
  readonly withheld: Withheld | null
}

/** Reads figures through the one function that may (cells and tail in one snapshot, sensitive rule applied). */
export const readSums = async (tx: Tx, reading: Reading): Promise<readonly Sum[]> =>
  (await readManySums(tx, [reading]))[0] ?? []

/** Many readings as one statement and one snapshot, the sums of each in their order. */
export const readManySums = async (tx: Tx, readings: readonly Reading[]): Promise<Sum[][]> => {
  const found: Sum[][] = readings.map(() => [])
  if (readings.every(({ measures }) => measures.length === 0)) return found
  // The sub-classes of a kind are the same for all its readings and are sent once.
  const rollups = [...new Set(readings.map(({ rollup }) => JSON.stringify(rollup)))]
  const asked = readings.map(({ rollup, ...reading }, at) => ({
    at,
    ...reading,
    rollup: rollups.indexOf(JSON.stringify(rollup)),
  }))
  const read = await sql<Sum & { at: number }>`select r.at, f.measure, f.key, f.n, f.withheld
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as
      r(at int, "unitId" int, measures text[], "from" text, "to" text, by text, "where" jsonb, own boolean, rollup int)
    cross join lateral guard.figures_read(r."unitId", r.measures, r."from", r."to", r.by, r."where", r.own, ${`[${rollups.join()}]`}::jsonb -> r.rollup) f
    where cardinality(r.measures) > 0`.execute(tx)
  for (const { at, ...sum } of read.rows) found[at]?.push(sum)
  return found
}

/** Key of a record and what it adds to a figure; `late` is the month it was booked in (`YYYY-MM`) where its own was closed. */
export type Adding = { readonly home: string; readonly id: string; readonly n: number; readonly late: string | null }

/** A page of the records behind a figure, the last received first, whether or not the reader may see them. */
export const recordsBehind = async (
  tx: Tx,
  reading: Omit<Reading, 'measures' | 'by' | 'rollup'> & { readonly measure: string },
  after: { readonly home: string; readonly id: string } | null,
  limit: number,
): Promise<Adding[]> => {
  const { unitId, measure, from, to, where, own } = reading
  const read =
    await sql<Adding>`select home, id, n, late from guard.figures_records(${unitId}, ${measure}, ${from}, ${to}, ${JSON.stringify(where)}::jsonb, ${own},
    ${after?.home ?? null}, ${after?.id ?? null}::uuid, ${limit})`.execute(tx)
  return read.rows
}

/** A head as the list behind a figure shows it. */
export type Head = {
  readonly home: string
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly title: string | null
  readonly category: string | null
  readonly status: string
  readonly unit: string
  readonly openedAt: Date
  readonly openable: boolean
}

/** The heads of records under the reader's own rights; those out of her sight are absent. */
export const headsOf = async (tx: Tx, keys: readonly Adding[]): Promise<Head[]> => {
  if (keys.length === 0) return []
  const read = await sql<Head>`
    with k as materialized (select * from unnest(${keys.map((key) => key.home)}::text[], ${keys.map((key) => key.id)}::uuid[]) as k(home, id))
    select h.home, h.id, h.kind, h.number, h.title, h.category, h.status, u.name as unit, h.opened_at as "openedAt",
      (h.access = 0 or h.viewers && app.keys()) as openable
    from k join cases.head h on h.home = k.home and h.id = k.id join org.unit u on u.id = h.unit_id`.execute(tx)
  return read.rows
}

/** Living units directly below a unit, in the order of the tree. */
export const unitsBelow = async (
  tx: Tx,
  unitId: number,
): Promise<{ id: number; code: string; name: string; kind: string }[]> =>
  (
    await sql<{ id: number; code: string; name: string; kind: string }>`
      select id, code, name, kind from org.unit where parent_id = ${unitId} and valid_to is null order by scope`.execute(
      tx,
    )
  ).rows

/** Months (`to` not included) in which units that were moved stood directly below a unit, whatever the others did. */
export const stretchesBelow = async (tx: Tx, unitId: number): Promise<{ id: number; from: string; to: string }[]> =>
  (
    await sql<{ id: number; from: string; to: string }>`
      select unit_id as id, from_month as "from", to_month as "to" from figures.moved where above @> array[${unitId}::int] and above[2] = ${unitId}`.execute(
      tx,
    )
  ).rows

/** Which of these units lie outside the range of the reader. */
export const outsideOf = async (tx: Tx, ids: readonly number[]): Promise<number[]> =>
  ids.length === 0
    ? []
    : (
        await sql<{ id: number }>`
          select id from org.unit where id = any(${[...ids]}::int[]) and not (scope >= app.lo() and scope < app.hi())`.execute(
          tx,
        )
      ).rows.map(({ id }) => id)

/** Classes whose small counts are hidden, and all classes of the sections that hold one. */
export type SensitiveClasses = { readonly classes: readonly string[]; readonly beside: readonly string[] }

/** What the catalogue declares of a measure. */
export type Declared = {
  readonly measure: string
  readonly stock: boolean
  readonly sensitive: boolean
} & SensitiveClasses

/** Makes the declared measures those of the catalogue; as the system login. What is no longer declared can no longer be read. */
export const writeMeasures = async (db: Database, declared: readonly Declared[]): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const rows = JSON.stringify(declared)
    await sql`insert into figures.measure (measure, stock, sensitive, classes, beside) select measure, stock, sensitive, classes, beside
      from jsonb_to_recordset(${rows}::jsonb) as d(measure text, stock boolean, sensitive boolean, classes text[], beside text[]) order by measure
      on conflict (measure) do update set stock = excluded.stock, sensitive = excluded.sensitive, classes = excluded.classes, beside = excluded.beside
      where (figures.measure.stock, figures.measure.sensitive, figures.measure.classes, figures.measure.beside)
        is distinct from (excluded.stock, excluded.sensitive, excluded.classes, excluded.beside)`.execute(tx)
    await sql`delete from figures.measure where measure <> all (${declared.map(({ measure }) => measure)}::text[])`.execute(
      tx,
    )
  })
}

/** Closes months (`YYYY-MM`), and with each all before it: what comes late is booked in the open month; sensitive figures of closed months are released. As the system login. */
export const closeMonths = async (db: Kysely<DB>, months: readonly string[], at: Date): Promise<void> => {
  await sql`insert into figures.month_lock (month, locked_at) select m, ${at} from unnest(${[...months]}::text[]) m on conflict do nothing`.execute(
    db,
  )
}

/** The last month (`YYYY-MM`) that was closed, null before the first. */
export const lastClosed = async (db: Kysely<DB>): Promise<string | null> =>
  (await sql<{ month: string | null }>`select max(month) as month from figures.month_lock`.execute(db)).rows[0]
    ?.month ?? null

/** A closed month (`YYYY-MM`) and the instant it was closed. */
export type ClosedMonth = { readonly month: string; readonly at: Date }

/** The last closed month up to a month, with the closing that covers it; null where none is closed. */
export const closedUpTo = async (db: Kysely<DB>, month: string): Promise<ClosedMonth | null> =>
  (
    await sql<ClosedMonth>`select least(month, ${month}) as month, locked_at as at from figures.month_lock
      where month >= ${month} or month = (select max(month) from figures.month_lock) order by month limit 1`.execute(db)
  ).rows[0] ?? null

// Folding shares this lock; cutting cells again takes it alone.
const cuttingLock = sql`hashtext('nuanjia.figures.cut')`
const foldingLock = sql`hashtext('nuanjia.figures.fold')`

/** Takes the place of the one process that folds until the transaction ends; false when another holds it. */
export const takeFolding = async (tx: Tx): Promise<boolean> =>
  (await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${foldingLock}) as taken`.execute(tx)).rows[0]
    ?.taken ?? false

const dims = sql`category, channel, result, level`

/**
 * Folds up to `size` postings into the cells of all places above them, within the given transaction. Postings are claimed by
 * their flag (sequences do not commit in order) and cells are written in key order, so any number of these can run at once.
 * @returns how many postings were folded.
 */
export const foldBatch = async (tx: Tx, size: number): Promise<number> => {
  await sql`select pg_advisory_xact_lock_shared(${cuttingLock})`.execute(tx)
  const folded = await sql<{ claimed: number; empty: string | null }>`
    with claimed as materialized (
      select id from figures.posting where not folded order by id limit ${size} for update skip locked
    ), marked as (
      update figures.posting p set folded = true from claimed c where p.id = c.id
      returning p.measure, p.def_version, p.unit_id, p.month, p.category, p.channel, p.result, p.level, p.n
    ), ${spread(sql`marked`)}, written as (
      insert into figures.cell as c (measure, def_version, unit_id, month, ${dims}, n)
      select measure, def_version, place, month, ${dims}, n from spread order by measure, place, month, ${dims}, def_version
      on conflict (measure, unit_id, month, category, channel, result, level, def_version) do update set n = c.n + excluded.n
      returning measure, def_version, unit_id, month, ${dims}, n
    )
    select (select count(*) from marked) as claimed, (select jsonb_agg(w) from written w where n = 0)::text as empty`.execute(
    tx,
  )
  const { claimed = 0, empty = null } = folded.rows[0] ?? {}
  if (empty !== null)
    await sql`delete from figures.cell c using jsonb_to_recordset(${empty}::jsonb) as
        e(measure text, def_version int, unit_id int, month text, category text, channel text, result text, level text)
      where c.measure = e.measure and c.unit_id = e.unit_id and c.month = e.month and c.category = e.category and c.channel = e.channel
        and c.result = e.result and c.level = e.level and c.def_version = e.def_version and c.n = 0`.execute(tx)
  return claimed
}

// Postings of a relation summed for each place they count for that keeps cells; each unit and month is looked up once.
const spread = (from: ReturnType<typeof sql>) => sql`
  summed as (
    select measure, coalesce(stock, false) as stock, def_version, unit_id, month as posted, ${dims}, sum(n)::bigint as n
    from ${from} left join figures.measure using (measure) group by measure, stock, def_version, unit_id, month, ${dims}
  ), standing as materialized (
    select k.*, a.place, a.month, a.sign from (select distinct unit_id, posted, stock from summed) k
    cross join figures.places(k.unit_id, k.posted, k.stock) a join org.unit u on u.id = a.place where figures.kept(u.level)
  ), spread as (
    select measure, def_version, place, month, ${dims}, sum(n * sign)::bigint as n from summed join standing using (unit_id, posted, stock)
    group by measure, def_version, place, month, ${dims} having sum(n * sign) <> 0
  )`

/** Whether the tree changed since cells were cut. */
export const treeChanged = async (tx: Tx): Promise<boolean> =>
  (await sql<{ changed: boolean }>`select exists (select from figures.recut) as changed`.execute(tx)).rows[0]
    ?.changed ?? false

/** Places units anew and, where that changed anything or `always`, cuts all cells again from the folded postings; nothing is posted. */
export const cutAgain = async (tx: Tx, always = false): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${cuttingLock})`.execute(tx)
  await sql`delete from figures.recut`.execute(tx)
  const placed = await sql<{ moved: boolean }>`select figures.place_units() as moved`.execute(tx)
  if (always || placed.rows[0]?.moved) await rebuildCells(tx)
}

const rebuildCells = async (tx: Tx): Promise<void> => {
  await sql`delete from figures.cell`.execute(tx)
  await sql`with posted as (select * from figures.posting where folded), ${spread(sql`posted`)}
    insert into figures.cell (measure, def_version, unit_id, month, ${dims}, n) select measure, def_version, place, month, ${dims}, n from spread`.execute(
    tx,
  )
}

/** A cell that differs from the folded postings below it. */
export type CellGap = {
  readonly measure: string
  readonly unitId: number
  readonly month: string
  readonly cut: string
  readonly kept: number
  readonly posted: number
}

/** Cells that are not the sum of their postings. */
export const cellGaps = async (tx: Tx, limit: number): Promise<CellGap[]> => {
  const found = await sql<CellGap>`
    with posted as (select * from figures.posting where folded), ${spread(sql`posted`)}
    select coalesce(c.measure, s.measure) as measure, coalesce(c.unit_id, s.place) as "unitId", coalesce(c.month, s.month) as month,
      concat_ws('/', coalesce(c.category, s.category), coalesce(c.channel, s.channel), coalesce(c.result, s.result), coalesce(c.level, s.level)) as cut,
      coalesce(c.n, 0) as kept, coalesce(s.n, 0) as posted
    from figures.cell c full join spread s on s.measure = c.measure and s.place = c.unit_id and s.month = c.month and s.category = c.category
      and s.channel = c.channel and s.result = c.result and s.level = c.level and s.def_version = c.def_version
    where c.n is distinct from s.n order by 1, 2, 3, 4 limit ${limit}`.execute(tx)
  return found.rows
}

/** What stands posted for one record. */
export type Posted = {
  readonly unitId: number
  readonly measure: string
  readonly month: string
  readonly category: string
  readonly channel: string
  readonly result: string
  readonly level: string
  readonly n: number
}

/** A page of records in key order, each with its unit and what is posted for it; records without a head come with a null unit. */
export const postedPage = async (
  tx: Tx,
  after: { readonly home: string; readonly id: string } | null,
  limit: number,
): Promise<{ home: string; id: string; unitId: number | null; posted: Posted[] }[]> => {
  const page = await sql<{ home: string; id: string; unitId: number | null; posted: Posted[] }>`
    with k as (
      (select home, id from cases.head where ${after === null} or (home, id) > (${after?.home ?? ''}, ${after?.id ?? nil}::uuid) order by home, id limit ${limit})
      union
      (select home, record_id from figures.posting where ${after === null} or (home, record_id) > (${after?.home ?? ''}, ${after?.id ?? nil}::uuid)
        group by home, record_id order by home, record_id limit ${limit})
      order by 1, 2 limit ${limit}
    )
    select k.home, k.id, h.unit_id as "unitId", coalesce((select jsonb_agg(s) from (
      select p.unit_id as "unitId", p.measure, p.month, p.category, p.channel, p.result, p.level, sum(p.n)::int as n from figures.posting p
      where p.home = k.home and p.record_id = k.id group by 1, 2, 3, 4, 5, 6, 7 having sum(p.n) <> 0) s), '[]') as posted
    from k left join cases.head h on h.home = k.home and h.id = k.id order by k.home, k.id`.execute(tx)
  return page.rows
}

const nil = '00000000-0000-0000-0000-000000000000'

/** Measures whose nation-wide figure (cells and tail) differs from the sum over its records. */
export const listGaps = async (tx: Tx): Promise<{ measure: string; month: string; kept: number; listed: number }[]> => {
  const found = await sql<{ measure: string; month: string; kept: number; listed: number }>`
    with figure as (
      select measure, month, sum(n) as n from (
        select measure, month, n from figures.cell where unit_id = (select id from org.unit where parent_id is null)
        union all select measure, month, n from figures.posting where not folded) f group by 1, 2
    ), list as (
      select measure, month, sum(n) as n from (select measure, month, home, record_id, sum(n) as n from figures.posting group by 1, 2, 3, 4) r group by 1, 2
    )
    select coalesce(f.measure, l.measure) as measure, coalesce(f.month, l.month) as month, coalesce(f.n, 0)::int8 as kept, coalesce(l.n, 0)::int8 as listed
    from figure f full join list l on l.measure = f.measure and l.month = f.month where coalesce(f.n, 0) <> coalesce(l.n, 0) order by 1, 2`.execute(
    tx,
  )
  return found.rows
}
