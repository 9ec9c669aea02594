import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

export const insert = async (
  tx: Tx,
  { home, id }: Key,
  f: {
    id: string
    purpose: string
    name: Buffer
    mediaType: string
    size: number
    by: string
    now: Date
    content: Buffer
  },
): Promise<void> => {
  await sql`insert into cases.file (home, case_id, id, purpose, name, media_type, size, added_by, added_at)
    values (${home}, ${id}::uuid, ${f.id}::uuid, ${f.purpose}, ${f.name}, ${f.mediaType}, ${f.size}, ${f.by}::uuid, ${f.now})`.execute(
    tx,
  )
  await sql`insert into cases.file_content (home, case_id, id, sealed) values (${home}, ${id}::uuid, ${f.id}::uuid, ${f.content})`.execute(
    tx,
  )
}

export const contentOf = async (tx: Tx, { home, id }: Key, file: string): Promise<Buffer | undefined> =>
  (
    await sql<{
      sealed: Buffer
    }>`select sealed from cases.file_content where home = ${home} and case_id = ${id}::uuid and id = ${file}::uuid`.execute(
      tx,
    )
  ).rows[0]?.sealed

/** Which paper an attachment is a page of. */
export type Place = { id: string; purpose: string; paper: string | null; page: number | null; turn: number }

export const placesOf = async (tx: Tx, { home, id }: Key): Promise<ReadonlyMap<string, Place>> => {
  const { rows } = await sql<Place>`select id, purpose, paper, page, turn from cases.file
    where home = ${home} and case_id = ${id}::uuid and (paper is not null or turn > 0)`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Puts the pages of one paper together; a page it no longer has stands alone again. */
export const namePaper = async (
  tx: Tx,
  { home, id }: Key,
  paper: string,
  purpose: string,
  pages: readonly { readonly file: string; readonly turn: number }[],
): Promise<void> => {
  await sql`update cases.file set paper = null, page = null where home = ${home} and case_id = ${id}::uuid and paper = ${paper}::uuid`.execute(
    tx,
  )
  await sql`update cases.file f set purpose = ${purpose}, paper = ${paper}::uuid, page = p.page, turn = p.turn
    from unnest(${pages.map(({ file }) => file)}::uuid[], ${pages.map((_, index) => index + 1)}::smallint[], ${pages.map(({ turn }) => turn)}::smallint[]) as p(file, page, turn)
    where f.home = ${home} and f.case_id = ${id}::uuid and f.id = p.file`.execute(tx)
}
