import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

// Nobody came in by it, nor set a password.
const untouched = sql`a.last_in is null and a.must_change and a.status = 'active'`

/** A list accounts were opened from: how many, how many of them nobody used, and how many are closed. */
export type OpenedList = {
  readonly id: string
  readonly at: Date
  readonly opened: number
  readonly unused: number
  readonly closed: number
}

/** The lists whose first slips somebody issued, the newest first. */
export const listsOf = async (tx: Tx, account: string): Promise<OpenedList[]> =>
  (
    await sql<OpenedList>`select a.list_id as id, min(a.created_at) as at, count(*)::int as opened,
        (count(*) filter (where ${untouched}))::int as unused, (count(*) filter (where a.status <> 'active'))::int as closed
      from identity.account a where a.list_id in (select o.list_id from identity.slip s join identity.account o on o.id = s.account_id
        where s.issued_by = ${account}::uuid and s.purpose = 'open' and o.list_id is not null)
      group by a.list_id order by min(a.created_at) desc, a.list_id limit 20`.execute(tx)
  ).rows

/** Closes the accounts of a list nobody has used. @returns their ids. */
export const closeUntouched = async (tx: Tx, list: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`update identity.account a set status = 'disabled', version = version + 1
      where a.list_id = ${list}::uuid and ${untouched} returning a.id`.execute(tx)
  ).rows.map(({ id }) => id)
