import type { Calendar } from '#platform/clock/calendar.ts'
import type { CaseKind, Catalogue, Facts } from '../define.ts'
import { answered, type Brought, type Clock, moveClocks, sameClock, stop } from './clocks.ts'

/** A step of a matter as it bears on its clocks. */
export type Deed = {
  /** `opened`, a transition, or `answered` (代录). */
  readonly action: string
  /** The state after it. */
  readonly status: string
  readonly at: Date
  readonly brought?: Brought
  /** The clocks it touched in its day, where it was taken before: what it ended then stays ended by it. */
  readonly touched?: readonly Pick<Clock, 'key' | 'round'>[]
}

/**
 * Plays one step onto the clocks of a matter. There is no other way: a step taken now, one of an old register and one played again after
 * a correction or a taking back leave the same clocks.
 * @returns the clocks that changed or began, and all as they stand after it.
 */
export const playStep = (
  kind: CaseKind,
  facts: Facts,
  before: readonly Clock[],
  { action, status, at, brought, touched = [] }: Deed,
  catalogue: Catalogue,
  calendar: Calendar,
): { readonly changed: readonly Clock[]; readonly clocks: readonly Clock[] } => {
  const isTouched = (clock: Clock): boolean => clock.trackId === null && touched.some((one) => sameClock(one, clock))
  const moved =
    action === 'answered'
      ? answered(before.filter(isTouched), catalogue, at)
      : moveClocks(kind, action, status, at, { ...facts, status }, before, catalogue, calendar, brought)
  const known = (clock: Clock): boolean => moved.some((one) => sameClock(one, clock))
  const ended =
    action === 'answered'
      ? []
      : before
          .filter((clock) => clock.stoppedAt === null && isTouched(clock) && !known(clock))
          .map((clock) => stop(clock, at))
  const changed = [...moved, ...ended]
  return {
    changed,
    clocks: [...changed, ...before.filter((clock) => !changed.some((one) => sameClock(one, clock)))],
  }
}
