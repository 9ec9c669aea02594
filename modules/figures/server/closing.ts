import type { Kysely } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Database } from '#platform/db/open.ts'
import { startTicker, type Ticker } from '#platform/jobs/ticker.ts'
import { closesAt, type ClosingRule, monthsDue } from '../rules.ts'
import { closeMonths, lastClosed } from './queries.ts'

/** Closes the months whose time has come; running it again closes nothing. The system login. @returns the months closed. */
export const closeDue = async (db: Kysely<DB>, rule: ClosingRule, now: Date): Promise<string[]> => {
  const months = monthsDue(await lastClosed(db), now, rule)
  if (months.length > 0) await closeMonths(db, months, now)
  return months
}

/** Closes the months from one on (`YYYY-MM`), each at the instant it was due: the history of a demonstration. The system login. */
export const closeHistory = async (db: Database, rule: ClosingRule, since: string, now: Date): Promise<void> => {
  for (const month of monthsDue(since, now, rule)) await closeMonths(db, [month], closesAt(month, rule) ?? now)
}

/** Looks every ten minutes whether a month is to be closed: one row for the whole house, however many units it has. */
export const startClosing = (options: {
  readonly db: Database
  readonly rule: () => ClosingRule
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}): Ticker => {
  const { db, rule, clock, onError } = options
  return startTicker({
    name: 'figures.close',
    everyMs: 600_000,
    db,
    ...(onError ? { onError } : {}),
    work: async (session) => void (await closeDue(session, rule(), clock())),
  })
}
