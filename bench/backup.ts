import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDivisions } from '#db/seed/divisions.ts'
import { makeBackup } from '#platform/backup/make.ts'
import { checkBackup, restoreBackup } from '#platform/backup/restore.ts'
import { ensureDatabase } from '#platform/db/logins.ts'
import type { Target } from '#platform/db/open.ts'
import { type BenchCluster, startBenchCluster } from './lib/cluster.ts'
import { benchTokens, givePlaceTokens, makePostings } from './lib/living.ts'
import { makeChildren, makeHeads, makePersonTokens, makeSpread, makeTexts } from './lib/records.ts'
import { jsonLine, table } from './lib/report.ts'
import { benchRoot } from './lib/serving.ts'

// A backup of so many records on the national tree and its restore beside it: time, size, and the most memory this process
// took. Heads, tokens of search and figures are whole; people and steps stand for a part of them, and no attachments.
const records = Number(process.argv[2] ?? 100_000)
const dir = mkdtempSync(join(tmpdir(), 'nuanjia-bench-backup-'))
const file = join(dir, 'bench.backup')

type Line = { readonly what: string; readonly seconds: number; readonly mb: number }

/** How long work took, and the largest resident memory seen meanwhile. */
const measured = async <T>(what: string, work: () => Promise<T>): Promise<Line & { readonly result: T }> => {
  let most = process.memoryUsage.rss()
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 100)
  const start = performance.now()
  try {
    const result = await work()
    return { what, result, seconds: (performance.now() - start) / 1000, mb: most / 1_000_000 }
  } finally {
    clearInterval(look)
  }
}

const load = async (cluster: BenchCluster): Promise<void> => {
  const root = await cluster.connect('superuser')
  await loadDivisions(await cluster.connect('owner'))
  await makeSpread(root)
  await makeHeads(root, records)
  await root.query('analyze cases.head')
  await givePlaceTokens(root, benchTokens())
  await makeChildren(root, ['/43/', '/51/'], Math.min(30_000, records / 4))
  await makePersonTokens(root)
  await makeTexts(root)
  await makePostings(root, ['0113', '0414', '0703'])
}

const cluster = await startBenchCluster()
try {
  await load(cluster)
  const [owner, superuser] = [await cluster.connect('owner'), await cluster.connect('superuser')]
  const into = (database: string, { user, password }: typeof owner): Target => ({
    host: owner.host,
    port: owner.port,
    database,
    user: user ?? '',
    password: String(password),
  })
  const root = benchRoot()
  const rootsFile = join(dir, 'audit-roots')
  const source = { admin: into('nuanjia', superuser), root, rootsFile, version: '0.0.0' }
  const made = await measured('backup', () => makeBackup({ ...source, file, now: new Date() }))
  const reading = { file, root, keyFile: '', rootsFile: join(dir, 'restored-roots') }
  const checked = await measured('check of the file', () => checkBackup(reading))
  await ensureDatabase(superuser, 'restored')
  await superuser.query(`grant create, connect on database restored to ${owner.user}`)
  const target = { admin: into('restored', superuser), owner: into('restored', owner) }
  const restored = await measured('restore', () => restoreBackup(target, reading))
  const { rows, bytes } = made.result
  const { rows: size } = await superuser.query<{ bytes: string }>(
    'select pg_database_size(current_database()) as bytes',
  )
  console.log(
    table(
      ['what', 's', 'most MB'],
      [made, checked, restored].map(({ what, seconds, mb }) => [what, seconds, mb]),
    ),
  )
  console.log(
    jsonLine('backup', {
      records,
      rows,
      megabytes: Math.round(bytes / 1e5) / 10,
      databaseMegabytes: Math.round(Number(size[0]?.bytes) / 1e6),
      backupSeconds: made.seconds,
      checkSeconds: checked.seconds,
      restoreSeconds: restored.seconds,
      memoryMegabytes: [made.mb, checked.mb, restored.mb].map(Math.round),
      same: restored.result.counts.reduce((sum, { rows: n }) => sum + n, 0) === rows,
    }),
  )
} finally {
  await cluster.close()
  rmSync(dir, { recursive: true, force: true })
}
