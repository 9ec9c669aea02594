import type { Label } from '#platform/text/label.ts'
import { type Layer, spanOf } from './rules/clean/layer.ts'
import type { Checked } from './rules/check.ts'
import { againstEarlier } from './rules/earlier.ts'
import { explain } from './rules/explain.ts'
import type { Finding } from './rules/judge.ts'
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
  /** Stands in the earlier report, with the offsets of that text. */
  readonly earlier?: true
}

/** The findings of a text as lines, in the order of the text; what could not be decided is left out. With an earlier report of the same unit also what is said of that time. */
export const linesOf = (original: string, checked: Checked, before?: Checked): Line[] => {
  const { layer, findings } = checked
  const earlier = before ? againstEarlier(checked, before) : []
  // With the number of then at hand, what could only be reckoned back to it is told no more.
  const told = new Set(earlier.map(({ relation }) => relation.stated))
  const isTold = ({ relation: { stated, operands } }: Finding): boolean =>
    stated === null ? told.has(operands.at(-1) ?? null) : operands.length < 2 && told.has(stated)
  return [...findings.filter((one) => !isTold(one)), ...earlier]
    .filter(({ verdict }) => verdict !== 'undecided')
    .map((finding) => lineOf(original, finding, layer, before?.layer))
    .sort((one, other) => one.start - other.start)
}

const lineOf = (original: string, finding: Finding, layer: Layer, earlier: Layer = layer): Line => {
  const { relation, computed, verdict } = finding
  const here = [...relation.operands.filter((_, at) => at !== relation.earlier), relation.stated].flatMap(
    (one) => one ?? [],
  )
  const starts = [...here.map((one) => one.start), ...(relation.gap ? [relation.gap[0]] : [])]
  const ends = [...here.map((one) => one.end), ...(relation.gap ? [relation.gap[1]] : [])]
  const [start, end] = spanOf(layer, Math.min(...starts), Math.max(...ends))
  const explanation = explain(finding)
  return {
    kind: relation.kind,
    quote: original.slice(start, end),
    start,
    end,
    operands: relation.operands.map((one, at) =>
      at === relation.earlier ? { ...operand(earlier, one), earlier: true } : operand(layer, one),
    ),
    stated: relation.stated?.value ?? null,
    unit: relation.stated ? relation.stated.scaleWord + relation.stated.unit : null,
    computed: computed === null ? null : inUnit(computed, relation.stated),
    verdict,
    note: explanation.zh,
    explanation,
    mark: markOf(layer, relation),
  }
}

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
