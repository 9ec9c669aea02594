import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['发放贷款2150笔,金额1.3亿元。与上年相比,贷款笔数增加590笔,增长37.8%。', '2150 growthBy 590=37.8'],
  ['发放贷款1200笔。贷款笔数减少300笔,下降20%。', '1200 growthBy 300=20'],
] as const)('a change in counts and its rate belong to a value before: %s', (text, line) =>
  expect(saidOf(text)).toContain(line),
)
