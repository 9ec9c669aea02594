import { addDays, isDate, type LocalDate } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'

/** What was typed, read; or why it cannot be read and what to do. */
export type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: Label }

/** What is asked of a day besides being one: `YYYY-MM-DD`, both inclusive. */
export type Bounds = { readonly min?: LocalDate | undefined; readonly max?: LocalDate | undefined }

const said: Readonly<Record<string, number>> = { 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2 }
const separated = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$/
const packed = /^(\d{4})?(\d{2})(\d{2})$/

/** Reads a day as people type it: 2026-11-21, 2026/11/21, 2026.11.21, 20261121, 11-21 and 1121 (this year), 今天, 昨天. */
export const readDay = (text: string, today: LocalDate, { min, max }: Bounds = {}): Read => {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const away = said[plain]
  const parts = separated.exec(plain) ?? packed.exec(plain)
  if (away === undefined && !parts) return no(reasons.unread)
  const [, year = today.slice(0, 4), month = '', day = ''] = parts ?? []
  const date = away === undefined ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : addDays(today, away)
  if (!isDate(date)) return no(reasons.noSuchDay(date))
  if (max && date > max) return no(max === today ? reasons.future(date) : reasons.late(date, max))
  if (min && date < min) return no(min === today ? reasons.past(date) : reasons.early(date, min))
  return { ok: true, value: date }
}

/** Reads a day with a time of day (9:30, 14点05分, or 202611210930) as a wall clock `YYYY-MM-DDTHH:mm`; without one `time` stands. */
export const readMoment = (text: string, today: LocalDate, time: string, bounds: Bounds = {}): Read => {
  const plain = text.normalize('NFKC').trim()
  const [, day = plain, hours, minutes] =
    /^(.*?)[T ]*(\d{1,2})[:点时](\d{2})分?$/.exec(plain) ?? /^(\d{8})(\d{2})(\d{2})$/.exec(plain) ?? []
  const read = readDay(day, today, bounds)
  if (!read.ok) return read
  if (hours === undefined || minutes === undefined) return { ok: true, value: `${read.value}T${time}` }
  if (Number(hours) > 23 || Number(minutes) > 59) return no(reasons.noSuchTime(`${hours}:${minutes}`))
  return { ok: true, value: `${read.value}T${hours.padStart(2, '0')}:${minutes}` }
}

/** Reads a month as people type it: 2026-11, 2026/11, 2026.11, 202611, 2026年11月. */
export const readMonth = (text: string): Read => {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/.exec(text.normalize('NFKC').replace(/\s/g, ''))
  const month = (parts?.[2] ?? parts?.[3] ?? '').padStart(2, '0')
  return parts && isDate(`${parts[1]}-${month}-01`) ? { ok: true, value: `${parts[1]}-${month}` } : no(reasons.notMonth)
}

const no = (why: Label): Read => ({ ok: false, why })

const reasons = {
  unread: label(
    '看不出是哪一天。请按 2026-11-21 的样子写,也可以写 11-21、今天、昨天。',
    'Not a date. Type it like 2026-11-21; 11-21 will do.',
  ),
  notMonth: label('看不出是哪个月。请按 2026-11 的样子写。', 'Not a month. Type it like 2026-11.'),
  noSuchDay: (date: string) =>
    label(`日历上没有 ${date} 这一天。请核对月份和日子。`, `There is no ${date}. Check month and day.`),
  noSuchTime: (time: string) =>
    label(`没有 ${time} 这个钟点。请按 14:30 的样子写。`, `There is no ${time}. Type the time like 14:30.`),
  future: (date: string) =>
    label(`${date} 还没有到。请填今天或以前的日子。`, `${date} is still to come. Give today or an earlier day.`),
  past: (date: string) =>
    label(`${date} 已经过去。请填今天或以后的日子。`, `${date} has passed. Give today or a later day.`),
  late: (date: string, max: string) =>
    label(`${date} 晚于 ${max}。请核对年份和月份。`, `${date} is after ${max}. Check year and month.`),
  early: (date: string, min: string) =>
    label(`${date} 早于 ${min}。请核对年份和月份。`, `${date} is before ${min}. Check year and month.`),
}
