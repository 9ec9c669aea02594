import type { Cell, Figure } from '#modules/figures/contract.ts'
import { addDays, firstMonths, previousPeriod, samePeriodLastYear, wholePart } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import type { Audience, ClassForm, When } from '../define.ts'
import type { Material } from './bind.ts'
import { periodOf } from './describe.ts'
import { percentOf } from './numbers.ts'

/** Invented figures of one period: counts by measure, and of the classed measure by class, channel and month. */
export type Invented = {
  readonly wholes?: Readonly<Record<string, number>>
  readonly classes?: Readonly<Record<string, number>>
  readonly channels?: Readonly<Record<string, number>>
  readonly months?: Readonly<Record<string, number>>
}

const counts = [
  'received',
  'persons',
  'accepted',
  'answered',
  'handled',
  'concluded',
  'feedback',
  'inHand',
  'noticeDue',
  'noticeMet',
  'handlingDue',
  'handlingMet',
]
const names: Readonly<Record<string, string>> = {
  received: '收到',
  persons: '人次',
  accepted: '受理',
  answered: '当场答复',
  handled: '处理',
  concluded: '办结',
  inHand: '在办',
  noticeDue: '应告知',
  handlingDue: '应办结',
}
const ratios: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
  handledRate: ['handled', ['received', 'opening.inHand'], '处理率'],
  closureRate: ['concluded', ['accepted', 'opening.notConcluded'], '办结率'],
  onTimeRate: ['handlingMet', ['handlingDue'], '按期办结率'],
  noticeRate: ['noticeMet', ['noticeDue'], '及时受理率'],
}

const cell = (measure: string, n: number): Cell => ({
  measure,
  n,
  over: null,
  under: null,
  value: n,
  share: null,
  why: null,
})
const parts = (given: Readonly<Record<string, number>> = {}): ReadonlyMap<string, Cell> =>
  new Map(Object.entries(given).map(([key, n]) => [key, cell('petition.received', n)]))

const wholesOf = (period: string, given: Readonly<Record<string, number>> = {}): ReadonlyMap<string, Figure> => {
  const n = (key: string): number => given[key] ?? 0
  const rest = {
    unit: label('件', 'items'),
    period,
    cut: null,
    place: '431281',
    asOf: '2026-01-01T00:00:00.000Z',
    text: label('', ''),
    sentence: label('', ''),
    compared: [],
    sensitive: false,
  }
  const plain = counts.map((key): [string, Figure] => [
    key,
    {
      ...cell(`petition.${key}`, n(key)),
      ...rest,
      type: key === 'inHand' ? 'stock' : 'count',
      label: label(names[key] ?? key, key),
      operands: null,
    },
  ])
  const rates = Object.entries(ratios).map(([key, [over, under, name]]): [string, Figure] => {
    const base = under.reduce((sum, one) => sum + n(one), 0)
    const operand = (one: string) => ({ measure: `petition.${one}`, label: label(names[one] ?? one, one), n: n(one) })
    const value = base < 10 ? null : percentOf(n(over), base)
    return [
      key,
      {
        measure: `petition.${key}`,
        n: null,
        over: n(over),
        under: base,
        value,
        share: null,
        why: null,
        ...rest,
        type: 'ratio',
        label: label(name, key),
        operands: { over: operand(over), under: under.map(operand) },
      },
    ]
  })
  return new Map([...plain, ...rates])
}

/** Material as the figures room would give it, from invented numbers. */
export const inventedMaterial = (options: {
  readonly form: ClassForm
  readonly period?: string
  readonly unit?: { readonly code: string; readonly name: string; readonly level: string }
  readonly audience?: Audience
  readonly until?: string
  readonly now: Invented
  /** The whole months of a running period; without it all of `now`. */
  readonly span?: Invented
  readonly previous?: Invented
  readonly lastYear?: Invented
}): Material => {
  const period = periodOf(options.period ?? '2025H1')
  // The day after the last one counted: what ended the day before is whole.
  const span = wholePart(period, addDays(options.until ?? period.to, 1))
  const months = (span ?? period).months.length
  const periods: Readonly<Record<When, ReturnType<typeof periodOf>>> = {
    now: period,
    span: span ?? period,
    previous: firstMonths(previousPeriod(period), months),
    lastYear: firstMonths(samePeriodLastYear(period), months),
  }
  const spanned = options.span ?? options.now
  return {
    kind: 'petition',
    classed: 'received',
    place: options.unit ?? { code: '430202', name: '荷塘区', level: 'D' },
    issuer: `${options.unit?.name ?? '荷塘区'}妇女联合会`,
    audience: options.audience ?? 'internal',
    period,
    span,
    previous: periods.previous,
    lastYear: periods.lastYear,
    until: options.until ?? period.to,
    form: options.form,
    channels: [
      { code: 'L', label: label('来信', 'Letter') },
      { code: 'V', label: label('来访', 'Visit') },
      { code: 'T', label: label('来电', 'Telephone') },
    ],
    wholes: {
      now: wholesOf(period.key, options.now.wholes),
      span: wholesOf(periods.span.key, spanned.wholes),
      previous: wholesOf(periods.previous.key, options.previous?.wholes),
      lastYear: wholesOf(periods.lastYear.key, options.lastYear?.wholes),
    },
    classes: {
      now: parts(options.now.classes),
      span: parts(spanned.classes),
      previous: parts(options.previous?.classes),
    },
    byChannel: parts(options.now.channels),
    byMonth: parts(options.now.months),
  }
}
