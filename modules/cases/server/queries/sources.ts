import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

/** Writes the lines imported matters of one home come from; the database refuses those of matters one may not work on. */
export const insertSources = async (
  tx: Tx,
  home: string,
  rows: readonly { readonly id: string; readonly sealed: Buffer }[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into cases.source_line (home, case_id, sealed)
    select ${home}, t.id, decode(t.sealed, 'base64') from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed.toString('base64'))}::text[]) as t(id, sealed)
    on conflict do nothing`.execute(tx)
}

/** The sealed lines some matters of one home come from, with the wrapped keys of their records. */
export const sourcesOf = async (
  tx: Tx,
  home: string,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly sealed: Buffer; readonly data_key: Buffer }[]> =>
  (
    await sql<{
      id: string
      sealed: Buffer
      data_key: Buffer
    }>`select s.case_id as id, s.sealed, b.data_key from cases.source_line s join cases.body b on b.home = s.home and b.case_id = s.case_id
      where s.home = ${home} and s.case_id = any(${ids}::uuid[])`.execute(tx)
  ).rows

/** The sealed line a matter comes from. */
export const sourceOf = async (tx: Tx, { home, id }: Key): Promise<Buffer | undefined> =>
  (
    await sql<{
      sealed: Buffer
    }>`select sealed from cases.source_line where home = ${home} and case_id = ${id}::uuid`.execute(tx)
  ).rows[0]?.sealed
