import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { catalogue } from '#catalogue/index.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { derive, loadRootKey, type RootKey } from '#platform/crypto/root.ts'
import { makeVault, type Vault } from '#platform/crypto/vault.ts'
import { ensureMonths, sealAudit, writeRoots } from '#platform/audit/seal.ts'
import { type Login, roleOf } from '#platform/db/logins.ts'
import { isMigrated } from '#platform/db/migrate.ts'
import { type Database, openDatabase, type Target } from '#platform/db/open.ts'
import { label } from '#platform/text/label.ts'
import { type Config, ConfigError, readConfig } from '#server/config.ts'
import { type Cleanup, prepareDatabase, type Reached, withClient, wrongKey } from '#server/databases.ts'
import { lockFolder } from '#server/lock.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { exits, type Io } from './io.ts'
import { useCalendar } from './rooms.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** The database of this installation, opened for one command; the server may be running beside it. */
export type OpenHouse = {
  readonly config: Config
  readonly target: (login: Login) => Target
  /** The administrator of the database: for backups only. */
  readonly admin: Target
  readonly root: RootKey
  readonly app: Database
  /** Connections apart from a person's transaction, for what must be counted even when it is undone. */
  readonly apart: Database
  readonly system: Database
  readonly vault: Vault
  readonly auditKey: MacKey
  readonly clock: () => Date
}

/** Opens the house for one command and closes it afterwards, however the command ends. */
export const withHouse = async <T>(io: Io, work: (house: OpenHouse) => Promise<T>): Promise<T> => {
  const begin = async (house: OpenHouse): Promise<T> => {
    await useCalendar(house.app)
    return work(house)
  }
  if (io.house) return begin(io.house)
  const config = readConfig(io.env, [])
  const cleanup: Cleanup = []
  try {
    const { root, admin, target, alone } = await reach(config, cleanup, io)
    const open = (login: Login, max: number): Database => {
      const { db, close } = openDatabase(target(login), max)
      cleanup.push(close)
      return db
    }
    const apart = open('app', 3)
    const clock = (): Date => new Date()
    const vault = makeVault(root, apart, clock)
    const system = open('system', 3)
    // The server does this at its start; a command may be the first to meet a new catalogue.
    await declareMeasures(system, catalogue)
    const auditKey = vault.macKey('audit')
    // The work of a server: without one nobody has chained and rooted what was written last, nor made room in the audit for this month.
    if (alone) {
      await ensureMonths(system, clock())
      await sealAudit(system, auditKey, clock())
      await writeRoots(system, `${config.dataDir}.audit-roots`, clock())
    }
    return await begin({
      config,
      target,
      admin,
      root,
      app: open('app', 4),
      apart,
      system,
      vault,
      auditKey,
      clock,
    })
  } finally {
    for (const undo of cleanup.reverse()) await undo()
  }
}

type Joined = Pick<Reached, 'root' | 'admin' | 'target'> & {
  /** Whether the embedded database runs for this command alone. */
  readonly alone: boolean
}

const reach = async (config: Config, cleanup: Cleanup, io: Io): Promise<Joined> => {
  if (config.databaseUrl === null) {
    const free = lockOrNull(config.dataDir)
    stopOnSignal(cleanup, io, free !== null)
    if (free === null) return joinRunning(config)
    cleanup.push(free)
  } else stopOnSignal(cleanup, io, false)
  const ready = await prepareDatabase(config, cleanup)
  for (const name of ready.migrated) io.say(`Applied ${name}`)
  const units = await withClient(ready.target('owner'), (owner) => loadDivisions(owner))
  if (units > 0) io.say(`Loaded the division tree: ${units.toLocaleString('en')} units`)
  return { ...ready, alone: config.databaseUrl === null }
}

/** Signals that end a command: Ctrl-C, a machine that goes down, a terminal that is closed. */
export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends a command that is told to stop, with everything it started. A PostgreSQL of its own is no child that dies with its
 * parent; another undoes by itself what was not committed. A command that listens as well ends by itself.
 */
export const stopOnSignal = (cleanup: Cleanup, io: Io, alone: boolean): void => {
  const stop = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return
    io.say('已中断。 Interrupted.')
    // All at once: a connection is not given back while its statement runs.
    const undone = Promise.allSettled(alone ? cleanup.splice(0).map((undo) => undo()) : [])
    const ended = undone.then(() => process.exit(exits.found))
    cleanup.push(() => ended)
  }
  for (const signal of endings) process.on(signal, stop)
  cleanup.push(() => endings.forEach((signal) => process.off(signal, stop)))
}

const lockOrNull = (folder: string): (() => void) | null => {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof ConfigError) return null
    throw error
  }
}

// A running server holds the folder, so its PostgreSQL is joined: two on one cluster would destroy it. Where it listens,
// PostgreSQL itself keeps in a file only its owner reads; the logins come from the root key.
const joinRunning = async (config: Config): Promise<Joined> => {
  const file = join(config.dataDir, 'database', 'cluster', 'postmaster.pid')
  const port = await portOf(file)
  const root = loadRootKey(config.keyFile, { create: false })
  const as = (user: string, login: string): Target => ({
    host: '127.0.0.1',
    port,
    database: 'nuanjia',
    user,
    password: derive(root, `login/${login}`).toString('base64url'),
  })
  const target = (login: Login): Target => as(roleOf(login), login)
  const same = await withClient(target('owner'), (owner) => isMigrated(owner)).catch((error: { code?: string }) => {
    if (error.code === '28P01') throw wrongKey(config.keyFile)
    // It has no schema yet.
    return false
  })
  if (!same)
    throw new ConfigError(
      label(
        '正在运行的暖家还没启动好,或者是另一个版本。请等它启动好再试;还不行,就用它那个版本的命令,或停掉它再从这里启动。',
        'The Nuanjia that is running has not started yet or is of another version. Try again when it has started; else use the commands of its version, or stop it and start from here.',
      ),
    )
  return { root, admin: as('postgres', 'postgres'), target, alone: false }
}

// Lines of postmaster.pid: process, folder, start, port, socket folder, address, memory, state.
const portOf = async (file: string): Promise<number> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    const port = Number(lines[3])
    if (lines[7]?.trim() === 'ready' && port > 0) return port
    await wait(200)
  }
  throw new ConfigError(
    label(
      '另一个暖家正在启动或停止,20 秒内没有等到它的数据库。请稍后再试。',
      'Another Nuanjia is starting or stopping and its database was not ready within 20 seconds. Try again shortly.',
    ),
  )
}

/** Work that Ctrl-C ends where nothing is half done. */
export const untilEnded = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const stop = new AbortController()
  const abort = (): void => stop.abort()
  // Not once: under npm Ctrl-C comes twice.
  for (const signal of endings) process.on(signal, abort)
  return work(stop.signal).finally(() => endings.forEach((signal) => process.off(signal, abort)))
}
