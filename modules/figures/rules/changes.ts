import type { Label } from '#platform/text/label.ts'
import type { Cell, FigureRow } from '../contract.ts'
import { changeOf } from '../rules.ts'

/** How a class moved against the same months of last year. */
export type ClassChange = {
  readonly key: string
  readonly label: Label
  readonly now: number
  readonly base: number
  readonly text: Label
  /** So great that whoever answers for the figure says why: by half or more, of twenty or more (F7 of domain/10 section 6). */
  readonly toExplain: boolean
}

/** From this base on half as much more or less wants a word. */
const [explainedFrom, explainedBy] = [20, 50] as const

/**
 * The classes that rose or fell, the greatest difference first, those to be explained before all; `kept` counts classes whose number is
 * kept back on either side, of which nothing is told.
 */
export const classChanges = (
  now: readonly FigureRow[],
  base: readonly FigureRow[],
): { readonly changes: readonly ClassChange[]; readonly kept: number } => {
  const before = new Map(base.map((row) => [row.key, row.cells[0]]))
  let kept = 0
  const changes = now.flatMap(({ key, label, cells: [is] }): ClassChange[] => {
    const was = before.get(key) ?? (is && { ...is, n: 0, why: null })
    if (!is || !was) return []
    if (withheld(is) || withheld(was)) {
      kept += 1
      return []
    }
    const [n, then] = [is.n ?? 0, was.n ?? 0]
    if (n === then) return []
    const { change, text } = changeOf(is, was)
    const toExplain = then >= explainedFrom && change !== null && Math.abs(change) >= explainedBy
    return [{ key, label, now: n, base: then, text, toExplain }]
  })
  const by = ({ now: n, base: then, toExplain }: ClassChange): number =>
    Math.abs(n - then) + (toExplain ? Number.MAX_SAFE_INTEGER / 2 : 0)
  return { changes: changes.sort((a, b) => by(b) - by(a)), kept }
}

const withheld = ({ why }: Cell): boolean => why !== null
