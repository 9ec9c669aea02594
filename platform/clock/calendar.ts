import arrangement from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays, dayOfWeek } from './time.ts'
import type { LocalDate } from './time.ts'
import { statutoryDays } from './statutory.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/**
 * One civil day. `OFF` rest day; `WORK` working day, make-up days included; `HALF_F` a working day on which women have
 * half a day (8 March). `provisional`: the year's holiday notice is not loaded yet, so the answer may still change.
 */
export type Day = {
  readonly kind: 'OFF' | 'WORK' | 'HALF_F'
  readonly name?: Label
  readonly provisional: boolean
}

/** The work calendar: any civil day to what kind of day it is. */
export type Calendar = (date: LocalDate) => Day

/** A day loaded by an administrator; it overrides the built-in notice of that day. `source` is the notice's number. */
export type CalendarRow = {
  readonly date: LocalDate
  readonly type: 'OFF' | 'WORK'
  readonly name: string
  readonly source: string
}

/**
 * Builds the work calendar from the State Council notices in `chinese-days` and loaded rows, which win. A year counts
 * as known once its National Day is in either; until then weekends and statutory days hold and days are provisional.
 */
export const buildCalendar = (rows: readonly CalendarRow[] = []): Calendar => {
  const loaded = new Map(rows.map((row) => [row.date, row]))
  const days = new Map<LocalDate, Day>()
  const known = new Map<string, boolean>()
  const statutory = new Map<string, ReadonlyMap<LocalDate, Label>>()

  const isKnown = (year: string): boolean =>
    remember(known, year, () => loaded.get(`${year}-10-01`)?.type === 'OFF' || `${year}-10-01` in noticedOff)
  const statutoryOf = (year: string): ReadonlyMap<LocalDate, Label> =>
    remember(statutory, year, () => statutoryDays(Number(year)))

  const look = (date: LocalDate): Day => {
    const row = loaded.get(date)
    if (row) return { kind: row.type, name: label(row.name, row.name), provisional: false }
    const off = noticedOff[date]
    if (off) return { kind: 'OFF', name: noticeName(off), provisional: false }
    const makeUp = noticedWork[date]
    if (makeUp) return { kind: 'WORK', name: makeUpName(makeUp), provisional: false }
    const provisional = !isKnown(date.slice(0, 4))
    // A notice leaves out nothing, so only a year without a built-in one falls back to the days fixed by regulation.
    const fixed = `${date.slice(0, 4)}-10-01` in noticedOff ? undefined : statutoryOf(date.slice(0, 4)).get(date)
    if (fixed) return { kind: 'OFF', name: fixed, provisional }
    if (dayOfWeek(date) % 6 === 0) return { kind: 'OFF', provisional }
    if (date.endsWith('-03-08')) return { kind: 'HALF_F', name: womensDay, provisional }
    return { kind: 'WORK', provisional }
  }

  return (date) => {
    // Every list row counts days; dates beyond a century and a half are somebody's typing and not worth keeping.
    if (days.size > 55_000) days.clear()
    return remember(days, date, () => look(date))
  }
}

/** Whether offices work that day; half a day off for women on 8 March is still a working day. */
export const isWorkday = (calendar: Calendar, date: LocalDate): boolean => calendar(date).kind !== 'OFF'

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export const workdaysBetween = (calendar: Calendar, from: LocalDate, to: LocalDate): number => {
  if (to < from) return -workdaysBetween(calendar, to, from)
  let count = 0
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (isWorkday(calendar, date)) count++
  return count
}

// The package's functions read the machine's own time zone and are a day off west of Greenwich; its table is not.
const noticedOff: Readonly<Record<LocalDate, string>> = arrangement.holidays
const noticedWork: Readonly<Record<LocalDate, string>> = arrangement.workdays

const womensDay = label('三八妇女节(妇女放假半天)', "Women's Day (half a day off for women)")

const noticeName = (entry: string): Label => {
  const [en = '', zh = ''] = entry.split(',')
  return label(zh, en)
}

const makeUpName = (entry: string): Label => {
  const { zh, en } = noticeName(entry)
  return label(`${zh}调休上班`, `Working day in lieu, ${en}`)
}

const remember = <K, V>(memory: Map<K, V>, key: K, make: () => V): V => {
  const held = memory.get(key)
  if (held !== undefined) return held
  const made = make()
  memory.set(key, made)
  return made
}
