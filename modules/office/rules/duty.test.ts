import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conflictsOf, dayTyped, readDuty, runningAt } from './duty.ts'

test.each([
  [7, ['2025-03-02 night', '2025-03-02 whole']],
  [8, ['2025-03-03 day', '2025-03-03 whole']],
  [17, ['2025-03-03 day', '2025-03-03 whole']],
  [18, ['2025-03-03 night', '2025-03-03 whole']],
  [23, ['2025-03-03 night', '2025-03-03 whole']],
  [0, ['2025-03-02 night', '2025-03-02 whole']],
])('at %i o’clock of 3 March these run: %j', (hour, running) => {
  expect(
    runningAt('2025-03-03', hour)
      .map(({ day, shift }) => `${day} ${shift}`)
      .sort(),
  ).toEqual(running)
})

test('at every hour there is exactly one of day and night, and one whole day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), (hour) => {
      const found = runningAt('2025-01-01', hour).map(({ shift }) => shift)
      expect(found.filter((shift) => shift !== 'whole')).toHaveLength(1)
      expect(found.filter((shift) => shift === 'whole')).toHaveLength(1)
    }),
  )
})

test.each([
  ['程嘉禾', '程嘉禾', null],
  ['程嘉禾 0731-22880011', '程嘉禾', '0731-22880011'],
  ['门卫老秦13800001234', '门卫老秦', '13800001234'],
  ['  门卫 138 0000 1234 ', '门卫', '138 0000 1234'],
  ['０７３１－２２８８００１１', '', '0731-22880011'],
])('「%s」 is %s with %s', (typed, name, phone) => {
  expect(readDuty(typed)).toEqual({ name, phone })
})

test.each([
  ['3月1日', 1],
  ['2025-03-14', 14],
  ['2025年3月2日', 2],
  ['03-05 周三', 5],
  ['7', 7],
  ['1 周六 休息', 1],
  ['唐秋芸', null],
  ['0731-00002031', null],
  ['', null],
])('%s names the day %s', (text, day) => {
  expect(dayTyped(text)).toBe(day)
})

test('a roster says who cannot be reached, who is on twice and who comes straight from the night', () => {
  const typed = [
    { day: '2025-03-03', shift: 'day', text: '门卫' },
    { day: '2025-03-04', shift: 'day', text: '门卫 0731-00002088' },
    { day: '2025-03-05', shift: 'night', text: '唐秋芸' },
    { day: '2025-03-06', shift: 'day', text: '唐秋芸' },
    { day: '2025-03-08', shift: 'whole', text: '唐秋芸' },
    { day: '2025-03-08', shift: 'night', text: '唐秋芸 0731-00002031' },
    { day: '2025-03-09', shift: 'night', text: '唐秋芸' },
    { day: '2025-03-10', shift: 'day', text: '' },
  ] as const
  expect(Object.fromEntries(conflictsOf(typed, new Set(['唐秋芸'])))).toEqual({
    '2025-03-03 day': 'noPhone',
    '2025-03-06 day': 'afterNight',
    '2025-03-08 whole': 'twice',
    '2025-03-08 night': 'twice',
  })
})
