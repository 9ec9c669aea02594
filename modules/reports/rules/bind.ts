import type { Cell, Figure } from '#modules/figures/contract.ts'
import type { Period } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type {
  Audience,
  BoundFigure,
  ClassForm,
  Facts,
  FigureCut,
  FormLine,
  NoNumber,
  Operand,
  Place,
  When,
} from '../define.ts'
import { percentOf, percentText, smallestBase } from './numbers.ts'
import { hideForPublic, type Hidden } from './public.ts'

/** Counts by code of one dimension; a code that is missing counts nothing. */
export type Parts = ReadonlyMap<string, Cell>

/** Everything read from the figures for a report, nothing of it worded yet. */
export type Material = {
  readonly kind: string
  /** The measure the form breaks down. */
  readonly classed: string
  readonly place: Place
  readonly issuer: string
  readonly audience: Audience
  readonly period: Period
  readonly span: Period | null
  readonly previous: Period
  readonly lastYear: Period
  readonly until: string
  readonly form: ClassForm
  readonly channels: readonly { readonly code: string; readonly label: Label }[]
  /** Figures of the whole by measure, with operands. */
  readonly wholes: Readonly<Record<When, ReadonlyMap<string, Figure>>>
  /** The classed measure by class, channel and month. */
  readonly classes: Readonly<Record<'now' | 'span' | 'previous', Parts>>
  readonly byChannel: Parts
  readonly byMonth: Parts
}

/** The figures a template may use and the list of all that were made, by id. */
export type Bound = { readonly facts: Facts; readonly made: ReadonlyMap<string, BoundFigure> }

/** Binds what was read into figures; the public version hides before anything can be worded. */
export const bind = (material: Material): Bound => {
  const { kind, period } = material
  const made = new Map<string, BoundFigure>()
  const keep = (figure: BoundFigure): BoundFigure => {
    const known = made.get(figure.id)
    if (known) return known
    made.set(figure.id, figure)
    return figure
  }
  const periods: Readonly<Record<When, Period>> = {
    now: period,
    span: material.span ?? period,
    previous: material.previous,
    lastYear: material.lastYear,
  }
  const hidden: Hidden =
    material.audience === 'public'
      ? hideForPublic(material.form, (line) => sumOf(material.classes.now, line.codes).n ?? 0)
      : { all: false, why: () => null }

  const whole = (measure: string, when: When = 'now'): BoundFigure => {
    const figure = material.wholes[when].get(measure)
    if (!figure) throw new Error(`The template asks for ${measure}, which was not read.`)
    const key = periods[when].key
    const operands = (
      figure.operands
        ? [['over', figure.operands.over] as const, ...figure.operands.under.map((one) => ['under', one] as const)]
        : []
    ).map(([role, one]): Operand => {
      const operand = keep({
        id: `${one.measure}@${key}`,
        measure: one.measure,
        type: one.measure.includes('.opening.')
          ? 'stock'
          : (material.wholes[when].get(bare(one.measure))?.type ?? 'count'),
        label: one.label,
        unit: figure.unit,
        period: key,
        cut: {},
        n: one.n,
        value: one.n,
        why: one.n === null ? withheld(figure) : null,
        operands: [],
        text: one.n === null ? '—' : String(one.n),
      })
      return { role, figure: operand.id, label: one.label, n: one.n }
    })
    const ratio = figure.type === 'ratio'
    return keep({
      id: `${figure.measure}@${key}`,
      measure: figure.measure,
      type: figure.type,
      label: figure.label,
      unit: ratio ? label('%', '%') : figure.unit,
      period: key,
      cut: {},
      n: figure.n,
      value: figure.value,
      why: whyOf(figure),
      operands,
      text: textOf(figure),
    })
  }

  const counted = (
    periodKey: string,
    mark: string,
    name: Label,
    cut: FigureCut,
    cell: Pick<Cell, 'n' | 'why'>,
    guarded: NoNumber | null = null,
  ): BoundFigure => {
    const measure = material.classed
    const base = whole(measure)
    const why = guarded ?? (cell.why === null ? null : (withheldAs[cell.why] ?? 'withheld'))
    const n = why === null ? (cell.n ?? 0) : null
    return keep({
      id: `${kind}.${measure}@${periodKey}${mark}`,
      measure: `${kind}.${measure}`,
      type: base.type,
      label: label(`${base.label.zh}（${name.zh}）`, `${base.label.en} (${name.en})`),
      unit: base.unit,
      period: periodKey,
      cut,
      n,
      value: n,
      why,
      operands: [],
      text: why === null ? String(n) : blankOf(why),
    })
  }

  const classed = (line: FormLine, when: 'now' | 'span' | 'previous' = 'now'): BoundFigure => {
    // Only the present period is protected cell by cell; what lies beside it is not published by class at all.
    const guarded = material.audience === 'internal' ? null : when === 'now' ? hidden.why(line) : 'covered'
    return counted(
      periods[when].key,
      `[class:${line.key}]`,
      nameOf(material.form, line),
      { category: line.codes },
      sumOf(material.classes[when], line.codes),
      guarded,
    )
  }

  const share = (part: BoundFigure, of: BoundFigure): BoundFigure => {
    const why = part.why ?? of.why ?? ((of.n ?? 0) === 0 ? 'noBase' : (of.n ?? 0) < smallestBase ? 'smallBase' : null)
    const value = why === null ? percentOf(part.n ?? 0, of.n ?? 0) : null
    return keep({
      id: `${part.id}/${of.id}`,
      measure: part.measure,
      type: 'share',
      label: label(`${part.label.zh}占比`, `Share of ${part.label.en}`),
      unit: label('%', '%'),
      period: part.period,
      cut: part.cut,
      n: null,
      value,
      why,
      operands: [operand('part', part), operand('whole', of)],
      text: value === null ? blankOf(why ?? 'noBase') : percentText(value),
    })
  }

  const known = (when: When): boolean =>
    material.span !== null &&
    [...material.wholes[when].values()].some(
      (figure) => figure.why === null && ((figure.n ?? 0) > 0 || (figure.under ?? 0) > 0),
    )

  const change = (now: BoundFigure, base: BoundFigure): BoundFigure => {
    const baseWhen = base.period === material.previous.key ? 'previous' : 'lastYear'
    const found = difference(now, base, known(baseWhen))
    return keep({
      id: `${now.id}-${base.id}`,
      measure: now.measure,
      type: 'change',
      label: label(
        `${now.label.zh}比${periods[baseWhen].label.zh}`,
        `${now.label.en} against ${periods[baseWhen].label.en}`,
      ),
      unit: now.type === 'ratio' ? label('个百分点', 'percentage points') : label('%', '%'),
      period: now.period,
      cut: now.cut,
      ...found,
      operands: [operand('now', now), operand('base', base)],
    })
  }

  const facts: Facts = {
    place: material.place,
    issuer: material.issuer,
    audience: material.audience,
    period,
    span: material.span,
    previous: material.previous,
    lastYear: material.lastYear,
    until: material.until,
    form: hidden.all ? { ...material.form, sections: [] } : material.form,
    channels: material.channels,
    known,
    whole,
    classed,
    share,
    change,
    channel: (code) => {
      const name = material.channels.find((one) => one.code === code)?.label ?? label(code, code)
      return counted(period.key, `[channel:${code}]`, name, { channel: [code] }, material.byChannel.get(code) ?? zero)
    },
    month: (month) =>
      counted(month, '', label(`${Number(month.slice(5))}月`, month), {}, material.byMonth.get(month) ?? zero),
  }
  return { facts, made }
}

const zero = { n: 0, why: null } as const

const operand = (role: Operand['role'], figure: BoundFigure): Operand => ({
  role,
  figure: figure.id,
  label: figure.label,
  n: figure.n,
})

const bare = (measure: string): string => measure.slice(measure.indexOf('.') + 1)

const withheldAs: Readonly<Partial<Record<NonNullable<Cell['why']>, NoNumber>>> = {
  small: 'small',
  covered: 'covered',
  future: 'future',
}

const withheld = (cell: Pick<Cell, 'why'>): NoNumber =>
  cell.why === null ? 'withheld' : (withheldAs[cell.why] ?? 'withheld')

const whyOf = (figure: Figure): NoNumber | null => {
  if (figure.why !== null) return withheld(figure)
  if (figure.type !== 'ratio' || figure.value !== null) return null
  return figure.under === 0 ? 'noBase' : 'smallBase'
}

const textOf = (figure: Figure): string => {
  const why = whyOf(figure)
  if (why === 'smallBase') return `${figure.over ?? 0}/${figure.under ?? 0}`
  if (why !== null) return blankOf(why)
  return figure.type === 'ratio' ? percentText(figure.value ?? 0) : String(figure.n ?? 0)
}

/** What is printed where there is no number; hidden, absent and "cannot be given" are never written alike. */
const blankOf = (why: NoNumber): string =>
  why === 'small' ? '<5' : why === 'covered' || why === 'withheld' ? '已隐去' : '—'

// A sub-class by its name alone where it has it to itself; 其他 of several classes with the class it is of.
const nameOf = ({ sections }: ClassForm, line: FormLine): Label => {
  const namesakes = sections.flatMap(({ lines }) => lines).filter((one) => one.label.zh === line.label.zh)
  const above = sections.find(({ lines }) => lines.some(({ key }) => key === line.key))?.label
  return above && namesakes.length > 1
    ? label(`${above.zh}·${line.label.zh}`, `${above.en}: ${line.label.en}`)
    : line.label
}

/** Codes added up; withheld as soon as one of them is. */
const sumOf = (parts: Parts, codes: readonly string[]): Pick<Cell, 'n' | 'why'> => {
  let n = 0
  for (const code of codes) {
    const cell = parts.get(code)
    if (!cell) continue
    if (cell.why !== null) return { n: null, why: cell.why }
    n += cell.n ?? 0
  }
  return { n, why: null }
}

const difference = (
  now: BoundFigure,
  base: BoundFigure,
  baseKnown: boolean,
): Pick<BoundFigure, 'n' | 'value' | 'why' | 'text'> => {
  if (!baseKnown) return { n: null, value: null, why: 'noneBefore', text: '没有登记数据' }
  const why = now.why ?? base.why
  if (now.type === 'ratio') {
    if (why !== null || now.value === null || base.value === null)
      return { n: null, value: null, why: why ?? 'noBase', text: '—' }
    const points = Math.round((now.value - base.value) * 100) / 100
    return {
      n: null,
      value: points,
      why: null,
      text: points === 0 ? '持平' : `${points > 0 ? '提高' : '降低'}${Math.abs(points).toFixed(2)}个百分点`,
    }
  }
  if (why !== null || now.n === null || base.n === null)
    return { n: null, value: null, why: why ?? 'withheld', text: blankOf(why ?? 'withheld') }
  const n = now.n - base.n
  const counts = n === 0 ? '持平' : `${n > 0 ? '增加' : '减少'}${Math.abs(n)}${now.unit.zh}`
  if (base.n < smallestBase) return { n, value: null, why: base.n === 0 ? 'noBase' : 'smallBase', text: counts }
  const value = percentOf(n, base.n) ?? 0
  return { n, value, why: null, text: n === 0 ? '持平' : `${n > 0 ? '增加' : '减少'}${percentText(Math.abs(value))}` }
}
