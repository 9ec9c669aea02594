import { sql } from 'kysely'
import { limitOn } from '#catalogue/codes/limits.ts'
import { catalogue } from '#catalogue/index.ts'
import { addDemoBooks } from '#db/seed/demo-books.ts'
import { addDemoRosters } from '#db/seed/demo-office.ts'
import { type CityOptions, demoIds, seedDemoCity } from '#db/seed/demo-city.ts'
import { startReaderWatch } from '#modules/audit/server/index.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { startCaseJobs } from '#modules/cases/server/jobs.ts'
import { startImports } from '#modules/exchange/server/index.ts'
import { closeHistory, declareMeasures, startClosing, startFolding } from '#modules/figures/server/index.ts'
import { type NightDeps, startNightlyBackup } from '#modules/running/server/index.ts'
import { enterPost } from '#modules/identity/server/index.ts'
import { sealAudit, startSealer, writeRoots } from '#platform/audit/seal.ts'
import type { Calendar } from '#platform/clock/calendar.ts'
import { monthOf, shiftMonth } from '#platform/clock/time.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Database } from '#platform/db/open.ts'
import { fail } from '#platform/errors/common.ts'
import { asPerson } from '#platform/http/local.ts'
import { exchangeDeps } from './rooms.ts'
import type { Cleanup } from './databases.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What the work behind the requests needs. */
export type WorkDeps = {
  readonly system: Database
  /** A pool of the app login of its own, so that long work does not keep requests waiting. */
  readonly apart: Database
  readonly vault: Vault
  readonly auditKey: MacKey
  readonly clock: () => Date
  readonly calendar: () => Calendar
  /** File of the daily audit roots, outside the database and the data folder. */
  readonly rootsFile: string
  /** What a nightly backup needs besides; null where none is wanted. */
  readonly nightly: Pick<NightDeps, 'admin' | 'root' | 'dataDir' | 'version' | 'folder'> | null
  readonly report: (error: unknown, name: string) => void
}

/** Starts what figures rest on: the measures of the catalogue and the fold. */
export const startFigures = async ({ system, report }: WorkDeps, cleanup: Cleanup): Promise<void> => {
  await declareMeasures(system, catalogue)
  const folding = startFolding({ db: system, report: (error) => report(error, 'figures.fold') })
  cleanup.push(folding.stop)
}

/** Starts writing the files people set going, those a restart cut short among them. */
export const startExchange = (deps: WorkDeps, cleanup: Cleanup): void => {
  const { apart, vault, auditKey, clock } = deps
  const running = startImports({
    ...exchangeDeps(deps.calendar),
    system: deps.system,
    clock,
    onError: deps.report,
    as: (account, post) => (work) =>
      asPerson(
        {
          db: apart,
          vault,
          auditKey,
          from: 'import',
          enter: async (tx) => {
            const actor = await enterPost(tx, account, post, clock())
            if (!actor) throw fail('http.forbidden')
            return actor
          },
        },
        clock(),
        work,
      ),
  })
  cleanup.push(running.stop)
}

const closingRule = (calendar: Calendar) => ({ limitOn: (day: string) => limitOn('S01', day), calendar })

/**
 * Starts what watches: the audit chain, the warnings of deadlines, the closing of months. A demonstration is made first: its history would be
 * warned about as if it happened now, and its days would be rooted before they are over.
 */
export const startWatch = (deps: WorkDeps, cleanup: Cleanup): void => {
  const { system: db, auditKey, vault, clock, report: onError } = deps
  const running = [
    startSealer({ db, key: auditKey, rootsFile: deps.rootsFile, clock, onError }),
    startReaderWatch({ db, clock, onError }),
    startCaseJobs({ db, catalogue, vault, auditKey, clock, onError }),
    ...(deps.nightly ? [startNightlyBackup({ ...deps, ...deps.nightly, onError })] : []),
    startClosing({ db, rule: () => closingRule(deps.calendar()), clock, onError }),
  ]
  cleanup.push(async () => void (await Promise.all(running.map((one) => one.stop()))))
}

/** Matters of the demonstration that stand, or null when there is nothing to make: no demonstration here, or a whole one. */
export const findDemoCity = async (system: Database, count?: number): Promise<ReadonlySet<string> | null> => {
  const ids = demoIds(count)
  const { rows } = await sql<{
    demo: boolean
    empty: boolean
    made: string[]
  }>`select exists (select 1 from identity.account where demo) as demo, not exists (select 1 from cases.head) as empty,
    array(select id from cases.head where id = any(${ids}::uuid[])) as made`.execute(system)
  const { demo = false, empty = false, made = [] } = rows[0] ?? {}
  const whole = made.includes(ids.at(-1) ?? '')
  return demo && !whole && (empty || made.length > 0) ? new Set(made) : null
}

/** Makes the demonstration city, or goes on with one that was cut short, behind the running server; says how far it is. */
export const makeDemoCity = async (
  deps: WorkDeps,
  say: (line: string) => void,
  making: (yes: boolean) => void,
): Promise<void> => {
  const made = await findDemoCity(deps.system)
  if (made === null) return
  making(true)
  const began = Date.now()
  const tell = (done: number, total: number): void => say(`Making the demonstration city: ${done} of ${total} matters`)
  if (made.size > 0) tell(made.size, demoIds().length)
  await fillDemoCity(deps, made, (done, total) => {
    if (done % 200 === 0) tell(done, total)
  })
  say(`The demonstration city is complete (${Math.round((Date.now() - began) / 1000)} s)`)
}

/** Fills the demonstration city with what is not made yet of its two years, whole: months closed, old notices read, past days chained. */
export const fillDemoCity = async (
  deps: Omit<WorkDeps, 'report' | 'nightly'>,
  made: ReadonlySet<string>,
  tell: (done: number, total: number) => void,
  options: Pick<CityOptions, 'count' | 'between'> = {},
): Promise<void> => {
  // Its months were closed in their time, so that what came late counts as late.
  const now = deps.clock()
  const since = shiftMonth(monthOf(now), -26)
  await closeHistory(deps.system, closingRule(deps.calendar()), since, now)
  await addDemoBooks(deps.system, now)
  const engine = makeEngine(catalogue, deps.calendar)
  const door = { db: deps.apart, vault: deps.vault, auditKey: deps.auditKey }
  await addDemoRosters({ engine, door }, now)
  await seedDemoCity({ engine, door }, now, tell, { ...options, made })
  // What was told long ago has been read.
  await sql`update cases.notice set read_at = at + interval '1 hour' where at < ${new Date(deps.clock().getTime() - 3 * 86_400_000)}`.execute(
    deps.system,
  )
  // Its past days are over: their chains are closed and rooted at once, so that a check finds them whole.
  await sealAudit(deps.system, deps.auditKey, deps.clock())
  await writeRoots(deps.system, deps.rootsFile, deps.clock(), `${since}-01`)
}
