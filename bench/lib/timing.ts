import { performance } from 'node:perf_hooks'

/** How long something took over many runs, in milliseconds. */
export type Times = { readonly runs: number; readonly p50: number; readonly p95: number }

/** The value a share of all values does not exceed (nearest rank); of nothing it is NaN. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

/** Sums up single durations. */
export const summarise = (durations: readonly number[]): Times => ({
  runs: durations.length,
  p50: percentile(durations, 0.5),
  p95: percentile(durations, 0.95),
})

/** Milliseconds one call takes. */
export const stopwatch = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Runs two ways of the same work by turns, so that whatever else the machine does burdens both alike; the first two turns
 * warm up. Stops early, after ten turns at least, when `budget` milliseconds are spent.
 */
export const compare = async (
  runs: number,
  budget: number,
  scoped: (run: number) => Promise<unknown>,
  floor: (run: number) => Promise<unknown>,
): Promise<{ readonly scoped: Times; readonly floor: Times }> => {
  const times: { scoped: number[]; floor: number[] } = { scoped: [], floor: [] }
  let spent = 0
  for (let run = -2; run < runs && (run < 10 || spent < budget); run++) {
    const one = await stopwatch(() => scoped(run))
    const other = await stopwatch(() => floor(run))
    spent += one + other
    if (run < 0) continue
    times.scoped.push(one)
    times.floor.push(other)
  }
  return { scoped: summarise(times.scoped), floor: summarise(times.floor) }
}

/** Lets `clients` work at once, each `each` times in a row, and answers how long single calls took and how many were done a second. */
export const burst = async <C>(
  clients: readonly C[],
  each: number,
  work: (client: C) => Promise<unknown>,
): Promise<Times & { readonly perSecond: number }> => {
  const durations: number[] = []
  const whole = await stopwatch(() =>
    Promise.all(
      clients.map(async (client) => {
        for (let turn = 0; turn < each; turn++) durations.push(await stopwatch(() => work(client)))
      }),
    ),
  )
  return { ...summarise(durations), perSecond: (durations.length * 1000) / whole }
}
