import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { jsonLine, table } from './lib/report.ts'

// How long the house takes to stand up on an empty folder and later, what it holds while nobody asks, and what it takes on
// disk. `node bench/start.ts`; without the demonstration, the packages being installed and the web pages built.

const root = join(import.meta.dirname, '..')
const laterStarts = 3
const idleMs = 20_000
const mib = (bytes: number): number => Math.round(bytes / 1_048_576)

type Running = { readonly ready: number; readonly pid: number; readonly stop: () => Promise<void> }

/** Starts the real server on a folder and waits for its ready line; `ready` in milliseconds. */
const startHouse = async (dataDir: string): Promise<Running> => {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'server', 'main.ts'), '--empty'],
    {
      cwd: root,
      env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const said: string[] = []
  const ready = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      if (line.includes('is ready at')) resolve(performance.now() - began)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join(' / ')}`)))
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return { ready: await ready, pid: child.pid ?? 0, stop }
}

/**
 * Resident memory of processes in bytes. PostgreSQL's processes share their buffers: on Linux each is counted by its share
 * (PSS), elsewhere whole, which says too much.
 */
const memoryOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const rollup = `/proc/${pid}/smaps_rollup`
    const kib = existsSync(rollup)
      ? /^Pss:\s+(\d+)/m.exec(readFileSync(rollup, 'utf8'))?.[1]
      : spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString()
    return sum + Number(kib ?? 0) * 1024
  }, 0)

/** The postmaster of a data folder and its children. */
const databaseProcesses = (dataDir: string): number[] => {
  const postmaster = Number(readFileSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
  const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid=']).stdout.toString().trim().split('\n')
  const children = listed.flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return pid !== undefined && parent === postmaster ? [pid] : []
  })
  return [postmaster, ...children]
}

/** Bytes of all files below a folder; `skip` leaves folders of that name out. */
const sizeOf = (folder: string, skip = ''): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === skip ? sum : sum + sizeOf(path, skip)
    return entry.isFile() ? sum + statSync(path).size : sum
  }, 0)

/** Installed packages by whether running the house needs them, from the lock file. */
const packages = (): { production: number; development: number } => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  const sums = { production: 0, development: 0 }
  for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
    if (path === '' || !existsSync(join(root, path))) continue
    sums[dev || devOptional ? 'development' : 'production'] += sizeOf(join(root, path), 'node_modules')
  }
  return sums
}

const folder = mkdtempSync(join(tmpdir(), 'nuanjia-bench-start-'))
const dataDir = join(folder, 'data')
let running: Running | undefined
try {
  running = await startHouse(dataDir)
  const cold = running.ready
  await running.stop()
  const later: number[] = []
  for (let run = 0; run < laterStarts; run++) {
    running = await startHouse(dataDir)
    later.push(running.ready)
    if (run < laterStarts - 1) await running.stop()
  }
  await wait(idleMs)
  const idle = { server: memoryOf([running.pid]), database: memoryOf(databaseProcesses(dataDir)) }
  await running.stop()
  const disk = { ...packages(), data: sizeOf(dataDir) }
  const facts = {
    coldSeconds: Math.round(cold / 10) / 100,
    laterSeconds: later.map((one) => Math.round(one / 10) / 100),
    idleServerMib: mib(idle.server),
    idleDatabaseMib: mib(idle.database),
    productionMib: mib(disk.production),
    developmentMib: mib(disk.production + disk.development),
    dataMib: mib(disk.data),
  }
  console.log(
    table(
      ['what', 'measured', 'aim'],
      [
        ['first start, division tree loaded', `${facts.coldSeconds} s`, ''],
        ['later starts', `${facts.laterSeconds.join(', ')} s`, '3 s'],
        ['idle, server', `${facts.idleServerMib} MiB`, ''],
        ['idle, PostgreSQL', `${facts.idleDatabaseMib} MiB`, ''],
        ['idle, together', `${facts.idleServerMib + facts.idleDatabaseMib} MiB`, '300 MiB'],
        ['packages to run', `${facts.productionMib} MiB`, ''],
        ['packages to develop', `${facts.developmentMib} MiB`, ''],
        ['data folder', `${facts.dataMib} MiB`, ''],
      ],
    ),
  )
  console.log(jsonLine('start', facts))
} finally {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
}
