import type { Calendar } from './calendar.ts'
import { isWorkday, workdaysBetween } from './calendar.ts'
import { addDays, addMonths, daysBetween, endOfDay, enMonths, localDate, localDateTime } from './time.ts'
import type { LocalDate } from './time.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** The units a limit is stated in: calendar day (日), working day (工作日), hour, month (a year is 12). Rulebook 00. */
export type LengthUnit = 'CAL_DAY' | 'WORK_DAY' | 'HOUR' | 'MONTH'

/** The length of a period; `n` is a whole number ≥ 0. */
export type Length = { readonly n: number; readonly unit: LengthUnit }

/** What {@link due} needs to know. `rollForward` is the rule's own switch, not a property of the unit. */
export type DeadlineInput = {
  readonly start: Date
  readonly length: Length
  readonly rollForward: boolean
  readonly calendar: Calendar
}

/** A computed deadline; `provisional` when it rests on a year whose holiday notice is not loaded. */
export type Deadline = { readonly due: Date; readonly provisional: boolean }

/**
 * The instant a period ends. Periods of days and months start the next day and end at 24:00; hours start at once and
 * run through nights and holidays, whatever `rollForward` says; a month ends on the corresponding or last day; rolling
 * forward moves an end on a rest day to 24:00 of the first working day (Civil Code Art. 201–203; rulebook 00, convention 2).
 */
export const due = ({ start, length, rollForward, calendar }: DeadlineInput): Deadline => {
  const startDay = localDate(start)
  if (length.unit === 'WORK_DAY') return endOn(counted(calendar, startDay, length.n, rollForward))
  if (length.unit === 'HOUR') {
    return { due: new Date(start.getTime() + length.n * 3_600_000), provisional: false }
  }
  const last = length.unit === 'MONTH' ? addMonths(startDay, length.n) : addDays(startDay, length.n)
  return endOn(rollForward ? roll(calendar, last) : { day: last, provisional: false })
}

/** The last civil day on which the act is still in time: a due instant of 24:00 belongs to the day it closes. */
export const lastDay = (dueAt: Date): LocalDate => localDate(new Date(dueAt.getTime() - 1))

/** From this share of its period on a deadline is due soon, in lists, counts and notices alike (rulebook 00). */
export const soonShare = 0.8

/** The share of the period that has passed: 0 at the start (and before), 1 when due, above 1 when overdue. */
export const clockShare = (start: Date, dueAt: Date, now: Date): number => {
  const length = dueAt.getTime() - start.getTime()
  if (length <= 0) return now < dueAt ? 0 : 1
  return Math.max(0, (now.getTime() - start.getTime()) / length)
}

/**
 * How a clock stands, in words: 「还剩 5 个工作日(11月28日)」, 「今天到期」, 「超期 3 天」. Working days left do not count
 * today; days overdue are calendar days after the last day; an end within the day also names its hour. A deadline in a year
 * without a holiday notice is 暂定.
 */
export const remaining = (now: Date, dueAt: Date, calendar: Calendar, provisional = false): Label => {
  const today = localDate(now)
  const last = lastDay(dueAt)
  const time = endOfDay(last).getTime() === dueAt.getTime() ? '' : localDateTime(dueAt).slice(11)
  if (now >= dueAt) return overdue(now, dueAt, daysBetween(last, today))
  if (today === last) return time ? label(`今天 ${time} 到期`, `Due today at ${time}`) : label('今天到期', 'Due today')

  const sameYear = last.slice(0, 4) === today.slice(0, 4)
  const month = Number(last.slice(5, 7))
  const date = Number(last.slice(8))
  const zhDate = `${sameYear ? '' : `${last.slice(0, 4)}年`}${month}月${date}日${time && ` ${time}`}${provisional ? ',暂定' : ''}`
  const enDate = `${date} ${enMonths[month - 1]}${sameYear ? '' : ` ${last.slice(0, 4)}`}${time && `, ${time}`}${provisional ? ', provisional' : ''}`
  const workdays = workdaysBetween(calendar, today, last)
  if (workdays > 0) {
    return label(`还剩 ${workdays} 个工作日(${zhDate})`, `${plural(workdays, 'working day')} left (${enDate})`)
  }
  const days = daysBetween(today, last)
  return label(`还剩 ${days} 天(${zhDate})`, `${plural(days, 'day')} left (${enDate})`)
}

const overdue = (now: Date, dueAt: Date, days: number): Label => {
  if (days > 0) return label(`超期 ${days} 天`, `${plural(days, 'day')} overdue`)
  const hours = Math.floor((now.getTime() - dueAt.getTime()) / 3_600_000)
  if (hours < 1) return label('超期不到 1 小时', 'Less than 1 hour overdue')
  return label(`超期 ${hours} 小时`, `${plural(hours, 'hour')} overdue`)
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

type LastDay = { readonly day: LocalDate; readonly provisional: boolean }

const endOn = ({ day, provisional }: LastDay): Deadline => ({ due: endOfDay(day), provisional })

/** Moves a rest day to the first working day; provisional when any day it looked at is. */
const roll = (calendar: Calendar, date: LocalDate): LastDay => {
  let day = date
  let { provisional } = calendar(day)
  for (let step = 0; step < longestRest && !isWorkday(calendar, day); step++) {
    day = addDays(day, 1)
    provisional ||= calendar(day).provisional
  }
  return { day, provisional }
}

const counted = (calendar: Calendar, start: LocalDate, count: number, rollForward: boolean): LastDay => {
  let last: LastDay = { day: start, provisional: false }
  for (let left = count; left > 0; left--) {
    const next = roll(calendar, addDays(last.day, 1))
    last = { day: next.day, provisional: last.provisional || next.provisional }
  }
  return count === 0 && rollForward ? roll(calendar, start) : last
}

const longestRest = 366
