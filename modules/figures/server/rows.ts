import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { unitsById } from '#modules/org/server/index.ts'
import type { Period } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Cut } from '../define.ts'
import { classLabel, codeLabel, codesOf } from './measures.ts'
import { outsideOf, stretchesBelow, unitsBelow } from './queries.ts'

/** A unit as figures need it. */
export type Place = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly scope: string
}

/** One line of a table before its cells: `key` for people and links, `sumKey` as the sums name it. */
export type Line = {
  readonly key: string
  readonly sumKey: string
  readonly label: Label
  readonly parent: string | null
  /** Months a unit that was moved belonged here; null when all of the period. */
  readonly period: string | null
  /** A unit that went out of the reader's range: its records are no longer hers to open. */
  readonly outside: boolean
}

/** Key of the line of the unit's own desk in a table of the units below it. */
export const ownKey = 'own'

/**
 * The lines of a table by one dimension: every first-level class, channel, month and unit below, so that a zero is seen as
 * one; of sub-classes, results and levels those that occur, with the classes above them left to the reader.
 */
export const linesOf = async (
  tx: Tx,
  catalogue: Catalogue,
  ask: { readonly kind: CaseKind; readonly place: Place; readonly period: Period },
  by: Cut,
  found: ReadonlySet<string>,
): Promise<Line[]> => {
  if (by === 'month') return ask.period.months.map((month) => line(month, monthLabel(month)))
  if (by === 'unit') return unitLines(tx, ask.place, ask.period, found)
  const listed = codesOf(catalogue, ask.kind, by, ask.period.to)
  const foreseen = by === 'category1' || by === 'channel'
  const known = listed.filter(({ code }) => foreseen || found.has(code))
  const codes = new Set(known.map(({ code }) => code))
  const others = [...found].filter((code) => !codes.has(code)).toSorted()
  return [
    ...known.map(({ code, label: named, parent }) =>
      line(code, by === 'category' ? classLabel(catalogue, ask.kind, code) : named, parent),
    ),
    // Codes that left their list, and what was never classed, still count.
    ...others.map((code) => {
      const { label: named, parent } = codeLabel(catalogue, ask.kind, by === 'category1' ? 'category' : by, code)
      return line(code, named, parent)
    }),
  ]
}

const line = (key: string, named: Label, parent: string | null = null): Line => ({
  key,
  sumKey: key,
  label: named,
  parent,
  period: null,
  outside: false,
})

const monthLabel = (month: string): Label => label(`${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`, month)

// Units registered under the place today, and those that belonged there then.
const unitLines = async (tx: Tx, place: Place, period: Period, found: ReadonlySet<string>): Promise<Line[]> => {
  const below = await unitsBelow(tx, place.id)
  const today = new Set(below.map(({ id }) => String(id)))
  const then = await unitsById(tx, [...found].filter((id) => !today.has(id) && id !== String(place.id)).map(Number))
  const outside = new Set(
    await outsideOf(
      tx,
      then.map(({ id }) => id),
    ),
  )
  const units = [
    ...below.filter(({ id, kind }) => kind !== 'body' || found.has(String(id))),
    ...then.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  ]
  const stretches = Map.groupBy(await stretchesBelow(tx, place.id), ({ id }) => id)
  const partOf = (id: number): string | null => {
    const here = stretches.get(id)
    const months = period.months.filter((month) => here?.some(({ from, to }) => from <= month && month < to))
    return here && months.length < period.months.length && months[0] ? `${months[0]}..${months.at(-1)}` : null
  }
  return [
    ...units.map(({ id, code, name }) => ({
      ...line(code, label(name, name)),
      sumKey: String(id),
      period: partOf(id),
      outside: outside.has(id),
    })),
    ...(found.has(String(place.id)) || units.length === 0
      ? [{ ...line(ownKey, label('本级', 'Own desk')), sumKey: String(place.id) }]
      : []),
  ]
}
