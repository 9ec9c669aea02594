import { expect, test } from 'vitest'
import { isTooOld } from './build.ts'

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.1.9', '0.2.0', true],
  ['0.10.0', '0.9.5', false],
  ['1.0.0', '0.9.9', false],
  ['nonsense', '0.1.0', true],
])('a page of build %s before a server that understands %s and later: reload %s', (build, oldest, reload) => {
  expect(isTooOld(build, oldest)).toBe(reload)
})

test('a program that names no build is served', () => expect(isTooOld(undefined)).toBe(false))
