import { expect, test } from 'vitest'
import { maskNumbers } from './numbers.ts'

test('numbers of people are masked, dates, money and words are not', () => {
  expect(maskNumbers('韩梅 430202198503020020,电话13800001234、0731-88880000,3月1日借了5000元', '2026-03-03')).toBe(
    '韩梅 430***********0020,电话138****1234、0731-******00,3月1日借了5000元',
  )
})

test('an ID number with a fault is masked too', () => {
  expect(maskNumbers('430202198503020029', '2026-03-03')).toBe('430***********0029')
})
