import type pg from 'pg'

/**
 * Everything the catalog says of what is ours, a line each: whose it is, who may do what, and every column, constraint, index,
 * trigger, policy, function and partition under its name. What two databases differ in shows as differing lines.
 */
export const catalogOf = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ line: string }>(
    `with spaces as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
      rel as (select c.*, format('%I.%I', s.nspname, c.relname) as name from pg_class c join spaces s on s.oid = c.relnamespace)
    select line from (
      select format('schema %s of %s, %s', nspname, nspowner::regrole, nspacl) from pg_namespace where oid in (select oid from spaces)
      union all select concat_ws(' | ', 'relation', name, relkind, relpersistence, relowner::regrole, relacl, reloptions, relrowsecurity, relforcerowsecurity, relreplident,
          pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid), obj_description(oid, 'pg_class')) from rel where relkind <> 'i' and relkind <> 'I'
      union all select concat_ws(' | ', 'part', name, h.inhparent::regclass) from rel join pg_inherits h on h.inhrelid = rel.oid
      union all select concat_ws(' | ', 'column', name, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation,
          a.attacl, a.attstattarget, pg_get_expr(d.adbin, d.adrelid), col_description(rel.oid, a.attnum))
        from rel join pg_attribute a on a.attrelid = rel.oid left join pg_attrdef d on d.adrelid = rel.oid and d.adnum = a.attnum where a.attnum > 0 and not a.attisdropped
      union all select concat_ws(' | ', 'constraint', name, k.conname, k.contype, k.convalidated, k.condeferrable, k.condeferred, k.conislocal, k.coninhcount, k.contype = 'c' and k.connoinherit,
          k.conindid::regclass, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')) from rel join pg_constraint k on k.conrelid = rel.oid
      union all select concat_ws(' | ', 'index', name, relowner::regrole, reloptions, i.indisvalid, i.indisready, i.indisprimary, i.indisunique, i.indisclustered, i.indisreplident, i.indimmediate,
          pg_get_indexdef(oid), obj_description(oid, 'pg_class')) from rel join pg_index i on i.indexrelid = rel.oid
      union all select concat_ws(' | ', 'trigger', name, t.tgenabled, pg_get_triggerdef(t.oid)) from rel join pg_trigger t on t.tgrelid = rel.oid where not t.tgisinternal
      union all select concat_ws(' | ', 'policy', p.schemaname, p.tablename, p.policyname, p.permissive, p.roles, p.cmd, p.qual, p.with_check) from pg_policies p
      union all select concat_ws(' | ', 'function', p.oid::regprocedure, p.proowner::regrole, p.proacl, pg_get_functiondef(p.oid)) from pg_proc p join spaces s on s.oid = p.pronamespace where p.prokind = 'f'
      union all select concat_ws(' | ', 'default rights', d.defaclrole::regrole, d.defaclnamespace::regnamespace, d.defaclobjtype, d.defaclacl) from pg_default_acl d
    ) what(line) order by line collate "C"`,
  )
  return rows.map(({ line }) => line)
}
