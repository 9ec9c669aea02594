import { Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/types.ts'
import { pipelined } from './driver.ts'

/** A database handle of one login. */
export type Database = Kysely<DB>

/** The handle every query function takes first: a transaction that already carries who is asking. */
export type Tx = Transaction<DB>

// Dates are days, not instants; bigints are counts that stay far below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === 1082) return (value: string) => value
    if (oid === 20) return (value: string) => Number(value)
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** Where a login connects. */
export type Target = {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
  readonly ssl?: pg.ClientConfig['ssl']
}

/** Opens a pool for one login. Connections come up on demand and are given back after ten idle seconds. */
export const openDatabase = (
  target: Target,
  max: number,
): { db: Database; pool: pg.Pool; close: () => Promise<void> } => {
  const pool = new pg.Pool({
    ...target,
    max,
    types,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    pipeline: true,
  })
  // A broken idle connection is replaced by the pool; the request that needed one gets its own error.
  pool.on('error', () => undefined)
  // A connection that ends between two statements of a request must fail that request, not the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const db = new Kysely<DB>({ dialect: pipelined(pool) })
  return { db, pool, close: () => db.destroy() }
}

/** A single client of one login, for migrations and bulk loads. */
export const connectClient = async (target: Target): Promise<pg.Client> => {
  const client = new pg.Client({ ...target, types })
  // A connection that breaks while idle is noticed by its next query, not by the process ending.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
