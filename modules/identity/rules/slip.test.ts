import { assert, constantFrom, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { codeLetters, newCode, printCode, readCode, slipState } from './slip.ts'

test('what is printed is read back, however it is typed', () => {
  assert(
    property(integer({ min: 0, max: 1e6 }), constantFrom('-', ' ', '', '–'), (seed, between) => {
      let n = seed
      const code = newCode((below) => (n = (n * 7919 + 13) % 1_000_003) % below)
      expect(readCode(printCode(code).replaceAll('-', between).toUpperCase())).toBe(code)
    }),
  )
})

test('what is no code is never taken for one', () => {
  assert(
    property(
      string(),
      (text) => readCode(text) === null || [...text].filter((c) => codeLetters.includes(c.toLowerCase())).length === 12,
    ),
  )
  expect(readCode('abcd-efgh-jkm1')).toBeNull()
})

test('a slip is used, withdrawn or over, in this order', () => {
  const now = new Date('2025-03-03T01:00:00Z')
  const later = new Date(now.getTime() + 1)
  const state = (expiresAt: Date, usedAt: Date | null, withdrawnAt: Date | null) =>
    slipState({ expiresAt, usedAt, withdrawnAt }, now)
  expect(state(later, null, null)).toBe('good')
  expect(state(now, null, null)).toBe('expired')
  expect(state(later, null, now)).toBe('withdrawn')
  expect(state(now, now, now)).toBe('used')
})
