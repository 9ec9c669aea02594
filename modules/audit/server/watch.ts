import { addDays, localDate, startOfDay } from '#platform/clock/time.ts'
import type { Database } from '#platform/db/open.ts'
import { startTicker, type Ticker } from '#platform/jobs/ticker.ts'
import { findingsOf, night } from '../rules.ts'
import * as queries from './queries/watch.ts'

const everyMs = 60_000

/** Looks each minute at who opened something in the last ten. */
export const startReaderWatch = (deps: {
  /** The system login. */
  readonly db: Database
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}): Ticker =>
  startTicker({
    name: 'audit.watch',
    everyMs,
    db: deps.db,
    ...(deps.onError ? { onError: deps.onError } : {}),
    work: async () => void (await watchReaders(deps.db, deps.clock())),
  })

/**
 * Notes what is out of the ordinary since the evening before, for everybody who opened something within the last
 * `minutes`. Repeating it changes nothing but the count of a finding nobody has reviewed. @returns how many people it looked at.
 */
export const watchReaders = async (db: Database, now: Date, minutes = 10): Promise<number> => {
  const people = await queries.readers(db, new Date(now.getTime() - minutes * 60_000), now)
  const since = new Date(startOfDay(addDays(localDate(now), -1)).getTime() + night.from * 3_600_000)
  for (const { account, scope } of people)
    for (const finding of findingsOf(await queries.looksOf(db, account, since, now)))
      await queries.note(db, account, scope, finding)
  return people.length
}
