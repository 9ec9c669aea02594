import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

export type PhraseRow = {
  home: string
  id: string
  account_id: string
  unit_id: number | null
  place: string
  sealed: Buffer
}

/** Phrases of a person and of her unit, oldest first. */
export const phrasesOf = async (tx: Tx, account: string, unit: number): Promise<PhraseRow[]> =>
  (
    await sql<PhraseRow>`select home, id, account_id, unit_id, place, sealed from office.phrase
      where account_id = ${account}::uuid or unit_id = ${unit} order by saved_at, id limit 500`.execute(tx)
  ).rows

/** How often a person took each phrase. */
export const usesOf = async (tx: Tx, account: string): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (
      await sql<{ phrase: string; used: number }>`
        select phrase, used from office.phrase_use where account_id = ${account}::uuid`.execute(tx)
    ).rows.map((row) => [row.phrase, row.used]),
  )

/** Saves a phrase, or what it now says; false when the id is somebody else's. */
export const savePhrase = async (
  tx: Tx,
  p: { home: string; id: string; account: string; unit: number | null; place: string; sealed: Buffer; now: Date },
): Promise<boolean> => {
  const { rows } = await sql`insert into office.phrase (home, id, account_id, unit_id, place, sealed, saved_at)
      values (${p.home}, ${p.id}::uuid, ${p.account}::uuid, ${p.unit}, ${p.place}, ${p.sealed}, ${p.now})
      on conflict (home, id) do update set unit_id = excluded.unit_id, place = excluded.place, sealed = excluded.sealed
        where phrase.account_id = ${p.account}::uuid returning 1`.execute(tx)
  return rows.length === 1
}

/** Drops a phrase one may drop; false when there is none. */
export const dropPhrase = async (tx: Tx, id: string): Promise<boolean> =>
  (await sql`delete from office.phrase where id = ${id}::uuid returning 1`.execute(tx)).rows.length === 1

/** Counts one use. */
export const usePhrase = async (tx: Tx, account: string, phrase: string, now: Date): Promise<void> => {
  await sql`insert into office.phrase_use (account_id, phrase, used, used_at) values (${account}::uuid, ${phrase}, 1, ${now})
    on conflict (account_id, phrase) do update set used = phrase_use.used + 1, used_at = excluded.used_at`.execute(tx)
}
