import { sql } from 'kysely'
import type { Database, Tx } from '#platform/db/open.ts'
import { knownDays, type Tally } from '../../rules.ts'
import type { Places } from '../places.ts'

/** Lets attempts that count together be decided one after the other; always asked for in the same order. */
export const oneByOne = async (tx: Tx, keys: readonly Buffer[]): Promise<void> => {
  for (const key of keys)
    await sql`select pg_advisory_xact_lock(${key.readBigInt64BE(0).toString()}::bigint)`.execute(tx)
}

/** By which place an attempt counts, and whether the account signed in from there within the last {@link knownDays}. */
export type Standing = {
  readonly place: string
  readonly address: string
  readonly known: 'browser' | 'address' | null
}

export const standingOf = async (
  db: Database | Tx,
  account: string | null,
  { address, ofBrowser, ofAddress }: Places,
  now: Date,
): Promise<Standing> => {
  const since = new Date(now.getTime() - knownDays * 86_400_000)
  const { rows } = await sql<{
    place: string
  }>`select encode(place, 'hex') as place from identity.known where account_id = ${account}::uuid and at > ${since}`.execute(
    db,
  )
  const has = (place: string): boolean => rows.some((row) => row.place === place)
  if (ofBrowser !== null && has(ofBrowser)) return { place: ofBrowser, address, known: 'browser' }
  return { place: ofAddress, address, known: has(ofAddress) ? 'address' : null }
}

/** Tallies by the hexadecimal of their key. */
export const read = async (db: Database | Tx, keys: readonly Buffer[]): Promise<Map<string, Tally>> => {
  const { rows } = await sql<
    Tally & { key: Buffer }
  >`select key, failed, since, until from identity.attempt where key = any(${keys}::bytea[])`.execute(db)
  return new Map(rows.map((row) => [row.key.toString('hex'), row]))
}

/** Writes tallies; drops a few that nobody needs any more. */
export const write = async (
  tx: Tx,
  counted: readonly { readonly key: Buffer; readonly tally: Tally; readonly account: string | null }[],
  now: Date,
): Promise<void> => {
  for (const { key, tally, account } of counted)
    await sql`insert into identity.attempt (key, account_id, failed, since, until) values (${key}, ${account}::uuid, ${tally.failed}, ${tally.since}, ${tally.until})
      on conflict (key) do update set failed = excluded.failed, since = excluded.since, until = excluded.until`.execute(
      tx,
    )
  await sql`delete from identity.attempt where key in (select key from identity.attempt where since < ${new Date(now.getTime() - 2 * 86_400_000)} order by since limit 20 for update skip locked)`.execute(
    tx,
  )
}

/** A right password clears what was counted for this account at this place, and nothing else. */
export const forget = async (tx: Tx, key: Buffer): Promise<void> => {
  await sql`delete from identity.attempt where key = ${key}`.execute(tx)
}

/** Clears every pause of an account, after a reset of its password. */
export const forgetAccount = async (tx: Tx, account: string): Promise<void> => {
  await sql`delete from identity.attempt where account_id = ${account}::uuid`.execute(tx)
}

/** Notes from where an account signed in, and forgets where it has not been for long. */
export const remember = async (tx: Tx, account: string, { ofBrowser, ofAddress }: Places, now: Date): Promise<void> => {
  const places = [...(ofBrowser ? [ofBrowser] : []), ofAddress]
  await sql`insert into identity.known (account_id, place, at) select ${account}::uuid, decode(p, 'hex'), ${now} from unnest(${places}::text[]) p
    on conflict (account_id, place) do update set at = excluded.at`.execute(tx)
  await sql`delete from identity.known where account_id = ${account}::uuid and at < ${new Date(now.getTime() - knownDays * 86_400_000)}`.execute(
    tx,
  )
}
