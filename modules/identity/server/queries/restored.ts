import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** Ends every way in that stood at the moment of a backup: what was released, withdrawn or signed out since is in it again. */
export const endSignIns = async (tx: Tx, now: Date): Promise<void> => {
  await sql`delete from identity.session`.execute(tx)
  await sql`update identity.device set removed_at = ${now} where removed_at is null`.execute(tx)
  await sql`update identity.slip set withdrawn_at = ${now} where used_at is null and withdrawn_at is null`.execute(tx)
  await sql`delete from identity.desk`.execute(tx)
  await sql`delete from identity.challenge`.execute(tx)
}
