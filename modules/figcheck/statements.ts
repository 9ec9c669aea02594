import type { Line } from './lines.ts'
import type { Checked } from './rules/check.ts'
import { spanOf } from './rules/clean/layer.ts'
import { isChange } from './rules/relate/is-change.ts'
import { openingPeriod, periodOf, yearOf } from './rules/meaning/period.ts'

/** One number a text prints of something counted, dated: what history is taken in from. Offsets are UTF-16 into the text as read. */
export type Statement = {
  readonly label: string
  /** As printed, of the unit with its scale word: 4.7 万人. */
  readonly value: number
  readonly unit: string
  readonly qualifier: string | null
  /** As design/interface.md writes periods; null where the text names none. */
  readonly period: string | null
  /** A plan or a wish, or a change against another time: no value of its own. */
  readonly nature: 'value' | 'change' | 'plan'
  readonly start: number
  readonly end: number
  /** What the check said of it: the verdict of a line it is the result of, else that it fits among others, else null. */
  readonly verdict: string | null
}

/** Every figure of a text in its order. */
export const statementsOf = ({ layer, reading }: Checked, lines: readonly Line[]): Statement[] => {
  const [own, opening] = [yearOf(reading.text), openingPeriod(reading.text)]
  const results = new Map<number, string>()
  const used = new Set<number>()
  for (const { verdict, mark, stated, operands } of lines) {
    if (stated !== null && (verdict !== 'match' || !results.has(mark.start))) results.set(mark.start, verdict)
    if (verdict === 'match') for (const one of operands) if (!one.earlier) used.add(one.start)
  }
  return reading.figures.map((one) => {
    const [start, end] = spanOf(layer, one.start, one.end)
    const [digits] = spanOf(layer, one.digits[0], one.digits[1])
    return {
      label: one.label,
      value: one.value,
      unit: one.scaleWord + one.unit,
      qualifier: one.hedgeWord || null,
      period: periodOf(one.period || opening, own),
      nature: one.planned ? 'plan' : isChange(one) ? 'change' : 'value',
      start,
      end,
      verdict: results.get(start) ?? (used.has(digits) ? 'match' : null),
    }
  })
}
