import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentNumber } from '#platform/paper/text.ts'
import { readNumber, whyNotPrefix } from './rules.ts'

test.each([
  ['荷妇访告〔2026〕12号', { prefix: '荷妇访告', year: 2026, n: 12 }],
  ['荷妇访告[2026]12号', { prefix: '荷妇访告', year: 2026, n: 12 }],
  ['荷妇访告（2026）12', { prefix: '荷妇访告', year: 2026, n: 12 }],
  ['〔2026〕 12', { year: 2026, n: 12 }],
  ['2026-12', { year: 2026, n: 12 }],
  ['2026年12号', { year: 2026, n: 12 }],
  ['荷妇访告12', { prefix: '荷妇访告', n: 12 }],
  ['第12号', { n: 12 }],
  ['１２', { n: 12 }],
  ['荷妇', { prefix: '荷妇' }],
  ['〔2026〕', { year: 2026 }],
  ['', {}],
  ['430202-XF-2026-00012', null],
  ["12' or 1=1", null],
])('%s is looked for as %o', (typed, meant) => expect(readNumber(typed)).toEqual(meant))

test('every number that is printed is found as it is printed', () => {
  const prefix = fc
    .array(fc.constantFrom(...'荷芦株妇访告函字'), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(prefix, fc.integer({ min: 1990, max: 2199 }), fc.integer({ min: 1, max: 99_999 }), (name, year, n) => {
      expect(readNumber(documentNumber(name, year, n))).toEqual({ prefix: name, year, n })
    }),
  )
})

test('a prefix is characters or letters, and one book has it', () => {
  expect(whyNotPrefix('荷妇访告', [])).toBeNull()
  for (const wrong of ['', '荷妇访告2026', '荷妇〔', '荷 妇', '一'.repeat(21)])
    expect(whyNotPrefix(wrong, [])?.zh).toContain('例如')
  expect(whyNotPrefix('荷妇访告', ['荷妇访告'])?.zh).toContain('已经有')
})
