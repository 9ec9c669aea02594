import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Held } from '../../rules/vacant.ts'

/** Those of these accounts that are active, with the posts they hold on a day. */
export const activeOf = async (tx: Tx, ids: readonly string[], today: string) => {
  const { rows } = await sql<{
    id: string
    username: string
    name: string
    created_at: Date
    last_in: Date | null
    role: string | null
    title_zh: string | null
    title_en: string | null
    valid_to: string | null
    level: string | null
  }>`select a.id, a.username, a.name, a.created_at, a.last_in, p.role, p.title_zh, p.title_en, p.valid_to, u.level
    from identity.account a left join identity.post p on p.account_id = a.id and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})
      left join org.unit u on u.id = p.unit_id
    where a.status = 'active' and a.id = any(${[...ids]}::uuid[]) order by a.username, p.valid_from, p.id`.execute(tx)
  return rows
}

/** How often these people, as far as they are of the actor's range, looked whole and exported since an instant. */
export const looked = async (tx: Tx, since: Date, accounts: readonly string[]) => {
  const { rows } = await sql<{
    account_id: string
    reveals: number
    exports: number
  }>`select * from identity.looked(${since}, ${[...accounts]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.account_id, row]))
}

/** The posts held on a day within a range and above it, of active accounts. */
export const heldAround = async (tx: Tx, scope: string, today: string): Promise<Held[]> => {
  const { rows } = await sql<Held>`select p.account_id as account, p.role, p.scope, u.level, u.name as unit
    from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
    where a.status = 'active' and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})
      and (starts_with(p.scope, ${scope}) or starts_with(${scope}, p.scope)) order by p.scope, p.id`.execute(tx)
  return rows
}
