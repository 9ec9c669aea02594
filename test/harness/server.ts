import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { addDemoAccounts, addDemoStation, demoPassword } from '#db/seed/demo-accounts.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import { derive, loadRootKey } from '#platform/crypto/root.ts'
import { openDatabase, type Target } from '#platform/db/open.ts'
import { readConfig } from '#server/config.ts'
import { type Cleanup, prepareDatabase, withClient } from '#server/databases.ts'
import { loadSmallTree } from './tree.ts'

const root = join(import.meta.dirname, '..', '..')

/** A data folder of its own for the real server, with its key beside it. */
export type Folder = {
  readonly env: { readonly DATA_DIR: string; readonly NUANJIA_MASTER_KEY_FILE: string; readonly PATH: string }
  /** Where this process finds the data folder. */
  readonly dataDir: string
  /** Words before a command that bring it to where the folder is. */
  readonly inside: readonly string[]
  readonly remove: () => void
}

/** A folder before the first start. */
export const emptyFolder = (): Folder => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanjia-server-'))
  const env = {
    DATA_DIR: join(folder, 'data'),
    NUANJIA_MASTER_KEY_FILE: join(folder, 'key'),
    PATH: process.env['PATH'] ?? '',
  }
  return { env, dataDir: env.DATA_DIR, inside: [], remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Makes of a folder what a first start leaves, but with the small tree; the demonstration accounts are ordinary ones, so that
 * no demonstration city is made.
 */
export const fillFolder = async ({ env }: Folder): Promise<void> => {
  const cleanup: Cleanup = []
  const ready = await prepareDatabase(readConfig(env, []), cleanup)
  await withClient(ready.target('owner'), async (owner) => {
    await loadSmallTree(owner)
    await addDemoStation(owner)
  })
  const system = openDatabase(ready.target('system'), 1)
  await addDemoAccounts(system.db, await hashPassword(demoPassword), new Date('2020-01-01T00:00:00+08:00'))
  await system.db.updateTable('identity.account').set({ demo: false }).execute()
  await system.close()
  for (const undo of cleanup.reverse()) await undo()
}

/** Password of the administrator of a folder's PostgreSQL. */
export const passwordOf = ({ env }: Folder): string =>
  derive(loadRootKey(env.NUANJIA_MASTER_KEY_FILE), 'login/postgres').toString('base64url')

/** How the administrator reaches the PostgreSQL that runs on a folder now, by what PostgreSQL itself wrote there. */
export const targetOf = (folder: Folder): Target => ({
  host: '127.0.0.1',
  port: Number(postmaster(folder.dataDir)[3]),
  database: 'nuanjia',
  user: 'postgres',
  password: passwordOf(folder),
})

/** Process number of the PostgreSQL on a folder. */
export const databasePid = ({ dataDir }: Folder): number => Number(postmaster(dataDir)[0])

const postmaster = (dataDir: string): string[] =>
  readFileSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')

/** The real server in a process of its own. */
export type RealServer = {
  readonly url: string
  readonly pid: number | undefined
  /** Everything it has written so far: its log and what it says at the start. */
  readonly said: () => string
  /** Null while it runs. */
  readonly ended: () => number | NodeJS.Signals | null
  /** Ends it by a signal and waits; SIGKILL leaves it no last word. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

const runNode = (
  { env, inside }: Folder,
  file: string,
  args: readonly string[],
  more: Record<string, string>,
): ChildProcess => {
  const words = [...inside, process.execPath, '--disable-warning=ExperimentalWarning', join(root, file), ...args]
  return spawn(words[0]!, words.slice(1), { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Starts `server/main.ts` on a folder and a free port and waits for its ready line. */
export const startServer = async (folder: Folder, more: Record<string, string> = {}): Promise<RealServer> => {
  const child = runNode(folder, 'server/main.ts', [], { PORT: '0', ...more })
  const said: string[] = []
  child.stderr?.on('data', (data: Buffer) => said.push(data.toString()))
  child.stdout?.on('data', (data: Buffer) => said.push(data.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const address = /is ready at (\S+)/.exec(line)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join('')}`)))
  })
  return {
    url,
    pid: child.pid,
    said: () => said.join(''),
    ended: () => child.exitCode ?? child.signalCode,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

/** One run of the command line in a process of its own. */
export type Command = {
  /** Exit code (null when killed) and what stood on stdout. */
  readonly done: Promise<{ readonly exit: number | null; readonly out: string; readonly said: string }>
  /** Ends it, without a last word unless a signal is given. */
  readonly kill: (signal?: NodeJS.Signals) => void
}

/** Starts `nuanjia ARGS` on a folder. */
export const runCommand = (folder: Folder, args: readonly string[], more: Record<string, string> = {}): Command => {
  const child = runNode(folder, 'cli/main.ts', args, more)
  const done = Promise.all([once(child, 'exit'), text(child.stdout!), text(child.stderr!)]).then(
    ([[exit], out, said]) => ({ exit: exit as number | null, out, said }),
  )
  return { done, kill: (signal = 'SIGKILL') => void child.kill(signal) }
}
