import type pg from 'pg'

/**
 * Runs a bulk load with the table's secondary indexes, unique and foreign keys set aside and rebuilt afterwards, which also
 * checks every row. Keys that foreign keys of any table lean on stay. Call inside a transaction: the table is locked meanwhile.
 * @param table schema-qualified, trusted.
 */
export const withoutIndexes = async <T>(client: pg.Client, table: string, load: () => Promise<T>): Promise<T> => {
  const constraints = await client.query<{ name: string; definition: string }>(
    `select quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition from pg_constraint c
     where c.conrelid = $1::regclass and (c.contype = 'f' or c.contype in ('p', 'u', 'x')
       and not exists (select from pg_constraint r where r.contype = 'f' and r.conindid = c.conindid and r.oid <> c.oid))
     order by c.contype = 'f', c.conname`,
    [table],
  )
  const indexes = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
     where indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  )
  for (const { name } of constraints.rows.toReversed())
    await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  const result = await load()
  for (const { definition } of indexes.rows) await client.query(definition)
  for (const { name, definition } of constraints.rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  return result
}
