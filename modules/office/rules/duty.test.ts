import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDuty, runningAt } from './duty.ts'

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
