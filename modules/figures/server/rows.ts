import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { unitsById } from '#modules/org/server/index.ts'
import type { Period } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Cut } from '../define.ts'
import { classLabel, codeLabel, codesOf } from './measures.ts'
import { unitsBelow } from './queries.ts'

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
  if (by === 'unit') return unitLines(tx, ask.place, found)
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
})

const monthLabel = (month: string): Label => label(`${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`, month)

// Units registered under the place today, and those that belonged there then.
const unitLines = async (tx: Tx, place: Place, found: ReadonlySet<string>): Promise<Line[]> => {
  const below = await unitsBelow(tx, place.id)
  const today = new Set(below.map(({ id }) => String(id)))
  const then = await unitsById(tx, [...found].filter((id) => !today.has(id) && id !== String(place.id)).map(Number))
  const units = [
    ...below.filter(({ id, kind }) => kind !== 'body' || found.has(String(id))),
    ...then.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  ]
  return [
    ...units.map(({ id, code, name }) => ({ key: code, sumKey: String(id), label: label(name, name), parent: null })),
    ...(found.has(String(place.id)) || units.length === 0
      ? [{ key: ownKey, sumKey: String(place.id), label: label('本级', 'Own desk'), parent: null }]
      : []),
  ]
}
