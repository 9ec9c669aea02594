import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCalendar, isWorkday, workdaysBetween } from './calendar.ts'
import { clockShare, due, lastDay, remaining } from './deadline.ts'
import type { LengthUnit } from './deadline.ts'
import { localDate, localDateTime } from './time.ts'

const calendar = buildCalendar()
const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`)

test.each<[string, number, LengthUnit, boolean, string]>([
  ['2025-11-03 16:30', 15, 'CAL_DAY', false, '2025-11-19 00:00'],
  ['2025-11-03 00:00', 15, 'CAL_DAY', false, '2025-11-19 00:00'],
  ['2025-11-01 09:00', 7, 'CAL_DAY', true, '2025-11-11 00:00'],
  ['2025-11-01 09:00', 7, 'CAL_DAY', false, '2025-11-09 00:00'],
  ['2025-09-16 09:00', 15, 'CAL_DAY', true, '2025-10-10 00:00'],
  ['2025-09-16 09:00', 15, 'CAL_DAY', false, '2025-10-02 00:00'],
  ['2025-09-21 09:00', 7, 'CAL_DAY', true, '2025-09-29 00:00'],
  ['2025-09-30 09:00', 2, 'WORK_DAY', false, '2025-10-11 00:00'],
  ['2025-10-01 09:00', 1, 'WORK_DAY', false, '2025-10-10 00:00'],
  ['2025-09-30 22:15', 72, 'HOUR', false, '2025-10-03 22:15'],
  ['2025-09-30 22:15', 72, 'HOUR', true, '2025-10-03 22:15'],
  ['2025-11-03 22:15', 24, 'HOUR', true, '2025-11-04 22:15'],
  ['2025-12-31 10:00', 2, 'MONTH', false, '2026-03-01 00:00'],
  ['2025-12-31 10:00', 2, 'MONTH', true, '2026-03-01 00:00'],
  ['2025-08-30 10:00', 6, 'MONTH', false, '2026-03-01 00:00'],
  ['2025-05-14 10:00', 6, 'MONTH', false, '2025-11-15 00:00'],
  ['2024-02-29 10:00', 12, 'MONTH', false, '2025-03-01 00:00'],
  ['2025-11-01 09:00', 0, 'WORK_DAY', true, '2025-11-04 00:00'],
])('from %s, %i %s, roll forward %s, ends %s', (start, n, unit, rollForward, expected) => {
  const found = due({ start: at(start), length: { n, unit }, rollForward, calendar })
  expect(localDateTime(found.due)).toBe(expected)
  expect(found.provisional).toBe(false)
})

test('an end that rests on a year without a notice is provisional, and only then', () => {
  const from = (start: string, n: number, unit: LengthUnit, rollForward: boolean): boolean =>
    due({ start: at(start), length: { n, unit }, rollForward, calendar }).provisional
  expect(from('2026-12-25 09:00', 15, 'WORK_DAY', false)).toBe(true)
  expect(from('2003-12-29 09:00', 10, 'WORK_DAY', false)).toBe(true)
  expect(from('2026-12-25 09:00', 15, 'CAL_DAY', true)).toBe(true)
  expect(from('2026-12-25 09:00', 15, 'CAL_DAY', false)).toBe(false)
  expect(from('2026-12-25 09:00', 480, 'HOUR', false)).toBe(false)
  expect(from('2026-12-01 09:00', 15, 'WORK_DAY', false)).toBe(false)
})

const unit = fc.constantFrom<LengthUnit>('CAL_DAY', 'WORK_DAY', 'HOUR', 'MONTH')
const start = fc.date({
  min: new Date('2004-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
})
const length = fc.record({ n: fc.integer({ min: 1, max: 60 }), unit })

test('rolled forward, the last day is never a rest day and never earlier than without; hours do not roll', () => {
  fc.assert(
    fc.property(start, length, (start, length) => {
      const rolled = due({ start, length, rollForward: true, calendar })
      const plain = due({ start, length, rollForward: false, calendar })
      expect(length.unit === 'HOUR' || isWorkday(calendar, lastDay(rolled.due))).toBe(true)
      expect(rolled.due.getTime()).toBeGreaterThanOrEqual(plain.due.getTime())
    }),
  )
})

test('a later start never ends earlier, and a longer period never ends earlier', () => {
  fc.assert(
    fc.property(
      start,
      fc.integer({ min: 0, max: 40 * 24 }),
      length,
      fc.boolean(),
      (start, hours, length, rollForward) => {
        const end = due({ start, length, rollForward, calendar }).due.getTime()
        const later = new Date(start.getTime() + hours * 3_600_000)
        expect(due({ start: later, length, rollForward, calendar }).due.getTime()).toBeGreaterThanOrEqual(end)
        const longer = { ...length, n: length.n + 1 }
        expect(due({ start, length: longer, rollForward, calendar }).due.getTime()).toBeGreaterThanOrEqual(end)
      },
    ),
  )
})

test('so many working days end on a working day, with so many from the day after the start to it, at 24:00', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 40 }), (start, n) => {
      const end = due({ start, length: { n, unit: 'WORK_DAY' }, rollForward: false, calendar }).due
      expect(isWorkday(calendar, lastDay(end))).toBe(true)
      expect(workdaysBetween(calendar, localDate(start), lastDay(end))).toBe(n)
      expect(localDateTime(end).slice(11)).toBe('00:00')
    }),
  )
})

test('the share of a period that has passed is 0 before it and goes on past 1', () => {
  const from = at('2025-11-01 00:00')
  const end = at('2025-11-11 00:00')
  expect(clockShare(from, end, at('2025-10-01 00:00'))).toBe(0)
  expect(clockShare(from, end, at('2025-11-09 00:00'))).toBeCloseTo(0.8)
  expect(clockShare(from, end, at('2025-11-16 00:00'))).toBeCloseTo(1.5)
  expect([clockShare(from, from, at('2025-10-31 00:00')), clockShare(from, from, from)]).toEqual([0, 1])
})

test.each([
  ['2025-11-21 08:00', '2025-11-29 00:00', '还剩 5 个工作日(11月28日)', '5 working days left (28 November)'],
  ['2025-11-27 23:59', '2025-11-29 00:00', '还剩 1 个工作日(11月28日)', '1 working day left (28 November)'],
  ['2025-11-28 00:00', '2025-11-29 00:00', '今天到期', 'Due today'],
  ['2025-11-28 23:59', '2025-11-29 00:00', '今天到期', 'Due today'],
  ['2025-11-29 00:00', '2025-11-29 00:00', '超期 1 天', '1 day overdue'],
  ['2025-12-01 10:00', '2025-11-29 00:00', '超期 3 天', '3 days overdue'],
  ['2025-11-28 23:00', '2025-12-01 00:00', '还剩 2 天(11月30日)', '2 days left (30 November)'],
  ['2025-12-30 09:00', '2026-01-07 00:00', '还剩 4 个工作日(2026年1月6日)', '4 working days left (6 January 2026)'],
  [
    '2025-11-26 09:00',
    '2025-11-28 15:30',
    '还剩 2 个工作日(11月28日 15:30)',
    '2 working days left (28 November, 15:30)',
  ],
  ['2025-11-28 09:00', '2025-11-28 15:30', '今天 15:30 到期', 'Due today at 15:30'],
  ['2025-11-28 15:45', '2025-11-28 15:30', '超期不到 1 小时', 'Less than 1 hour overdue'],
  ['2025-11-28 18:40', '2025-11-28 15:30', '超期 3 小时', '3 hours overdue'],
])('at %s, due %s: %s', (now, end, zh, en) => {
  expect(remaining(at(now), at(end), calendar)).toEqual({ zh, en })
})

test('a deadline that rests on a year without a holiday notice says that it is provisional', () => {
  const end = at('2041-01-08 00:00')
  expect(remaining(at('2041-01-04 10:00'), end, calendar, true)).toEqual({
    zh: '还剩 1 个工作日(1月7日,暂定)',
    en: '1 working day left (7 January, provisional)',
  })
  expect(remaining(at('2041-01-09 10:00'), end, calendar, true).zh).toBe('超期 2 天')
})
