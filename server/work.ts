import { sql } from 'kysely'
import { limitOn } from '#catalogue/codes/limits.ts'
import { catalogue } from '#catalogue/index.ts'
import { seedDemoCity } from '#db/seed/demo-city.ts'
import { startReaderWatch } from '#modules/audit/server/index.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { startCaseJobs } from '#modules/cases/server/jobs.ts'
import { closeHistory, declareMeasures, startClosing, startFolding } from '#modules/figures/server/index.ts'
import { sealAudit, startSealer, writeRoots } from '#platform/audit/seal.ts'
import type { Calendar } from '#platform/clock/calendar.ts'
import { monthOf, shiftMonth } from '#platform/clock/time.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Database } from '#platform/db/open.ts'
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
  readonly report: (error: unknown, name: string) => void
}

/** Starts what figures rest on: the measures of the catalogue and the fold. */
export const startFigures = async ({ system, report }: WorkDeps, cleanup: Cleanup): Promise<void> => {
  await declareMeasures(system, catalogue)
  const folding = startFolding({ db: system, report: (error) => report(error, 'figures.fold') })
  cleanup.push(folding.stop)
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
    startClosing({ db, rule: () => closingRule(deps.calendar()), clock, onError }),
  ]
  cleanup.push(async () => void (await Promise.all(running.map((one) => one.stop()))))
}

/**
 * Makes the demonstration city when the accounts are there and no matter is yet; goes on behind the running server and says
 * how far it is. One that was cut short is kept as it stands.
 */
export const makeDemoCity = async (
  deps: WorkDeps,
  say: (line: string) => void,
  making: (yes: boolean) => void,
): Promise<void> => {
  const { rows } = await sql<{
    demo: boolean
    empty: boolean
  }>`select exists (select 1 from identity.account where demo) as demo, not exists (select 1 from cases.head) as empty`.execute(
    deps.system,
  )
  if (!rows[0]?.demo || !rows[0].empty) return
  making(true)
  const began = Date.now()
  await fillDemoCity(deps, (done, total) => {
    if (done % 200 === 0) say(`Making the demonstration city: ${done} of ${total} matters`)
  })
  say(`The demonstration city is complete (${Math.round((Date.now() - began) / 1000)} s)`)
}

/** Fills the demonstration city with its two years, whole: months closed, old notices read, past days chained. */
export const fillDemoCity = async (
  deps: Omit<WorkDeps, 'report'>,
  tell: (done: number, total: number) => void,
): Promise<void> => {
  // Its months were closed in their time, so that what came late counts as late.
  const now = deps.clock()
  await closeHistory(deps.system, closingRule(deps.calendar()), shiftMonth(monthOf(now), -26), now)
  const engine = makeEngine(catalogue, deps.calendar)
  await seedDemoCity({ engine, door: { db: deps.apart, vault: deps.vault, auditKey: deps.auditKey } }, now, tell)
  // What was told long ago has been read.
  await sql`update cases.notice set read_at = at + interval '1 hour' where at < ${new Date(deps.clock().getTime() - 3 * 86_400_000)}`.execute(
    deps.system,
  )
  // Its past days are over: their chains are closed and rooted at once, so that a check finds them whole.
  await sealAudit(deps.system, deps.auditKey, deps.clock())
  await writeRoots(deps.system, deps.rootsFile, deps.clock())
}
