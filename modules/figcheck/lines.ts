import type { Label } from '#platform/text/label.ts'
import { spanOf } from './rules/clean/layer.ts'
import type { Checked } from './rules/check.ts'
import { explain } from './rules/explain.ts'
import type { Figure } from './rules/meaning/figures.ts'
import type { Relation } from './rules/relate/relation.ts'

/** One relation as `figures check --json` prints it (design/interface.md); offsets are UTF-16 into the file as read. */
export type Line = {
  readonly kind: string
  readonly quote: string
  readonly start: number
  readonly end: number
  readonly operands: readonly OperandLine[]
  readonly stated: number | null
  readonly unit: string | null
  readonly computed: number | null
  readonly verdict: string
  readonly note: string | null
  /** The note in both languages, for the page. */
  readonly explanation: Label
  /** Where the page marks it: the printed result, the gap, or the last operand. */
  readonly mark: { readonly start: number; readonly end: number }
}

type OperandLine = {
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly start: number
  readonly end: number
  readonly qualifier: string | null
}

/** The findings of a text as lines, in the order of the text; what could not be decided is left out. */
export const linesOf = (original: string, { layer, findings }: Checked): Line[] =>
  findings
    .filter(({ verdict }) => verdict !== 'undecided')
    .map((finding) => {
      const { relation, computed, verdict } = finding
      const all = [...relation.operands, ...(relation.stated ? [relation.stated] : [])]
      const starts = [...all.map(({ start }) => start), ...(relation.gap ? [relation.gap[0]] : [])]
      const ends = [...all.map(({ end }) => end), ...(relation.gap ? [relation.gap[1]] : [])]
      const [start, end] = spanOf(layer, Math.min(...starts), Math.max(...ends))
      const explanation = explain(finding)
      return {
        kind: relation.kind,
        quote: original.slice(start, end),
        start,
        end,
        operands: relation.operands.map((one) => operand(layer, one)),
        stated: relation.stated?.value ?? null,
        unit: relation.stated ? relation.stated.scaleWord + relation.stated.unit : null,
        computed: computed === null ? null : inUnit(computed, relation.stated),
        verdict,
        note: explanation.zh,
        explanation,
        mark: markOf(layer, relation),
      }
    })

const markOf = (layer: Checked['layer'], { stated, gap, operands }: Relation): Line['mark'] => {
  const place = stated ?? operands.at(-1)
  const [start, end] = gap ? spanOf(layer, ...gap) : place ? spanOf(layer, place.start, place.end) : [0, 0]
  return { start, end }
}

const operand = (layer: Checked['layer'], one: Figure): OperandLine => {
  const [start, end] = spanOf(layer, one.digits[0], one.digits[1])
  return {
    label: one.label,
    value: one.value,
    unit: one.scaleWord + one.unit,
    start,
    end,
    qualifier: one.hedgeWord || null,
  }
}

// Beside a result in 万 the right value is in 万 too; rounded as far as a reader can use.
const inUnit = (computed: number, stated: Figure | null): number => {
  const value = stated && stated.family !== 'percent' ? computed / stated.scale : computed
  return Number(value.toFixed(Math.max(2, stated?.decimals ?? 2)))
}
