import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { catalogue } from '#catalogue/index.ts'
import { imports } from '#catalogue/imports.ts'
import { addDemoAccounts, addDemoStation } from '#db/seed/demo-accounts.ts'
import { makeCases, makeEngine } from '#modules/cases/server/index.ts'
import { makeExchange, type Work } from '#modules/exchange/server/index.ts'
import { declareMeasures, foldAll, startFolding } from '#modules/figures/server/index.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { startEmbedded, throwAwayPassword } from '#platform/db/embedded.ts'
import { ensureDatabase, ensureLogins, type Login, roleOf } from '#platform/db/logins.ts'
import { migrate } from '#platform/db/migrate.ts'
import { connectClient, openDatabase, type Target } from '#platform/db/open.ts'
import { asPerson } from '#platform/http/local.ts'
import { loadSmallTree } from '#test/harness/tree.ts'
import { oldestUnfolded, watchLag } from './lib/lag.ts'
import { deskFacts } from './lib/desk.ts'
import { headings, registerRows } from './lib/register.ts'
import { jsonLine } from './lib/report.ts'

// Imports a register of 100,000 petitions (another number as argument) with production settings: how long reading and
// checking take, how fast it is written with figures kept up, that running it again adds nothing, and how fast it is taken back;
// then a workbook with one row in twenty wrong through the desk of a real server, and how long others wait for a list meanwhile.
const rows = Number(process.argv[2] ?? 100_000)
const now = new Date()
const dir = mkdtempSync(join(tmpdir(), 'nuanjia-bench-'))
const password = throwAwayPassword()
const server = await startEmbedded({ dir, password })
const target = (user: string, database = 'nuanjia'): Target => ({
  host: server.host,
  port: server.port,
  database,
  user,
  password,
})
const closing: (() => Promise<void>)[] = []
const open = (login: Login) => {
  const { db, close } = openDatabase(target(roleOf(login)), 4)
  closing.push(close)
  return db
}
const seconds = (from: number): number => Math.round((performance.now() - from) / 10) / 100

try {
  const admin = await connectClient(target('postgres', 'postgres'))
  await ensureLogins(admin, () => password)
  await ensureDatabase(admin, 'nuanjia')
  await admin.end()
  const owner = await connectClient(target(roleOf('owner')))
  await migrate(owner)
  await loadSmallTree(owner)
  await addDemoStation(owner)
  await owner.end()
  const app = open('app')
  const system = open('system')
  await addDemoAccounts(system, 'no password', new Date('2020-01-01T00:00:00+08:00'))
  const vault = makeVault(rootFromBytes(Buffer.alloc(32, 1)), app)
  const door = {
    db: app,
    vault,
    auditKey: vault.macKey('audit'),
    from: 'bench',
    enter: (tx: Parameters<typeof enterAs>[0]) => enterAs(tx, 'hongjiang.rights', now),
  }
  await declareMeasures(system, catalogue)
  const work: Work = (task) => asPerson(door, new Date(), task)
  const calendar = buildCalendar()
  const room = makeExchange({
    catalogue,
    imports,
    engine: makeEngine(catalogue, () => calendar),
    cases: makeCases(catalogue, () => calendar),
  })

  const bytes = Buffer.from([headings, ...registerRows(rows)].map((row) => row.join(',')).join('\n'))
  const order = { kind: 'petition', unit: '431281', bytes, name: 'register.csv' }
  const checking = performance.now()
  const checked = await room.importFile(work, { ...order, dryRun: true })
  const checkSeconds = seconds(checking)
  // Folded while it is written, as beside a running server: posted_at is the clock of each piece.
  const folding = startFolding({ db: system })
  const watching = watchLag(
    async () => (await sql.raw<{ lag: number | null }>(oldestUnfolded).execute(system)).rows[0]?.lag ?? null,
  )
  const writing = performance.now()
  const done = await room.importFile(work, {
    ...order,
    progress: (count, total) => void (count % 10_000 === 0 && console.log(`${count} / ${total}`)),
  })
  const writeSeconds = seconds(writing)
  const lag = await watching.stop()
  const waited = performance.now()
  await foldAll(system)
  const tailSeconds = seconds(waited)
  const again = performance.now()
  const repeated = await room.importFile(work, order)
  const againSeconds = seconds(again)
  const { rows: sums } = await sql<{
    received: number
    steps: number
  }>`select (select coalesce(sum(n), 0)::int from figures.posting where measure = 'petition.received') as received, (select count(*)::int from cases.step) as steps`.execute(
    system,
  )
  const peakMib = Math.round(process.resourceUsage().maxRSS / 1024)
  await folding.stop()
  const taking = performance.now()
  const taken = await room.takeBack(work, done.batch ?? '', '导错了文件')
  const takeBackSeconds = seconds(taking)
  const facts = {
    rows,
    mib: Math.round(bytes.length / 1024 / 1024),
    checkSeconds,
    writeSeconds,
    perSecond: Math.round(rows / writeSeconds),
    againSeconds,
    faults: checked.faults.length,
    written: done.written,
    received: sums[0]?.received,
    steps: sums[0]?.steps,
    writtenAgain: repeated.written,
    lagMs: { p50: Math.round(lag.p50), p95: Math.round(lag.p95), worst: Math.round(lag.worst) },
    tailSeconds,
    peakMib,
    takeBackSeconds,
    takenBackPerSecond: Math.round(taken.voided / takeBackSeconds),
  }
  console.log(
    `check ${checkSeconds} s, write ${writeSeconds} s (${facts.perSecond} whole records a second; cells behind by ${facts.lagMs.p50} ms at the median, ${facts.lagMs.p95} at 95 %, then ${tailSeconds} s), again ${againSeconds} s; received ${facts.received}, steps ${facts.steps}; taken back in ${takeBackSeconds} s (${facts.takenBackPerSecond} a second); peak ${peakMib} MiB`,
  )
  console.log(jsonLine('import', facts))
} finally {
  for (const close of closing) await close()
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
}

// The same through the desk of a real server, with one row in twenty wrong, while others look at their lists.
console.log('the desk')
console.log(jsonLine('import desk', await deskFacts(rows, (line) => console.log(line))))
