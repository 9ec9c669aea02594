import chineseDays from 'chinese-days'
import { addDays } from './time.ts'
import type { LocalDate } from './time.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/**
 * The days off that the Regulation on Public Holidays fixes for a year, without bridging days: what holds until the
 * State Council's notice for that year is known. Rulebook 11 §8 (13 days since 2025).
 */
export const statutoryDays = (year: number): ReadonlyMap<LocalDate, Label> => {
  const edition = editions.find(({ since }) => year >= since)
  return new Map((edition?.feasts ?? []).flatMap((feast) => feast(year)))
}

type Feast = (year: number) => readonly (readonly [LocalDate, Label])[]

const fixed =
  (name: Label, month: string, days: number): Feast =>
  (year) =>
    Array.from({ length: days }, (_, index) => [addDays(`${year}-${month}-01`, index), name])

/** A feast of the lunar year that begins in the given year, from `offset` days around the lunar date. */
const lunarFeast =
  (name: Label, month: number, monthDay: number, offset: number, days: number): Feast =>
  (year) => {
    const date = lunarDate(year, month, monthDay)
    return date ? Array.from({ length: days }, (_, index) => [addDays(date, offset + index), name]) : []
  }

const newYear = label('元旦', "New Year's Day")
const springFestival = label('春节', 'Spring Festival')
const labourDay = label('劳动节', 'Labour Day')
const nationalDay = label('国庆节', 'National Day')

const qingming: Feast = (year) => [[qingmingDate(year), label('清明', 'Tomb-sweeping Day')]]
const dragonBoat = lunarFeast(label('端午', 'Dragon Boat Festival'), 5, 5, 0, 1)
const midAutumn = lunarFeast(label('中秋', 'Mid-autumn Festival'), 8, 15, 0, 1)

/** Newest first. The years 2004–2026 come from notices, so the editions of 2008 and 2014 are never asked for. */
const editions: readonly { readonly since: number; readonly feasts: readonly Feast[] }[] = [
  {
    since: 2025,
    feasts: [
      fixed(newYear, '01', 1),
      lunarFeast(springFestival, 1, 1, -1, 4),
      qingming,
      fixed(labourDay, '05', 2),
      dragonBoat,
      midAutumn,
      fixed(nationalDay, '10', 3),
    ],
  },
  {
    since: 2000,
    feasts: [
      fixed(newYear, '01', 1),
      lunarFeast(springFestival, 1, 1, 0, 3),
      fixed(labourDay, '05', 3),
      fixed(nationalDay, '10', 3),
    ],
  },
  {
    since: 1950,
    feasts: [
      fixed(newYear, '01', 1),
      lunarFeast(springFestival, 1, 1, 0, 3),
      fixed(labourDay, '05', 1),
      fixed(nationalDay, '10', 2),
    ],
  },
]

// Only the month lengths are taken: the package's date functions read the machine's own time zone.
// Node sees no named exports in the package's CommonJS file, whatever its types say.
// oxlint-disable-next-line import/no-named-as-default-member
const { getYearLeapMonth, monthDays } = chineseDays

/** The civil day of a lunar date outside leap months, counted up month by month from lunar 1900-01-01. */
const lunarDate = (year: number, month: number, monthDay: number): LocalDate | undefined => {
  if (year < 1900 || year > 2100) return undefined
  let days = monthDay - 1
  for (let earlier = 1900; earlier < year; earlier++) days += lunarMonths(earlier, 12)
  return addDays('1900-01-31', days + lunarMonths(year, month - 1))
}

/** Days of the first `count` months of a lunar year, with its leap month when it falls among them. */
const lunarMonths = (year: number, count: number): number => {
  const { leapMonth = 13, days: leapDays } = getYearLeapMonth(year)
  let days = leapMonth <= count ? leapDays : 0
  for (let month = 1; month <= count; month++) days += monthDays(year, month)
  return days
}

/** Qingming, 4 to 6 April, by the usual century formula. */
const qingmingDate = (year: number): LocalDate => {
  const inCentury = year % 100
  const start = year >= 2000 ? 4.81 : 5.59
  return `${year}-04-0${Math.floor(inCentury * 0.2422 + start) - Math.floor(inCentury / 4)}`
}
