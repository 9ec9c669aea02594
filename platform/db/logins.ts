import type pg from 'pg'

/** The database logins. `owner` migrates, `app` serves staff, `public` serves the portal, `system` runs jobs; `guard` cannot sign in and owns the few functions that write access columns. */
export const logins = ['owner', 'app', 'public', 'system'] as const
export type Login = (typeof logins)[number]

/** Role name of a login in PostgreSQL. */
export const roleOf = (login: Login | 'guard'): string => `nuanjia_${login}`

/**
 * Creates or repairs the logins; run by an administrator of the database server on every start.
 * @param passwordOf derives a login's password from the root key, so none is stored.
 */
export const ensureLogins = async (admin: pg.Client, passwordOf: (login: Login) => string): Promise<void> => {
  const { rows } = await admin.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'nuanjia\\_%'`,
  )
  const present = new Set(rows.map((row) => row.rolname))
  if (!present.has(roleOf('guard'))) await admin.query(`create role ${roleOf('guard')} nologin`)
  for (const login of logins) {
    const role = roleOf(login)
    if (!present.has(role)) await admin.query(`create role ${role} login`)
    await admin.query(`alter role ${role} password ${admin.escapeLiteral(passwordOf(login))}`)
  }
  await admin.query(`grant ${roleOf('guard')} to ${roleOf('owner')}`)
  // A plan kept from the nation costs a village seconds; see docs/decisions/0003.
  await admin.query(`alter role ${roleOf('app')} set plan_cache_mode = force_custom_plan`)
  // A list of 50 rows planned in parallel waits 5–10 ms for its workers.
  await admin.query(`alter role ${roleOf('app')} set max_parallel_workers_per_gather = 0`)
  for (const login of ['app', 'public'] as const) {
    await admin.query(`alter role ${roleOf(login)} set statement_timeout = '30s'`)
    await admin.query(`alter role ${roleOf(login)} set idle_in_transaction_session_timeout = '60s'`)
  }
}

/** Creates the database when absent, owned by `owner`; checks that two-character search and sorting do not depend on the machine. */
export const ensureDatabase = async (admin: pg.Client, database: string): Promise<void> => {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database])
  if (!rowCount) await admin.query(`create database ${admin.escapeIdentifier(database)} owner ${roleOf('owner')}`)
}
