import { createSecretKey } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Aad, DataKey } from './envelope.ts'
import { open, openText, seal } from './envelope.ts'
import { derive, type Keyring, makeKeyring, type RootKey, type StoredKek } from './keys.ts'
import { type MacKey, softwareProvider } from './provider.ts'
import { makeTokenizer, type Tokenizer } from './tokens.ts'

/** The only way to plain text: keys of records, sealed cells, search tokens. One for the process, given to every request. */
export type Vault = {
  /** A fresh data key and its wrapped form, to be stored with the head record; deleting that form erases the record. */
  readonly newRecord: (home: string, domain: string) => Promise<{ readonly wrapped: Buffer; readonly key: DataKey }>
  /** The data key of a record from its wrapped form; throws `SealBroken` when it was changed or is another home's. */
  readonly openRecord: (home: string, domain: string, wrapped: Uint8Array) => Promise<DataKey>
  /** Seals text or bytes to one cell, for a bytea column. */
  readonly seal: (key: DataKey, cell: Aad, plain: string | Uint8Array) => Buffer
  /** The text of a sealed cell; throws `SealBroken`. */
  readonly open: (key: DataKey, cell: Aad, sealed: Uint8Array) => string
  /** The bytes of a sealed cell (files); throws `SealBroken`. */
  readonly openBytes: (key: DataKey, cell: Aad, sealed: Uint8Array) => Buffer
  readonly tokens: Tokenizer
  /** The key for MACs of one purpose; the same label always gives the same. */
  readonly macKey: (label: string) => MacKey
  /** A key for cells that belong to no record (`account/<id>`): derived from the root, so it is stored nowhere. */
  readonly keyFor: (label: string) => DataKey
  readonly keyring: Keyring
}

/**
 * Makes the vault of a process.
 * @param db a connection of its own: what it saves is committed whatever becomes of the request that needed the key.
 */
export const makeVault = <T>(root: RootKey, db: Kysely<T>, clock: () => Date = () => new Date()): Vault => {
  // Purposes are few and written in the code.
  const macKeys = new Map<string, MacKey>()
  const keyring = makeKeyring({ root, loadKek: loadKek(db), saveKek: saveKek(db, clock) })
  return {
    newRecord: async (home, domain) => {
      const { wrapped, dataKey } = await keyring.newDataKey(home, domain)
      return { wrapped, key: dataKey }
    },
    openRecord: keyring.unwrap,
    seal,
    open: openText,
    openBytes: open,
    tokens: makeTokenizer(derive(root, 'search')),
    macKey: (label) => {
      const known = macKeys.get(label) ?? createSecretKey(derive(root, label))
      macKeys.set(label, known)
      return known
    },
    keyFor: (label) => softwareProvider.importKey(derive(root, `cell ${label}`)),
    keyring,
  }
}

const loadKek =
  <T>(db: Kysely<T>) =>
  async (home: string, domain: string, version?: number): Promise<StoredKek | null> => {
    const { rows } = await sql<StoredKek>`select version, wrapped from vault.kek
      where home = ${home} and domain = ${domain} and version = coalesce(${version ?? null}::int, version)
      order by version desc limit 1`.execute(db)
    return rows[0] ?? null
  }

// The first of two processes wins; the keyring then reads what is stored.
const saveKek =
  <T>(db: Kysely<T>, clock: () => Date) =>
  async (home: string, domain: string, { version, wrapped }: StoredKek): Promise<void> => {
    await sql`insert into vault.kek (home, domain, version, wrapped, created_at)
      values (${home}, ${domain}, ${version}, ${Buffer.from(wrapped)}, ${clock()}) on conflict do nothing`.execute(db)
  }
