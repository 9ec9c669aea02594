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
