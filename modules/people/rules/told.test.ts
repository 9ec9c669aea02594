import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Known, maskTold, tellings, unmaskTold } from './told.ts'

const today = '2026-03-03'
const masked = (text: string, known: readonly Known[] = [], names = true): string =>
  maskTold(text, tellings(text, known, today, names))

test('numbers of people are masked, dates, money and words are not', () => {
  expect(masked('韩梅 430202198503020020,电话13800001234、0731-88880000,3月1日借了5000元')).toBe(
    '韩梅 430***********0020,电话138****1234、0731-******00,3月1日借了5000元',
  )
})

test.each([
  ['an ID number with a fault', '430202198503020029', '430***********0029'],
  ['a card number', '卡号 6222 0212 3456 7890 123', '卡号 622************0123'],
  ['full width', '１３８００００１２３４', '138****1234'],
])('%s is masked too', (_, text, wanted) => expect(masked(text)).toBe(wanted))

const people = [
  { name: '安小荷', phone: '0731-88881234', idNumber: 'G12345678' },
  { name: '安小' },
  { name: '阿依·古丽', phone: '13800001234', idNumber: '430202198503020020' },
]
test.each([
  ['安小荷说,安小打她', '安*荷说,安*打她'],
  ['安 小荷来了', '安*荷来了'],
  ['阿依古丽、阿依•古丽', '阿*丽、阿*丽'],
  [
    '护照 G1234 5678,座机 88881234 不是她的,0731 8888 1234 是',
    '护照 *******78,座机 88881234 不是她的,0731-******34 是',
  ],
])('names and numbers of the matter are masked however they are written: %s', (text, wanted) =>
  expect(masked(text, people)).toBe(wanted),
)

test('in her own village names stand whole, numbers never', () => {
  expect(masked('安小荷 13800001234', people, false)).toBe('安小荷 138****1234')
})

const told = fc
  .array(fc.oneof(fc.constantFrom('安小荷', '安小', '13800001234', '430202198503020020', ',', '说'), fc.string()), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''))

test('whatever is told, nothing of her stands in it masked', () => {
  fc.assert(
    fc.property(told, (text) => {
      expect(masked(text, people)).not.toMatch(/安小荷|安小|13800001234|430202198503020020/)
    }),
  )
})

test('corrected beside what is masked, the masked stands as it was', () => {
  const text = '安小荷 13800001234 和安小争吵'
  const found = tellings(text, people, today)
  expect(unmaskTold(maskTold(text, found), found)).toBe(text)
  expect(unmaskTold('安*荷 138****1234 和安*大吵', found)).toBe('安小荷 13800001234 和安小大吵')
  expect(unmaskTold('不识字', found)).toBe('不识字')
  const landline = tellings('打0731-88881234', people, today)
  expect(unmaskTold('打0731-******34找她', landline)).toBe('打0731-88881234找她')
})
