import { devNull } from 'node:os'
import { fastify } from 'fastify'
import { pino } from 'pino'
import { enter } from '#modules/identity/server/index.ts'
import { startFolding } from '#modules/figures/server/index.ts'
import { startSealer } from '#platform/audit/seal.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { openDatabase, type Target } from '#platform/db/open.ts'
import { buildApp } from '#server/app.ts'
import { makeRooms } from '#server/rooms.ts'
import { type Floor, floors } from './floors.ts'

// A process of its own that serves, so that its CPU is the server's alone: the house as in production (pools, audit, sealer
// and fold beside the requests), or the floor, which is the same framework and driver over bare SQL.

/** What the parent sends first. */
export type Serve = {
  readonly as: 'house' | 'floor'
  readonly target: Omit<Target, 'user'>
  readonly users: { readonly app: string; readonly system: string; readonly superuser: string }
  readonly rootsFile: string
}

/** Root key of the bench, so that the parent can make the same tokens. */
export const benchRoot = () => rootFromBytes(Buffer.alloc(32, 1))

const connections = 20
const home = '000000'

const serveHouse = async ({ target, users, rootsFile }: Serve): Promise<number> => {
  const clock = (): Date => new Date()
  const app = openDatabase({ ...target, user: users.app }, connections).db
  const apart = openDatabase({ ...target, user: users.app }, 6).db
  const system = openDatabase({ ...target, user: users.system }, 4).db
  const vault = makeVault(benchRoot(), apart, clock)
  const auditKey = vault.macKey('audit')
  startSealer({ db: system, key: auditKey, rootsFile, clock })
  startFolding({ db: system })
  const server = await buildApp({
    door: { db: app, vault, auditKey, clock, enter, secureCookie: false, home, diskFull: () => false },
    rooms: makeRooms({
      apart,
      system,
      auditKey,
      rootsFile,
      home,
      report: console.error,
      machine: {
        version: '0.0.0',
        startedAt: clock(),
        dataDir: null,
        backupDir: null,
        certificate: null,
        key: '',
        failures: () => [],
      },
    }),
    version: '0.0.0',
    web: null,
    https: false,
    // Every request is logged as in production; only what went wrong is shown.
    log: pino(
      { base: null },
      pino.multistream([
        { level: 'info', stream: pino.destination(devNull) },
        { level: 'error', stream: pino.destination(2) },
      ]),
    ),
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return portOf(server.server.address())
}

const serveFloor = async ({ target, users }: Serve): Promise<number> => {
  const { pool } = openDatabase({ ...target, user: users.superuser }, connections)
  const server = fastify()
  server.post('/:floor', async (request) => {
    const { floor } = request.params as { floor: Floor }
    return (await pool.query(floors[floor], request.body as unknown[])).rows
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return portOf(server.server.address())
}

const portOf = (address: string | { readonly port: number } | null): number =>
  typeof address === 'object' && address ? address.port : 0

const answer = async (message: Serve | 'cpu'): Promise<void> => {
  if (message !== 'cpu')
    return void process.send?.(await (message.as === 'house' ? serveHouse(message) : serveFloor(message)))
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
}

if (process.send) {
  process.on('message', (message: Serve | 'cpu') => void answer(message))
  process.on('disconnect', () => process.exit(0))
}
