import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPhone } from './phone.ts'

test.each([
  ['13800001234', '13800001234', 'mobile'],
  ['138 0000 1234', '13800001234', 'mobile'],
  ['138-0000-1234', '13800001234', 'mobile'],
  ['１３８００００１２３４', '13800001234', 'mobile'],
  ['+86 138 0000 1234', '13800001234', 'mobile'],
  ['0086-13800001234', '13800001234', 'mobile'],
  ['8613800001234', '13800001234', 'mobile'],
  ['+86-731-88880000', '0731-88880000', 'landline'],
  ['+86 10 88880000', '010-88880000', 'landline'],
  ['0731-88880000', '0731-88880000', 'landline'],
  ['073188880000', '0731-88880000', 'landline'],
  ['(0731) 8888 0000', '0731-88880000', 'landline'],
  ['0731—8888000', '0731-8888000', 'landline'],
  ['0731-8888000-1', '0731-8888000-1', 'landline'],
  ['0731-8888 0000转12', '0731-88880000-12', 'landline'],
  ['01088880000', '010-88880000', 'landline'],
  ['12338', '12338', 'short'],
  [' 110 ', '110', 'short'],
])('%s is %s (%s)', (text, normal, kind) => {
  expect(checkPhone(text)).toEqual({ ok: true, value: { normal, kind } })
})

test.each([
  ['', '没有填'],
  ['1380000123', '现在是 10 位'],
  ['12800001234', '13—19'],
  ['88880000', '缺区号'],
  ['+852 2345 6789', '境外号码'],
  ['0044 20 7946 0000', '境外号码'],
  ['13800001234张', '数字以外'],
  ['0731-888', '不完整'],
  ['12339', '手机号应为'],
])('%o is refused: %s', (text, reason) => {
  const result = checkPhone(text)
  expect(result.ok ? 'accepted' : result.reason.zh).toContain(reason)
})

test('the normal form is a fixed point', () => {
  const landline = fc
    .tuple(fc.constantFrom('010', '021', '0731', '0997'), fc.stringMatching(/^[2-9]\d{6,7}$/))
    .map((parts) => parts.join('-'))
  fc.assert(
    fc.property(fc.oneof(landline, fc.stringMatching(/^1[3-9]\d{9}$/)), (number) => {
      expect(checkPhone(number)).toMatchObject({ ok: true, value: { normal: number } })
    }),
  )
})
