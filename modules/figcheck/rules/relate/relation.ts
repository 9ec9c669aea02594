import type { Figure, Sentence } from '../meaning/figures.ts'

/** The kinds of `figures check --json` (design/interface.md, seeds/README.md). */
export type Kind =
  | 'ratio' | 'sum' | 'difference' | 'average' | 'growth' | 'range' | 'missing-value' | 'mixed-unit' | 'duplicate' // prettier-ignore

/** How the operands make the result. */
export type Formula =
  | 'share' // operands[0] of operands[1], in the unit of the result; with one operand the other is implied
  | 'partOf' // the share of operands[0] that the result names: the count it implies
  | 'sum' // all of them
  | 'difference' // the first less all others
  | 'product' // all of them
  | 'quotient' // the first by the second
  | 'grownTimes' // how many times the second was added to make the first
  | 'growth' // from operands[1] to operands[0], in percent
  | 'growthBy' // the second is the change in counts of the first, in percent of what was before
  | 'points' // the first less the second, in percentage points
  | 'atMost' // the first is no more than the result
  | 'same' // the first is the result

/** Numbers of a text that must agree, found by one rule. */
export type Relation = {
  readonly kind: Kind
  readonly formula: Formula
  readonly operands: readonly Figure[]
  /** The printed result; null where the text leaves it to the reader. */
  readonly stated: Figure | null
  /** The rule that found it, by its file. */
  readonly rule: string
  /** How sure the meaning is, 0 to 1; below the judge's bar a relation that does not fit is "cannot be decided". */
  readonly sure: number
  /** A printed decrease: 下降3% is −3. */
  readonly down?: boolean
  /** The parts need not be all: 其中 with one item, 等. */
  readonly open?: boolean
  /** A slip that needs no nearness to be one: points printed as percent. */
  readonly slip?: 'points'
  /** Where the value is lost, in offsets of the cleaned text. */
  readonly gap?: readonly [number, number]
}

/** What the rules read: the cleaned text, its sentences and figures. */
export type Reading = {
  readonly text: string
  readonly sentences: readonly Sentence[]
  readonly figures: readonly Figure[]
  /** Figures of paragraphs that repeat an earlier one: counted once, so that they enter no other relation. */
  readonly repeated?: readonly Figure[]
  /** Lengths of time (305天), which only an average is taken over. */
  readonly days?: readonly Figure[]
}

/** Numbers that are counts or amounts, no shares and no changes. */
export const isCount = ({ family }: Figure): boolean => family !== 'percent' && family !== 'point' && family !== 'times'

/** The printed amount in units of one. */
export const amount = ({ value, scale }: Pick<Figure, 'value' | 'scale'>): number =>
  Number((value * scale).toPrecision(12))

/** How many of the whole one is in a share's unit: 100 in %, 1,000 in ‰. */
export const ofOne = (unit: string): number =>
  ({ '%': 100, '‰': 1000, '‱': 10_000, '/万': 10_000, '/10万': 100_000, '/十万': 100_000 })[unit] ?? 100

const cases = ['件', '起', '宗', '例', '人次', '件次', '次', '批次', '通', '桩']

/** Whether both count matters or those who bring them: 60人次 of whom 26起. */
export const countMatters = (one: string, other: string): boolean => cases.includes(one) && cases.includes(other)
