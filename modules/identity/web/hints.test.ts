import { expect, test } from 'vitest'
import { passwordProblems } from '#platform/crypto/passwords.ts'
import { passwordHints } from './hints.ts'

const met = (password: string, username = 'zhang.min'): boolean =>
  passwordHints(password, username).every((hint) => hint.met)

test.each(['Wm7#pear-Kite', '雨天也要记得带伞出门走走看看风景呀', 'correct horse lamp tide'])(
  'a password the server takes has every hint met: %s',
  (password) => {
    expect(passwordProblems(password, 'zhang.min')).toEqual([])
    expect(met(password)).toBe(true)
  },
)

test.each(['', 'short1A#', 'onlylowercase', 'zhang.min-2026-X'])(
  'a password the hints refuse is refused by the server: %s',
  (password) => {
    expect(met(password)).toBe(false)
    expect(passwordProblems(password, 'zhang.min')).not.toEqual([])
  },
)
