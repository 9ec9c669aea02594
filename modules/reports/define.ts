import type { Period, PeriodKind } from '#platform/clock/time.ts'
import type { Label } from '#platform/text/label.ts'
import type { Block, FigureId, Run } from '#platform/paper/model.ts'

export type { Block, Run } from '#platform/paper/model.ts'

/** For whom a version of a report is: inside the house, or for publication with small sensitive cells hidden (domain/10 section 6). */
export const audiences = ['internal', 'public'] as const
export type Audience = (typeof audiences)[number]

/** Why a figure has no number: hidden (`small` prints <5, `covered` protects another), not there yet, or not given below a base of ten. */
export type NoNumber = 'small' | 'covered' | 'withheld' | 'future' | 'smallBase' | 'noBase' | 'noneBefore'

/** Codes a figure is narrowed to; a merged line of an old return holds several. */
export type FigureCut = { readonly category?: readonly string[]; readonly channel?: readonly string[] }

/** What a figure was worked out from. */
export type Operand = {
  readonly role: 'over' | 'under' | 'part' | 'whole' | 'now' | 'base'
  readonly figure: FigureId
  readonly label: Label
  readonly n: number | null
}

/**
 * A number of a report with all that stands behind it. `n` is the count; `value` the count, or percent with two decimals, half up
 * (of a change between two rates: percentage points); `text` is what is printed.
 */
export type BoundFigure = {
  readonly id: FigureId
  /** `petition.received`; of a stock at the start of the period `petition.opening.inHand`. */
  readonly measure: string
  readonly type: 'count' | 'stock' | 'due' | 'ratio' | 'share' | 'change'
  readonly label: Label
  readonly unit: Label
  readonly period: string
  readonly cut: FigureCut
  readonly n: number | null
  readonly value: number | null
  readonly why: NoNumber | null
  readonly operands: readonly Operand[]
  readonly text: string
}

/** A class or line of the form by which a report breaks its matters down; `sensitive` ones are protected in the public version. */
export type FormLine = {
  readonly key: string
  readonly label: Label
  readonly codes: readonly string[]
  readonly sensitive: boolean
  /** Printed only where something is on it: one of a long list, or what an old form had no line for. */
  readonly quiet?: true
}
export type FormSection = FormLine & { readonly lines: readonly FormLine[] }

/** Sections and lines in printed order; together they hold every code, the empty one (not classed) included. */
export type ClassForm = { readonly key: string; readonly label: Label; readonly sections: readonly FormSection[] }

/**
 * The period itself; what of it is compared (`span`: all of it, or the whole months of a running one); and as many months of
 * the period before and of the year before.
 */
export type When = 'now' | 'span' | 'previous' | 'lastYear'

export type Place = { readonly code: string; readonly name: string; readonly level: string }

/** What a template may say: figures, all of them bound. Asking for one does not print it. */
export type Facts = {
  readonly place: Place
  readonly issuer: string
  readonly audience: Audience
  readonly period: Period
  /** What is compared: the period, or the whole months of a running one; null while its first month runs. */
  readonly span: Period | null
  readonly previous: Period
  readonly lastYear: Period
  /** Last day of the figures, YYYY-MM-DD: the period's, or today in a running one. */
  readonly until: string
  readonly form: ClassForm
  readonly channels: readonly { readonly code: string; readonly label: Label }[]
  /** Whether anything was on record then; where not, nothing is compared. */
  readonly known: (when: When) => boolean
  readonly whole: (measure: string, when?: When) => BoundFigure
  /** The template's classed measure on a section or line of the form. */
  readonly classed: (line: FormLine, when?: 'now' | 'span' | 'previous') => BoundFigure
  /** The same measure of one channel. */
  readonly channel: (code: string) => BoundFigure
  /** The same measure of one month of the period, YYYY-MM. */
  readonly month: (month: string) => BoundFigure
  readonly share: (part: BoundFigure, whole: BoundFigure) => BoundFigure
  readonly change: (now: BoundFigure, base: BoundFigure) => BoundFigure
}

/** A part that is written from the figures. */
export type Section = { readonly key: string; readonly write: (facts: Facts) => readonly Block[] }

/** A part a person writes; generating again never touches it. `hint` says what belongs there. */
export type Slot = { readonly slot: string; readonly heading: string; readonly label: Label; readonly hint: Label }

/** A number an earlier printed text states, to be held against the computed one; `printed` as it stands there, in the figure's unit. */
export type Stated = {
  readonly figure: (facts: Facts) => BoundFigure
  readonly printed: string
  readonly value: number
}

/** A kind of report, declared in the catalogue: plain data and pure functions. */
export type ReportTemplate = {
  readonly key: string
  readonly version: number
  readonly label: Label
  /** Kind of matter whose figures it reads. */
  readonly kind: string
  /** Its measure that is broken down by the form of classes. */
  readonly classed: string
  readonly periods: readonly PeriodKind[]
  readonly form: (unit: string, period: Period) => ClassForm
  readonly title: (facts: Pick<Facts, 'issuer' | 'period' | 'audience'>) => string
  readonly parts: readonly (Section | Slot)[]
  /** Tables after the text. */
  readonly annexes: readonly { readonly title: string; readonly write: (facts: Facts) => readonly Block[] }[]
  readonly stated?: (unit: string, period: Period) => readonly Stated[]
}

/** Declares a report. */
export const defineReport = (template: ReportTemplate): ReportTemplate => template

/** A figure in running text with its unit, `26件`; hidden it says so without one. */
export const say = (figure: BoundFigure, unit = ''): Run => ({
  text: figure.why === 'covered' || figure.why === 'withheld' ? '（已隐去）' : `${figure.text}${unit}`,
  figure: figure.id,
})

/** A paragraph. */
export const paragraph = (...runs: readonly Run[]): Block => ({ kind: 'p', runs })

/** A first-level heading, without its number. */
export const heading = (text: string): Block => ({ kind: 'h1', runs: [text] })

/**
 * A change in running text, its direction in words by rule (domain/10 section 9): under 1 % 基本持平, to 5 % 略有上升, to 20 % 上升,
 * above 大幅上升. In tables, and of counts and rates, it stands as it is. Neither growth nor fall is called good or bad.
 */
export const sayChange = (change: BoundFigure): readonly Run[] => {
  const { type, value, unit, n, why } = change
  if (type !== 'change' || value === null || n === 0 || unit.zh === '个百分点')
    return [
      say(change),
      ...(why === 'smallBase' ? ['（基数不足十，不算百分比）'] : why === 'noBase' ? ['（基期为零）'] : []),
    ]
  const size = Math.abs(value)
  if (size < 1) return ['基本持平（', say(change), '）']
  const way = value > 0 ? '上升' : '下降'
  const said = size < 5 ? `略有${way}` : size <= 20 ? way : `大幅${way}`
  return [said, { text: `${size.toFixed(2)}%`, figure: change.id }]
}

/** `第一、第二…` of a list of features: 一是, 二是. */
export const ordinal = (index: number): string => `${'一二三四五六七八九'[index] ?? '又'}是`
