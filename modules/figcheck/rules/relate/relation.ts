import type { Figure, Sentence } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'

/** The kinds of `figures check --json` (design/interface.md, seeds/README.md). */
export type Kind =
  | 'ratio' | 'sum' | 'difference' | 'average' | 'growth' | 'range' | 'missing-value' | 'mixed-unit' | 'duplicate' // prettier-ignore

/** How the operands make the result. */
export type Formula =
  | 'share' // operands[0] of operands[1], in the unit of the result; with one operand the other is implied
  | 'partOf' // the share of operands[0] that the result names: the count it implies
  | 'sum' // all of them
  | 'difference' // the first less all others
  | 'balance' // the first and the second less the third
  | 'shareOfSum' // all but the last together, of the last, in the unit of the result
  | 'product' // all of them
  | 'products' // the first by the second and the third by the fourth …, together
  | 'quotient' // the first by the second, or by `by`
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
  /** What a quotient is taken by, or a product with, where only a period or a unit says it: the 12 months of a year, a thousandth of a ton. */
  readonly by?: number
  /** Which operand stands in the earlier report and not in this text. */
  readonly earlier?: number
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
export const amount = (figure: Pick<Figure, 'amount'>): number => figure.amount

/** How many of the whole one is in a share's unit: 100 in %, 1,000 in ‰. */
export const ofOne = (unit: string): number =>
  ({ '%': 100, '‰': 1000, '‱': 10_000, '/万': 10_000, '/10万': 100_000, '/十万': 100_000 })[unit] ?? 100

const cases = ['件', '起', '宗', '例', '人次', '件次', '次', '批次', '通', '桩']

/** Whether both count matters or those who bring them: 60人次 of whom 26起. */
export const countMatters = (one: string, other: string): boolean => cases.includes(one) && cases.includes(other)

/** The figures around one: as far as any rule looks that goes by the sentence. */
export const around = ({ figures }: Pick<Reading, 'figures'>, { index }: Pick<Figure, 'index'>): readonly Figure[] =>
  figures.slice(Math.max(0, index - 60), index + 60)

/** Whether a total in the one unit can have parts in the other: 60人次 may be divided into 起, and a list may leave its unit out; 元 is never a part of 人. */
export const fitsUnder = (total: Pick<Figure, 'unit'>, part: Pick<Figure, 'unit'>): boolean =>
  alike(total.unit, part.unit) || part.unit === '' || total.unit === '' || countMatters(total.unit, part.unit)

const people = ['人次', '人', '名', '位', '口']
/** Whether one count can be a part of the other by their units. */
export const convertible = (one: Figure, other: Figure): boolean =>
  alike(one.unit, other.unit) ||
  one.unit === '' ||
  other.unit === '' ||
  countMatters(one.unit, other.unit) ||
  [one, other].every(({ unit }) => people.includes(unit))

/** Whether a part and a whole give the printed share to its last printed place. */
export const fitsClosely = (part: Figure, whole: Figure, stated: Figure): boolean => {
  const share = (amount(part) / amount(whole)) * ofOne(stated.unit)
  const place = 10 ** -stated.decimals
  return Math.abs(share - stated.value) <= place / 2 + 1e-9 || (share >= stated.value && share < stated.value + place)
}

/** Whether they give it rounded, not cut short: what stands far away is not found by a looser fit. */
export const roundsTo = (part: Figure, whole: Figure, stated: Figure): boolean =>
  Math.abs((amount(part) / amount(whole)) * ofOne(stated.unit) - stated.value) <= 10 ** -stated.decimals / 2 + 1e-9

/** Whether a part and a whole give the printed share. */
export const fits = (part: Figure, whole: Figure, stated: Figure): boolean =>
  Math.abs((amount(part) / amount(whole)) * ofOne(stated.unit) - stated.value) <=
  Math.max(0.05, 10 ** -stated.decimals / 2) + 1e-9

/** Whether they give it to its last place, or what a hedged share can be. */
export const gives = (part: Figure, whole: Figure, stated: Figure): boolean => {
  const share = (amount(part) / amount(whole)) * ofOne(stated.unit)
  return stated.hedge === null ? fitsClosely(part, whole, stated) : share >= stated.low && share <= stated.high
}
