import { broughtBy, type Clock, exempted, sameClock } from '../rules/clocks.ts'
import { type Deed, playStep } from '../rules/play.ts'
import type { Engine } from './engine.ts'
import { factsOf, type Matter, standing } from './matter.ts'
import type { StepRow } from './queries/children.ts'

/** The clocks a matter has by its standing steps alone; tracks keep theirs. */
export const replayClocks = (engine: Engine, matter: Matter): Clock[] => {
  const steps = standing(matter.steps)
  let mode = modeAtFirst(engine, matter, steps)
  let clocks = play(engine, matter, mode, [], null)
  for (const [at, one] of steps.entries())
    if (one.action === 'notify') {
      const to = one.payload['mode'] as string
      // One of before 0011 says not what it changed, and changed no clock.
      if ('from' in one.payload) clocks = renotified(engine, { ...matter, clocks, steps: steps.slice(0, at) }, mode, to)
      mode = to
    } else clocks = play(engine, matter, mode, clocks, one)
  return clocks
}

/**
 * The 告知方式 it was registered with: what the first change of it replaced. A change of before 0011 does not say; then it is one by which
 * no clock begins that this matter never had.
 */
const modeAtFirst = (engine: Engine, matter: Matter, steps: readonly StepRow[]): string | null => {
  const first = steps.find((one) => one.action === 'notify')
  if (!first) return matter.head.notify_mode
  if ('from' in first.payload) return first.payload['from'] as string | null
  const modes = [null, ...(engine.catalogue.codes['notify-modes']?.rows ?? []).map(({ code }) => code)]
  const fits = (mode: string | null): boolean =>
    play(engine, matter, mode, [], null).every((clock) => matter.clocks.some((one) => sameClock(one, clock)))
  return modes.find(fits) ?? null
}

/** The clocks once another 告知方式 holds: what runs and is owed no longer never began, what is owed now begins where it would have. */
export const renotified = (engine: Engine, matter: Matter, from: string | null, to: string): Clock[] => {
  const facts = factsOf(matter)
  const [before, after] = [
    { ...facts, notifyMode: from },
    { ...facts, notifyMode: to },
  ]
  const spared = (clock: Clock, than: typeof facts, now: typeof facts): boolean =>
    clock.trackId === null &&
    clock.stoppedAt === null &&
    !exempted(matter.kind, clock, than) &&
    exempted(matter.kind, clock, now)
  const kept = matter.clocks.filter((clock) => !spared(clock, before, after))
  let always: Clock[] = play(engine, matter, to, [], null)
  for (const one of standing(matter.steps)) always = play(engine, matter, to, always, one)
  const begun = always
    .filter((clock) => spared(clock, after, before))
    .filter(({ key }) => !kept.some((one) => one.key === key && one.stoppedAt === null))
    .map((clock) => ({
      ...clock,
      round: 1 + Math.max(0, ...kept.filter(({ key }) => key === clock.key).map(({ round }) => round)),
    }))
  return [...kept, ...begun]
}

/** What one step, or the registration, made of the clocks there were. */
const play = (
  engine: Engine,
  matter: Matter,
  mode: string | null,
  before: readonly Clock[],
  step: StepRow | null,
): Clock[] => {
  const { kind, head } = matter
  const bears = !step || step.action === 'answered' || (step.action in kind.transitions && step.track_id === null)
  if (!bears) return [...before]
  const deed: Deed = step
    ? {
        action: step.action,
        status: step.to_status ?? head.status,
        at: step.occurred_at,
        brought: broughtBy(step.payload),
        touched: (step.payload['clocks'] ?? []) as readonly Pick<Clock, 'key' | 'round'>[],
      }
    : { action: 'opened', status: kind.initial, at: head.opened_at }
  const clocks = step ? before : matter.clocks.filter((clock) => clock.trackId !== null)
  const facts = { ...factsOf(matter), notifyMode: mode }
  return [...playStep(kind, facts, clocks, deed, engine.catalogue, engine.calendar()).clocks]
}
