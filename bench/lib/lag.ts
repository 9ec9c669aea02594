import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from './timing.ts'

/** How long postings waited for their cells, in milliseconds. */
export type Lag = { readonly p50: number; readonly p95: number; readonly worst: number }

/**
 * Looks ten times a second how long the oldest posting has waited to be folded, until `stop` is called.
 * @param oldest answers the age of the oldest unfolded posting in milliseconds, null when none waits.
 */
export const watchLag = (oldest: () => Promise<number | null>): { readonly stop: () => Promise<Lag> } => {
  const lags: number[] = []
  const done = new AbortController()
  const watching = (async () => {
    while (!done.signal.aborted) {
      lags.push((await oldest()) ?? 0)
      await wait(100)
    }
  })()
  return {
    stop: async () => {
      done.abort()
      await watching
      return { p50: percentile(lags, 0.5), p95: percentile(lags, 0.95), worst: Math.max(...lags) }
    },
  }
}

/** The age in milliseconds of the oldest posting that is not folded. */
export const oldestUnfolded =
  'select extract(epoch from clock_timestamp() - min(posted_at))::float8 * 1000 as lag from figures.posting where not folded'
