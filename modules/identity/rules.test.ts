import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countedAddress } from './server/places.ts'
import { afterMistake, isPaused, type Limit, limits, type Tally, whyNotGive } from './rules.ts'

const start = new Date('2025-03-03T09:00:00+08:00').getTime()

test.each(Object.entries(limits))(
  '%s: within any span as long as a pause no more mistakes are looked at than allowed twice over',
  (_, limit: Limit) => {
    const waits = fc.array(fc.nat(limit.minutes * 20_000), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(waits, (gaps) => {
        let [at, tally]: [number, Tally | null] = [start, null]
        const looked: number[] = []
        for (const gap of gaps) {
          at += gap
          if (isPaused(tally, new Date(at))) continue
          tally = afterMistake(tally, limit, new Date(at))
          looked.push(at)
        }
        // A window that ends and one that begins can meet; a pause is as long as a window.
        for (const from of looked) {
          const inSpan = looked.filter((one) => one >= from && one < from + limit.minutes * 60_000).length
          expect(inSpan).toBeLessThan(2 * limit.most)
        }
      }),
      { numRuns: 60 },
    )
  },
)

test('the last allowed mistake begins the pause, and after it the count is new', () => {
  const now = new Date(start)
  let tally: Tally | null = null
  for (let n = 1; n <= limits.pair.most; n++) {
    expect(isPaused(tally, now)).toBe(false)
    tally = afterMistake(tally, limits.pair, now)
  }
  expect(isPaused(tally, new Date(start + 15 * 60_000 - 1))).toBe(true)
  const after = new Date(start + 15 * 60_000)
  expect(isPaused(tally, after)).toBe(false)
  expect(afterMistake(tally, limits.pair, after)).toEqual({ failed: 1, since: after, until: null })
})

test('an address is counted by what one customer of a provider has', () => {
  expect(countedAddress('::ffff:10.0.0.7')).toBe('10.0.0.7')
  expect(countedAddress('10.0.0.7')).toBe('10.0.0.7')
  expect(countedAddress('2001:DB8:0:12::1')).toBe(countedAddress('2001:db8::12:ffff:0:0:9'))
  expect(countedAddress('2001:db8:0:12::1')).not.toBe(countedAddress('2001:db8:0:13::1'))
})

test('the three offices are held by different people without other work, and roles stand at their level', () => {
  expect(whyNotGive('rights', 'D', [])).toBeNull()
  expect(whyNotGive('rights', 'D', ['leader'])).toBeNull()
  expect(whyNotGive('security', 'C', ['admin'])?.zh).toContain('不同的人')
  expect(whyNotGive('rights', 'D', ['auditor'])?.zh).toContain('不同的人')
  expect(whyNotGive('auditor', 'C', ['rights'])).not.toBeNull()
  expect(whyNotGive('village', 'D', [])?.zh).toContain('村')
})
