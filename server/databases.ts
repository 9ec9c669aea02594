import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { derive, loadRootKey, type RootKey } from '#platform/crypto/root.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { ensureDatabase, ensureLogins, type Login, roleOf } from '#platform/db/logins.ts'
import { migrate } from '#platform/db/migrate.ts'
import { connectClient, type Target } from '#platform/db/open.ts'
import type { Config } from './config.ts'

/** A database server that is up, migrated, and reached by its logins. */
export type Ready = {
  readonly root: RootKey
  readonly target: (login: Login) => Target
  /** Migrations applied now. */
  readonly migrated: readonly string[]
}

/** Something to undo when the server stops, in reverse order. */
export type Cleanup = (() => Promise<void> | void)[]

/** Starts or reaches PostgreSQL, sets up the logins and brings the schema up to date. */
export const prepareDatabase = async (config: Config, cleanup: Cleanup): Promise<Ready> => {
  const { root, admin, database } = config.databaseUrl
    ? await reachExternal(config.databaseUrl, config.keyFile)
    : await startOwn(config, cleanup)
  const passwordOf = (login: Login): string => derive(root, `login/${login}`).toString('base64url')
  const target = (login: Login): Target => ({ ...admin, database, user: roleOf(login), password: passwordOf(login) })
  await withClient({ ...admin, database: config.databaseUrl ? database : 'postgres' }, async (client) => {
    await ensureLogins(client, passwordOf)
    await ensureDatabase(client, database)
    if (config.databaseUrl)
      await client.query(`grant create, connect on database ${client.escapeIdentifier(database)} to ${roleOf('owner')}`)
  })
  const migrated = await withClient(target('owner'), (owner) => migrate(owner))
  return { root, target, migrated }
}

type Reached = { readonly root: RootKey; readonly admin: Target; readonly database: string }

const startOwn = async (config: Config, cleanup: Cleanup): Promise<Reached> => {
  const dir = join(config.dataDir, 'database')
  const root = loadRootKey(config.keyFile, { create: !existsSync(join(dir, 'cluster', 'PG_VERSION')) })
  const server = await startEmbedded({ dir, password: derive(root, 'login/postgres').toString('base64url') })
  cleanup.push(server.stop)
  const { host, port, user, password } = server
  return { root, admin: { host, port, user, password, database: 'postgres' }, database: 'nuanjia' }
}

const reachExternal = async (url: string, keyFile: string): Promise<Reached> => {
  const admin = targetOf(url)
  const sealed = await withClient(admin, holdsKeys)
  return { root: loadRootKey(keyFile, { create: !sealed }), admin, database: admin.database }
}

// A database that holds wrapped keys can be opened with one root key only; a new one must not be made for it.
const holdsKeys = async (client: pg.Client): Promise<boolean> => {
  const table = await client.query<{ found: boolean }>(`select to_regclass('vault.kek') is not null as found`)
  if (!table.rows[0]?.found) return false
  const keys = await client.query<{ found: boolean }>('select exists (select from vault.kek) as found')
  return keys.rows[0]?.found === true
}

const targetOf = (url: string): Target => {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url)
  const mode = searchParams.get('sslmode')
  return {
    host: hostname,
    port: Number(port || 5432),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...(mode && mode !== 'disable' && mode !== 'prefer'
      ? { ssl: { rejectUnauthorized: mode.startsWith('verify') } }
      : {}),
  }
}

/** Runs work on one connection and closes it. */
export const withClient = async <T>(target: Target, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = await connectClient(target)
  // A server that stops meanwhile ends the query with an error of its own.
  client.on('error', () => undefined)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
