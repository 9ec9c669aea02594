import type { Kysely } from 'kysely'
import type { DB } from '#db/types.ts'
import { rolesWith } from '#modules/identity/define.ts'
import { nobody } from '#platform/access/actor.ts'
import { type AuditFrame, writeAudit } from '#platform/audit/write.ts'
import type { Calendar } from '#platform/clock/calendar.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import type { Ctx } from '#platform/http/context.ts'
import { startTicker, type Ticker } from '#platform/jobs/ticker.ts'
import type { Catalogue } from '../define.ts'
import { type Clock, nextDue } from '../rules/clocks.ts'
import { clockSpecOf, recipients, recount, warningOf } from '../rules/warnings.ts'
import { loadCalendar } from './calendar.ts'
import { makeEngine } from './engine.ts'
import { clockOf } from './matter.ts'
import { post } from './post.ts'
import { clocksOf, type Key } from './queries/children.ts'
import { findHead } from './queries/heads.ts'
import { leftBehind } from './queries/handovers.ts'
import * as jobs from './queries/jobs.ts'
import { saveClocks, tell } from './queries/write.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What the case room's background work needs; `db` is the system login. */
export type CaseJobsDeps = {
  readonly db: Database
  readonly catalogue: Catalogue
  readonly vault: Vault
  readonly auditKey: MacKey
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}

const minute = 60_000

/** Warns about clocks each minute; every ten counts provisional deadlines again, passes on and tells of what ended posts left. */
export const startCaseJobs = ({ db, onError, ...deps }: CaseJobsDeps): Ticker => {
  const told = onError ? { onError } : {}
  const tickers = [
    startTicker({
      name: 'cases.clocks',
      everyMs: minute,
      db,
      ...told,
      work: async (session) => void (await sweepClocks(session, deps.catalogue, deps.clock())),
    }),
    startTicker({
      name: 'cases.provisional',
      everyMs: 10 * minute,
      db,
      ...told,
      work: async (session) => void (await recountProvisional(session, deps, deps.clock())),
    }),
    startTicker({
      name: 'cases.left',
      everyMs: 10 * minute,
      db,
      ...told,
      work: async (session) => {
        await leftBehind(session, deps.clock())
        await jobs.tellLeft(session, deps.clock())
      },
    }),
  ]
  return { stop: async () => void (await Promise.all(tickers.map((ticker) => ticker.stop()))) }
}

const batchRows = 200

/**
 * Tells, home by home, what has reached 50, 80 or 100 % of its time: once a level, the highest only when several passed
 * at once. A clock that was lengthened falls back to its new level in silence, and what an old register brought stands in the
 * lists as it came: only what it reaches after the import is told.
 * @returns how many notices were written.
 */
export const sweepClocks = async (db: Kysely<DB>, catalogue: Catalogue, now: Date): Promise<number> => {
  let written = 0
  for (const home of await jobs.homesWithClocks(db)) {
    for (let full = true; full;) {
      const done = await db.transaction().execute((tx) => sweepBatch(tx, catalogue, home, now))
      written += done.written
      full = done.rows === batchRows
    }
  }
  return written
}

const sweepBatch = async (
  tx: Tx,
  catalogue: Catalogue,
  home: string,
  now: Date,
): Promise<{ rows: number; written: number }> => {
  const rows = await jobs.changedClocks(tx, home, now, batchRows)
  let written = 0
  // Two clocks of a matter that end together are one warning.
  const told = new Set<string>()
  for (const row of rows) {
    const end = `${row.case_id} ${row.due_at.getTime()}`
    if (row.level > Math.max(row.warned, row.brought) && !told.has(end)) written += await warn(tx, catalogue, row, now)
    told.add(end)
    await jobs.setWarned(tx, row)
  }
  return { rows: rows.length, written }
}

const warn = async (tx: Tx, catalogue: Catalogue, row: jobs.ChangedClock, now: Date): Promise<number> => {
  const kind = catalogue.kinds[row.kind]
  const spec = kind && clockSpecOf(kind, { key: row.key, trackId: row.track_id })
  const warning = warningOf(row.level, row.due_at, now)
  // A minimum wait that ends is no deadline: nobody is late.
  if (!spec || spec.holds || !warning) return 0
  const matter = { home: row.home, id: row.case_id }
  const leading = rolesWith('cases.supervise').filter((role) => rolesWith('cases.approve').includes(role))
  const { workers, leaders } = recipients(
    await jobs.candidates(tx, matter, placesOf(row.scope), rolesWith('cases.handle'), leading, localDate(now)),
    row.level,
  )
  const vars = {
    number: row.number,
    clockZh: spec.label.zh,
    clockEn: spec.label.en,
    days: String(warning.days),
    unit: row.unit_name,
  }
  await tell(tx, workers, {
    at: now,
    key: warning.key,
    home: row.home,
    caseId: row.case_id,
    vars,
  })
  await tell(tx, leaders, {
    at: now,
    key: row.level === 100 ? 'clockSupervise' : warning.key,
    home: row.home,
    caseId: row.case_id,
    vars,
  })
  return workers.length + leaders.length
}

/** The scope of a unit and those of all units above it. */
const placesOf = (scope: string): string[] => [...scope.matchAll(/\//g)].map(({ index }) => scope.slice(0, index + 1))

/**
 * Counts provisional deadlines again once the holiday notice of their year is loaded, and what follows from them: the
 * head's next date, and the month a deadline counts in.
 * @returns how many matters changed.
 */
export const recountProvisional = async (
  db: Kysely<DB>,
  deps: Pick<CaseJobsDeps, 'catalogue' | 'vault' | 'auditKey'>,
  now: Date,
): Promise<number> => {
  const calendar = await db.transaction().execute(loadCalendar)
  let changed = 0
  for (const home of await jobs.homesWithProvisional(db)) {
    for (const matter of await jobs.provisionalMatters(db, home))
      if (await db.transaction().execute((tx) => recountMatter(tx, deps, calendar, matter, now))) changed += 1
  }
  return changed
}

const recountMatter = async (
  tx: Tx,
  { catalogue, vault, auditKey }: Pick<CaseJobsDeps, 'catalogue' | 'vault' | 'auditKey'>,
  calendar: Calendar,
  matter: Key,
  now: Date,
): Promise<boolean> => {
  if (!(await jobs.takeMatter(tx, matter))) return false
  await jobs.actForMatter(tx, matter)
  const head = await findHead(tx, matter.home, matter.id)
  const kind = head && catalogue.kinds[head.kind]
  if (!head || !kind) return false
  const clocks = (await clocksOf(tx, matter)).map(clockOf)
  const recounted = clocks.map((clock) => {
    const spec = clock.provisional && clock.stoppedAt === null ? clockSpecOf(kind, clock) : undefined
    return spec ? recount(clock, spec, catalogue, calendar) : clock
  })
  const moved = recounted.filter((clock, index) => differs(clock, clocks[index]))
  if (moved.length === 0) return false
  await saveClocks(tx, matter, moved)
  await jobs.setNextDue(tx, matter, nextDue(kind, recounted))
  await post(
    makeEngine(catalogue, () => calendar),
    jobCtx(tx, vault, now),
    head,
  )
  await writeAudit(tx, auditKey, jobFrame(matter.home, now), [
    {
      action: 'cases.recount',
      kind: kind.key,
      home: matter.home,
      id: matter.id,
      detail: { clocks: moved.map((clock) => `${clock.key}/${clock.round}`) },
    },
  ])
  return true
}

const differs = (a: Clock, b: Clock | undefined): boolean =>
  a.dueAt.getTime() !== b?.dueAt.getTime() ||
  a.firstDueAt.getTime() !== b.firstDueAt.getTime() ||
  a.provisional !== b.provisional

const jobFrame = (home: string, now: Date): AuditFrame => ({
  now,
  home,
  account: null,
  post: null,
  unitId: null,
  role: 'system',
  ip: '',
  trace: 'job cases.provisional',
})

const jobCtx = (tx: Tx, vault: Vault, now: Date): Ctx => ({
  actor: nobody('system'),
  tx,
  now,
  vault,
  audit: () => undefined,
  client: { ip: '', agent: '', language: 'zh' },
  session: { token: null, set: () => undefined, clear: () => undefined },
})
