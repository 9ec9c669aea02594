import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Answers } from '../../rules/answers.ts'

/** A file on the desk without its content. */
export type DeskRow = {
  readonly id: string
  readonly home: string
  readonly unit_id: number
  readonly scope: string
  readonly unit_code: string
  readonly unit_name: string
  readonly kind: string
  readonly name: Buffer
  readonly size: number
  readonly answers: Answers
  readonly status: 'open' | 'checking' | 'running' | 'stopping' | 'stopped' | 'done'
  readonly checked: Buffer | null
  readonly rows: number
  readonly ready: number
  readonly faulty: number
  readonly kept: number
  /** Of the faulty rows, those that are counted but not kept. */
  readonly beyond: number
  readonly check_done: number
  readonly check_total: number
  readonly batch_id: string | null
  readonly problem: { zh: string; en: string } | null
  readonly run_at: Date | null
  readonly run_from: number
  readonly created_at: Date
  /** Rows said to be matters that stand already. */
  readonly aside: number
  readonly batch_status: 'writing' | 'done' | 'takingBack' | 'takenBack' | null
  readonly written: number | null
  readonly refused: number | null
  readonly known: number | null
}

const columns = sql`d.id, d.home, d.unit_id, d.scope, u.code as unit_code, u.name as unit_name, d.kind, d.name, d.size, d.answers, d.status, d.checked, d.rows, d.ready,
  d.beyond + (select count(*)::int from exchange.desk_row r where r.desk_id = d.id and r.faulty) as faulty,
  (select count(*)::int from exchange.desk_row r where r.desk_id = d.id and r.fate is distinct from 'imported') as kept,
  (select count(*)::int from exchange.desk_row r where r.desk_id = d.id and r.fate = 'known') as aside,
  d.beyond, d.check_done, d.check_total, d.batch_id, d.problem, d.run_at, d.run_from, d.created_at, b.status as batch_status, b.written, b.refused, b.known`
const from = sql`exchange.desk d join org.unit u on u.id = d.unit_id left join exchange.batch b on b.id = d.batch_id`

export const insertDesk = async (
  tx: Tx,
  d: {
    id: string
    home: string
    unitId: number
    scope: string
    kind: string
    name: Buffer
    content: Buffer
    size: number
    by: string
    post: string
    now: Date
  },
): Promise<boolean> => {
  const { rows } =
    await sql`insert into exchange.desk (id, home, unit_id, scope, kind, name, content, size, status, run_at, created_by, created_post, created_at, touched_at)
    values (${d.id}::uuid, ${d.home}, ${d.unitId}, ${d.scope}, ${d.kind}, ${d.name}, ${d.content}, ${d.size}, 'checking', ${d.now}, ${d.by}::uuid, ${d.post}::uuid, ${d.now}, ${d.now})
    on conflict (id) do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** A file of the person who asks, held until the end of the transaction where it is to be changed. */
export const findDesk = async (tx: Tx, id: string, hold = false): Promise<DeskRow | undefined> => {
  if (hold) await sql`select 1 from exchange.desk where id = ${id}::uuid for update`.execute(tx)
  return (await sql<DeskRow>`select ${columns} from ${from} where d.id = ${id}::uuid`.execute(tx)).rows[0]
}

export const listDesks = async (tx: Tx): Promise<DeskRow[]> =>
  (await sql<DeskRow>`select ${columns} from ${from} order by d.created_at desc limit 50`.execute(tx)).rows

export const contentOf = async (tx: Tx, id: string): Promise<Buffer | null> =>
  (await sql<{ content: Buffer | null }>`select content from exchange.desk where id = ${id}::uuid`.execute(tx)).rows[0]
    ?.content ?? null

/** What was said of a file; it is to be checked anew, as this person in this post. */
export const startCheck = async (tx: Tx, id: string, answers: Answers, post: string, now: Date): Promise<void> => {
  await sql`update exchange.desk set status = 'checking', answers = ${JSON.stringify(answers)}::jsonb, problem = null, check_done = 0, check_total = 0,
    run_at = ${now}, created_post = ${post}::uuid, touched_at = ${now} where id = ${id}::uuid`.execute(tx)
}

/** Another sheet of a file is to be read: corrections and batch were those of the sheet before. */
export const turnTo = async (tx: Tx, id: string): Promise<void> => {
  await clearRows(tx, id)
  await sql`update exchange.desk set batch_id = null, run_from = 0 where id = ${id}::uuid`.execute(tx)
}

/** What a check found, in the place of what the one before had found. */
export const saveCheck = async (
  tx: Tx,
  id: string,
  d: { checked: Buffer; rows: number; ready: number; beyond: number; readable: boolean; now: Date },
): Promise<void> => {
  await sql`update exchange.desk set status = 'open', checked = ${d.checked}, rows = ${d.rows}, ready = ${d.ready}, beyond = ${d.beyond},
    content = case when ${d.readable} then content end, touched_at = ${d.now} where id = ${id}::uuid`.execute(tx)
}

/** Ends a check before its end: what an earlier one found holds no longer, corrections stay. */
export const endCheck = async (
  tx: Tx | Kysely<DB>,
  id: string,
  problem: { zh: string; en: string } | null,
): Promise<void> => {
  await sql`update exchange.desk set status = 'open', checked = null, rows = 0, ready = 0, beyond = 0, problem = ${problem && JSON.stringify(problem)}::jsonb where id = ${id}::uuid and status = 'checking'`.execute(
    tx,
  )
}

/** How far a check is, for whoever follows it. */
export const noteChecked = async (session: Kysely<DB>, id: string, done: number, total: number): Promise<void> => {
  await sql`update exchange.desk set check_done = ${done}, check_total = ${total} where id = ${id}::uuid and status = 'checking'`.execute(
    session,
  )
}

export const setStatus = async (
  tx: Tx,
  id: string,
  status: DeskRow['status'],
  problem: { zh: string; en: string } | null,
  now: Date,
): Promise<void> => {
  await sql`update exchange.desk set status = ${status}, problem = ${problem && JSON.stringify(problem)}::jsonb, touched_at = ${now} where id = ${id}::uuid`.execute(
    tx,
  )
}

/** Puts a file among those to be run; whoever runs it acts as this person in this post. */
export const startRun = async (tx: Tx, id: string, post: string, now: Date): Promise<void> => {
  await sql`update exchange.desk set status = 'running', problem = null, run_at = ${now}, created_post = ${post}::uuid, touched_at = ${now},
    run_from = coalesce((select b.written from exchange.batch b where b.id = desk.batch_id), 0) where id = ${id}::uuid`.execute(
    tx,
  )
}

/** Whether a batch of a file is still being written and may go on. */
export const batchStatus = async (tx: Tx, id: string): Promise<string | undefined> =>
  (await sql<{ status: string }>`select status from exchange.batch where id = ${id}::uuid`.execute(tx)).rows[0]?.status

export const setBatch = async (tx: Tx, id: string, batch: string, written: number): Promise<void> => {
  await sql`update exchange.desk set batch_id = ${batch}::uuid, run_from = ${written} where id = ${id}::uuid`.execute(
    tx,
  )
  await sql`update exchange.batch set desk_id = ${id}::uuid where id = ${batch}::uuid`.execute(tx)
}

/** Ends a run: the file goes, unless rows stayed behind or other sheets are left, which are imported from it later, or dropped with it. */
export const endRun = async (tx: Tx, id: string, now: Date, sheetsLeft: boolean): Promise<void> => {
  await sql`update exchange.desk_row set fate = 'imported' where desk_id = ${id}::uuid and not faulty and fate is null`.execute(
    tx,
  )
  await sql`update exchange.desk set status = 'done', touched_at = ${now} where id = ${id}::uuid`.execute(tx)
  await setReady(tx, id)
  if (sheetsLeft) return
  await sql`delete from exchange.desk d where d.id = ${id}::uuid and not exists (select 1 from exchange.desk_row r where r.desk_id = d.id and r.faulty)`.execute(
    tx,
  )
}

export const dropDesk = async (tx: Tx, id: string): Promise<void> => {
  await sql`delete from exchange.desk where id = ${id}::uuid`.execute(tx)
}

/** A stored row of a file, sealed. */
export type SealedRow = {
  readonly row: number
  readonly faulty: boolean
  readonly sealed: Buffer
  /** What became of a corrected row; null while it may still go in. */
  readonly fate: 'imported' | 'known' | null
  /** Its civil month, where it was corrected since the check and is right now. */
  readonly month?: string | null
}

export const clearRows = async (tx: Tx, desk: string): Promise<void> => {
  await sql`delete from exchange.desk_row where desk_id = ${desk}::uuid`.execute(tx)
}

export const putRows = async (tx: Tx, desk: string, rows: readonly SealedRow[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into exchange.desk_row (desk_id, row, faulty, sealed, fate, month)
    select ${desk}::uuid, t.row, t.faulty, decode(t.sealed, 'base64'), t.fate, t.month from unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ faulty }) => faulty)}::boolean[], ${rows.map(({ sealed }) => sealed.toString('base64'))}::text[], ${rows.map(({ fate }) => fate)}::text[], ${rows.map(({ month }) => month ?? null)}::text[]) as t(row, faulty, sealed, fate, month)
    on conflict (desk_id, row) do update set faulty = excluded.faulty, sealed = excluded.sealed, fate = excluded.fate, month = excluded.month`.execute(
    tx,
  )
}

/** Rows corrected since the check that can go in and fall into a month up to this one (`YYYY-MM`). */
export const mendedUpTo = async (tx: Tx, desk: string, month: string): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from exchange.desk_row
      where desk_id = ${desk}::uuid and not faulty and fate is null and month <= ${month}`.execute(tx)
  ).rows[0]?.n ?? 0

/** Kept rows in their order: those one can still do something about, or all. */
export const rowsAfter = async (
  tx: Tx,
  desk: string,
  after: number,
  limit: number,
  which: 'left' | 'all' = 'left',
): Promise<SealedRow[]> =>
  (
    await sql<SealedRow>`select row, faulty, sealed, fate from exchange.desk_row where desk_id = ${desk}::uuid and row > ${after}
      and (${which} = 'all' or fate is distinct from 'imported') order by row limit ${limit}`.execute(tx)
  ).rows

export const rowsAt = async (tx: Tx, desk: string, rows: readonly number[]): Promise<SealedRow[]> =>
  (
    await sql<SealedRow>`select row, faulty, sealed, fate from exchange.desk_row where desk_id = ${desk}::uuid and row = any(${rows}::int[])
      and fate is distinct from 'imported' order by row`.execute(tx)
  ).rows

/** Numbers of the rows that are kept as faulty. */
export const faultyRows = async (tx: Tx, desk: string): Promise<number[]> =>
  (
    await sql<{ row: number }>`select row from exchange.desk_row where desk_id = ${desk}::uuid and faulty`.execute(tx)
  ).rows.map(({ row }) => row)

/** Counts a file anew after some of its rows were corrected. */
export const setReady = async (tx: Tx, desk: string): Promise<void> => {
  await sql`with f as (select count(*)::int as n from exchange.desk_row where desk_id = ${desk}::uuid and faulty)
    update exchange.desk set ready = rows - beyond - f.n from f where id = ${desk}::uuid`.execute(tx)
}

/** How many faulty rows of a file are counted but not kept. */
export const setBeyond = async (tx: Tx, id: string, beyond: number): Promise<void> => {
  await sql`update exchange.desk set beyond = ${beyond} where id = ${id}::uuid`.execute(tx)
  await setReady(tx, id)
}

/** A file something is to be done with, for whoever does it. */
export type Waiting = {
  readonly id: string
  readonly status: 'checking' | 'running' | 'stopping'
  readonly size: number
  readonly created_by: string
  readonly created_post: string
}

/** Files that are to be checked, run or stopped, those that wait longest first. */
export const waiting = async (session: Kysely<DB>): Promise<Waiting[]> =>
  (
    await sql<Waiting>`select id, status, size, created_by, created_post from exchange.desk where status in ('checking', 'running', 'stopping') order by run_at, id`.execute(
      session,
    )
  ).rows

/** As the system: what became of a run that could not go on as its person. */
export const endedBadly = async (
  session: Kysely<DB>,
  id: string,
  problem: { zh: string; en: string } | null,
): Promise<void> => {
  await sql`update exchange.desk set status = 'stopped', problem = ${problem && JSON.stringify(problem)}::jsonb where id = ${id}::uuid and status in ('running', 'stopping')`.execute(
    session,
  )
}

/** Puts a file behind the others that wait. */
export const toTheEnd = async (session: Kysely<DB>, id: string, now: Date): Promise<void> => {
  await sql`update exchange.desk set run_at = ${now} where id = ${id}::uuid and status = 'running'`.execute(session)
}

/** Drops what was left lying: files nobody went on with and rows nobody fetched. */
export const dropOld = async (session: Kysely<DB>, before: Date): Promise<void> => {
  await sql`delete from exchange.desk where touched_at < ${before} and status in ('open', 'stopped', 'done')`.execute(
    session,
  )
}
