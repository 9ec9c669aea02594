import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  dayOfWeek,
  endOfDay,
  isDate,
  localDate,
  localDateTime,
  monthOf,
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
  startOfDay,
} from './time.ts'
import type { Period } from './time.ts'

const anyDate = fc.integer({ min: 0, max: 73_000 }).map((days) => addDays('1901-01-02', days))
const period = (text: string): Period => {
  const result = parsePeriod(text)
  if (!result.ok) throw new Error(`${text} refused: ${result.reason.en}`)
  return result.value
}

test.each([
  ['2024-11-27T15:59:59Z', '2024-11-27 23:59'],
  ['2024-11-27T16:00:00Z', '2024-11-28 00:00'],
  ['1988-07-01T14:59:59Z', '1988-07-01 23:59'],
  ['1988-07-01T15:00:00Z', '1988-07-02 00:00'],
  ['1988-01-01T15:00:00Z', '1988-01-01 23:00'],
  ['1991-09-14T16:59:00Z', '1991-09-15 01:59'],
  ['1991-09-14T17:00:00Z', '1991-09-15 01:00'],
])('%s reads %s on a clock in Shanghai', (instant, wall) => {
  expect(localDateTime(new Date(instant))).toBe(wall)
  expect(localDate(new Date(instant))).toBe(wall.slice(0, 10))
  expect(monthOf(new Date(instant))).toBe(wall.slice(0, 7))
})

test('days of clock changes last 23 and 25 hours', () => {
  const hours = (date: string): number => (endOfDay(date).getTime() - startOfDay(date).getTime()) / 3_600_000
  expect(startOfDay('1988-07-02').toISOString()).toBe('1988-07-01T15:00:00.000Z')
  expect(['1988-04-17', '1988-07-02', '1988-09-11', '2024-04-17'].map(hours)).toEqual([23, 24, 25, 24])
})

test('a day starts in itself, the instant before belongs to the day before, and 24:00 is the next start', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      expect(localDate(startOfDay(date))).toBe(date)
      expect(localDate(new Date(startOfDay(date).getTime() - 1))).toBe(addDays(date, -1))
      expect(endOfDay(date)).toEqual(startOfDay(addDays(date, 1)))
    }),
  )
})

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-03-31', -1, '2024-02-29'],
  ['2024-11-30', 3, '2025-02-28'],
  ['2024-05-15', 6, '2024-11-15'],
])('%s plus %i months is %s', (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected)
})

test('adding days is undone by subtracting and measured by daysBetween', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(addDays(addDays(date, days), -days)).toBe(date)
      expect(daysBetween(date, addDays(date, days))).toBe(days)
      expect(dayOfWeek(addDays(date, 7))).toBe(dayOfWeek(date))
    }),
  )
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2024-13-01', false],
  ['2024-1-01', false],
  ['', false],
  ['2024-04-31', false],
])('%s exists: %s', (text, expected) => {
  expect(isDate(text)).toBe(expected)
})

test.each([
  ['2014年', '2014'],
  ['2014年度', '2014'],
  ['2014年上半年', '2014H1'],
  [' 2014 下半年', '2014H2'],
  ['2014年第三季度', '2014Q3'],
  ['２０１４年4季度', '2014Q4'],
  ['2014年9月', '2014-09'],
  ['2014年1—10月', '2014-01..2014-10'],
  ['2014年1月至10月', '2014-01..2014-10'],
])('a period in the words of the desk, %s, is read as %s', (text, key) => {
  expect(parsePeriod(text)).toMatchObject({ ok: true, value: { key } })
})

test.each(['去年', '2014年13月', '2014年10—1月', '2014年五季度'])('%s is no period', (text) => {
  expect(parsePeriod(text).ok).toBe(false)
})

test.each([
  ['2014', '2014-01-01', '2014-12-31', 12, '2014', '2014年', '2013', '2013'],
  ['2014H1', '2014-01-01', '2014-06-30', 6, '2014H1', '2014年上半年', '2013H2', '2013H1'],
  ['2014H2', '2014-07-01', '2014-12-31', 6, '2014H2', '2014年下半年', '2014H1', '2013H2'],
  ['2014Q1', '2014-01-01', '2014-03-31', 3, '2014Q1', '2014年第一季度', '2013Q4', '2013Q1'],
  ['2014q3', '2014-07-01', '2014-09-30', 3, '2014Q3', '2014年第三季度', '2014Q2', '2013Q3'],
  ['2014-09', '2014-09-01', '2014-09-30', 1, '2014-09', '2014年9月', '2014-08', '2013-09'],
  ['2016M02', '2016-02-01', '2016-02-29', 1, '2016-02', '2016年2月', '2016-01', '2015-02'],
  [
    '2014-01..2014-10',
    '2014-01-01',
    '2014-10-31',
    10,
    '2014-01..2014-10',
    '2014年1—10月',
    '2013-03..2013-12',
    '2013-01..2013-10',
  ],
  [
    '2013-12..2014-11',
    '2013-12-01',
    '2014-11-30',
    12,
    '2013-12..2014-11',
    '2013年12月—2014年11月',
    '2012-12..2013-11',
    '2012-12..2013-11',
  ],
  [
    '2014Y@12-01',
    '2013-12-01',
    '2014-11-30',
    12,
    '2014Y@12-01',
    '2014年度(2013年12月—2014年11月)',
    '2013Y@12-01',
    '2013Y@12-01',
  ],
  [
    '2014Y@04-01',
    '2014-04-01',
    '2015-03-31',
    12,
    '2014Y@04-01',
    '2014年度(2014年4月—2015年3月)',
    '2013Y@04-01',
    '2013Y@04-01',
  ],
  ['2014Y@01-01', '2014-01-01', '2014-12-31', 12, '2014', '2014年', '2013', '2013'],
])('period %s', (text, from, to, months, key, zh, before, lastYear) => {
  const found = period(text)
  expect([found.from, found.to, found.months.length, found.key, found.label.zh]).toEqual([from, to, months, key, zh])
  expect(found.months[0]).toBe(from.slice(0, 7))
  expect(found.months[found.months.length - 1]).toBe(to.slice(0, 7))
  expect(previousPeriod(found).key).toBe(before)
  expect(samePeriodLastYear(found).key).toBe(lastYear)
})

test.each([
  '',
  '14',
  '2014Q5',
  '2014H3',
  '2014-13',
  '2014-00',
  '2014-10..2014-01',
  '2014Y@12-15',
  '2014Q3 extra',
  '0014',
])('period %o is refused with the ways to write one', (text) => {
  const result = parsePeriod(text)
  expect(result.ok ? 'accepted' : result.reason.zh).toContain('2014Q3')
})

test('a key reads back as itself, and the previous period ends the day before', () => {
  const year = fc.integer({ min: 1950, max: 2150 })
  const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, '0'))
  const text = fc.oneof(
    year.map(String),
    fc.tuple(year, fc.constantFrom('H1', 'H2', 'Q1', 'Q2', 'Q3', 'Q4')).map((parts) => parts.join('')),
    fc.tuple(year, month).map((parts) => parts.join('-')),
    fc.tuple(year, month).map(([y, m]) => `${y}Y@${m}-01`),
    fc.tuple(year, month, month).map(([y, m, n]) => `${y}-${m}..${y + 1}-${n}`),
  )
  fc.assert(
    fc.property(text, (written) => {
      const found = period(written)
      expect(period(found.key)).toEqual(found)
      const before = previousPeriod(found)
      expect(addDays(before.to, 1)).toBe(found.from)
      expect([before.kind, before.months.length]).toEqual([found.kind, found.months.length])
      expect(period(before.key)).toEqual(before)
    }),
  )
})
