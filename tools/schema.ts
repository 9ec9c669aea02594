import { type Kysely, sql } from 'kysely'

// Of migrations only what they were called is kept.
const own = sql`n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'platform')`

/**
 * The present state of the database as text for review: tables with columns, constraints, indexes, policies and what the logins
 * may do with them, then functions. Made from the catalog of a migrated database, ordered by name.
 */
export const schemaText = async (db: Kysely<unknown>): Promise<string> => {
  const { rows: tables } = await sql<{
    name: string
    comment: string | null
    security: string
    columns: string
    constraints: string | null
    indexes: string | null
    policies: string | null
    grants: string | null
  }>`
    select c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') as comment,
      case when c.relforcerowsecurity then 'row-level security, forced' when c.relrowsecurity then 'row-level security' else 'open' end as security,
      (select string_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
          coalesce(case when a.attgenerated <> '' then ' generated: ' else ' default ' end || pg_get_expr(d.adbin, d.adrelid), '')), E',\n' order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select string_agg('  ' || pg_get_constraintdef(k.oid), E'\n' order by k.contype, k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') as constraints,
      (select string_agg('  ' || pg_get_indexdef(i.indexrelid), E'\n' order by i.indexrelid::regclass::text) from pg_index i where i.indrelid = c.oid and not i.indisprimary
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)) as indexes,
      (select string_agg(format('  %s for %s to %s%s%s', p.policyname, lower(p.cmd), array_to_string(p.roles, ', '), coalesce(' using ' || p.qual, ''), coalesce(' with check ' || p.with_check, '')), E'\n' order by p.policyname)
        from pg_policies p where format('%I.%I', p.schemaname, p.tablename)::regclass = c.oid) as policies,
      (select string_agg(format('  %s: %s', g.grantee, g.may), E'\n' order by g.grantee) from (
        select grantee, string_agg(distinct lower(privilege_type), ', ') as may from information_schema.role_table_grants
        where format('%I.%I', table_schema, table_name)::regclass = c.oid and grantee like 'nuanjia%' and grantee <> 'nuanjia_owner' group by grantee) g) as grants
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${own} order by 1`.execute(db)
  const { rows: functions } = await sql<{
    name: string
    text: string
    owner: string
    definer: boolean
    may: string | null
  }>`
    select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as text, p.proowner::regrole::text as owner, p.prosecdef as definer,
      (select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles r where r.rolname in ('nuanjia_app', 'nuanjia_public', 'nuanjia_system') and has_function_privilege(r.oid, p.oid, 'execute')) as may
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prokind = 'f' and ${own} order by 1`.execute(
    db,
  )
  const part = (title: string, text: string | null): string => (text ? `\n-- ${title}\n${text}` : '')
  return (
    [
      '-- The present state of the database, for review. Generated from the migrations by tools/generate.ts; do not edit.',
      ...tables.map(
        (t) =>
          `table ${t.name} -- ${t.security}${t.comment ? `\n-- ${t.comment}` : ''}\n(\n${t.columns}\n)${part('constraints', t.constraints)}${part('indexes', t.indexes)}${part('policies', t.policies)}${part('grants', t.grants)}`,
      ),
      ...functions.map(
        (f) =>
          `-- function of ${f.owner}${f.definer ? ', with its owner’s rights' : ''}; may be called by ${f.may ?? 'nobody'}\n${f.text.trim()}`,
      ),
    ].join('\n\n') + '\n'
  )
}
