import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  canonicalCode,
  commonCharacters,
  homeOf,
  inScope,
  levelOfScope,
  parentScope,
  prefixEnd,
  readQuery,
  resolveCode,
  scopeAtBirth,
  scopeRange,
  scopesAbove,
  type UnitSpan,
} from './rules.ts'

const places: readonly [code: string, scope: string, level: string, home: string, what: string][] = [
  ['000000', '/', 'N', '000000', 'the nation'],
  ['430000', '/43/', 'P', '430000', 'a province'],
  ['430200', '/43/02/', 'C', '430200', 'a city'],
  ['430202', '/43/02/02/', 'D', '430202', 'a county'],
  ['430202001', '/43/02/02/001/', 'T', '430202', 'a street keeps at its county'],
  ['430202001001', '/43/02/02/001/001/', 'V', '430202', 'a village keeps at its county'],
  ['441900003', '/44/19/003/', 'T', '441900', 'a street of a city without districts keeps at the city'],
  ['460400100202', '/46/04/100/202/', 'V', '460400', 'a village of a city without districts'],
  ['620201001', '/62/02/001/', 'T', '620200', 'the list repeats 嘉峪关 as its own county under another code'],
  ['419001', '/41/9001/', 'D', '419001', 'a county directly under its province'],
  ['419001001', '/41/9001/001/', 'T', '419001', 'a street below it'],
  ['110101', '/11/0101/', 'D', '110101', 'a district of a municipality'],
  ['500229', '/50/0229/', 'D', '500229', 'a county of a municipality'],
]

test.each(places)('%s is born at %s, level %s, home %s: %s', (code, scope, level, home) => {
  expect(scopeAtBirth(code)).toBe(scope)
  expect(levelOfScope(scope)).toBe(level)
  expect(homeOf({ scope })).toBe(home)
})

test.each([
  ['110100', '市辖区 of a municipality'],
  ['419000', '省直辖县级行政区划'],
  ['350527000', 'a county repeated as its own town'],
  ['350527000000', 'and as its own village'],
  ['43020', 'five digits'],
  ['4302020010', 'ten digits'],
  ['', 'nothing'],
])('%s is no unit: %s', (code) => {
  expect(scopeAtBirth(code)).toBeNull()
})

test.each([
  ['/43/02/d01/', 'D', '430200', 'a development zone at county level keeps at its city'],
  ['/43/02/d01/t02/', 'T', '430200', 'a part of the zone'],
  ['/43/02/02/b7/', 'D', '430202', 'a body stands at the level of its unit'],
  ['/b1/', 'N', '000000', 'a national body'],
])('%s is level %s, home %s: %s', (scope, level, home) => {
  expect(levelOfScope(scope)).toBe(level)
  expect(homeOf({ scope })).toBe(home)
})

test.each([
  '',
  '43',
  '/43',
  '43/',
  '/4/',
  '/43/02/02/02/',
  '/43/02/001/001/001/',
  '/43/001/',
  '/43//02/',
  "/43' or 1=1/",
])('%s is no scope', (scope) => {
  expect(levelOfScope(scope)).toBeNull()
})

const digits = (length: number) =>
  fc.integer({ min: 1, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'))
const scopes = fc
  .array(fc.oneof(digits(2), digits(3), digits(4)), { maxLength: 5 })
  .map((segments) => segments.reduce((path, segment) => `${path}${segment}/`, '/'))
const codes = fc.oneof(
  digits(2).map((p) => `${p}0000`),
  fc.tuple(digits(2), digits(2)).map(([p, c]) => `${p}${c}00`),
  digits(6),
  fc.tuple(digits(6), digits(3)).map((parts) => parts.join('')),
  fc.tuple(digits(6), digits(3), digits(3)).map((parts) => parts.join('')),
)

test('a range holds exactly the unit and what is below it: nobody sees the neighbour', () => {
  fc.assert(
    fc.property(scopes, scopes, fc.boolean(), (a, b, below) => {
      const other = below ? a + b.slice(1) : b
      expect(inScope(other, scopeRange(a))).toBe(other.startsWith(a))
    }),
  )
})

test('every unit is in the range of each unit above it, and the last of them is its parent', () => {
  fc.assert(
    fc.property(scopes, (scope) => {
      const above = scopesAbove(scope)
      expect(above.every((s) => inScope(scope, scopeRange(s)) && s !== scope)).toBe(true)
      expect(above.at(-1) ?? null).toBe(parentScope(scope))
    }),
  )
})

test('a place gives back the code it was born with: no two codes share one', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const scope = scopeAtBirth(code)
      fc.pre(scope !== null && !code.startsWith('620201'))
      const below = [...(scope ?? '').matchAll(/\/(\d{3})(?=\/)/g)].map((match) => match[1]).join('')
      expect(homeOf({ scope: scope ?? '' }) + below).toBe(canonicalCode(code))
    }),
  )
})

test('writing a code with trailing zeros names the same unit', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const short = canonicalCode(code)
      expect([canonicalCode(short), canonicalCode(short.padEnd(12, '0'))]).toEqual([short, short])
    }),
  )
})

test.each([
  ['430202000000', '430202'],
  ['430202001000', '430202001'],
  ['43', '430000'],
  ['4302', '430200'],
  ['620201', '620200'],
  ['430202001001', '430202001001'],
])('%s is kept as %s', (written, kept) => {
  expect(canonicalCode(written)).toBe(kept)
})

const span = (unitId: number, code: string, name: string, validFrom: string, validTo: string | null): UnitSpan => ({
  unitId,
  code,
  name,
  parentId: 1,
  validFrom,
  validTo,
})

// A county became a district with a new code in 2018; its old code was given to another unit in 2022, which ended in 2024.
const history = [
  span(7, '430221', '旧县', '1949-10-01', '2018-06-19'),
  span(7, '430212', '新区', '2018-06-19', null),
  span(8, '430221', '后来县', '2022-01-01', '2024-01-01'),
]

test.each([
  ['430221', '2018-06-18', 7, 'the last day of the old code'],
  ['430212', '2018-06-19', 7, 'the first day of the new code'],
  ['430212000000', '2026-01-01', 7, 'written long'],
  ['430221', '2023-05-01', 8, 'the code reused'],
])('code %s on %s is unit %s: %s', (code, on, unitId) => {
  const found = resolveCode(history, code, on)
  expect(found.ok && found.span.unitId).toBe(unitId)
})

test.each([
  ['430221', '2020-01-01', 'ended', 7],
  ['430221', '2026-01-01', 'ended', 8],
  ['430212', '2018-06-18', 'not-yet', undefined],
  ['999999', '2020-01-01', 'unknown', undefined],
])('code %s on %s is %s', (code, on, reason, last) => {
  const found = resolveCode(history, code, on)
  expect(found).toMatchObject({ ok: false, reason })
  expect(!found.ok && found.reason === 'ended' ? found.last.unitId : undefined).toBe(last)
})

test.each([
  ['天元', { by: 'name', text: '天元', characters: ['天', '元'] }],
  [' 天 元 ', { by: 'name', text: '天元', characters: ['天', '元'] }],
  ['社区', { by: 'name', text: '社区', characters: [] }],
  ['8号社区', { by: 'name', text: '8号社区', characters: ['8', '号'] }],
  ['TYQ', { by: 'letters', prefix: 'tyq' }],
  ["xi'an", { by: 'letters', prefix: 'xian' }],
  ['4302', { by: 'code', prefix: '4302' }],
  ['４３０２', { by: 'code', prefix: '4302' }],
  ['430202000000', { by: 'code', prefix: '430202' }],
  ['天', { by: 'nothing', reason: 'too-short' }],
  ['  ', { by: 'nothing', reason: 'too-short' }],
])('typing %s searches %o', (typed, expected) => {
  expect(readQuery(typed)).toEqual(expected)
})

test('the end of a prefix comes right after everything that begins with it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,8}$/), fc.stringMatching(/^[a-z0-9]{0,8}$/), (prefix, text) => {
      expect(text >= prefix && text < prefixEnd(prefix)).toBe(text.startsWith(prefix))
    }),
  )
})

test('the search and its index leave out the same characters', () => {
  const migration = readFileSync(new URL('../../db/migrations/0002_org_tree.sql', import.meta.url), 'utf8')
  expect(migration).toContain(`translate(name, '${commonCharacters}', '')`)
})
