import { setTimeout as after } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import type { Database } from '#platform/db/open.ts'

/** What a ticker runs, over and over. */
export type TickerSpec = {
  /** Name of the job, `room.what`; processes that share it take turns. */
  readonly name: string
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  readonly everyMs: number
  /** The system login. A run holds one of its connections for as long as it works. */
  readonly db: Database
  /** Works on the very session that holds the lock: a session that is lost loses both, so nothing overlaps. */
  readonly work: (session: Kysely<DB>) => Promise<void>
  /** Told of each failed run; the next one comes later and later, up to a minute. */
  readonly onError?: (error: unknown, name: string) => void
}

/** A running ticker; `stop` waits for the run under way. */
export type Ticker = { readonly stop: () => Promise<void> }

const longestPauseMs = 60_000

/**
 * Runs a sweep at once and then again and again until stopped. Of several processes on one database one works at a
 * time (a session advisory lock by name); runs never overlap; a lost database is waited for.
 */
export const startTicker = ({ name, everyMs, db, work, onError }: TickerSpec): Ticker => {
  const stopping = new AbortController()
  const loop = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted;) {
      failures = await runLocked(db, name, work).then(
        () => 0,
        (error: unknown) => {
          onError?.(error, name)
          return failures + 1
        },
      )
      await after(pauseAfter(failures, everyMs), undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const ended = loop()
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

/** Milliseconds to wait after so many failed runs in a row: doubles each time, never beyond a minute or the usual pause. */
export const pauseAfter = (failures: number, everyMs: number): number =>
  Math.max(everyMs, Math.min(failures === 0 ? 0 : everyMs * 2 ** Math.min(failures, 20), longestPauseMs))

const runLocked = (db: Database, name: string, work: TickerSpec['work']): Promise<void> =>
  db.connection().execute(async (session) => {
    const key = sql`hashtextextended(${`nuanjia.job.${name}`}, 0)`
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${key}) as mine`.execute(session)
    if (rows[0]?.mine !== true) return
    try {
      await work(session)
    } finally {
      // A session that is gone has given its lock back by itself.
      await sql`select pg_advisory_unlock(${key})`.execute(session).catch(() => undefined)
    }
  })
