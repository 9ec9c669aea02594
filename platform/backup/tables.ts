import type pg from 'pg'
import { BackupError } from './trouble.ts'

/** One table as it is copied: the columns that are stored, generated ones left out. */
export type Table = { readonly name: string; readonly columns: readonly string[] }

/** A sequence and where it stands. */
export type Sequence = { readonly name: string; readonly value: string; readonly called: boolean }

const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`

/** Settings under which the same values read the same on every machine, and rows are refused rather than left out. */
export const settle = async (client: pg.Client): Promise<void> => {
  await client.query(`set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 3;
    set client_encoding = 'UTF8'; set statement_timeout = 0; set lock_timeout = '30s'; set idle_in_transaction_session_timeout = 0; set row_security = off`)
  // Work that nobody waits for any more, its process killed, ends at once; not every platform's server can look.
  await client.query(`set client_connection_check_interval = '1s'`).catch(() => undefined)
  const { rows } = await client.query<{ all: boolean }>(
    `select (rolsuper or rolbypassrls) and pg_has_role(oid, 'nuanjia_owner', 'usage') as all from pg_roles where rolname = current_user`,
  )
  if (rows[0]?.all !== true) throw new BackupError('mayNotRead')
}

/** Every table of ours by name; partitions come with their parent. */
export const listTables = async (client: pg.Client): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and ${ours} order by 1`,
  )
  return rows
}

/** Where every sequence of ours stands; read after the snapshot was taken, it is never behind the rows. */
export const listSequences = async (client: pg.Client): Promise<Sequence[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and ${ours} order by 1`,
  )
  const found: Sequence[] = []
  for (const { name } of rows) {
    const { rows: at } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${name}`,
    )
    for (const { value, called } of at) found.push({ name, value, called })
  }
  return found
}

/** First days of the months that have a partition of the audit log of their own. */
export const listAuditMonths = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ month: string }>(
    `select substr(relname, 7, 4) || '-' || substr(relname, 11, 2) || '-01' as month from pg_class
      where relispartition and relnamespace = 'audit'::regnamespace and relname ~ '^event_[0-9]{6}$' order by 1`,
  )
  return rows.map(({ month }) => month)
}

/** Rows of a table now. */
export const countRows = async (client: pg.Client, table: string): Promise<number> => {
  const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${table}`)
  return Number(rows[0]?.n)
}
