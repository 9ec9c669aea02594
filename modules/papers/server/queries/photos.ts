import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** The key of a matter. */
export type Key = { readonly home: string; readonly id: string }
export type State = 'waiting' | 'opened' | 'done' | 'withdrawn' | 'expired'

const asked = async <T>(tx: Tx, call: RawBuilder<unknown>): Promise<T> =>
  (await sql<{ found: T }>`select ${call} as found`.execute(tx)).rows[0]!.found

/** A link of the actor for a matter she works on; false out of reach. An earlier one of hers for it ends. */
export const begin = (
  tx: Tx,
  { home, id }: Key,
  l: { link: string; token: Uint8Array; session: Uint8Array; now: Date; until: Date },
): Promise<boolean> =>
  asked(
    tx,
    sql`guard.photo_begin(${home}, ${id}::uuid, ${l.link}::uuid, ${l.token}, ${l.session}, ${l.now}, ${l.until})`,
  )

export const look = (
  tx: Tx,
  { home, id }: Key,
  link: string,
  now: Date,
): Promise<{ state: State; until: string; files: string[] } | null> =>
  asked(tx, sql`guard.photo_look(${home}, ${id}::uuid, ${link}::uuid, ${now})`)

/** False where it is not the actor's. */
export const withdraw = (tx: Tx, { home, id }: Key, link: string): Promise<boolean> =>
  asked(tx, sql`guard.photo_withdraw(${home}, ${id}::uuid, ${link}::uuid)`)

/** Exchanges a token for a key, once: `waiting` says that it was not used before. */
export const open = (
  tx: Tx,
  token: Uint8Array,
  key: Uint8Array,
  now: Date,
): Promise<{ state: State | 'unknown'; until?: string }> => asked(tx, sql`guard.photo_open(${token}, ${key}, ${now})`)

/** Whom a key sends for. */
export type Entered = {
  state: State | 'unknown'
  home: string
  case: string
  id: string
  post: string
  session: string
  files: string[]
}
export const enter = (tx: Tx, key: Uint8Array, now: Date): Promise<Entered> =>
  asked(tx, sql`guard.photo_enter(${key}, ${now})`)

export const took = (tx: Tx, key: Uint8Array, file: string): Promise<void> =>
  asked(tx, sql`guard.photo_took(${key}, ${file}::uuid)`)

export const done = (tx: Tx, key: Uint8Array): Promise<void> => asked(tx, sql`guard.photo_done(${key})`)
