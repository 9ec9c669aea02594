import { expect, test } from 'vitest'
import { burst, compare, percentile, summarise } from './timing.ts'

test.each([
  { values: [5], share: 0.5, is: 5 },
  { values: [3, 1, 2], share: 0.5, is: 2 },
  { values: [4, 1, 3, 2], share: 0.5, is: 2 },
  { values: Array.from({ length: 100 }, (_, at) => 100 - at), share: 0.95, is: 95 },
  { values: Array.from({ length: 20 }, (_, at) => at + 1), share: 0.95, is: 19 },
])('the $share percentile of $values.length values is a value that was measured: $is', ({ values, share, is }) => {
  expect(percentile(values, share)).toBe(is)
})

test('nothing measured is not a number, never zero', () => {
  expect(summarise([]).p95).toBeNaN()
})

test('both ways run equally often and warm-up is left out', async () => {
  const calls: string[] = []
  const way = (name: string) => (run: number) => {
    calls.push(`${name}${run}`)
    return Promise.resolve()
  }
  const { scoped, floor } = await compare(3, Number.POSITIVE_INFINITY, way('a'), way('b'))
  expect([scoped.runs, floor.runs]).toEqual([3, 3])
  expect(calls).toEqual(['a-2', 'b-2', 'a-1', 'b-1', 'a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
})

test('a spent budget ends the turns, but never before ten', async () => {
  const { scoped } = await compare(
    50,
    0,
    () => Promise.resolve(),
    () => Promise.resolve(),
  )
  expect(scoped.runs).toBe(10)
})

test('a burst runs every client the same number of times, all at once', async () => {
  let busy = 0
  let most = 0
  const seen: string[] = []
  const { runs, perSecond } = await burst(['a', 'b', 'c'], 2, async (client) => {
    seen.push(client)
    busy += 1
    most = Math.max(most, busy)
    await Promise.resolve()
    busy -= 1
  })
  expect(runs).toBe(6)
  expect(seen.sort()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  expect(most).toBe(3)
  expect(perSecond).toBeGreaterThan(0)
})
