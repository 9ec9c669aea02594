import { expect, test } from 'vitest'
import { buildCalendar, isWorkday, workdaysBetween } from './calendar.ts'
import type { CalendarRow } from './calendar.ts'
import { parseCalendarCsv } from './calendarfile.ts'
import { statutoryDays } from './statutory.ts'
import { addDays, dayOfWeek, daysBetween } from './time.ts'

const calendar = buildCalendar()
const span = (from: string, to: string): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))

/** Rest and make-up days as the rulebook (11 §8) copies them from the two notices. */
const noticed: Record<string, { off: string[]; work: string[] }> = {
  '2025': {
    off: [
      ...span('2025-01-01', '2025-01-01'),
      ...span('2025-01-28', '2025-02-04'),
      ...span('2025-04-04', '2025-04-06'),
      ...span('2025-05-01', '2025-05-05'),
      ...span('2025-05-31', '2025-06-02'),
      ...span('2025-10-01', '2025-10-08'),
    ],
    work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  '2026': {
    off: [
      ...span('2026-01-01', '2026-01-03'),
      ...span('2026-02-15', '2026-02-23'),
      ...span('2026-04-04', '2026-04-06'),
      ...span('2026-05-01', '2026-05-05'),
      ...span('2026-06-19', '2026-06-21'),
      ...span('2026-09-25', '2026-09-27'),
      ...span('2026-10-01', '2026-10-07'),
    ],
    work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
}

test.each(['2025', '2026'])('every day of %s is as the notice says', (year) => {
  const { off = [], work = [] } = noticed[year] ?? {}
  for (const date of span(`${year}-01-01`, `${year}-12-31`)) {
    const rest = off.includes(date) || (dayOfWeek(date) % 6 === 0 && !work.includes(date))
    expect([date, isWorkday(calendar, date), calendar(date).provisional]).toEqual([date, !rest, false])
  }
})

test('8 March is a working day with half a day off for women, and nothing when it is a Sunday', () => {
  expect(calendar('2024-03-08').kind).toBe('HALF_F')
  expect(isWorkday(calendar, '2024-03-08')).toBe(true)
  expect(calendar('2026-03-08').kind).toBe('OFF')
})

test.each([
  ['2027-02-05', '春节'],
  ['2027-02-08', '春节'],
  ['2027-04-05', '清明'],
  ['2027-05-02', '劳动节'],
  ['2027-06-09', '端午'],
  ['2027-09-15', '中秋'],
  ['2027-10-03', '国庆节'],
  ['2030-02-03', '春节'],
  ['2003-02-01', '春节'],
  ['1999-10-02', '国庆节'],
])('before a notice is loaded %s is a statutory rest day (%s), provisionally', (date, name) => {
  expect(calendar(date)).toMatchObject({ kind: 'OFF', name: { zh: name }, provisional: true })
})

test('before a notice is loaded ordinary days and weekends hold, provisionally', () => {
  expect(calendar('2027-10-08')).toEqual({ kind: 'WORK', provisional: true })
  expect(calendar('2027-10-09')).toEqual({ kind: 'OFF', provisional: true })
})

test('the statutory days of 2025 and 2026 are all rest days in the notices of those years, 13 each', () => {
  for (const year of [2025, 2026]) {
    const days = [...statutoryDays(year).keys()]
    expect(days).toHaveLength(13)
    expect(days.filter((date) => !noticed[year]?.off.includes(date))).toEqual([])
  }
})

const row = (date: string, type: 'OFF' | 'WORK'): CalendarRow => ({
  date,
  type,
  name: '测试',
  source: '国办发明电〔2026〕1号',
})

test('a loaded row overrides the notice of its day only', () => {
  const local = buildCalendar([row('2026-04-20', 'OFF'), row('2026-10-02', 'WORK')])
  expect(local('2026-04-20').kind).toBe('OFF')
  expect(local('2026-10-02').kind).toBe('WORK')
  expect(local('2026-10-03').kind).toBe('OFF')
})

test('a year stops being provisional with its National Day, not with one local holiday', () => {
  expect(buildCalendar([row('2027-04-09', 'OFF')])('2027-07-01').provisional).toBe(true)
  const loaded = buildCalendar([row('2027-10-01', 'OFF'), row('2027-10-09', 'WORK')])
  expect(loaded('2027-07-01').provisional).toBe(false)
  expect(loaded('2027-10-09')).toMatchObject({ kind: 'WORK', provisional: false })
})

test.each([
  ['2025-09-30', '2025-10-09', 1],
  ['2025-09-26', '2025-09-28', 1],
  ['2025-10-09', '2025-09-30', -1],
  ['2025-10-01', '2025-10-01', 0],
  ['2025-11-21', '2025-11-28', 5],
])('from %s to %s are %i working days', (from, to, count) => {
  expect(workdaysBetween(calendar, from, to)).toBe(count)
})

test('a holiday file reads back as rows, spreadsheet dates and quoted cells included', () => {
  const { rows, problems } = parseCalendarCsv(
    '\uFEFFdate,type,name,source\r\n2027-10-01,OFF,国庆节,国办发明电〔2026〕1号\r\n2027/10/9,work,"调休,上班",通知\r\n,,,\r\n',
  )
  expect(problems).toEqual([])
  expect(rows).toEqual([
    { date: '2027-10-01', type: 'OFF', name: '国庆节', source: '国办发明电〔2026〕1号' },
    { date: '2027-10-09', type: 'WORK', name: '调休,上班', source: '通知' },
  ])
})

test('a block pasted from a Chinese spreadsheet, or typed with a Chinese keyboard, reads the same', () => {
  const { rows, problems } = parseCalendarCsv(
    [
      '日期\t安排\t名称\t依据',
      '2027-10-01\t休息\t国庆节\t通知,见附件',
      '2027-10-09,上班,调休,通知，见附件',
      '2027-10-10，上班，调休，通知',
    ].join('\n'),
  )
  expect(problems).toEqual([])
  expect(rows.map(({ date, type, source }) => [date, type, source])).toEqual([
    ['2027-10-01', 'OFF', '通知,见附件'],
    ['2027-10-09', 'WORK', '通知，见附件'],
    ['2027-10-10', 'WORK', '通知'],
  ])
})

test('every faulty line is named, and good lines survive a stray quotation mark', () => {
  const { rows, problems } = parseCalendarCsv(
    [
      'date,type,name,source',
      '2027-02-30,OFF,a,b',
      '2027-01-01,HOLIDAY,a,b',
      '2027-01-02,OFF,,b',
      '2027-01-03,OFF,a',
      '2027-01-04,"OFF,a,b',
      '2027-01-05,OFF,a,b',
      '2027-01-05,WORK,a,b',
    ].join('\n'),
  )
  expect(rows.map(({ date }) => date)).toEqual(['2027-01-05'])
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 8])
  expect(problems.every(({ line, zh }) => zh.startsWith(`第 ${line} 行:`))).toBe(true)
  expect(problems[5]?.zh).toContain('第 7 行')
})
