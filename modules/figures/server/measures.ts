import type { CaseKind, Catalogue, CodeShape, MeasureSpec, SumShape } from '#modules/cases/define.ts'
import { levelLabels } from '#modules/org/define.ts'
import { type Period, shiftMonth, wholePart } from '#platform/clock/time.ts'
import { failures } from '#platform/errors/define.ts'
import { label, type Label } from '#platform/text/label.ts'
import { figuresErrors } from '../contract.ts'
import type { SensitiveClasses, Where } from './queries.ts'

/** Errors of this room. */
export const fail = failures(figuresErrors)

type Spec = MeasureSpec<string, string>

/** A measure of a kind under its key; ratios know their operands. */
export type Measure = { readonly key: string; readonly spec: Spec }

/** The kind of matter, or the error that names it. */
export const kindOf = (catalogue: Catalogue, key: string): CaseKind => {
  const kind = Object.hasOwn(catalogue.kinds, key) ? catalogue.kinds[key] : undefined
  if (!kind) throw fail('figures.measure', { measure: key })
  return kind
}

/** The measures asked for, joined by commas, or all of the kind in their order. */
export const measuresOf = (kind: CaseKind, asked: string | undefined): Measure[] => {
  const keys = asked ? asked.split(',').map((key) => key.trim()) : Object.keys(kind.measures)
  return [...new Set(keys)].map((key) => {
    const spec = Object.hasOwn(kind.measures, key) ? kind.measures[key] : undefined
    if (!spec) throw fail('figures.measure', { measure: `${kind.key}.${key}` })
    return { key, spec }
  })
}

/** A counted quantity: a measure in the period, or a stock as it stood before the period began (`opening.inHand`). */
export type Quantity = {
  readonly name: string
  readonly key: string
  readonly opening: boolean
  readonly spec: Exclude<Spec, { type: 'ratio' }>
}

const openingPrefix = 'opening.'

/** The counted quantity behind an operand's name. */
export const quantityOf = (kind: CaseKind, name: string): Quantity => {
  const opening = name.startsWith(openingPrefix)
  const key = opening ? name.slice(openingPrefix.length) : name
  const spec = Object.hasOwn(kind.measures, key) ? kind.measures[key] : undefined
  if (!spec || spec.type === 'ratio' || (opening && spec.type !== 'stock'))
    throw fail('figures.measure', { measure: `${kind.key}.${name}` })
  return { name, key, opening, spec }
}

/** The quantities a measure is made of: itself, or numerator first and then the parts of the denominator. */
export const quantitiesOf = (kind: CaseKind, measure: Measure): Quantity[] =>
  measure.spec.type === 'ratio'
    ? [measure.spec.over, ...measure.spec.under].map((name) => quantityOf(kind, name))
    : [quantityOf(kind, measure.key)]

/** What people call a quantity; an opening stock says when it stood. */
export const quantityLabel = ({ spec, opening }: Quantity): Label =>
  opening ? label(`期初${spec.label.zh}`, `${spec.label.en} at the start`) : spec.label

/**
 * First and last month to read for a quantity on a day: of an opening stock those one month earlier, of deadlines only months
 * that are over, since what falls due later is neither in time nor late. None where `to` is before `from`.
 */
export const monthsOf = (quantity: Quantity, period: Period, today: string): Months => {
  const [from, to] = [period.from.slice(0, 7), period.to.slice(0, 7)]
  if (quantity.opening) return { from: shiftMonth(from, -1), to: shiftMonth(from, -1) }
  return { from, to: isComing(quantity, to, today) ? shiftMonth(today.slice(0, 7), -1) : to }
}

type Months = { readonly from: string; readonly to: string }

/** Whether deadlines of a month may still lie ahead. */
export const isComing = ({ spec }: Quantity, month: string, today: string): boolean =>
  spec.type === 'due' && month >= today.slice(0, 7)

/** The part of a period a measure counts: of one made of deadlines its whole months so far. */
export const countedPart = (kind: CaseKind, measure: Measure, period: Period, today: string): Period =>
  (quantitiesOf(kind, measure).some(({ spec }) => spec.type === 'due') && wholePart(period, today)) || period

/** Unit of counting; of a ratio that of its numerator. */
export const unitOf = (kind: CaseKind, measure: Measure): Label =>
  quantitiesOf(kind, measure)[0]?.spec.unit ?? label('件', 'items')

/** Whether a kind declares a measure, or anything it is made of, as sensitive. */
export const isSensitive = (kind: CaseKind, measure: Measure): boolean =>
  quantitiesOf(kind, measure).some(({ key }) => kind.sensitive?.includes(key))

/** The classes of a kind whose small counts are hidden, with all classes of their sections: what is left of a section tells. */
export const sensitiveClassesOf = (catalogue: Catalogue, kind: CaseKind): SensitiveClasses => {
  const rows = rowsOf(catalogue, kind.categories)
  const classes = rows.map(({ code }) => code).filter((code) => kind.sensitiveClasses?.(code))
  const sections = new Set(rows.filter(({ code }) => classes.includes(code)).map(({ code, parent }) => parent ?? code))
  return { classes, beside: rows.filter(({ code, parent }) => sections.has(parent ?? code)).map(({ code }) => code) }
}

/** Whether a cut asks for classes of which the sensitive ones are, or could be worked out from them. */
export const tellsSensitive = (catalogue: Catalogue, kind: CaseKind, { category }: Where): boolean =>
  category !== undefined && sensitiveClassesOf(catalogue, kind).beside.some((code) => category.includes(code))

/** Class of each sub-class in the kind's list of categories. */
export const rollupOf = (catalogue: Catalogue, kind: CaseKind): Record<string, string> =>
  Object.fromEntries(rowsOf(catalogue, kind.categories).flatMap((row) => (row.parent ? [[row.code, row.parent]] : [])))

/** Rows of a code list, none when there is no such list. */
export const rowsOf = (catalogue: Catalogue, list: string | undefined): readonly CodeShape[] =>
  list ? (catalogue.codes[list]?.rows ?? []) : []

/** Words of a kind that mean several of its classes together. */
export const sumsOf = (catalogue: Catalogue, kind: CaseKind): readonly SumShape[] =>
  catalogue.codes[kind.categories]?.sums ?? []

/** The code list a dimension of a kind is written in; results come from several. */
const listsOf = (kind: CaseKind, dimension: string): string[] => {
  if (dimension === 'category' || dimension === 'category1') return [kind.categories]
  if (dimension === 'channel') return kind.channels ? [kind.channels] : []
  if (dimension === 'result')
    return [
      ...new Set(
        Object.values(kind.transitions).flatMap((step) =>
          [step.results, step.reasons].filter((list) => list !== undefined),
        ),
      ),
    ]
  return []
}

/** The codes a dimension can take on the last day of a period, in the order of their list; results are not foreseen. */
export const codesOf = (
  catalogue: Catalogue,
  kind: CaseKind,
  dimension: string,
  on: string,
): { code: string; label: Label; parent: string | null }[] => {
  if (dimension === 'level')
    return Object.entries(levelLabels).map(([code, named]) => ({ code, label: named, parent: null }))
  return listsOf(kind, dimension).flatMap((list) =>
    rowsOf(catalogue, list)
      .filter((row) => (row.validFrom ?? '') <= on && on <= (row.validTo ?? '9999'))
      .filter((row) => dimension !== 'category1' || !row.parent)
      .map((row) => ({ code: row.code, label: label(row.zh, row.en), parent: row.parent ?? null })),
  )
}

/** What people call a code of a dimension; one that is in no list is shown as it is, none says so. */
export const codeLabel = (
  catalogue: Catalogue,
  kind: CaseKind,
  dimension: string,
  code: string,
): { label: Label; parent: string | null } => {
  if (code === '') return { label: label('未填', 'Not stated'), parent: null }
  if (dimension === 'level')
    return { label: levelLabels[code as keyof typeof levelLabels] ?? label(code, code), parent: null }
  for (const list of listsOf(kind, dimension)) {
    const row = rowsOf(catalogue, list).find((one) => one.code === code)
    if (row) return { label: label(row.zh, row.en), parent: row.parent ?? null }
  }
  return { label: label(code, code), parent: null }
}

/** What a figure is narrowed to, as the contract asks it. */
export type CutQuery = {
  readonly category?: string | undefined
  readonly classes?: string | undefined
  readonly channel?: string | undefined
  readonly result?: string | undefined
  readonly level?: string | undefined
  readonly own?: boolean | undefined
}

/** The codes of a cut: a class stands for itself and the sub-classes below it, listed classes for themselves alone. */
export const whereOf = (catalogue: Catalogue, kind: CaseKind, query: CutQuery): Where => {
  const { category, classes, channel, result, level } = query
  const below = (head: string): string[] =>
    rowsOf(catalogue, kind.categories)
      .filter((row) => row.parent === head)
      .map((row) => row.code)
  const wholes = category === undefined ? undefined : [category, ...below(category)]
  const listed = classes?.split(',')
  const codes = wholes && listed ? wholes.filter((code) => listed.includes(code)) : (wholes ?? listed)
  return {
    ...(codes === undefined ? {} : { category: codes }),
    ...(channel === undefined ? {} : { channel: [channel] }),
    ...(result === undefined ? {} : { result: [result] }),
    ...(level === undefined ? {} : { level: [level] }),
  }
}

/** What a class without its sub-classes is called: matters nobody has classed further. */
export const classLabel = (catalogue: Catalogue, kind: CaseKind, code: string): Label => {
  const named = codeLabel(catalogue, kind, 'category', code).label
  const isHead = rowsOf(catalogue, kind.categories).some(({ parent }) => parent === code)
  return isHead ? label(`${named.zh}(未细分)`, `${named.en} (not classed further)`) : named
}

/** Listed classes in words: a sum by its own name, a class with all below it by its own name, a long list cut short. */
const classesLabels = (catalogue: Catalogue, kind: CaseKind, codes: readonly string[]): Label[] => {
  const listed = new Set(codes)
  const sum = sumsOf(catalogue, kind).find(
    (one) => listed.size === one.codes.length && one.codes.every((code) => listed.has(code)),
  )
  if (sum) return [label(sum.zh, sum.en)]
  const rows = rowsOf(catalogue, kind.categories)
  const below = (head: string) => rows.filter(({ parent }) => parent === head)
  const whole = new Set(
    codes.filter((head) => below(head).length > 0 && below(head).every(({ code }) => listed.has(code))),
  )
  const named = codes
    .filter((code) => !whole.has(rows.find((row) => row.code === code)?.parent ?? ''))
    .map((code) =>
      whole.has(code) ? codeLabel(catalogue, kind, 'category', code).label : classLabel(catalogue, kind, code),
    )
  return named.length > longestList
    ? [...named.slice(0, longestList), label(`等${named.length}类`, `${named.length} classes in all`)]
    : named
}

const longestList = 4

/** A cut in words, null when there is none. */
export const cutLabel = (catalogue: Catalogue, kind: CaseKind, query: CutQuery): Label | null => {
  const parts = (['category', 'channel', 'result', 'level'] as const).flatMap((dimension) => {
    const code = query[dimension]
    return code === undefined ? [] : [codeLabel(catalogue, kind, dimension, code).label]
  })
  if (query.classes !== undefined) parts.push(...classesLabels(catalogue, kind, query.classes.split(',')))
  if (query.own) parts.push(label('本级', 'own desk'))
  if (parts.length === 0) return null
  return label(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '))
}

/** Whether a quantity is counted by all dimensions named; months and units it always is. */
export const isCutBy = (quantity: Quantity, dimensions: readonly string[]): boolean =>
  dimensions.every((dimension) => {
    const one = dimension === 'category1' ? 'category' : dimension
    return one === 'month' || one === 'unit' || (quantity.spec.by as readonly string[]).includes(one)
  })
