import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** Something a unit said of its registers. */
export type MemoryRow = {
  readonly id: string
  readonly kind: string
  readonly part: 'column' | 'value' | 'fixed'
  readonly field: string
  /** The digest of the word; the word itself in rows of before, which have nothing sealed. */
  readonly word: string
  readonly sealed: Buffer | null
  readonly target: string
  readonly by_name: string
  readonly set_at: Date
}

export const memoryOf = async (tx: Tx, unitId: number, kind: string | null): Promise<MemoryRow[]> =>
  (
    await sql<MemoryRow>`select m.id, m.kind, m.part, m.field, m.word, m.sealed, m.target, m.set_at, a.name as by_name
      from exchange.memory m join identity.account a on a.id = m.set_by
      where m.unit_id = ${unitId} and (${kind}::text is null or m.kind = ${kind}) order by m.kind, m.part, m.field, m.id`.execute(
      tx,
    )
  ).rows

/** Keeps what was said, over what was said before. */
export const keep = async (
  tx: Tx,
  at: { unitId: number; scope: string; kind: string; deskId: string; by: string; now: Date },
  rows: readonly {
    id: string
    part: MemoryRow['part']
    field: string
    word: string
    sealed: Buffer
    target: string
  }[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into exchange.memory (id, unit_id, scope, kind, part, field, word, sealed, target, desk_id, set_by, set_at)
    select t.id, ${at.unitId}, ${at.scope}, ${at.kind}, t.part, t.field, t.word, decode(t.sealed, 'base64'), t.target, ${at.deskId}::uuid, ${at.by}::uuid, ${at.now}
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.part)}::text[], ${rows.map((row) => row.field)}::text[], ${rows.map((row) => row.word)}::text[], ${rows.map((row) => row.sealed.toString('base64'))}::text[], ${rows.map((row) => row.target)}::text[])
      as t(id, part, field, word, sealed, target)
    on conflict (unit_id, kind, part, field, word) do update set target = excluded.target, desk_id = excluded.desk_id, set_by = excluded.set_by, set_at = excluded.set_at
      where exchange.memory.target <> excluded.target`.execute(tx)
}

/** Seals words of before, one by one in their place; what was said of the same word since holds, the row of before goes. */
export const sealWords = async (
  tx: Tx,
  rows: readonly { readonly id: string; readonly word: string; readonly sealed: Buffer }[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`delete from exchange.memory m
    using unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ word }) => word)}::text[]) as t(id, word), exchange.memory since
    where m.id = t.id and m.sealed is null and since.word = t.word
      and (since.unit_id, since.kind, since.part, since.field) = (m.unit_id, m.kind, m.part, m.field)`.execute(tx)
  await sql`update exchange.memory m set word = t.word, sealed = decode(t.sealed, 'base64')
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ word }) => word)}::text[], ${rows.map(({ sealed }) => sealed.toString('base64'))}::text[]) as t(id, word, sealed)
    where m.id = t.id and m.sealed is null`.execute(tx)
}

/** Forgets what was said of the file of a batch that was taken back, unless another batch of that file stands. */
export const forgetOf = async (tx: Tx, batch: string): Promise<void> => {
  await sql`delete from exchange.memory m using exchange.batch b where b.id = ${batch}::uuid and b.status = 'takenBack' and m.desk_id = b.desk_id
    and not exists (select 1 from exchange.batch o where o.desk_id = b.desk_id and o.status <> 'takenBack')`.execute(tx)
}

/** Forgets one; its unit's id, or undefined when it is out of sight. */
export const forget = async (tx: Tx, id: string, unitId: number): Promise<boolean> => {
  const { rows } =
    await sql`delete from exchange.memory where id = ${id}::uuid and unit_id = ${unitId} returning 1`.execute(tx)
  return rows.length > 0
}
