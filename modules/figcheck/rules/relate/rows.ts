import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { amount, isCount, ofOne, type Reading, type Relation } from './relation.ts'

/** Shares in the rows of a table written as lines: 兰州市 238,600人 179,780人 75.3%. Which column is of which is what most rows say. */
export const rowShares = (reading: Reading): Relation[] => {
  const tables = new Map<string, Row[]>()
  for (const row of rowsOf(reading)) tables.set(row.key, [...(tables.get(row.key) ?? []), row])
  return [...tables.values()].flatMap((rows) => {
    const [best] = ways(rows)
      .map(([part, whole]) => ({ part, whole, fitting: rows.filter((row) => fits(row, part, whole)).length }))
      .slice()
      .sort((one, other) => other.fitting - one.fitting)
    if (!best || best.fitting * 2 < rows.length || (rows.length === 1 && best.fitting === 0)) return []
    return rows.flatMap((row): Relation[] => {
      const [part, whole] = [row.counts[best.part], row.counts[best.whole]]
      return part && whole
        ? [
            {
              kind: 'ratio',
              formula: 'share',
              operands: [part, whole],
              stated: row.stated,
              rule: 'rows',
              sure: rows.length > 1 ? 0.9 : 0.7,
            },
          ]
        : []
    })
  })
}

type Row = { readonly key: string; readonly counts: readonly Figure[]; readonly stated: Figure }

// A bare percentage behind two counts or more of its own line.
const rowsOf = ({ figures, sentences }: Reading): Row[] =>
  figures.flatMap((stated): Row[] => {
    if (stated.family !== 'percent' || !/^[\s\u3000|,、]*$/.test(stated.lead)) return []
    const counts = figures.filter((one) => one.sentence === stated.sentence && one.index < stated.index && isCount(one))
    if (counts.length < 2 || !counts.every((one) => alike(one.unit, counts[0]?.unit ?? ''))) return []
    return [{ key: `${sentences[stated.sentence]?.block}|${counts.length}`, counts, stated }]
  })

const ways = (rows: readonly Row[]): (readonly [number, number])[] => {
  const columns = [...(rows[0]?.counts.keys() ?? [])]
  return columns.flatMap((part) => columns.filter((whole) => whole !== part).map((whole) => [part, whole] as const))
}

const fits = ({ counts, stated }: Row, part: number, whole: number): boolean => {
  const [one, other] = [counts[part], counts[whole]]
  if (!one || !other || amount(other) === 0) return false
  return (
    Math.abs((amount(one) / amount(other)) * ofOne(stated.unit) - stated.value) <=
    Math.max(0.05, 10 ** -stated.decimals / 2) + 1e-9
  )
}
