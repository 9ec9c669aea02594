import { sql } from 'kysely'
import type { ReprintReason } from '#modules/cases/contract.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Cursor } from '#platform/http/cursor.ts'
import type { NumberQuery } from '../../rules.ts'

/** The key of a book or of a number given. */
export type Key = { readonly home: string; readonly id: string }

export type BookRow = {
  home: string
  id: string
  prefix: string
  forms: string[]
  version: number
  years: { year: number; first: number; last: number; closed: boolean }[]
}

/** The books of a unit, the oldest first: a letter two of them name takes its number from the first. */
export const booksOf = async (tx: Tx, unitId: number): Promise<BookRow[]> =>
  (
    await sql<BookRow>`select b.home, b.id, b.prefix, b.forms, b.version,
      coalesce((select json_agg(json_build_object('year', y.year, 'first', y.first, 'last', y.last, 'closed', y.closed_at is not null) order by y.year desc)
        from papers.year y where y.home = b.home and y.book_id = b.id), '[]') as years
    from papers.book b where b.unit_id = ${unitId} order by b.created_at, b.id`.execute(tx)
  ).rows

/** Sets a book up; the same id twice is one book. */
export const addBook = async (
  tx: Tx,
  { home, id }: Key,
  b: {
    unitId: number
    scope: string
    prefix: string
    forms: readonly string[]
    by: string
    now: Date
    year: number
    first: number
  },
): Promise<void> => {
  await sql`insert into papers.book (home, id, unit_id, scope, prefix, forms, created_by, created_at)
    values (${home}, ${id}::uuid, ${b.unitId}, ${b.scope}, ${b.prefix}, ${b.forms}::text[], ${b.by}::uuid, ${b.now})`.execute(
    tx,
  )
  if (b.first > 1)
    await sql`insert into papers.year (home, book_id, year, first, last) values (${home}, ${id}::uuid, ${b.year}, ${b.first}, ${b.first - 1})`.execute(
      tx,
    )
}

/** False when another change came first. */
export const changeForms = async (
  tx: Tx,
  { home, id }: Key,
  version: number,
  forms: readonly string[],
): Promise<boolean> => {
  const done = await sql`update papers.book set forms = ${forms}::text[], version = version + 1
    where home = ${home} and id = ${id}::uuid and version = ${version}`.execute(tx)
  return done.numAffectedRows === 1n
}

/** Closes a year of a book, one without a letter too, or takes it up again. */
export const closeYear = async (
  tx: Tx,
  { home, id }: Key,
  year: number,
  closed: { by: string; at: Date } | null,
): Promise<void> => {
  await sql`insert into papers.year (home, book_id, year, first, last) values (${home}, ${id}::uuid, ${year}, 1, 0) on conflict do nothing`.execute(
    tx,
  )
  await sql`update papers.year set closed_at = ${closed?.at ?? null}, closed_by = ${closed?.by ?? null}::uuid
    where home = ${home} and book_id = ${id}::uuid and year = ${year}`.execute(tx)
}

export type IssuedRow = {
  home: string
  id: string
  at: Date
  prefix: string
  year: number
  n: number
  unit_id: number
  case_home: string
  case_id: string
  form: string
  step: number
  by_name: string | null
  void_reason: string | null
  void_at: Date | null
  corrected_reason: ReprintReason | null
  corrected_by: string | null
  corrected_at: Date | null
}

const rows = sql`select i.home, i.id, i.taken_at as at, b.prefix, i.year, i.n, i.unit_id, i.case_home, i.case_id, i.form, i.step, a.name as by_name, i.void_reason, i.void_at, i.corrected_reason, i.corrected_at, c.name as corrected_by
  from papers.issued i join papers.book b on b.home = i.home and b.id = i.book_id left join identity.account a on a.id = i.taken_by
  left join identity.account c on c.id = i.corrected_by`

/** Numbers a unit gave, the last first. */
export const listIssued = async (
  tx: Tx,
  unitId: number,
  { prefix, year, n, book }: NumberQuery & { book?: string | undefined },
  after: Cursor | null,
  limit: number,
): Promise<IssuedRow[]> =>
  (
    await sql<IssuedRow>`${rows} where i.unit_id = ${unitId}
      ${prefix ? sql`and starts_with(b.prefix, ${prefix})` : sql``} ${year ? sql`and i.year = ${year}` : sql``}
      ${n ? sql`and i.n = ${n}` : sql``} ${book ? sql`and i.book_id = ${book}::uuid` : sql``}
      ${after ? sql`and (i.taken_at, i.id) < (${after.at}, ${after.id}::uuid)` : sql``}
      order by i.taken_at desc, i.id desc limit ${limit}`.execute(tx)
  ).rows

export const findIssued = async (tx: Tx, { home, id }: Key): Promise<IssuedRow | undefined> =>
  (await sql<IssuedRow>`${rows} where i.home = ${home} and i.id = ${id}::uuid`.execute(tx)).rows[0]

/** Voids the number of one letter; false for whoever may not work on its matter. */
export const voidNumber = async (tx: Tx, row: IssuedRow, reason: string, now: Date): Promise<boolean> =>
  (
    await sql<{
      n: number
    }>`select guard.paper_void(${row.case_home}, ${row.case_id}::uuid, ${row.step}, ${row.form}, ${reason}, ${now}) as n`.execute(
      tx,
    )
  ).rows[0]?.n === 1
