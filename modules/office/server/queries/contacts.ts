import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** The living units next below one. */
export const unitsBelow = async (tx: Tx, unit: number): Promise<{ name: string; scope: string }[]> =>
  (
    await sql<{ name: string; scope: string }>`select name, scope from org.unit
      where parent_id = ${unit} and valid_to is null and kind <> 'body' order by scope`.execute(tx)
  ).rows

export type Contact = {
  id: string
  name: string
  title_zh: string
  title_en: string
  unit: string
  scope: string
  phone: string | null
}

/** Who holds a post of these roles at these places on a day, place by place. */
export const people = async (
  tx: Tx,
  scopes: readonly string[],
  roles: readonly string[],
  day: string,
): Promise<Contact[]> =>
  (
    await sql<Contact>`select p.id, a.name, p.title_zh, p.title_en, u.name as unit, p.scope, p.phone
      from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active' join org.unit u on u.id = p.unit_id
      where p.scope = any(${[...scopes]}::text[]) and p.role = any(${[...roles]}::text[]) and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})
      order by p.scope, a.name, p.id limit 300`.execute(tx)
  ).rows
