import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** A batch row. */
export type BatchRow = {
  id: string
  home: string
  unit_id: number
  kind: string
  status: 'writing' | 'done' | 'takingBack' | 'takenBack'
  rows: number
  written: number
  known: number
  refused: number
  created_at: Date
  finished_at: Date | null
  taken_back_at: Date | null
  taken_back_reason: string | null
  unit_name: string
  by_name: string
  name: Buffer | null
  kept: { number: string; reason: { zh: string; en: string } }[] | null
  mine: boolean
}

/** The open batch of the same table at the same unit, held until the end of the transaction. */
export const openBatch = async (
  tx: Tx,
  at: { home: string; kind: string; unitId: number; digest: Buffer },
): Promise<{ id: string; written: number } | undefined> =>
  (
    await sql<{
      id: string
      written: number
    }>`select id, written from exchange.batch where home = ${at.home} and kind = ${at.kind} and unit_id = ${at.unitId} and digest = ${at.digest} and status = 'writing' for update`.execute(
      tx,
    )
  ).rows[0]

/** A new batch; the database refuses a place outside the actor's range. */
export const insertBatch = async (
  tx: Tx,
  b: {
    id: string
    home: string
    unitId: number
    scope: string
    kind: string
    digest: Buffer
    nameDigest: Buffer
    name: Buffer
    rows: number
    known: number
    refused: number
    by: string
    post: string
    now: Date
  },
): Promise<void> => {
  await sql`insert into exchange.batch (id, home, unit_id, scope, kind, digest, name_digest, name, status, rows, known, refused, created_by, created_post, created_at)
    values (${b.id}::uuid, ${b.home}, ${b.unitId}, ${b.scope}, ${b.kind}, ${b.digest}, ${b.nameDigest}, ${b.name}, 'writing', ${b.rows}, ${b.known}, ${b.refused}, ${b.by}::uuid, ${b.post}::uuid, ${b.now})`.execute(
    tx,
  )
}

/** Lets a batch that was ended go on with rows that stayed behind, unless the same table is being written by another. */
export const reopenBatch = async (tx: Tx, id: string): Promise<void> => {
  await sql`update exchange.batch b set status = 'writing', finished_at = null where id = ${id}::uuid and status = 'done'
    and not exists (select 1 from exchange.batch o where o.home = b.home and o.kind = b.kind and o.unit_id = b.unit_id and o.digest = b.digest and o.status = 'writing')`.execute(
    tx,
  )
}

/** What of a table that goes on was imported before by others, and what stays out as it is read now. */
export const countAgain = async (tx: Tx, id: string, known: number, refused: number): Promise<void> => {
  await sql`update exchange.batch set known = ${known}, refused = ${refused} where id = ${id}::uuid`.execute(tx)
}

/** Holds an open batch until the end of the transaction; false when others wrote to it since or are taking it back. */
export const holdBatch = async (tx: Tx, id: string, done: number): Promise<boolean> => {
  const { rows } =
    await sql`select 1 from exchange.batch where id = ${id}::uuid and status = 'writing' and written + refused = ${done} for update`.execute(
      tx,
    )
  return rows.length > 0
}

/** Adds what a piece of a file wrote and refused. */
export const addProgress = async (tx: Tx, id: string, written: number, refused: number): Promise<void> => {
  await sql`update exchange.batch set written = written + ${written}, refused = refused + ${refused} where id = ${id}::uuid`.execute(
    tx,
  )
}

/** Ends a batch and answers its counts. */
export const finishBatch = async (tx: Tx, id: string, now: Date): Promise<{ written: number; refused: number }> => {
  const { rows } = await sql<{
    written: number
    refused: number
  }>`update exchange.batch set status = 'done', finished_at = ${now} where id = ${id}::uuid returning written, refused`.execute(
    tx,
  )
  return rows[0] ?? { written: 0, refused: 0 }
}

/** Marks a batch as being taken back; undefined when it is out of sight. */
export const beginTakeBack = async (
  tx: Tx,
  id: string,
  reason: string,
  by: string,
  now: Date,
): Promise<BatchRow['status'] | undefined> => {
  const { rows } = await sql<{
    status: BatchRow['status']
  }>`select status from exchange.batch where id = ${id}::uuid for update`.execute(tx)
  const status = rows[0]?.status
  if (status === 'done' || status === 'writing')
    await sql`update exchange.batch set status = 'takingBack', finished_at = coalesce(finished_at, ${now}), taken_back_by = ${by}::uuid, taken_back_at = ${now}, taken_back_reason = ${reason} where id = ${id}::uuid`.execute(
      tx,
    )
  return status
}

/** Keeps what of a batch could not be taken back. */
export const noteKept = async (tx: Tx, id: string, kept: readonly object[]): Promise<void> => {
  await sql`update exchange.batch set kept = ${JSON.stringify(kept)}::jsonb where id = ${id}::uuid`.execute(tx)
}

/** Ends the taking back of a batch. */
export const endTakeBack = async (tx: Tx, id: string): Promise<void> => {
  await sql`update exchange.batch set status = 'takenBack' where id = ${id}::uuid and status = 'takingBack'`.execute(tx)
}

/** Batches of the actor's range, newest first. */
export const listBatches = async (tx: Tx, limit: number): Promise<BatchRow[]> =>
  (
    await sql<BatchRow>`select b.id, b.home, b.unit_id, b.kind, b.status, b.rows, b.written, b.known, b.refused, b.created_at, b.finished_at, b.taken_back_at, b.taken_back_reason, b.name, b.kept, b.created_by = app.account() as mine, u.name as unit_name, a.name as by_name
    from exchange.batch b join org.unit u on u.id = b.unit_id join identity.account a on a.id = b.created_by order by b.created_at desc limit ${limit}`.execute(
      tx,
    )
  ).rows

/** A record that stands under a source number, or under an id that number once had. */
export type Standing = {
  readonly id: string
  readonly source_ref: string | null
  readonly batch_id: string | null
  readonly created_at: Date
}

/** Records of a home and kind by their source numbers or ids, in the actor's sight. */
export const standing = async (
  tx: Tx,
  home: string,
  kind: string,
  refs: readonly string[],
  ids: readonly string[],
): Promise<Standing[]> => {
  const { rows } =
    await sql<Standing>`select id, source_ref, batch_id, created_at from cases.head where home = ${home} and kind = ${kind} and source_ref = any(${refs}::text[])
    union select id, source_ref, batch_id, created_at from cases.head where home = ${home} and id = any(${ids}::uuid[])`.execute(
      tx,
    )
  return rows
}

/** Which of some batches hold a table: by its digest the same file brought in before. */
export const batchesOfTable = async (tx: Tx, ids: readonly string[], digest: Buffer): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{
    id: string
  }>`select id from exchange.batch where id = any(${ids}::uuid[]) and digest = ${digest}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Which of some tables (hex digests) were brought in at a unit, to their end or not. */
export const tablesIn = async (
  tx: Tx,
  at: { readonly home: string; readonly kind: string; readonly unit_id: number },
  digests: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (digests.length === 0) return new Set()
  const { rows } = await sql<{
    digest: string
  }>`select encode(digest, 'hex') as digest from exchange.batch where home = ${at.home} and kind = ${at.kind} and unit_id = ${at.unit_id}
    and status = 'done' and encode(digest, 'hex') = any(${digests}::text[])`.execute(tx)
  return new Set(rows.map(({ digest }) => digest))
}

/** A record of a batch that still has its source number. */
export type BatchRecord = {
  readonly home: string
  readonly id: string
  readonly number: string
  readonly workable: boolean
  readonly voided: boolean
}

/** The next records of a batch after an id, in order of id. */
export const batchRecords = async (tx: Tx, batch: string, after: string, limit: number): Promise<BatchRecord[]> =>
  (
    await sql<BatchRecord>`select h.home, h.id, h.number, coalesce((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys(), false) as workable,
      exists (select 1 from cases.step s where s.home = h.home and s.case_id = h.id and s.action = 'void') as voided
    from cases.head h where h.batch_id = ${batch}::uuid and h.source_ref is not null and h.id > ${after}::uuid order by h.id limit ${limit}`.execute(
      tx,
    )
  ).rows

/** Frees the source numbers of voided records, so that the corrected rows can be imported. */
export const release = async (tx: Tx, home: string, ids: readonly string[], batch: string): Promise<void> => {
  await sql`select guard.exchange_release(${home}, ${ids}::uuid[], ${batch}::uuid)`.execute(tx)
}

/** A point in the transaction one row can go back to without losing the rows before it. */
export const savepoint = (tx: Tx): Promise<unknown> => sql`savepoint row`.execute(tx)
export const backToSavepoint = (tx: Tx): Promise<unknown> => sql`rollback to savepoint row`.execute(tx)
export const dropSavepoint = (tx: Tx): Promise<unknown> => sql`release savepoint row`.execute(tx)
