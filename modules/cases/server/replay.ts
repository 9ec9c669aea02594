import { answered, broughtBy, type Clock, moveClocks, stop } from '../rules/clocks.ts'
import type { Engine } from './engine.ts'
import { factsOf, type Matter, standing } from './matter.ts'

/** The clocks a matter has by its standing steps alone; tracks keep theirs. */
export const replayClocks = (engine: Engine, matter: Matter): Clock[] => {
  const { kind, head } = matter
  const facts = factsOf(matter)
  let clocks: Clock[] = matter.clocks.filter((clock) => clock.trackId !== null)
  const take = (changed: readonly Clock[]): void => {
    clocks = [...clocks.filter((clock) => !changed.some((one) => same(one, clock))), ...changed]
  }
  const apply = (event: string, status: string, at: Date, payload: Readonly<Record<string, unknown>> = {}): void => {
    const now = { ...facts, status }
    const changed = moveClocks(
      kind,
      event,
      status,
      at,
      now,
      clocks,
      engine.catalogue,
      engine.calendar(),
      broughtBy(payload),
    )
    take(changed)
    // What a step ended by the rules of its day stays ended by it.
    const named = (payload['clocks'] ?? []) as readonly Pick<Clock, 'key' | 'round'>[]
    take(
      clocks
        .filter(
          (clock) => clock.stoppedAt === null && clock.trackId === null && !changed.some((one) => same(one, clock)),
        )
        .filter((clock) => named.some((one) => same(one, clock)))
        .map((clock) => stop(clock, at)),
    )
  }
  apply('opened', kind.initial, head.opened_at)
  for (const one of standing(matter.steps))
    if (one.action in kind.transitions && one.track_id === null)
      apply(one.action, one.to_status ?? head.status, one.occurred_at, one.payload)
    else if (one.action === 'answered' && Array.isArray(one.payload['clocks']))
      take(answered(clocks, engine.catalogue, one.occurred_at))
  return clocks
}

const same = (a: Pick<Clock, 'key' | 'round'>, b: Pick<Clock, 'key' | 'round'>): boolean =>
  a.key === b.key && a.round === b.round
