import { type Known, maskTold, tellings, unmaskTold } from '#modules/people/rules/told.ts'
import type { Ctx } from '#platform/http/context.ts'
import { today } from './engine.ts'
import type { Matter } from './matter.ts'
import { replacedBy } from './replaced.ts'

/**
 * How words of a matter are shown: `masked` without names and numbers, `village` with names (one's own village), `clear` whole, for
 * whoever states a reason.
 */
export type Veil = 'masked' | 'village' | 'clear'

/** Masks what is told, texts in lists and rows too. */
export const veilOf = (ctx: Ctx, matter: Matter, veil: Veil): (<T>(told: T) => T) => {
  if (veil === 'clear') return (told) => told
  const known = knownIn(ctx, matter)
  const day = today(ctx.now)
  const shown = (told: unknown): unknown => {
    if (typeof told === 'string') return maskTold(told, tellings(told, known, day, veil === 'masked'))
    if (Array.isArray(told)) return told.map(shown)
    if (told && typeof told === 'object')
      return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, shown(value)]))
    return told
  }
  return <T>(told: T) => shown(told) as T
}

/** Corrected words in which masked ones stand as they were shown: what was masked stays what it was. */
export const unveiled = (ctx: Ctx, matter: Matter, given: Record<string, unknown>): Record<string, unknown> => {
  const known = knownIn(ctx, matter)
  const day = today(ctx.now)
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => {
      const before = matter.data[field]
      return typeof value === 'string' && typeof before === 'string'
        ? [field, unmaskTold(value, tellings(before, known, day))]
        : [field, value]
    }),
  )
}

// The people of the matter, also as they were called before a correction.
const knownIn = (ctx: Ctx, matter: Matter): readonly Known[] => [
  ...matter.parties,
  ...matter.steps.flatMap((step) =>
    replacedBy(ctx, matter, step.seq).flatMap(({ field, party, before }): Known[] =>
      party && typeof before === 'string' && ['name', 'phone', 'idNumber'].includes(field) ? [{ [field]: before }] : [],
    ),
  ),
]
