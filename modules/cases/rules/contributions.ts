import { monthOf } from '#platform/clock/time.ts'
import type { CaseKind, Dimension, MeasureSpec } from '../define.ts'
import type { Clock } from './clocks.ts'

/** What one matter adds to one figure in one month. `n` may be negative for stocks. */
export type Contribution = {
  readonly measure: string
  readonly month: string
  readonly category: string
  readonly channel: string
  readonly result: string
  readonly level: string
  readonly n: number
}

/** A step as far as figures are concerned; reversed steps are left out by the caller. */
export type Deed = {
  readonly action: string
  readonly at: Date
  readonly from: string | null
  readonly to: string | null
  /** The result it named. */
  readonly result: string | null
}

/** The head as far as figures are concerned. */
export type Subject = {
  readonly category: string | null
  readonly channel: string | null
  readonly level: string
  readonly openedAt: Date
  readonly persons: number
  /** Mis-registered (作废) or erased: it counts for nothing. */
  readonly void: boolean
}

/**
 * Everything a matter should have posted, from its head, steps and clocks (mechanisms section 6.1). Pure: the engine posts the
 * difference between this and what stands, so correction, withdrawal, re-classification and transfer are the same code.
 */
export const contributions = (
  kind: CaseKind,
  subject: Subject,
  deeds: readonly Deed[],
  clocks: readonly Clock[],
): Contribution[] => {
  if (subject.void) return []
  const out: Contribution[] = []
  for (const [key, measure] of Object.entries(kind.measures)) {
    const name = `${kind.key}.${key}`
    for (const hit of hitsOf(kind, measure, subject, deeds, clocks))
      out.push({
        measure: name,
        month: monthOf(hit.at),
        ...cut('by' in measure ? measure.by : [], subject, hit),
        n: hit.n,
      })
  }
  return out
}

type Hit = { readonly at: Date; readonly n: number; readonly result?: string | null }

const hitsOf = (
  kind: CaseKind,
  measure: MeasureSpec<string, string>,
  subject: Subject,
  deeds: readonly Deed[],
  clocks: readonly Clock[],
): Hit[] => {
  switch (measure.type) {
    case 'count': {
      const n = measure.of === 'persons' ? subject.persons : 1
      if (measure.on === 'open') return [{ at: subject.openedAt, n }]
      const on: readonly string[] = typeof measure.on === 'string' ? [measure.on] : measure.on
      // A matter that goes the same way twice (reopened) counts once, the first time.
      const first = deeds.find((deed) => on.includes(deed.action))
      return first ? [{ at: first.at, n, result: first.result }] : []
    }
    case 'stock':
      return stockHits(kind, measure, subject, deeds)
    case 'due':
      // Belongs to the month in which the period ends; unfinished overdue matters stay in the denominator (K03).
      return clocks
        .filter((clock) => clock.key === measure.clock && clock.outcome !== 'void')
        .filter((clock) => !measure.met || clock.outcome === 'met')
        .map((clock) => ({ at: new Date(clock.dueAt.getTime() - 1), n: 1 }))
    case 'ratio':
      return []
  }
}

const stockHits = (
  kind: CaseKind,
  { in: within, since = [], until = [] }: Extract<MeasureSpec<string, string>, { type: 'stock' }>,
  subject: Subject,
  deeds: readonly Deed[],
): Hit[] => {
  let begun = since.length === 0
  let ended = false
  const inside = (status: string): boolean =>
    begun && !ended && (typeof within === 'string' ? kind.states[status]?.phase === within : within.includes(status))
  const hits: Hit[] = []
  let status = kind.initial
  if (inside(status)) hits.push({ at: subject.openedAt, n: 1 })
  for (const deed of deeds) {
    const before = inside(status)
    begun ||= since.includes(deed.action)
    ended ||= until.includes(deed.action)
    status = deed.to ?? status
    const after = inside(status)
    if (before !== after) hits.push({ at: deed.at, n: after ? 1 : -1 })
  }
  return hits
}

const cut = (
  by: readonly Dimension[],
  subject: Subject,
  hit: Hit,
): Pick<Contribution, 'category' | 'channel' | 'result' | 'level'> => ({
  category: by.includes('category') ? (subject.category ?? '') : '',
  channel: by.includes('channel') ? (subject.channel ?? '') : '',
  result: by.includes('result') ? (hit.result ?? '') : '',
  level: by.includes('level') ? subject.level : '',
})
