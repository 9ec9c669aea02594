import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chineseNumeral, numberHeadings } from './numbering.ts'
import { annexLines, isRealDate, noteLine, paperDate, paperMarks, signatureIndents, widthInChars } from './text.ts'
import { titleLines } from './title.ts'

test.each([
  [1, '一'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [99, '九十九'],
])('numeral of %i is %s', (n, text) => expect(chineseNumeral(n)).toBe(text))

test('a heading level starts again under the next higher one', () => {
  const kinds = ['h1', 'h2', 'h3', 'h3', 'h2', 'h3', 'h1', 'h2', 'p'] as const
  const numbers = numberHeadings(kinds.map((kind) => ({ kind, runs: [] }))).map((entry) => entry.number)
  expect(numbers).toEqual(['一、', '（一）', '1.', '2.', '（二）', '1.', '二、', '（一）', ''])
})

test.each([
  ['2026-03-08', true, '2026年3月8日'],
  ['2026-02-29', false, '2026年2月29日'],
  ['2024-02-29', true, '2024年2月29日'],
  ['2026-3-8', false, '2026-3-8'],
])('%s', (date, real, printed) => {
  expect(isRealDate(date)).toBe(real)
  expect(paperDate(date)).toBe(printed)
})

test('issuer and date share one middle, neither leaves the type area', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 28 }), fc.constantFrom('2026-01-01', '2026-12-31'), (length, date) => {
      const issuer = '妇'.repeat(length)
      const indents = signatureIndents(issuer, date)
      expect(indents.issuer + length / 2).toBeCloseTo(indents.date + widthInChars(paperDate(date)) / 2)
      expect(indents.issuer).toBeGreaterThanOrEqual(0)
      expect(indents.date).toBeGreaterThanOrEqual(4)
    }),
  )
})

test('one annex has no number, several do', () => {
  expect(annexLines(['统计表']).map((line) => line.text)).toEqual(['附件：统计表'])
  expect(annexLines(['甲', '乙']).map((line) => line.text)).toEqual(['附件：1. 甲', '2. 乙'])
})

test('a note has one pair of brackets, given with or without', () => {
  expect(noteLine('联系人：沈知秋')).toBe('（联系人：沈知秋）')
  expect(noteLine('（联系人：沈知秋）')).toBe('（联系人：沈知秋）')
})

test('title lines keep every character, fit the width and never open with 的', () => {
  const words = [
    '清河县妇女联合会',
    '关于',
    '开展',
    '妇女儿童',
    '维权',
    '工作',
    '情况',
    '的',
    '2026年',
    '上半年',
    '报告',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 16 }), (parts) => {
      const title = parts.join('')
      const lines = titleLines(title)
      expect(lines.join('')).toBe(title)
      expect(lines.length === 1 || lines.every((line) => widthInChars(line) <= 20)).toBe(true)
      for (const line of lines.slice(1)) expect(line).not.toMatch(/^的/)
    }),
  )
})

test('a long title breaks between words and is no rectangle', () => {
  const lines = titleLines('清河县妇女联合会关于进一步加强全县妇女儿童维权工作的通知')
  expect(lines).toHaveLength(2)
  expect(lines.every((line) => !/^[女合护童]/.test(line))).toBe(true)
})

test.each([
  ['登记,每件计一次', '登记，每件计一次'],
  ['(本期−基期)÷基期(K25);比率之差为百分点', '（本期−基期）÷基期（K25）；比率之差为百分点'],
  ['处理÷(收到+期初在办)(K01)', '处理÷（收到+期初在办）（K01）'],
  ['反映的事项(编号 430202-XF-2025-00001),我会已经受理', '反映的事项（编号 430202-XF-2025-00001），我会已经受理'],
  ['您的诉求:要回 12,500 元!', '您的诉求：要回 12,500 元！'],
  ['58/60,96.67%', '58/60,96.67%'],
  ['10/(12+3)', '10/(12+3)'],
  ['上午 9:30,再来', '上午 9:30，再来'],
  [',占', '，占'],
  ['见 WHO (2021), p. 3', '见 WHO (2021), p. 3'],
])('a paper prints %s as %s', (text, printed) => expect(paperMarks(text)).toBe(printed))
