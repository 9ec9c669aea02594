import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** A civil day in Asia/Shanghai, `YYYY-MM-DD`. Compares and sorts as text. */
export type LocalDate = string

/** A civil month in Asia/Shanghai, `YYYY-MM`. */
export type LocalMonth = string

const hour = 3_600_000
const day = 24 * hour

// Summer time was last observed in 1991; before that the offset is looked up, and looking up is fifty times slower.
const fixedOffsetSince = Date.UTC(1991, 8, 15)
const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** The wall clock in Asia/Shanghai at an instant, `YYYY-MM-DD HH:mm`, summer time of 1986–1991 included. */
export const localDateTime = (instant: Date): string => {
  const time = instant.getTime()
  if (time >= fixedOffsetSince) return new Date(time + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
  return shanghai.format(instant).replace(', ', ' ')
}

/** The civil day in Asia/Shanghai at an instant. */
export const localDate = (instant: Date): LocalDate => localDateTime(instant).slice(0, 10)

/** The civil month in Asia/Shanghai at an instant. */
export const monthOf = (instant: Date): LocalMonth => localDateTime(instant).slice(0, 7)

/** The first instant of a civil day in Asia/Shanghai (its 0:00, or the moment after a clock change that skipped it). */
export const startOfDay = (date: LocalDate): Date => {
  const midnight = utcOf(date)
  const standard = new Date(midnight - 8 * hour)
  if (standard.getTime() >= fixedOffsetSince) return standard
  const summer = new Date(midnight - 9 * hour)
  return localDate(summer) === date ? summer : standard
}

/** 24:00 of a civil day in Asia/Shanghai: the first instant of the next day, so intervals are half-open. */
export const endOfDay = (date: LocalDate): Date => startOfDay(addDays(date, 1))

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utcOf(text)) && dateOf(utcOf(text)) === text

/** The civil day `days` later (earlier when negative). */
export const addDays = (date: LocalDate, days: number): LocalDate => {
  // Every month has 28 days: most steps of a count stay inside the month and need no calendar.
  const inMonth = Number(date.slice(8)) + days
  if (inMonth > 0 && inMonth < 29) return `${date.slice(0, 8)}${inMonth < 10 ? '0' : ''}${inMonth}`
  return dateOf(utcOf(date) + days * day)
}

/** The corresponding day `months` later, or the last day of that month where there is none (Civil Code Art. 202). */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const month = shiftMonth(date.slice(0, 7), months)
  const last = lastDayOf(month)
  const corresponding = `${month}-${date.slice(8)}`
  return corresponding < last ? corresponding : last
}

/** The month `months` later (earlier when negative). */
export const shiftMonth = (month: LocalMonth, months: number): LocalMonth => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

/** The last civil day of a month. */
export const lastDayOf = (month: LocalMonth): LocalDate => addDays(`${shiftMonth(month, 1)}-01`, -1)

/** Calendar days from one civil day to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((utcOf(to) - utcOf(from)) / day)

/** Day of the week of a civil day: 0 Sunday to 6 Saturday. */
export const dayOfWeek = (date: LocalDate): number => new Date(utcOf(date)).getUTCDay()

const utcOf = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`)
const dateOf = (utc: number): LocalDate => new Date(utc).toISOString().slice(0, 10)

/** What a period is; a `workYear` is twelve months that do not start in January. */
export type PeriodKind = 'year' | 'half' | 'quarter' | 'month' | 'range' | 'workYear'

/** A reporting period: whole months, `from` and `to` both inside, `key` its canonical text. */
export type Period = {
  readonly key: string
  readonly kind: PeriodKind
  readonly from: LocalDate
  readonly to: LocalDate
  readonly months: readonly LocalMonth[]
  readonly label: Label
}

/** The outcome of {@link parsePeriod}. */
export type PeriodResult =
  | { readonly ok: true; readonly value: Period }
  | { readonly ok: false; readonly reason: Label }

/**
 * Reads `2014`, `2014H1`, `2014Q3`, `2014-09` (or `2014M09`), `2014-01..2014-10`, or `2014Y@12-01` for a year that
 * starts on 1 December. Such a year is named after the calendar year that holds most of it: `2014Y@12-01` is
 * 2013-12-01 to 2014-11-30, `2014Y@04-01` is 2014-04-01 to 2015-03-31. The words people use are read too: `2014年上半年`,
 * `2014年第三季度`, `2014年9月`, `2014年1—10月`.
 */
export const parsePeriod = (text: string): PeriodResult => {
  const match = periodPattern.exec(inSigns(text))
  if (!match?.groups) return refused('时期写法不对', 'The period cannot be read')
  const { year = '', half, quarter, month, until, start } = match.groups
  const first = `${year}-01`
  if (half) return accepted('half', shiftMonth(first, (Number(half) - 1) * 6), 6)
  if (quarter) return accepted('quarter', shiftMonth(first, (Number(quarter) - 1) * 3), 3)
  if (start) {
    if (start === '01') return accepted('year', first, 12)
    return accepted('workYear', `${Number(start) > 6 ? Number(year) - 1 : year}-${start}`, 12)
  }
  if (!month) return accepted('year', first, 12)
  if (!until) return accepted('month', `${year}-${month}`, 1)
  const count = monthsApart(`${year}-${month}`, until) + 1
  if (count < 1) return refused('时期的起始月在截止月之后', 'The period ends before it starts')
  return accepted(count === 1 ? 'month' : 'range', `${year}-${month}`, count)
}

/** The period of the same kind and length that ends where this one starts. */
export const previousPeriod = (period: Period): Period =>
  build(period.kind, shiftMonth(firstMonth(period), -period.months.length), period.months.length)

/** The same months one year earlier (去年同期). */
export const samePeriodLastYear = (period: Period): Period =>
  build(period.kind, shiftMonth(firstMonth(period), -12), period.months.length)

/** The first months of a period as a period of its own; the period itself when those are all. */
export const firstMonths = (period: Period, count: number): Period =>
  count >= period.months.length ? period : build(count === 1 ? 'month' : 'range', firstMonth(period), count)

/** What of a period can be compared on a day: all of it once it ended, else its whole months so far; null while its first month runs. */
export const wholePart = (period: Period, today: LocalDate): Period | null => {
  if (period.to < today) return period
  const whole = period.months.filter((month) => lastDayOf(month) < today).length
  return whole === 0 ? null : firstMonths(period, whole)
}

// 2014年上半年 → 2014H1.
const inSigns = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .toUpperCase()
    .replace(/^(\d{4})年?([上下])半年$/, (_, year: string, half: string) => `${year}H${half === '上' ? 1 : 2}`)
    .replace(
      /^(\d{4})年?第?([1-4一二三四])季度$/,
      (_, year: string, n: string) => `${year}Q${'一二三四'.indexOf(n) + 1 || n}`,
    )
    .replace(/^(\d{4})年(\d{1,2})月$/, (_, year: string, month: string) => `${year}-${month.padStart(2, '0')}`)
    .replace(
      /^(\d{4})年(\d{1,2})月?[-—–~至到](\d{1,2})月$/,
      (_, year: string, from: string, to: string) => `${year}-${from.padStart(2, '0')}..${year}-${to.padStart(2, '0')}`,
    )
    .replace(/^(\d{4})年(?:全年|度)?$/, '$1')

const monthText = '(?:0[1-9]|1[0-2])'
const yearText = '(?:19|20|21)\\d{2}'
const periodPattern = new RegExp(
  `^(?<year>${yearText})(?:Y?|H(?<half>[12])|Q(?<quarter>[1-4])|Y@(?<start>${monthText})-01` +
    `|[-M](?<month>${monthText})(?:\\.\\.(?<until>${yearText}-${monthText}))?)$`,
)

const refused = (zh: string, en: string): PeriodResult => ({
  ok: false,
  reason: label(
    `${zh}。请写成 2014年、2014年上半年(2014H1)、2014年第三季度(2014Q3)、2014年9月(2014-09)、2014年1—10月(2014-01..2014-10) 或 2014Y@12-01。`,
    `${en}. Write 2014, 2014H1, 2014Q3, 2014-09, 2014-01..2014-10 or 2014Y@12-01.`,
  ),
})

const accepted = (kind: PeriodKind, first: LocalMonth, count: number): PeriodResult => ({
  ok: true,
  value: build(kind, first, count),
})

const build = (kind: PeriodKind, first: LocalMonth, count: number): Period => {
  const months = Array.from({ length: count }, (_, index) => shiftMonth(first, index))
  const last = shiftMonth(first, count - 1)
  return { kind, from: `${first}-01`, to: lastDayOf(last), months, ...naming(kind, first, last) }
}

const naming = (kind: PeriodKind, first: LocalMonth, last: LocalMonth): { key: string; label: Label } => {
  const year = Number(first.slice(0, 4))
  const month = Number(first.slice(5))
  const span = label(
    first.slice(0, 4) === last.slice(0, 4)
      ? `${year}年${month}—${Number(last.slice(5))}月`
      : `${zhMonth(first)}—${zhMonth(last)}`,
    first.slice(0, 4) === last.slice(0, 4)
      ? `${enMonths[month - 1]}–${enMonth(last)}`
      : `${enMonth(first)}–${enMonth(last)}`,
  )
  if (kind === 'year') return { key: `${year}`, label: label(`${year}年`, `${year}`) }
  if (kind === 'half') {
    const half = month === 1 ? 1 : 2
    return { key: `${year}H${half}`, label: label(`${year}年${half === 1 ? '上' : '下'}半年`, `H${half} ${year}`) }
  }
  if (kind === 'quarter') {
    const quarter = (month + 2) / 3
    return {
      key: `${year}Q${quarter}`,
      label: label(`${year}年第${'一二三四'[quarter - 1]}季度`, `Q${quarter} ${year}`),
    }
  }
  if (kind === 'month') return { key: first, label: label(zhMonth(first), enMonth(first)) }
  if (kind === 'range') return { key: `${first}..${last}`, label: span }
  const named = month > 6 ? year + 1 : year
  return {
    key: `${named}Y@${first.slice(5)}-01`,
    label: label(`${named}年度(${span.zh})`, `${named} (${span.en})`),
  }
}

/** English month names, January first. */
export const enMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const firstMonth = (period: Period): LocalMonth => period.from.slice(0, 7)
const zhMonth = (month: LocalMonth): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
const enMonth = (month: LocalMonth): string => `${enMonths[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
const monthsApart = (from: LocalMonth, to: LocalMonth): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5))
