import { expect, test } from 'vitest'
import { byUse, whyNoPhrase } from './phrases.ts'

test.each([
  ['同意,请做好回访。', false],
  ['请在 15 日内办结。', false],
  ['按信访工作条例第 34 条延长 30 日。', false],
  ['请打 13800001234 联系本人。', true],
  ['请打 138 0000-1234 联系本人。', true],
  ['请打13800001234联系本人。', true],
  ['身份证 430202198503020020 已核对。', true],
  ['参照 430202-XF-2025-00001 办理。', true],
])('「%s」 holds a number of somebody: %s', (text, telling) => {
  expect(whyNoPhrase(text) !== null).toBe(telling)
})

test('phrases stand by use; what was used equally often keeps its order', () => {
  const order = byUse(
    ['a', 'b', 'c', 'd'].map((key) => ({ key })),
    new Map([
      ['c', 5],
      ['d', 1],
    ]),
  )
  expect(order.map(({ key }) => key)).toEqual(['c', 'd', 'a', 'b'])
})
