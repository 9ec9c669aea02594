import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOn } from './age.ts'
import { checkDigit, checkIdNumber } from './idnumber.ts'
import { addDays } from '#platform/clock/time.ts'

const today = '2025-11-28'
const reasonOf = (text: string): string => {
  const result = checkIdNumber(text, today)
  return result.ok ? 'accepted' : result.reason.zh
}
const numbered = (body: string): string => body + checkDigit(body)

/** A valid number of an invented person: any province, a birth in the last 120 years, any sequence. */
const validId = fc
  .tuple(
    fc.constantFrom('110105', '430202', '430281', '650121', '810000', '820000', '830000'),
    fc.integer({ min: 0, max: 43_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([division, days, sequence]) =>
    numbered(division + addDays(today, -days).replace(/-/g, '') + String(sequence).padStart(3, '0')),
  )

test.each([
  ['11010519491231002X', '11010519491231002X', '1949-12-31', '2', '110105', 'citizen'],
  ['34052419800101001X', '34052419800101001X', '1980-01-01', '1', '340524', 'citizen'],
  ['11010519491231002x', '11010519491231002X', '1949-12-31', '2', '110105', 'citizen'],
  ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', '1949-12-31', '2', '110105', 'citizen'],
  [' 110105 19491231-002x ', '11010519491231002X', '1949-12-31', '2', '110105', 'citizen'],
  [numbered('81000019990909123'), numbered('81000019990909123'), '1999-09-09', '1', '810000', 'hmt'],
  [numbered('82000019990909124'), numbered('82000019990909124'), '1999-09-09', '2', '820000', 'hmt'],
  [numbered('83000019990909124'), numbered('83000019990909124'), '1999-09-09', '2', '830000', 'hmt'],
  [numbered('94384019850214126'), numbered('94384019850214126'), '1985-02-14', '2', null, 'foreigner'],
])('%s is accepted', (text, normal, birth, sex, division, holder) => {
  expect(checkIdNumber(text, today)).toEqual({
    ok: true,
    value: { normal, birth, sex, division, holder, derived15: false, warnings: [] },
  })
})

test('an old number of 15 digits is expanded, marked and warned about', () => {
  const result = checkIdNumber('110105491231002', today)
  expect(result).toMatchObject({ ok: true, value: { normal: '11010519491231002X', derived15: true, sex: '2' } })
  expect(result.ok ? result.value.warnings.length : 0).toBe(1)
})

test('an unknown province code warns and does not refuse', () => {
  const result = checkIdNumber(numbered('16010119800101002'), today)
  expect(result.ok ? result.value.warnings.map(({ zh }) => zh).join('') : 'refused').toContain('可以照录')
})

test.each([
  ['110105194912310021', '身份证号第 18 位应为 X。请核对原件;没有证件点〔暂无〕。'],
  ['', '身份证号没有填。请核对原件;没有证件点〔暂无〕。'],
  ['1101051949123100', '身份证号应为 18 位,现在是 16 位。请核对原件;没有证件点〔暂无〕。'],
  ['11010519491231O02X', '身份证号第 15 位应为数字。请核对原件;没有证件点〔暂无〕。'],
  [numbered('11010519490229002'), '身份证号第 7—14 位不是真实的出生日期。请核对原件;没有证件点〔暂无〕。'],
  [numbered('11010520251129002'), '身份证号第 7—14 位的出生日期在今天之后。请核对原件;没有证件点〔暂无〕。'],
  [numbered('11010518941128002'), '身份证号第 7—14 位的出生日期超过 130 岁。请核对原件;没有证件点〔暂无〕。'],
  ['110105491331002', '身份证号第 7—12 位不是真实的出生日期。请核对原件;没有证件点〔暂无〕。'],
  ['USA110080010112', '这是旧版外国人永久居留证号(3 个字母加 12 位数字)。请把证件类型改为〔外国人永久居留证〕。'],
])('%o is refused: %s', (text, reason) => {
  expect(reasonOf(text)).toBe(reason)
})

test('born today and 130 years old are believed', () => {
  expect(reasonOf(numbered('11010520251128002'))).toBe('accepted')
  expect(reasonOf(numbered('11010518951128002'))).toBe('accepted')
})

test('every valid number passes; one changed digit or two neighbours swapped never do', () => {
  fc.assert(
    fc.property(validId, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
      expect(checkIdNumber(id, today)).toMatchObject({ ok: true, value: { normal: id } })
      const digit = (Number(id[at]) + shift) % 10
      expect(checkIdNumber(id.slice(0, at) + digit + id.slice(at + 1), today).ok).toBe(false)
      const swapped = id.slice(0, at) + (id[at + 1] ?? '') + (id[at] ?? '') + id.slice(at + 2)
      expect(swapped === id || !checkIdNumber(swapped, today).ok).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('any text gets an answer, and no reason repeats a birth date', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 25 }), (text) => {
      expect(typeof checkIdNumber(text, today).ok).toBe('boolean')
    }),
  )
  expect(reasonOf(numbered('11010519490229002'))).not.toContain('19490229')
})

test.each([
  ['2000-02-29', '2018-02-28', 17],
  ['2000-02-29', '2018-03-01', 18],
  ['2007-11-28', today, 18],
  ['2007-11-29', today, 17],
  [today, today, 0],
])('born %s, on %s: %i full years', (birth, on, age) => {
  expect(ageOn(birth, on)).toBe(age)
})
