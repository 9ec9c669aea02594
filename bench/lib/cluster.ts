import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { startEmbedded, throwAwayPassword } from '#platform/db/embedded.ts'
import { ensureDatabase, ensureLogins, roleOf, type Login } from '#platform/db/logins.ts'
import { migrate } from '#platform/db/migrate.ts'
import { connectClient } from '#platform/db/open.ts'

/** A throw-away server with production settings and the real schema, empty. */
export type BenchCluster = {
  /** Connects as one of the house's logins, or as the superuser who passes every policy (the floor). */
  readonly connect: (login: Login | 'superuser') => Promise<pg.Client>
  /** Ends the open connections, stops the server and deletes its folder. */
  readonly close: () => Promise<void>
}

const database = 'nuanjia'

/** Starts a server in a temporary folder and migrates it. Writes are as safe as in production, so creates are measured honestly. */
export const startBenchCluster = async (): Promise<BenchCluster> => {
  const dir = mkdtempSync(join(tmpdir(), 'nuanjia-bench-'))
  const password = throwAwayPassword()
  const server = await startEmbedded({ dir, password })
  const clients: pg.Client[] = []
  const open = async (user: string, into: string): Promise<pg.Client> => {
    const client = await connectClient({ host: server.host, port: server.port, database: into, user, password })
    clients.push(client)
    return client
  }
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.end()))
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  const connect: BenchCluster['connect'] = (login) =>
    open(login === 'superuser' ? server.user : roleOf(login), database)
  try {
    const admin = await open(server.user, 'postgres')
    await ensureLogins(admin, () => password)
    await ensureDatabase(admin, database)
    await migrate(await connect('owner'))
    return { connect, close }
  } catch (error) {
    await close()
    throw error
  }
}
