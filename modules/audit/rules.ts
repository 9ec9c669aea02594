import { addDays, localDate } from '#platform/clock/time.ts'
import { type Label, label } from '#platform/text/label.ts'

/** One thing a person did, as far as the watch needs it: never what was seen. */
export type Look = {
  readonly at: Date
  readonly action: string
  readonly record: string | null
  /** What a search was for: `name`, `phone`, `number`… */
  readonly purpose: string | null
  /** The record stands at another unit than the post acted in. */
  readonly elsewhere: boolean
  /** Somebody else owns the record. */
  readonly foreign: boolean
  /** The person worked on the record that day: a step, a note, a correction. */
  readonly worked: boolean
}

/** A pattern out of the ordinary: how often, from when to when; `bucket` makes it one finding. */
export type Finding = {
  readonly rule: Rule
  readonly bucket: string
  readonly since: Date
  readonly at: Date
  readonly n: number
}

/** 40 records in an hour: who prepares a report opens one every two minutes; faster is leafing through. */
export const manyAnHour = 40
/** More than 30 numbers or addresses uncovered in an hour (domain/11 section 2). */
export const revealsAnHour = 30
/** Between these hours (Asia/Shanghai) offices are closed; one urgent matter is work, three are a question. */
export const night = { from: 22, to: 6, records: 3 } as const
/** Ten records a day of other units, not worked on: a level above looks into one or two of a unit below. */
export const elsewhereADay = 10
/** Three persons a day searched by name or number, opened within ten minutes, somebody else's and not worked on: curiosity. */
export const soughtADay = { persons: 3, withinMinutes: 10 } as const
/** Twenty files or papers a day are more than one matter needs; a table of matters is taken out once a month. */
export const downloadsADay = { files: 20, tables: 3 } as const

/** Actions that show in clear what is masked elsewhere; `identity.looked` counts the same ones. */
export const revealing: ReadonlySet<string> = new Set(['cases.reveal', 'cases.formFull'])
/** Actions that take a whole table out of the house; `identity.looked` counts the same ones. */
export const exporting: ReadonlySet<string> = new Set(['exchange.export', 'exchange.left', 'forms.fill'])
const opening: ReadonlySet<string> = new Set(['cases.open', ...revealing, 'cases.getFile'])
/** Actions that take one file or paper out of the house. */
export const taking: ReadonlySet<string> = new Set(['cases.getFile', 'cases.paper', 'reports.docx'])
const byPerson: ReadonlySet<string> = new Set(['name', 'pinyin', 'phone', 'idNumber', 'lastFour'])

/** The actions of the log the watch reads. */
export const watchedActions = [...new Set([...opening, ...taking, ...exporting, 'cases.search'])] as const

type Spec = {
  readonly label: Label
  readonly why: Label
  /** The looks of one bucket that count. */
  readonly counts: (looks: readonly Look[]) => readonly Look[]
  readonly bucket: (at: Date) => string
  readonly least: number
}

const hourOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 13)
const hour = (at: Date): number => Number(hourOf(at).slice(11))
const dayOf = (at: Date): string => localDate(at)
// A night belongs to the day it began on.
const nightOf = (at: Date): string => (hour(at) < night.to ? addDays(localDate(at), -1) : localDate(at))
const firstOfEach = (looks: readonly Look[]): Look[] => [
  ...new Map([...looks].reverse().map((look) => [look.record, look])).values(),
]
const records = (looks: readonly Look[]): Look[] =>
  firstOfEach(looks.filter((look) => opening.has(look.action) && look.record !== null))

/** The rules of the watch; a new one is an entry here. */
export const rules = {
  many: {
    label: label('短时间看了很多件', 'Many matters in a short time'),
    why: label(`一小时内打开 ${manyAnHour} 件以上`, `${manyAnHour} matters or more within an hour`),
    counts: records,
    bucket: hourOf,
    least: manyAnHour,
  },
  reveals: {
    label: label('大量查看完整', 'Many fields uncovered'),
    why: label(`一小时内查看完整超过 ${revealsAnHour} 次`, `more than ${revealsAnHour} fields within an hour`),
    counts: (looks: readonly Look[]) => looks.filter((look) => revealing.has(look.action)),
    bucket: hourOf,
    least: revealsAnHour + 1,
  },
  night: {
    label: label('夜间查看', 'At night'),
    why: label(
      `${night.from} 点到次日 ${night.to} 点打开 ${night.records} 件以上`,
      `${night.records} matters or more between ${night.from}:00 and ${night.to}:00`,
    ),
    counts: (looks: readonly Look[]) =>
      records(looks.filter((look) => hour(look.at) >= night.from || hour(look.at) < night.to)),
    bucket: nightOf,
    least: night.records,
  },
  elsewhere: {
    label: label('看别的单位的事项', 'Matters of other units'),
    why: label(
      `一天打开别的单位 ${elsewhereADay} 件以上,都没有办理`,
      `${elsewhereADay} matters or more of other units in a day, none worked on`,
    ),
    counts: (looks: readonly Look[]) => records(looks.filter((look) => look.elsewhere && !look.worked)),
    bucket: dayOf,
    least: elsewhereADay,
  },
  sought: {
    label: label('查人后打开', 'Opened after searching for a person'),
    why: label(
      `一天 ${soughtADay.persons} 次以上:按人查找后 ${soughtADay.withinMinutes} 分钟内打开别人承办的事项,没有办理`,
      `${soughtADay.persons} times a day or more: a person searched for and within ${soughtADay.withinMinutes} minutes somebody else’s matter opened, not worked on`,
    ),
    counts: (looks: readonly Look[]) => {
      const searches = looks.filter((look) => look.action === 'cases.search' && byPerson.has(look.purpose ?? ''))
      const soon = soughtADay.withinMinutes * 60_000
      const follows = (look: Look): boolean =>
        searches.some((one) => look.at >= one.at && look.at.getTime() - one.at.getTime() <= soon)
      return records(looks.filter((look) => look.foreign && !look.worked && follows(look)))
    },
    bucket: dayOf,
    least: soughtADay.persons,
  },
  downloads: {
    label: label('批量下载', 'Bulk download'),
    why: label(`一天下载 ${downloadsADay.files} 份以上`, `${downloadsADay.files} files or more in a day`),
    counts: (looks: readonly Look[]) => looks.filter((look) => taking.has(look.action)),
    bucket: dayOf,
    least: downloadsADay.files,
  },
  tables: {
    label: label('多次导出', 'Many exports'),
    why: label(`一天导出 ${downloadsADay.tables} 次以上`, `${downloadsADay.tables} exports or more in a day`),
    counts: (looks: readonly Look[]) => looks.filter((look) => exporting.has(look.action)),
    bucket: dayOf,
    least: downloadsADay.tables,
  },
} as const satisfies Record<string, Spec>

export type Rule = keyof typeof rules

/** Everything out of the ordinary in what one person did, in the order it happened. */
export const findingsOf = (looks: readonly Look[]): Finding[] =>
  Object.entries<Spec>(rules).flatMap(([rule, spec]) =>
    [...new Set(looks.map((look) => spec.bucket(look.at)))].flatMap((bucket) => {
      const counted = spec.counts(looks.filter((look) => spec.bucket(look.at) === bucket))
      if (counted.length < spec.least) return []
      const times = counted.map((look) => look.at.getTime())
      return {
        rule: rule as Rule,
        bucket,
        since: new Date(Math.min(...times)),
        at: new Date(Math.max(...times)),
        n: counted.length,
      }
    }),
  )
