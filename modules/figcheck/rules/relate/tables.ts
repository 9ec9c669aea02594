import type { Figure } from '../meaning/figures.ts'
import { round } from '../numbers/scan.ts'
import { amount, gives, isCount, type Reading, type Relation } from './relation.ts'

/**
 * Sums in a table written as lines (夷陵区 86 742 828 · 宜都市 71 655 726 · 合计 157 1397 1554): no word says which column is the sum of which.
 * What most rows do all must, and where most columns make the total row all must.
 */
export const tableSums = (tables: readonly (readonly Row[])[]): Relation[] =>
  tables.flatMap((rows) => [...across(rows), ...down(rows), ...bareShares(rows)])

/** The numbers of tables: what stands side by side in a row is no list. */
export const cellsOf = (tables: readonly (readonly Row[])[]): ReadonlySet<Figure> =>
  new Set(tables.flatMap((rows) => rows.flatMap(({ cells }) => cells)))

type Row = { readonly cells: readonly Figure[]; readonly isTotal: boolean }

const least = 3
const blank = /^[\s\u3000|,、]*$/

/** Tables written as lines: lines under one another with as many numbers and nothing between these. */
export const tablesOf = ({ figures, sentences, text }: Reading): (readonly Row[])[] => {
  const lines = new Map<number, Figure[]>()
  for (const one of figures) {
    const line = lines.get(one.sentence)
    if (line) line.push(one)
    else lines.set(one.sentence, [one])
  }
  const tables: { readonly rows: Row[]; readonly width: number; paragraph: number }[] = []
  for (const [sentence, all] of lines) {
    const cells = all.filter((one) => isCount(one) && one.hedge === null && !one.planned)
    if (cells.length < 2 || !all.every(({ lead }, at) => at === 0 || blank.test(lead))) continue
    const { paragraph = 0, start = 0 } = sentences[sentence] ?? {}
    const row = { cells, isTotal: totalName.test(text.slice(start, all[0]?.start)) }
    const table = tables.at(-1)
    if (table && table.width === cells.length && table.paragraph === paragraph - 1) {
      table.rows.push(row)
      table.paragraph = paragraph
    } else tables.push({ rows: [row], width: cells.length, paragraph })
  }
  return tables.map(({ rows }) => rows).filter(({ length }) => length >= least)
}

const totalName =
  /^[\s\u3000|]*(?:合[\s\u3000]*计|总[\s\u3000]*计|小[\s\u3000]*计|共[\s\u3000]*计|全[省市州盟县区旗镇乡])/

const sum = (operands: readonly Figure[], stated: Figure, fits: boolean): Relation => ({
  kind: 'sum',
  formula: 'sum',
  operands,
  stated,
  rule: 'tables',
  sure: fits ? 0.9 : 0.7,
})

const makes = (parts: readonly Figure[], total: Figure): boolean =>
  round(parts.reduce((all, one) => all + amount(one), 0)) === amount(total)

// What none of the first rows does most do not.
const enough = 8

// Two columns, or all before it, make another.
const across = (rows: readonly Row[]): Relation[] => {
  const width = rows[0]?.cells.length ?? 0
  const columns = Array.from({ length: width }, (_, at) => at)
  const first = rows.slice(0, enough)
  const ways = columns.flatMap((total) =>
    [
      ...columns.flatMap((one) => columns.filter((other) => other > one).map((other) => [one, other])),
      ...(total > 2 ? [columns.slice(0, total)] : []),
      ...(total === 0 && width > 3 ? [columns.slice(1)] : []),
    ]
      .filter((parts) => !parts.includes(total))
      .map((parts) => ({ parts, total })),
  )
  const toldOf = (some: readonly Row[], parts: readonly number[], total: number) =>
    some.flatMap(({ cells }) => {
      const [operands, stated] = [parts.flatMap((at) => cells[at] ?? []), cells[total]]
      return stated && operands.every((one) => amount(one) > 0)
        ? [{ operands, stated, fits: makes(operands, stated) }]
        : []
    })
  return ways.flatMap(({ parts, total }): Relation[] => {
    if (!toldOf(first, parts, total).some(({ fits }) => fits)) return []
    const told = toldOf(rows, parts, total)
    const fitting = told.filter(({ fits, stated }) => fits && amount(stated) >= 10).length
    if (fitting < 2 || fitting < told.length * mostRows) return []
    return told.map(({ operands, stated, fits }) => sum(operands, stated, fits))
  })
}

// 临川区 253 886 236 26.6 under a heading that has the %: a column with places that most rows make of two others.
const bareShares = (rows: readonly Row[]): Relation[] => {
  const columns = [...(rows[0]?.cells.keys() ?? [])]
  const bare = columns.filter((at) => rows.every(({ cells }) => cells[at]?.unit === ''))
  return bare.flatMap((stated) =>
    columns.flatMap((part) =>
      columns.flatMap((whole): Relation[] => {
        const isOne = ({ cells }: Row): boolean => {
          const [one, other, share] = [cells[part], cells[whole], cells[stated]]
          return one !== undefined && other !== undefined && share !== undefined && gives(one, other, share)
        }
        if (new Set([stated, part, whole]).size < 3 || !rows.slice(0, enough).some(isOne)) return []
        const told = rows.flatMap(({ cells }) => {
          const [one, other, share] = [cells[part], cells[whole], cells[stated]]
          return one && other && share ? [{ one, other, share, fits: gives(one, other, share) }] : []
        })
        const fitting = told.filter(({ fits, share }) => fits && share.decimals > 0).length
        if (fitting < 2 || fitting < told.length * mostRows) return []
        return told.map(({ one, other, share, fits }) => ({
          kind: 'ratio',
          formula: 'share',
          operands: [one, other],
          stated: share,
          rule: 'tables',
          sure: fits ? 0.9 : 0.7,
        }))
      }),
    ),
  )
}

const mostRows = 0.6

// The rows above or below the total make it.
const down = (rows: readonly Row[]): Relation[] => {
  const at = rows.findIndex(({ isTotal }) => isTotal)
  const total = rows[at]
  if (!total || rows.some(({ isTotal }, other) => isTotal && other !== at) || (at > 0 && at < rows.length - 1))
    return []
  const others = rows.filter((one) => one !== total)
  const told = total.cells.flatMap((stated, column) => {
    const operands = others.flatMap(({ cells }) => cells[column] ?? [])
    return operands.length === others.length ? [{ operands, stated, fits: makes(operands, stated) }] : []
  })
  const fitting = told.filter(({ fits }) => fits).length
  if (fitting < 1 || fitting < told.length * mostRows) return []
  return told.map(({ operands, stated, fits }) => sum(operands, stated, fits))
}
