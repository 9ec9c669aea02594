import type { Insertable } from 'kysely'
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
