import { type Calendar } from '#platform/clock/calendar.ts'
import { due, lastDay } from '#platform/clock/deadline.ts'
import { endOfDay, type LocalDate, localDate } from '#platform/clock/time.ts'
import type { CaseKind, Catalogue, ClockSpec, Facts, LimitShape } from '../define.ts'

/** A clock of one matter, running or stopped. */
export type Clock = {
  readonly key: string
  readonly round: number
  readonly trackId: string | null
  readonly rule: string
  /** First day of the edition of the rule it rests on. */
  readonly ruleFrom: string
  readonly basis: { readonly zh: string; readonly en: string }
  readonly startedAt: Date
  readonly dueAt: Date
  readonly firstDueAt: Date
  /** The calendar of the due year is not published yet. */
  readonly provisional: boolean
  readonly stoppedAt: Date | null
  readonly outcome: 'met' | 'missed' | 'void' | null
}

/** The edition of a limit in force on a day; undefined where no rule held that day. */
export const limitOn = (limits: readonly LimitShape[], id: string, day: string): LimitShape | undefined =>
  limits.find(
    (limit) => limit.id === id && limit.validFrom <= day && (limit.validTo === undefined || limit.validTo >= day),
  )

/** Whether a deadline of a matter rests on a year whose holiday notice is not loaded, by its rule and the present calendar. */
export const restsOnGuess = (
  kind: CaseKind,
  key: string | null,
  startedAt: Date,
  dueAt: Date,
  catalogue: Catalogue,
  calendar: Calendar,
): boolean => {
  const limit = limitOn(catalogue.limits, kind.clocks[key ?? '']?.limit ?? '', localDate(startedAt))
  const counts = limit?.length && (limit.length.unit === 'WORK_DAY' || limit.rollForward)
  return Boolean(counts) && limit?.length?.unit !== 'HOUR' && calendar(lastDay(dueAt)).provisional
}

/**
 * Starts a clock at an instant, by the edition of its rule in force then; null where no rule held that day. A rule without a
 * length runs to the end of `dueOn`, and not at all without one.
 */
export const startClock = (
  key: string,
  spec: Pick<ClockSpec<string, string>, 'limit'>,
  start: Date,
  round: number,
  trackId: string | null,
  catalogue: Catalogue,
  calendar: Calendar,
  dueOn?: string,
): Clock | null => {
  const limit = limitOn(catalogue.limits, spec.limit, localDate(start))
  const end = limit?.length
    ? due({ start, length: limit.length, rollForward: limit.rollForward, calendar })
    : dueOn && { due: endOfDay(dueOn), provisional: false }
  if (!limit || !end) return null
  return {
    key,
    round,
    trackId,
    rule: limit.id,
    ruleFrom: limit.validFrom,
    basis: limit.basis,
    startedAt: start,
    dueAt: end.due,
    firstDueAt: end.due,
    provisional: end.provisional,
    stoppedAt: null,
    outcome: null,
  }
}

/** What a step brings for the clocks. */
export type Brought = {
  /** The last day of what it asks for. */
  readonly dueOn?: LocalDate | undefined
  /** The day she was told, where it brings proof of it. */
  readonly toldOn?: LocalDate | undefined
  /** It is read from an old register. */
  readonly replay?: boolean | undefined
}

/** What the payload of a step, or the step as it is sent, brings. */
export const broughtBy = (step: Readonly<Record<string, unknown>>): Brought => ({
  dueOn: typeof step['dueOn'] === 'string' ? step['dueOn'] : undefined,
  toldOn: (step['proof'] as { readonly on: LocalDate } | undefined)?.on,
  replay: step['replay'] === true,
})

/**
 * What an event does to the clocks: starts, stops and extends. `event` is `opened` or a transition, `status` the state after it.
 * @returns the clocks that changed or began.
 */
export const moveClocks = (
  kind: CaseKind,
  event: string,
  status: string,
  at: Date,
  facts: Facts,
  clocks: readonly Clock[],
  catalogue: Catalogue,
  calendar: Calendar,
  { dueOn, toldOn, replay }: Brought = {},
): Clock[] => {
  const changed: Clock[] = []
  for (const [key, spec] of Object.entries(kind.clocks)) {
    const mine = clocks.filter((clock) => clock.key === key && clock.trackId === null)
    // What a register seemed to leave open it may tell in a later line: a step that does nothing but tell.
    const toldYet = replay && toldOn && kind.transitions[event]?.to === null && spec.told?.unstated.includes(status)
    const running = mine.find((clock) => clock.stoppedAt === null || (toldYet && clock.outcome === 'void'))
    // Who was told before it began was told of something else.
    const told = running && toldOn && spec.told && localDate(running.startedAt) <= toldOn
    const unstated = running && replay && !told && spec.told?.unstated.includes(status)
    const stopped =
      running &&
      spec.extension?.by !== event &&
      (told || unstated || spec.stops.includes(status) || spec.stops.includes(event))
    if (running && spec.extension?.by === event) changed.push(extend(running, spec, catalogue, calendar))
    else if (running && unstated) changed.push({ ...running, stoppedAt: at, outcome: 'void' })
    else if (running && stopped)
      changed.push(spec.holds ? endWait(running, at) : stop(running, told ? onDay(toldOn, at) : at))
    if ((!running || stopped) && spec.starts.includes(event) && !spec.exempt?.(facts)) {
      const begun = startClock(key, spec, at, mine.length + 1, null, catalogue, calendar, dueOn)
      if (begun) changed.push(begun)
    }
  }
  if (kind.states[status]?.phase === 'closed')
    for (const clock of clocks)
      if (
        clock.stoppedAt === null &&
        // What had to be done before it went on owing it: that it was done was struck out later.
        (replay || !kind.clocks[clock.key]?.told?.before.includes(event)) &&
        !changed.some((c) => c.key === clock.key && c.round === clock.round)
      )
        changed.push({ ...clock, stoppedAt: at, outcome: 'void' })
  return changed
}

const onDay = (day: LocalDate, at: Date): Date => (localDate(at) === day ? at : new Date(endOfDay(day).getTime() - 1))

/** Stops a clock: on time it is met, later missed. */
export const stop = (clock: Clock, at: Date): Clock => ({
  ...clock,
  stoppedAt: at,
  outcome: at.getTime() <= clock.dueAt.getTime() ? 'met' : 'missed',
})

// A minimum wait is kept once it has passed; what ended before it had passed was broken off.
const endWait = (clock: Clock, at: Date): Clock => ({
  ...clock,
  stoppedAt: at,
  outcome: at.getTime() >= clock.dueAt.getTime() ? 'met' : 'void',
})

const extend = (clock: Clock, spec: ClockSpec<string, string>, catalogue: Catalogue, calendar: Calendar): Clock => {
  const limit = limitOn(catalogue.limits, spec.extension?.limit ?? '', localDate(clock.startedAt))
  if (!limit?.length) return clock
  // The extension is counted from the last day of the first period.
  const end = due({
    start: new Date(clock.dueAt.getTime() - 1),
    length: limit.length,
    rollForward: limit.rollForward,
    calendar,
  })
  return { ...clock, dueAt: end.due, provisional: end.provisional }
}

/** The running clock as it would stand if an event that lengthens one were agreed; null for every other event. */
export const lengthened = (
  kind: CaseKind,
  event: string,
  clocks: readonly Clock[],
  catalogue: Catalogue,
  calendar: Calendar,
): Clock | null => {
  const clock = clocks.find((one) => one.stoppedAt === null && kind.clocks[one.key]?.extension?.by === event)
  const spec = clock && kind.clocks[clock.key]
  return spec ? extend(clock, spec, catalogue, calendar) : null
}

/** Whether two are one clock of a matter. */
export const sameClock = (a: Pick<Clock, 'key' | 'round'>, b: Pick<Clock, 'key' | 'round'>): boolean =>
  a.key === b.key && a.round === b.round

/** Whether nobody owes what a clock asks for. */
export const exempted = (kind: CaseKind, { key }: Pick<Clock, 'key'>, facts: Facts): boolean =>
  kind.clocks[key]?.exempt?.(facts) ?? false

/** What is written where clocks were counted again: one that stands as it stood keeps its row, and with it what its owner was told. */
export const clocksToWrite = (
  before: readonly Clock[],
  after: readonly Clock[],
): { readonly clocks: readonly Clock[]; readonly dropClocks: readonly Clock[] } => {
  const sameRule = (a: Clock, b: Clock): boolean =>
    sameClock(a, b) && a.rule === b.rule && a.ruleFrom === b.ruleFrom && a.trackId === b.trackId
  const stands = (a: Clock, b: Clock): boolean =>
    sameRule(a, b) &&
    a.outcome === b.outcome &&
    a.provisional === b.provisional &&
    (['startedAt', 'dueAt', 'firstDueAt', 'stoppedAt'] as const).every((at) => a[at]?.getTime() === b[at]?.getTime())
  return {
    clocks: after.filter((clock) => !before.some((one) => stands(one, clock))),
    dropClocks: before.filter((clock) => !after.some((one) => sameRule(one, clock))),
  }
}

/** How often a clock was lengthened. */
export const extensionsOf = (clock: Clock): number => (clock.dueAt.getTime() === clock.firstDueAt.getTime() ? 0 : 1)

/** What a head keeps of the running clock that ends first. */
export type NextDue = {
  readonly next_due_at: Date | null
  readonly next_due_started_at: Date | null
  readonly next_due_clock: string | null
}

/** Whether a matter is urgent: by the clock its head names as the next. */
export const isUrgent = (kind: CaseKind, dueClock: string | null): boolean =>
  dueClock !== null && kind.clocks[dueClock]?.urgent === true

/** A head under no deadline. */
export const noDue: NextDue = { next_due_at: null, next_due_started_at: null, next_due_clock: null }

/** The running clock that ends first, an urgent one before all; of two that end together the one declared first. Minimum waits are not deadlines. */
export const nextDue = (kind: CaseKind, clocks: readonly Clock[]): NextDue => {
  const declared = Object.keys(kind.clocks)
  const [first] = clocks
    .filter((clock) => clock.stoppedAt === null && !kind.clocks[clock.key]?.holds)
    .sort(
      (a, b) =>
        Number(isUrgent(kind, b.key)) - Number(isUrgent(kind, a.key)) ||
        a.dueAt.getTime() - b.dueAt.getTime() ||
        declared.indexOf(a.key) - declared.indexOf(b.key),
    )
  return first ? { next_due_at: first.dueAt, next_due_started_at: first.startedAt, next_due_clock: first.key } : noDue
}

const asksBy = ({ stoppedAt, rule, ruleFrom }: Clock, catalogue: Catalogue): boolean =>
  stoppedAt === null && limitOn(catalogue.limits, rule, ruleFrom)?.length === null

/** Whether whoever handed a matter down still waits for what she asked for by a day. */
export const asksBelow = (clocks: readonly Clock[], catalogue: Catalogue): boolean =>
  clocks.some((clock) => asksBy(clock, catalogue))

/** The clocks of what was asked for by a day, stopped by an answer somebody noted for those who were asked (代录). */
export const answered = (clocks: readonly Clock[], catalogue: Catalogue, at: Date): Clock[] =>
  clocks.filter((clock) => asksBy(clock, catalogue)).map((clock) => stop(clock, at))

/** Minimum waits still running, and what is still owed before other steps, as the situation wants them. */
export const holdingOf = (
  kind: CaseKind,
  clocks: readonly Clock[],
  now: Date,
): { transitions: readonly string[]; label: CaseKind['label']; until: string | null }[] =>
  clocks.flatMap((clock) => {
    const spec = kind.clocks[clock.key]
    if (!spec || clock.stoppedAt !== null) return []
    return [
      ...(spec.holds && clock.dueAt > now
        ? [{ transitions: spec.holds, label: spec.label, until: lastDay(clock.dueAt) }]
        : []),
      ...(spec.told ? [{ transitions: spec.told.before, label: spec.label, until: null }] : []),
    ]
  })
