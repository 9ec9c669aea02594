import { expect, test } from 'vitest'
import { readDay, readMoment, readMonth } from './dates.ts'

const today = '2026-11-22'

test.each([
  ['2026-11-21', '2026-11-21'],
  ['20261121', '2026-11-21'],
  ['2026/11/21', '2026-11-21'],
  ['2026.11.21', '2026-11-21'],
  ['2026年11月21日', '2026-11-21'],
  ['2026-3-8', '2026-03-08'],
  ['11-21', '2026-11-21'],
  ['3.8', '2026-03-08'],
  ['1121', '2026-11-21'],
  ['11月21号', '2026-11-21'],
  ['今天', '2026-11-22'],
  ['昨天', '2026-11-21'],
  [' 2026-11-21 ', '2026-11-21'],
  ['2026-11-21', '2026-11-21'],
  ['2024-02-29', '2024-02-29'],
])('%s is read as %s', (typed, day) => {
  expect(readDay(typed, today)).toEqual({ ok: true, value: day })
})

test.each([
  ['下周', '看不出是哪一天'],
  ['21/11/2026', '看不出是哪一天'],
  ['12', '看不出是哪一天'],
  ['2026-02-29', '日历上没有 2026-02-29'],
  ['20261350', '日历上没有 2026-13-50'],
])('%s is not guessed at: %s', (typed, why) => {
  const read = readDay(typed, today)
  expect(read.ok ? read.value : read.why.zh).toContain(why)
})

test('a day out of bounds says which bound and what to do', () => {
  const why = (typed: string, bounds: Parameters<typeof readDay>[2]): string => {
    const read = readDay(typed, today, bounds)
    return read.ok ? read.value : read.why.zh
  }
  expect(why('2026-11-23', { max: today })).toBe('2026-11-23 还没有到。请填今天或以前的日子。')
  expect(why('2026-11-21', { min: today })).toBe('2026-11-21 已经过去。请填今天或以后的日子。')
  expect(why('1989-12-31', { min: '1990-01-01' })).toContain('早于 1990-01-01')
  expect(why('今天', { max: today, min: today })).toBe(today)
})

test.each([
  ['2026-11-21 14:30', '2026-11-21T14:30'],
  ['2026-11-21T14:30', '2026-11-21T14:30'],
  ['202611210930', '2026-11-21T09:30'],
  ['昨天 9:05', '2026-11-21T09:05'],
  ['11月21日14点05分', '2026-11-21T14:05'],
  ['20261121', '2026-11-21T08:00'],
])('%s is the moment %s; without a time the one before stands', (typed, wall) => {
  expect(readMoment(typed, today, '08:00')).toEqual({ ok: true, value: wall })
})

test.each([
  ['2026-11', '2026-11'],
  ['202601', '2026-01'],
  ['2026/1', '2026-01'],
  ['2026年3月', '2026-03'],
  ['2026-13', null],
  ['三月', null],
])('the month %s is read as %s', (typed, month) => {
  const read = readMonth(typed)
  expect(read.ok ? read.value : null).toBe(month)
})

test('a time that no clock shows is refused by itself', () => {
  const read = readMoment('2026-11-21 25:10', today, '08:00')
  expect(read.ok ? '' : read.why.zh).toContain('25:10')
})
