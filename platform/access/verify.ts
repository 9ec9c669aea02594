import { sql } from 'kysely'
import { label, type Label } from '#platform/text/label.ts'
import type { Database } from '../db/open.ts'

/** What was looked at, and every hole found. */
export type AccessReport = { readonly tables: number; readonly logins: number; readonly findings: readonly Label[] }

// The division tree is read by everyone, and the list of migrations holds nothing of anyone.
const open = ['org', 'platform']

/**
 * Proves from the catalogue of the database that nothing goes round row-level security: it is enabled and forced on every
 * table of the rooms, no login bypasses it or owns a table, and staff cannot write the columns that decide who sees a record.
 */
export const verifyAccess = async (db: Database): Promise<AccessReport> => {
  const { rows: tables } = await sql<{
    name: string
    enabled: boolean
    forced: boolean
    owner: string
    partition: boolean
  }>`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner, c.relispartition as partition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') and not (n.nspname = any(${open})) order by 1`.execute(
    db,
  )
  const { rows: logins } = await sql<{ name: string; bypasses: boolean; super: boolean }>`
    select rolname as name, rolbypassrls as bypasses, rolsuper as super from pg_roles where rolname like 'nuanjia\\_%' order by 1`.execute(
    db,
  )
  const { rows: writable } = await sql<{ column: string }>`
    select column_name as column from (values ('scope'), ('access'), ('viewers'), ('barred')) as c(column_name)
    where has_column_privilege('nuanjia_app', 'cases.head', column_name, 'update') or has_column_privilege('nuanjia_public', 'cases.head', column_name, 'update')`.execute(
    db,
  )
  const { rows: reachable } = await sql<{ name: string; login: string }>`
    select n.nspname || '.' || c.relname as name, l.login from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join unnest(array['nuanjia_app', 'nuanjia_public']) as l(login)
    where c.relispartition and n.nspname = 'audit' and has_table_privilege(l.login, c.oid, 'select')`.execute(db)
  const findings: Label[] = []
  for (const { name, enabled, forced, owner, partition } of tables) {
    // A partition is reached through its parent, whose policies count; nobody may read it by its own name.
    if (!partition && !enabled)
      findings.push(label(`${name} 没有启用行级安全。`, `${name}: row-level security is not enabled.`))
    if (!partition && !forced)
      findings.push(
        label(`${name} 没有对所有者强制行级安全。`, `${name}: row-level security is not forced on its owner.`),
      )
    if (/^nuanjia_(app|public|system)$/.test(owner))
      findings.push(label(`${name} 的所有者是 ${owner}。`, `${name} is owned by ${owner}.`))
  }
  for (const login of logins)
    if (login.bypasses || login.super)
      findings.push(label(`${login.name} 可以绕过行级安全。`, `${login.name} bypasses row-level security.`))
  for (const { column } of writable)
    findings.push(
      label(
        `cases.head.${column} 可以被工作人员账号直接改写。`,
        `cases.head.${column} can be written by a staff login.`,
      ),
    )
  for (const { name, login } of reachable)
    findings.push(label(`${login} 可以绕过上级表直接读 ${name}。`, `${login} reads ${name} past its parent table.`))
  return { tables: tables.length, logins: logins.length, findings }
}
