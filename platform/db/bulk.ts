import type pg from 'pg'

/** What is set aside of a table and made again: how it goes, how it comes back, and the table, whose size says how long that takes. */
type Aside = { readonly table: string; readonly drop: string | null; readonly make: string }

/**
 * Runs a bulk load with the indexes, keys and unproven checks of these tables set aside, and makes them again as they were,
 * which also checks every row. Keys that other tables' foreign keys lean on stay. Call inside a transaction, as one whom
 * row-level security spares or to whom it shows every row: the tables are locked meanwhile, and what fails leaves all as it was.
 * @param tables schema-qualified, trusted; their partitions come with them.
 * @param progress told how far the making again is, 0 to 1.
 */
export const withoutIndexes = async <T>(
  client: pg.Client,
  tables: readonly string[],
  load: () => Promise<T>,
  progress: (share: number) => void = () => undefined,
): Promise<T> => {
  const keys = await listKeys(client, tables)
  const indexes = await listIndexes(client, tables)
  // Foreign keys go first, what they lean on goes after them; they come back in the opposite order.
  const parts = [...indexes, ...keys]
  for (const { drop } of parts.toReversed()) if (drop) await client.query(drop)
  const result = await load()
  const { rows } = await client.query<{ size: number }>(
    'select pg_relation_size(name::regclass) as size from unnest($1::text[]) with ordinality t(name, n) order by n',
    [parts.map(({ table }) => table)],
  )
  // Empty tables take their time as well.
  const sizes = rows.map(({ size }) => size + 65_536)
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  for (const [at, { make }] of parts.entries()) {
    await client.query(make)
    done += sizes[at] ?? 0
    progress(done / whole)
  }
  return result
}

// The tables and their partitions.
const ours = `with recursive ours(oid) as (select name::regclass::oid from unnest($1::text[]) name
  union select i.inhrelid from pg_inherits i join ours on ours.oid = i.inhparent)`

/** Foreign keys, and checks that rows of before need not meet. */
const listKeys = async (client: pg.Client, tables: readonly string[]): Promise<Aside[]> => {
  const { rows } = await client.query<Aside>(
    `${ours}, key as (select format('%I.%I', n.nspname, r.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as def, k.oid
      from pg_constraint k join ours on ours.oid = k.conrelid join pg_class r on r.oid = k.conrelid join pg_namespace n on n.oid = r.relnamespace
      where (k.contype = 'f' or k.contype = 'c' and not k.convalidated) and k.coninhcount = 0)
    select key.table, format('alter table %s drop constraint %s', key.table, name) as drop, format('alter table %s add constraint %s %s', key.table, name, def) as make
    from key order by key.table, oid`,
    [tables],
  )
  return rows
}

/** Indexes with the constraints they carry, those of partitions under their own names: first each by itself, then hung into its parent, as pg_restore does. */
const listIndexes = async (client: pg.Client, tables: readonly string[]): Promise<Aside[]> => {
  const { rows } = await client.query<Aside & { readonly hang: string | null }>(
    `${ours}, index as (select format('%I.%I', n.nspname, r.relname) as table, format('%I.%I', n.nspname, c.relname) as name, quote_ident(k.conname) as constraint,
        pg_get_constraintdef(k.oid) as def, i.indexrelid as oid, (select format('%I.%I', pn.nspname, p.relname) from pg_inherits h join pg_class p on p.oid = h.inhparent
          join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = i.indexrelid) as parent
      from pg_index i join ours on ours.oid = i.indrelid join pg_class r on r.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = r.relnamespace left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
      where not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.indexrelid and f.conrelid not in (select oid from ours)))
    select index.table, case when parent is null then case when def is null then 'drop index ' || name else format('alter table %s drop constraint %s', index.table, index.constraint) end end as drop,
      case when def is null then pg_get_indexdef(oid) else format('alter table only %s add constraint %s %s', index.table, index.constraint, def) end as make,
      case when parent is not null then format('alter index %s attach partition %s', parent, name) end as hang
    from index order by index.table, oid`,
    [tables],
  )
  const hung = rows.flatMap(({ table, hang }) => (hang ? [{ table, drop: null, make: hang }] : []))
  return [...rows.map(({ table, drop, make }) => ({ table, drop, make })), ...hung]
}
