import { answered, broughtBy, type Clock, exempted, moveClocks, sameClock, stop } from '../rules/clocks.ts'
import type { Engine } from './engine.ts'
import { factsOf, type Matter, standing } from './matter.ts'
import type { StepRow } from './queries/children.ts'

type Named = readonly Pick<Clock, 'key' | 'round'>[]

/** The clocks a matter has by its standing steps alone; tracks keep theirs. */
export const replayClocks = (engine: Engine, matter: Matter): Clock[] => {
  const { head } = matter
  const steps = standing(matter.steps)
  const first = steps.find((one) => one.action === 'notify')
  let mode = first ? ((first.payload['from'] as string | null | undefined) ?? null) : head.notify_mode
  let clocks = play(engine, matter, mode, [], null)
  for (const [at, one] of steps.entries())
    if (one.action === 'notify') {
      const to = one.payload['mode'] as string
      clocks = renotified(engine, { ...matter, clocks, steps: steps.slice(0, at) }, mode, to)
      mode = to
    } else clocks = play(engine, matter, mode, clocks, one)
  return clocks
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
  let clocks = step ? [...before] : matter.clocks.filter((clock) => clock.trackId !== null)
  const take = (changed: readonly Clock[]): void => {
    clocks = [...clocks.filter((clock) => !changed.some((one) => sameClock(one, clock))), ...changed]
  }
  const named = (step?.payload['clocks'] ?? []) as Named
  const isNamed = (clock: Clock): boolean => clock.trackId === null && named.some((one) => sameClock(one, clock))
  if (step?.action === 'answered') take(answered(clocks.filter(isNamed), engine.catalogue, step.occurred_at))
  if (step && (!(step.action in kind.transitions) || step.track_id !== null)) return clocks
  const status = step ? (step.to_status ?? head.status) : kind.initial
  const at = step?.occurred_at ?? head.opened_at
  const changed = moveClocks(
    kind,
    step?.action ?? 'opened',
    status,
    at,
    { ...factsOf(matter), notifyMode: mode, status },
    clocks,
    engine.catalogue,
    engine.calendar(),
    broughtBy(step?.payload ?? {}),
  )
  take(changed)
  // What a step ended by the rules of its day stays ended by it.
  take(
    clocks
      .filter((clock) => clock.stoppedAt === null && isNamed(clock) && !changed.some((one) => sameClock(one, clock)))
      .map((clock) => stop(clock, at)),
  )
  return clocks
}
