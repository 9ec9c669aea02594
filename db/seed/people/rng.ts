/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
export type Rng = () => number

/** A generator from a whole number (mulberry32); not for secrets. */
export const rng = (seed: number): Rng => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from low to high, both included. */
export const between = (next: Rng, low: number, high: number): number => low + Math.floor(next() * (high - low + 1))

/** True with the given probability. */
export const chance = (next: Rng, probability: number): boolean => next() < probability

/** One of a list, all alike. */
export const pick = <T>(next: Rng, list: readonly T[]): T => list[between(next, 0, list.length - 1)] as T

/** One of a list ordered by frequency: the n-th is drawn about 1/n as often as the first, as words are in speech. */
export const zipf = <T>(next: Rng, list: readonly T[]): T => {
  let left = next() * weight(list.length)
  for (let place = 0; place < list.length; place++) {
    left -= 1 / (place + 1)
    if (left < 0) return list[place] as T
  }
  return list.at(-1) as T
}

const weights = [0]
const weight = (n: number): number => {
  for (let place = weights.length; place <= n; place++) weights.push((weights[place - 1] ?? 0) + 1 / place)
  return weights[n] ?? 0
}

/** A copy in drawn order. */
export const shuffle = <T>(next: Rng, list: readonly T[]): T[] => {
  const left = [...list]
  const out: T[] = []
  while (left.length > 0) out.push(...left.splice(between(next, 0, left.length - 1), 1))
  return out
}
