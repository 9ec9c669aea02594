import type { Calendar } from '#platform/clock/calendar.ts'
import { due, lastDay } from '#platform/clock/deadline.ts'
import { daysBetween, localDate } from '#platform/clock/time.ts'
import type { CaseKind, Catalogue, ClockSpec } from '../define.ts'
import type { noticeSentences } from '../notices.ts'
import { type Clock, limitOn } from './clocks.ts'

/** How much of a clock has run, in steps that are told: percent of the period (rulebook 00). */
export type Level = 0 | 50 | 80 | 100

/** What a kind declares about a clock, of the matter itself or of one of its proceedings; undefined for one it no longer has. */
export const clockSpecOf = (
  kind: CaseKind,
  clock: Pick<Clock, 'key' | 'trackId'>,
): Omit<ClockSpec<string, string>, 'exempt'> | undefined =>
  clock.trackId === null
    ? kind.clocks[clock.key]
    : Object.values(kind.tracks ?? {}).flatMap((track) => track.clocks?.[clock.key] ?? [])[0]

/** What the owner is told when a clock reaches a level, and how many days are left (Asia/Shanghai); null when nothing. */
export const warningOf = (
  level: Level,
  dueAt: Date,
  now: Date,
): { readonly key: keyof typeof noticeSentences; readonly days: number } | null => {
  if (level === 0) return null
  const days = daysBetween(localDate(now), lastDay(dueAt))
  if (level === 100) return { key: 'clockOver', days: 0 }
  if (days <= 0) return { key: 'clockToday', days: 0 }
  return { key: level === 80 ? 'clockSoon' : 'clockHalf', days }
}

/** A post that could be told, from the unit of the matter upwards. */
export type Candidate = {
  readonly post: string
  readonly owner: boolean
  readonly ownUnit: boolean
  readonly handles: boolean
  readonly leads: boolean
  readonly scope: string
}

/**
 * Who is told: the owner, or where there is none who handles matters in the unit; when due also the nearest leader at or
 * above the unit, who is told as well when there is nobody else.
 */
export const recipients = (
  candidates: readonly Candidate[],
  level: Level,
): { readonly workers: readonly string[]; readonly leaders: readonly string[] } => {
  const owners = candidates.filter((one) => one.owner)
  const workers = (owners.length ? owners : candidates.filter((one) => one.ownUnit && one.handles)).map(
    (one) => one.post,
  )
  const leading = candidates.filter((one) => one.leads)
  const nearest = Math.max(0, ...leading.map((one) => one.scope.length))
  const leaders = leading
    .filter((one) => one.scope.length === nearest && !workers.includes(one.post))
    .map((one) => one.post)
  return { workers, leaders: level === 100 || workers.length === 0 ? leaders : [] }
}

/**
 * A provisional clock counted again, by the edition of the rule it began with and its extension, over a calendar that now
 * knows more. Unchanged when the edition is gone.
 */
export const recount = (
  clock: Clock,
  spec: Pick<ClockSpec<string, string>, 'extension'>,
  catalogue: Catalogue,
  calendar: Calendar,
): Clock => {
  const limit = catalogue.limits.find((one) => one.id === clock.rule && one.validFrom === clock.ruleFrom)
  if (!limit?.length) return clock
  const first = due({ start: clock.startedAt, length: limit.length, rollForward: limit.rollForward, calendar })
  if (clock.dueAt.getTime() === clock.firstDueAt.getTime())
    return { ...clock, dueAt: first.due, firstDueAt: first.due, provisional: first.provisional }
  const longer = spec.extension && limitOn(catalogue.limits, spec.extension.limit, localDate(clock.startedAt))
  if (!longer?.length) return clock
  const end = due({
    start: new Date(first.due.getTime() - 1),
    length: longer.length,
    rollForward: longer.rollForward,
    calendar,
  })
  return { ...clock, dueAt: end.due, firstDueAt: first.due, provisional: end.provisional || first.provisional }
}
