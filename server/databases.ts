import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { makeKeyring, type StoredKek } from '#platform/crypto/keys.ts'
import { derive, KeyFileError, loadRootKey, type RootKey } from '#platform/crypto/root.ts'
import { type Embedded, startEmbedded } from '#platform/db/embedded.ts'
import { ensureDatabase, ensureLogins, type Login, roleOf } from '#platform/db/logins.ts'
import { migrate } from '#platform/db/migrate.ts'
import { connectClient, type Target } from '#platform/db/open.ts'
import { label } from '#platform/text/label.ts'
import type { Config } from './config.ts'

/** A database server that is up and reached by its logins. */
export type Reached = {
  readonly root: RootKey
  /** Its administrator, to whom row-level security does not apply: for backups only. */
  readonly admin: Target
  readonly target: (login: Login) => Target
  /** Whether the embedded database's disk is full; of one's own database its administrator knows. */
  readonly diskFull: () => boolean
}

/** The same, brought up to date. */
export type Ready = Reached & {
  /** Migrations applied now. */
  readonly migrated: readonly string[]
}

/** Something to undo when the server stops, in reverse order. */
export type Cleanup = (() => Promise<void> | void)[]

/** Who is told in a sentence what became of the embedded database. */
type Say = (line: string) => void
const silent: Say = () => undefined

/** Starts or reaches PostgreSQL, sets up the logins and brings the schema up to date. */
export const prepareDatabase = async (config: Config, cleanup: Cleanup, say = silent): Promise<Ready> => {
  const reached = await reachDatabase(config, cleanup, say)
  return { ...reached, migrated: await withClient(reached.target('owner'), (owner) => migrate(owner)) }
}

/** Starts or reaches PostgreSQL and sets up the logins; the schema stays as it is. */
export const reachDatabase = async (config: Config, cleanup: Cleanup, say = silent): Promise<Reached> => {
  const { root, admin, database, diskFull } = config.databaseUrl
    ? await reachExternal(config.databaseUrl, config.keyFile)
    : await startOwn(config, cleanup, say)
  const passwordOf = (login: Login): string => derive(root, `login/${login}`).toString('base64url')
  const target = (login: Login): Target => ({ ...admin, database, user: roleOf(login), password: passwordOf(login) })
  await withClient({ ...admin, database: config.databaseUrl ? database : 'postgres' }, async (client) => {
    await ensureLogins(client, passwordOf)
    await ensureDatabase(client, database)
    if (config.databaseUrl)
      await client.query(`grant create, connect on database ${client.escapeIdentifier(database)} to ${roleOf('owner')}`)
  })
  return { root, admin: { ...admin, database }, target, diskFull }
}

type Server = Pick<Reached, 'root' | 'admin' | 'diskFull'> & { readonly database: string }

const startOwn = async (config: Config, cleanup: Cleanup, say: Say): Promise<Server> => {
  const dir = join(config.dataDir, 'database')
  const root = loadRootKey(config.keyFile, { create: !existsSync(join(dir, 'cluster', 'PG_VERSION')) })
  const starting = startEmbedded({ dir, password: derive(root, 'login/postgres').toString('base64url') })
  // Noted before it is up: interrupted in the midst of starting, it would be left behind.
  cleanup.push(async () => (await starting.catch(() => null))?.stop())
  const server = await starting
  keepRunning(server, cleanup, say)
  const { host, port, user, password } = server
  const admin = { host, port, user, password, database: 'postgres' }
  await withClient(admin, async () => undefined).catch((error: unknown) => {
    // The administrator's password comes from the root key.
    throw (error as { code?: string }).code === '28P01' ? wrongKey(config.keyFile) : error
  })
  return { root, admin, database: 'nuanjia', diskFull: server.diskFull }
}

// A database that dies by itself (out of memory, a tired hand) is started again; requests are answered 503 meanwhile.
// Each turn is told once, however often it is tried.
const keepRunning = (server: Embedded, cleanup: Cleanup, say: Say): void => {
  let starting: Promise<void> | null = null
  let told: string | null = null
  const tell = (line: string): void => {
    if (line !== told) say(line)
    told = line
  }
  const look = (): void => {
    if (starting || server.alive()) return
    if (told === null) tell('The database has ended by itself, killed or out of memory: starting it again.')
    starting = server
      .start()
      .then(() => {
        tell('The database runs again; nothing that was acknowledged is lost.')
        told = null
      })
      .catch(({ code }: { code?: string }) =>
        tell(
          `The database cannot be started (${code}); tried again every two seconds. See database/postgres.log in DATA_DIR.`,
        ),
      )
      .finally(() => (starting = null))
  }
  const watch = setInterval(look, 2_000).unref()
  cleanup.push(async () => {
    clearInterval(watch)
    await starting
  })
}

// Before the logins are touched: another server may be running on this database with the right key.
const reachExternal = async (url: string, keyFile: string): Promise<Server> => {
  const admin = targetOf(url)
  const stored = await withClient(admin, firstKey)
  const root = loadRootKey(keyFile, { create: stored === null })
  if (stored) {
    const ring = makeKeyring({ root, loadKek: async () => stored, saveKek: async () => undefined })
    await ring.newDataKey(stored.home, stored.domain).catch(() => {
      throw wrongKey(keyFile)
    })
  }
  return { root, admin, database: admin.database, diskFull: () => false }
}

const firstKey = async (
  client: pg.Client,
): Promise<(StoredKek & { readonly home: string; readonly domain: string }) | null> => {
  const table = await client.query<{ found: boolean }>(`select to_regclass('vault.kek') is not null as found`)
  if (!table.rows[0]?.found) return null
  const keys = await client.query<StoredKek & { home: string; domain: string }>(
    'select home, domain, version, wrapped from vault.kek limit 1',
  )
  return keys.rows[0] ?? null
}

/** The key in this file is not the one the database was made with. */
export const wrongKey = (keyFile: string): KeyFileError =>
  new KeyFileError(
    label(
      `根密钥文件 ${keyFile} 打不开这个数据库。请换回建库时的那个文件。`,
      `The root key file ${keyFile} does not open this database. Put back the file it was made with.`,
    ),
  )

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
