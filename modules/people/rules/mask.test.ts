import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOwnVillage, maskId, maskName, maskPhone } from './mask.ts'

test.each([
  ['张三', '张*', '张**'],
  ['张小华', '张*华', '张**'],
  ['欧阳小华', '欧*华', '欧**'],
  ['阿依古丽·买买提', '阿*提', '阿**'],
  ['𠮷野', '𠮷*', '𠮷**'],
  ['王芳(大)', '王*', '王**'],
  ['张', '*', '张**'],
  ['', '', ''],
  ['13800001234', '*', '*'],
])('name %s shows as %s, in public as %s', (name, staff, everyone) => {
  expect([maskName(name), maskName(name, 'public')]).toEqual([staff, everyone])
})

test.each([
  ['13800001234', '138****1234'],
  ['+86 138-0000-1234', '138****1234'],
  ['0731-88880000', '0731-******00'],
  ['0731-8888012-12', '0731-*****12'],
  ['12338', '12338'],
  ['13800001', '****'],
  ['', '****'],
])('phone %s shows as %s', (text, masked) => {
  expect(maskPhone(text)).toBe(masked)
})

test.each([
  ['11010519491231002X', '110***********002X'],
  ['110105491231002', '110********1002'],
  ['E12345678', '*******78'],
  ['12345', '****'],
  ['', ''],
])('certificate %s shows as %s', (text, masked) => {
  expect(maskId(text)).toBe(masked)
})

test('a mask shows no more characters than it may', () => {
  const shown = (masked: string): number => [...masked].filter((character) => character !== '*').length
  const han = fc.string({
    unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
    minLength: 2,
    maxLength: 50,
  })
  fc.assert(
    fc.property(han, (name) => {
      expect(shown(maskName(name))).toBeLessThanOrEqual([...name].length > 2 ? 2 : 1)
      expect(shown(maskName(name, 'public'))).toBe(1)
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      expect(shown(maskId(text))).toBeLessThanOrEqual(7)
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (mobile) => {
      expect(maskPhone(mobile)).toBe(`${mobile.slice(0, 3)}****${mobile.slice(7)}`)
    }),
  )
})

test.each([
  ['her own village', 'V', 7, { unitId: 7, open: true, guarded: false }, true],
  ['the village beside hers', 'V', 7, { unitId: 8, open: true, guarded: false }, false],
  ['a matter only its team opens', 'V', 7, { unitId: 7, open: false, guarded: false }, false],
  ['somebody who must be protected', 'V', 7, { unitId: 7, open: true, guarded: true }, false],
  ['the town’s own desk', 'T', 7, { unitId: 7, open: true, guarded: false }, false],
  ['the county’s own desk', 'D', 7, { unitId: 7, open: true, guarded: false }, false],
])('whole names in %s', (_, level, unitId, matter, clear) => {
  expect(inOwnVillage({ level, unitId }, matter)).toBe(clear)
})
