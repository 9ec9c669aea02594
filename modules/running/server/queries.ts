import { type Insertable, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Database, Tx } from '#platform/db/open.ts'

/** Notes a backup that was made or missed. */
export const insertBackup = async (tx: Tx, row: Insertable<DB['running.backup']>): Promise<void> => {
  await tx.insertInto('running.backup').values(row).execute()
}

/** The last backup that was made. */
export const lastMade = (db: Database | Tx) =>
  db
    .selectFrom('running.backup')
    .selectAll()
    .where('fault', 'is', null)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The last backup that was tried. */
export const lastTried = (db: Database | Tx) =>
  db.selectFrom('running.backup').selectAll().orderBy('ended_at', 'desc').limit(1).executeTakeFirst()

/** What the database says of itself: sizes, counts and what waits; nothing of any record. A whole country's units are as many as it estimates. */
export const facts = async (
  db: Database,
): Promise<{
  bytes: number
  postgres: string
  units: number
  oldest: Date | null
  written: Date | null
  waiting: number
}> => {
  const { rows } = await sql<{
    bytes: number
    postgres: string
    units: number
    oldest: Date | null
    written: Date | null
    waiting: number
  }>`select pg_database_size(current_database()) as bytes, current_setting('server_version') as postgres,
    (select case when c.reltuples > 50000 then c.reltuples::bigint else (select count(*) from org.unit) end from pg_class c where c.oid = 'org.unit'::regclass) as units,
    (select min(at) from audit.event where not sealed) as oldest,
    greatest((select max(last_seen_at) from identity.session), (select max(ended_at) from running.backup)) as written,
    (select count(*) from figures.posting where not folded) as waiting`.execute(db)
  return rows[0]!
}
