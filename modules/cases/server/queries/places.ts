import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** Moves what stands beside a path; answers the paths below the new one that have words to search. */
export const placesMoved = async (tx: Tx, from: string, to: string): Promise<string[]> =>
  (
    await sql<{ scope: string }>`select scope from guard.case_places_moved(${from}, ${to}) as scope`.execute(tx)
  ).rows.map(({ scope }) => scope)

/** Exchanges the tokens of place of all words at a path. */
export const searchPlace = async (
  tx: Tx,
  scope: string,
  drop: readonly number[],
  add: readonly number[],
): Promise<void> => {
  await sql`select guard.search_place(${scope}, ${drop}::int[], ${add}::int[])`.execute(tx)
}

/** How many matters of some units are in hand, for whoever changes the tree. */
export const openAt = async (tx: Tx, units: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await sql<{
    unit_id: number
    n: number
  }>`select unit_id, n from guard.case_open_at(${units}::int[])`.execute(tx)
  return new Map(rows.map((row) => [row.unit_id, row.n]))
}
