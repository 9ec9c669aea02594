import { expect, test } from 'vitest'
import { spanText } from './span.ts'

test.each([
  [0, '0 秒', '0 s'],
  [59.9, '59 秒', '59 s'],
  [60, '1 分钟', '1 min'],
  [3_599, '59 分钟', '59 min'],
  [3_600, '1 小时', '1 h'],
  [172_799, '47 小时', '47 h'],
  [3_369_600, '39 天', '39 days'],
])('%d seconds are %s', (seconds, zh, en) => {
  expect(spanText(seconds)).toEqual({ zh, en })
})
