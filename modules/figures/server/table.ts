import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import {
  firstMonths,
  localDate,
  type Period,
  previousPeriod,
  samePeriodLastYear,
  shiftMonth,
  wholePart,
} from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Label } from '#platform/text/label.ts'
import type { Cell, Comparison, Figure, FigureRow, FigureTable } from '../contract.ts'
import type { Cut, Withheld } from '../define.ts'
import {
  cellText,
  changeOf,
  closedText,
  countCell,
  figureText,
  ratioCell,
  sentenceOf,
  whyNotLeave,
  shareOf,
  stageOf,
} from '../rules.ts'
import {
  type CutQuery,
  countedPart,
  cutLabel,
  isComing,
  isCutBy,
  isSensitive,
  type Measure,
  monthsOf,
  type Quantity,
  quantitiesOf,
  quantityLabel,
  rollupOf,
  tellsSensitive,
  unitOf,
  whereOf,
} from './measures.ts'
import { type ClosedMonth, closedUpTo, readManySums, type Reading, type Sum } from './queries.ts'
import { linesOf, type Place } from './rows.ts'

/** What is asked of the figures: a kind's measures at a place in a period, whole and by one dimension. */
export type Ask = {
  readonly kind: CaseKind
  readonly measures: readonly Measure[]
  readonly place: Place
  readonly period: Period
  readonly by: Cut | null
  readonly cut: CutQuery
  /** With the previous period and the same period last year beside each figure. */
  readonly compare: boolean
}

/** Reads figures as values, under the rights of whoever the transaction carries. For this room's routes and for reports. */
export const readTable = async (tx: Tx, catalogue: Catalogue, ask: Ask, now: Date): Promise<FigureTable> => {
  const [table] = await readTables(tx, catalogue, [ask], now)
  if (!table) throw new Error('no table was read')
  return table
}

/** Several tables, their figures read by one statement in one snapshot. */
export const readTables = async (
  tx: Tx,
  catalogue: Catalogue,
  asks: readonly Ask[],
  now: Date,
): Promise<FigureTable[]> => {
  const readings = gather()
  const prepared = asks.map((ask) => {
    const sumsRead = sumsOf(readings.want, catalogue, ask, ask.period, ask.by, now)
    const basesRead = ask.compare ? basesOf(readings.want, catalogue, ask, sumsRead, now) : null
    return { ask, sumsRead, basesRead }
  })
  await readings.read(tx)
  const months = new Set(asks.map(({ period }) => period.to.slice(0, 7)))
  const closings = new Map<string, ClosedMonth | null>()
  for (const month of months) closings.set(month, await closedUpTo(tx, month))
  const tables: FigureTable[] = []
  for (const { ask, sumsRead, basesRead } of prepared) {
    const closed = closings.get(ask.period.to.slice(0, 7)) ?? null
    tables.push(await tableOf(tx, catalogue, ask, { sums: sumsRead(), bases: basesRead?.() ?? null, closed }, now))
  }
  return tables
}

// Readings are named first and read together; each is answered once they have been.
type Want = (reading: Reading) => () => readonly Sum[]
const gather = (): { readonly want: Want; readonly read: (tx: Tx) => Promise<void> } => {
  const wanted: Reading[] = []
  let found: readonly (readonly Sum[])[] = []
  return {
    want: (reading) => {
      const at = wanted.push(reading) - 1
      return () => found[at] ?? []
    },
    read: async (tx) => {
      found = await readManySums(tx, wanted)
    },
  }
}

type Read = { readonly sums: Sums; readonly bases: Bases | null; readonly closed: ClosedMonth | null }

const tableOf = async (
  tx: Tx,
  catalogue: Catalogue,
  ask: Ask,
  { sums, bases, closed }: Read,
  now: Date,
): Promise<FigureTable> => {
  const { kind, place, period, by, cut } = ask
  const narrowed = cutLabel(catalogue, kind, cut)
  const figures = ask.measures.map((measure): Figure => {
    const unit = unitOf(kind, measure)
    const cell = cellOf(sums, ask, measure, null)
    const sensitive = isSensitive(kind, measure) || tellsSensitive(catalogue, kind, whereOf(catalogue, kind, cut))
    const text = figureText(measure.spec.label, cell, unit)
    // A sentence is made to be sent: of a small sensitive count it says no more than that.
    const leaving = { ...cell, sensitive }
    const told = cell.why === null && whyNotLeave(leaving) ? countCell(cell.measure, null, 'small') : cell
    return {
      ...cell,
      label: measure.spec.label,
      type: measure.spec.type,
      unit,
      period: period.key,
      place: place.code,
      cut: narrowed,
      asOf: now.toISOString(),
      operands: operandsOf(sums, ask, measure),
      text,
      sentence: sentenceOf({
        place: place.name,
        period: countedPart(kind, measure, period, localDate(now)).label,
        kind: kind.label,
        cut: narrowed,
        text: figureText(measure.spec.label, told, unit),
        asOf: now,
      }),
      compared: bases ? comparedOf(bases, ask, measure, unit) : [],
      sensitive,
    }
  })
  return {
    kind: kind.key,
    kindLabel: kind.label,
    unit: { code: place.code, name: place.name, level: place.level },
    period: periodOf(period, now),
    closed: closed && { month: closed.month, text: closedText(closed, now) },
    by,
    asOf: now.toISOString(),
    figures,
    rows: by === null ? [] : await tableRows(tx, catalogue, ask, by, sums, figures, now),
  }
}

// The period, or its whole months so far, and as many months of the period before and of the year before.
const basesOf = (want: Want, catalogue: Catalogue, ask: Ask, sumsRead: () => Sums, now: Date): (() => Bases) | null => {
  const { period } = ask
  const part = wholePart(period, localDate(now))
  if (!part) return null
  const read = (of: Period): (() => Sums) => sumsOf(want, catalogue, ask, of, null, now)
  const ofPart = part === period ? sumsRead : read(part)
  const against = (['previous', 'lastYear'] as const).map((name) => {
    const base = firstMonths(
      { previous: previousPeriod, lastYear: samePeriodLastYear }[name](period),
      part.months.length,
    )
    return { against: name, base, read: read(base) }
  })
  return () => ({ part, sums: ofPart(), against: against.map((one) => ({ ...one, sums: one.read() })) })
}

type Bases = {
  readonly part: Period
  readonly sums: Sums
  readonly against: readonly { readonly against: 'previous' | 'lastYear'; readonly base: Period; readonly sums: Sums }[]
}

const comparedOf = ({ part, sums, against }: Bases, ask: Ask, measure: Measure, unit: Label): Comparison[] => {
  const is = cellOf(sums, ask, measure, null)
  return against.map(({ against: name, base, sums: then }) => {
    const was = cellOf(then, ask, measure, null)
    const { change, text } = changeOf(is, was)
    return {
      against: name,
      of: { key: part.key, label: part.label },
      period: { key: base.key, label: base.label },
      now: is,
      nowText: cellText(is, unit),
      base: was,
      baseText: cellText(was, unit),
      change,
      changeText: text,
    }
  })
}

/** A period as answers carry it. */
export const periodOf = (period: Period, now: Date): FigureTable['period'] => ({
  key: period.key,
  label: period.label,
  from: period.from,
  to: period.to,
  complete: stageOf(period, localDate(now)) === 'complete',
})

// Refusals of a whole question.
const ruledOut: readonly Withheld[] = ['open', 'period', 'place', 'cut']

// Quantities read so far: name → part (null the whole) → sum.
type Sums = { readonly of: (quantity: Quantity, key: string | null) => Cell; readonly keys: ReadonlySet<string> }

const sumsOf = (
  want: Want,
  catalogue: Catalogue,
  ask: Ask,
  period: Period,
  by: Cut | null,
  now: Date,
): (() => Sums) => {
  const { kind, place, cut } = ask
  const where = whereOf(catalogue, kind, cut)
  const quantities = new Map(
    ask.measures.flatMap((measure) => quantitiesOf(kind, measure)).map((quantity) => [quantity.name, quantity]),
  )
  const isParted = (quantity: Quantity): boolean => by !== null && isCutBy(quantity, [by])
  const today = localDate(now)
  const stage = stageOf(period, today)
  const future = stage === 'future'
  const readable = future ? [] : [...quantities.values()].filter((quantity) => isCutBy(quantity, Object.keys(where)))
  // Stocks at the start and deadlines are read over months of their own; what is not counted by the cut still has its whole.
  const spans = Map.groupBy(readable, (quantity) =>
    JSON.stringify([quantity.opening, isParted(quantity), monthsOf(quantity, period, today)]),
  )
  const spansRead = [...spans.values()].flatMap((wanted) => {
    const { opening } = wanted[0] as Quantity
    const span = monthsOf(wanted[0] as Quantity, period, today)
    if (span.to < span.from) return []
    // By month each month has an opening of its own: what stood at the end of the month before.
    const shift = opening && by === 'month'
    const months = shift
      ? { from: shiftMonth(period.from.slice(0, 7), -1), to: shiftMonth(period.to.slice(0, 7), -1) }
      : span
    const read = {
      unitId: place.id,
      measures: wanted.map(({ key }) => `${kind.key}.${key}`),
      where,
      own: cut.own ?? false,
      rollup: rollupOf(catalogue, kind),
    }
    const sums = want({ ...read, ...months, by: by !== null && isParted(wanted[0] as Quantity) ? by : '' })
    // The whole of an opening is what stood before the first month, not before the last.
    const whole = shift ? want({ ...read, ...span, by: '' }) : sums
    return [{ wanted, shift, sums, whole }]
  })
  return () => {
    const found = new Map<string, Map<string | null, Sum>>()
    for (const { wanted, shift, sums, whole } of spansRead)
      for (const { name, key } of wanted) {
        const measure = `${kind.key}.${key}`
        const parts = sums().filter((sum) => sum.measure === measure && sum.key !== null)
        const top = whole().filter((sum) => sum.measure === measure && sum.key === null)
        found.set(
          name,
          new Map([...parts, ...top].map((sum) => [shift && sum.key !== null ? shiftMonth(sum.key, 1) : sum.key, sum])),
        )
      }
    const keys = new Set([...found.values()].flatMap((parts) => [...parts.keys()].filter((key) => key !== null)))
    return {
      keys,
      of: (quantity, key) => {
        const name = `${kind.key}.${quantity.name}`
        const coming = isComing(quantity, by === 'month' && key !== null ? key : period.from.slice(0, 7), today)
        const counted = isCutBy(quantity, Object.keys(where)) && (key === null || isParted(quantity))
        if (future || (coming && counted)) return countCell(name, null, 'future')
        const parts = found.get(quantity.name)
        if (!counted || !parts) return countCell(name, null, 'uncut')
        // Deadlines of a running period are read of its past months: what refuses them is that it runs, not that these are no quarter.
        const reason = (part: string | null): Withheld | null => {
          const told = parts.get(part)?.withheld ?? null
          return told === 'period' && stage !== 'complete' ? 'open' : told
        }
        // Where the rule refuses the whole question, it refuses every part of it.
        const refused = reason(null)
        const why = refused && ruledOut.includes(refused) ? refused : reason(key)
        return countCell(name, parts.get(key)?.n ?? 0, why)
      },
    }
  }
}

const cellOf = (sums: Sums, ask: Ask, measure: Measure, key: string | null): Cell => {
  const name = `${ask.kind.key}.${measure.key}`
  const [first, ...rest] = quantitiesOf(ask.kind, measure).map((quantity) => sums.of(quantity, key))
  if (!first) return countCell(name, null, 'uncut')
  return measure.spec.type === 'ratio' ? ratioCell(name, first, rest) : { ...first, measure: name }
}

const operandsOf = (sums: Sums, ask: Ask, measure: Measure): Figure['operands'] => {
  if (measure.spec.type !== 'ratio') return null
  const [over, ...under] = quantitiesOf(ask.kind, measure).map((quantity) => {
    const { n } = sums.of(quantity, null)
    return { measure: `${ask.kind.key}.${quantity.name}`, label: quantityLabel(quantity), n }
  })
  return over ? { over, under } : null
}

const tableRows = async (
  tx: Tx,
  catalogue: Catalogue,
  ask: Ask,
  by: Cut,
  sums: Sums,
  figures: readonly Figure[],
  now: Date,
): Promise<FigureRow[]> => {
  const lines = await linesOf(tx, catalogue, ask, by, sums.keys)
  const thisMonth = localDate(now).slice(0, 7)
  return lines.map((row) => ({
    key: row.key,
    label: row.label,
    parent: row.parent,
    period: row.period,
    outside: row.outside,
    cells: ask.measures.map((measure, place): Cell => {
      const whole = figures[place]
      if (by === 'month' && row.key > thisMonth) return countCell(`${ask.kind.key}.${measure.key}`, null, 'future')
      const cell = cellOf(sums, ask, measure, row.sumKey)
      // Stocks by month do not add up to a whole, so a month has no share of it.
      const additive = measure.spec.type !== 'ratio' && !(measure.spec.type === 'stock' && by === 'month')
      return additive && whole && cell.why === null ? { ...cell, share: shareOf(cell, whole) } : cell
    }),
  }))
}
