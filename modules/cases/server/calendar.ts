import { buildCalendar, type Calendar } from '#platform/clock/calendar.ts'
import { parseCalendarCsv } from '#platform/clock/calendarfile.ts'
import { addDays, dayOfWeek, type LocalDate } from '#platform/clock/time.ts'
import type { Service } from '#platform/contract/route.ts'
import type { Tx } from '#platform/db/open.ts'
import { fail } from '#platform/errors/common.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { calendarContract } from '../calendar-contract.ts'
import { calendarRows, saveCalendarRows } from './queries/calendar.ts'

/** The work calendar now in force: the built-in notices and the days loaded into the database. */
export const loadCalendar = async (tx: Tx): Promise<Calendar> => buildCalendar(await calendarRows(tx))

/** What an import did: the days taken, or the faulty lines and nothing taken. */
export type CalendarImport = {
  readonly days: number
  readonly years: readonly string[]
  readonly problems: readonly FieldProblem[]
}

/** Takes the administrator's holiday file (rulebook 11 section 8); a file with a fault is not taken at all. */
export const importCalendar = async (tx: Tx, csv: string): Promise<CalendarImport> => {
  const { rows, problems } = parseCalendarCsv(csv)
  const faults = problems.map(({ line, zh, en }) => ({ path: `csv.${line}`, zh, en }))
  if (rows.length === 0 && faults.length === 0)
    faults.push({
      path: 'csv',
      zh: '没有日期。每行写 日期,休息或上班,名称,依据。',
      en: 'There are no dates. Write date,type,name,source on each line.',
    })
  if (faults.length) return { days: 0, years: [], problems: faults }
  await saveCalendarRows(tx, rows)
  return { days: rows.length, years: [...new Set(rows.map((row) => row.date.slice(0, 4)))].sort(), problems: [] }
}

/**
 * The calendar's routes.
 * @param loaded given the new calendar so that clocks started from now on count by it; running ones are counted again by a job.
 */
export const calendarService = (loaded: (calendar: Calendar) => void): Service<typeof calendarContract, Ctx> => ({
  loadCalendar: async (ctx, { body }) => {
    const { days, years, problems } = await importCalendar(ctx.tx, body.csv)
    if (problems.length) throw fail('http.invalid', { count: problems.length }, problems)
    loaded(await loadCalendar(ctx.tx))
    ctx.audit({ action: 'cases.loadCalendar', detail: { days, years } })
    return { days, years: [...years] }
  },
  calendarYear: async (ctx, { params: { year } }) => {
    const rows = await calendarRows(ctx.tx)
    return { year, ...yearOf(buildCalendar(rows), year, new Map(rows.map((row) => [row.date, row.source]))) }
  },
})

type SpecialDay = {
  date: LocalDate
  kind: 'OFF' | 'WORK' | 'HALF_F'
  name: { zh: string; en: string }
  source: string | null
}

const yearOf = (
  calendar: Calendar,
  year: string,
  sources: ReadonlyMap<string, string>,
): { published: boolean; days: SpecialDay[] } => {
  const days: SpecialDay[] = []
  for (let date = `${year}-01-01`; date.startsWith(year); date = addDays(date, 1)) {
    const { kind, name } = calendar(date)
    const weekend = dayOfWeek(date) % 6 === 0
    if (name && kind !== (weekend ? 'OFF' : 'WORK')) days.push({ date, kind, name, source: sources.get(date) ?? null })
    else if (name && sources.has(date)) days.push({ date, kind, name, source: sources.get(date) ?? null })
  }
  return { published: !calendar(`${year}-11-12`).provisional, days }
}
