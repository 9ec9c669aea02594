import { sql } from 'kysely'
import { v5 } from 'uuid'
import type { Database } from '#platform/db/open.ts'

// A book of each office that answers petitioners, begun in the first year of the demonstration.
const books = [
  { code: '430200', prefix: '株妇访告' },
  { code: '430202', prefix: '荷妇访告' },
  { code: '430203', prefix: '芦妇访告' },
] as const
const forms = ['petition.acceptance', 'petition.refusal', 'petition.extension', 'petition.reply']
const names = '6f0d1d1e-60f5-4b44-9d0f-6a1f6f0c4a52'

/** Number books of the demonstration city; a second time adds nothing. */
export const addDemoBooks = async (system: Database, now: Date): Promise<void> => {
  for (const { code, prefix } of books)
    await sql`insert into papers.book (home, id, unit_id, scope, prefix, forms, created_by, created_at)
      select ${code}, ${v5(prefix, names)}::uuid, u.id, u.scope, ${prefix}, ${forms}::text[], p.account_id, ${now}
      from org.unit u join identity.post p on p.unit_id = u.id and p.role = 'rights'
      where u.code = ${code} and u.valid_to is null order by p.id limit 1 on conflict do nothing`.execute(system)
}
