import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeRecent } from './recent.ts'

test('never holds more than its bound and never answers a value that was not the last one set', () => {
  const step = fc.tuple(fc.constantFrom('get', 'set', 'delete'), fc.nat(12), fc.nat(99))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const cache = makeRecent<number, number>(6)
      const truth = new Map<number, number>()
      for (const [verb, key, value] of steps) {
        if (verb === 'set') {
          cache.set(key, value)
          truth.set(key, value)
        } else if (verb === 'delete') {
          cache.delete(key)
          truth.delete(key)
        }
        expect([undefined, truth.get(key)]).toContain(cache.get(key))
        expect(cache.size()).toBeLessThanOrEqual(6)
      }
    }),
  )
})

test('what is used stays while others come and go', () => {
  const cache = makeRecent<string, string>(10)
  cache.set('kept', 'yes')
  for (let at = 0; at < 1000; at++) {
    cache.set(`passing ${at}`, 'no')
    expect(cache.get('kept')).toBe('yes')
  }
  expect(cache.get('passing 0')).toBeUndefined()
})
