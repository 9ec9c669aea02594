import type { Calendar } from '#platform/clock/calendar.ts'
import { due, type Length } from '#platform/clock/deadline.ts'
import {
  endOfDay,
  lastDayOf,
  localDate,
  localDateTime,
  monthOf,
  type Period,
  shiftMonth,
} from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Cell, Comparison, Figure } from './contract.ts'
import { smallestBase, type Withheld, withheldLabels } from './define.ts'

/**
 * `over` ÷ `under` in percent with two decimals, half up (away from zero), worked out in whole numbers.
 * @returns null when the base is 0; small bases are the caller's question.
 */
export const percentOf = (over: number, under: number): number | null => {
  if (under === 0) return null
  const negative = over < 0 !== under < 0 && over !== 0
  const top = BigInt(Math.abs(over)) * 20_000n + BigInt(Math.abs(under))
  const hundredths = Number(top / (2n * BigInt(Math.abs(under))))
  return (negative ? -hundredths : hundredths) / 100
}

/** A percentage as printed, `96.67%`. */
export const percentText = (value: number): string => `${value.toFixed(2)}%`

/** A count as printed, `1,240`. */
export const countText = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** A count, known or not, as a cell. */
export const countCell = (measure: string, n: number | null, why: Withheld | null): Cell => ({
  measure,
  n: why === null ? n : null,
  over: null,
  under: null,
  value: why === null ? n : null,
  share: null,
  why,
})

/** A ratio of counts as a cell; hidden or absent as soon as one operand is. No percentage below a base of 10, none at 0. */
export const ratioCell = (measure: string, over: Cell, under: readonly Cell[]): Cell => {
  const why = over.why ?? under.find((one) => one.why !== null)?.why ?? null
  if (why !== null) return { measure, n: null, over: null, under: null, value: null, share: null, why }
  const base = under.reduce((sum, one) => sum + (one.n ?? 0), 0)
  const part = over.n ?? 0
  const value = base < smallestBase ? null : percentOf(part, base)
  return { measure, n: null, over: part, under: base, value, share: null, why: null }
}

/** A part's share of the whole in percent (K24); null where either is not known or the whole is below 10. Shares need not add up to 100.00. */
export const shareOf = (part: Cell, whole: Cell): number | null =>
  part.n === null || whole.n === null || whole.n < smallestBase ? null : percentOf(part.n, whole.n)

/** What is said of a cell without its name: `58 件`, `96.67%(58/60 件)`, `5/8 件(基数不足10,不算百分比)`, `—(0/0 件)`, `<5(已隐去)`. */
export const cellText = (cell: Cell, unit: Label): Label => {
  if (cell.why !== null) return withheldLabels[cell.why]
  if (cell.over === null || cell.under === null)
    return label(`${countText(cell.n ?? 0)} ${unit.zh}`, `${countText(cell.n ?? 0)} ${unit.en}`)
  const operands = `${countText(cell.over)}/${countText(cell.under)}`
  if (cell.under === 0) return label(`—(${operands} ${unit.zh})`, `— (${operands} ${unit.en})`)
  if (cell.value === null)
    return label(
      `${operands} ${unit.zh}(基数不足${smallestBase},不算百分比)`,
      `${operands} ${unit.en} (base below ${smallestBase}, no percentage)`,
    )
  const percent = percentText(cell.value)
  return label(`${percent}(${operands} ${unit.zh})`, `${percent} (${operands} ${unit.en})`)
}

/** A figure with its name: `办结率 96.67%(58/60 件)`. */
export const figureText = (name: Label, cell: Cell, unit: Label): Label => {
  const said = cellText(cell, unit)
  return label(`${name.zh} ${said.zh}`, `${name.en} ${said.en}`)
}

/** A figure as a sentence that can stand alone in a message: where, when, what, as of when. */
export const sentenceOf = (parts: {
  readonly place: string
  readonly period: Label
  readonly kind: Label
  readonly cut: Label | null
  readonly text: Label
  readonly asOf: Date
}): Label => {
  const time = localDateTime(parts.asOf)
  const [day = '', minute = ''] = time.split(' ')
  const [year, month, date] = day.split('-').map(Number)
  const [cutZh, cutEn] = parts.cut ? [`(${parts.cut.zh})`, ` (${parts.cut.en})`] : ['', '']
  return label(
    `${parts.period.zh},${parts.place}${parts.kind.zh}${cutZh}${parts.text.zh}。数据截至${year}年${month}月${date}日${minute}。`,
    `${parts.place}, ${parts.kind.en}${cutEn}, ${parts.period.en}: ${parts.text.en}. As of ${time} (China).`,
  )
}

/**
 * How a cell changed against a base period: percent of the base for counts (K25), percentage points for rates, and what is
 * said where the base forbids it. Points are taken between the printed rates, so that a reader who subtracts finds the same.
 */
export const changeOf = (now: Cell, base: Cell): { readonly change: number | null; readonly text: Label } => {
  const silent = { change: null, text: label('—', '—') }
  if (now.why !== null || base.why !== null) return silent
  if (now.over !== null || base.over !== null) {
    if (now.value === null || base.value === null) return silent
    const hundredths = Math.round(now.value * 100) - Math.round(base.value * 100)
    const points = Math.abs(hundredths / 100).toFixed(2)
    if (hundredths === 0) return { change: 0, text: label('持平', 'unchanged') }
    return {
      change: hundredths / 100,
      text:
        hundredths > 0
          ? label(`上升 ${points} 个百分点`, `up ${points} percentage points`)
          : label(`下降 ${points} 个百分点`, `down ${points} percentage points`),
    }
  }
  const [n, was] = [now.n ?? 0, base.n ?? 0]
  if (was === 0) return { change: null, text: label('基期为0', 'base is 0') }
  const difference = n - was
  if (was < smallestBase) {
    const more = countText(Math.abs(difference))
    if (difference === 0) return { change: null, text: label('持平', 'unchanged') }
    return {
      change: null,
      text: difference > 0 ? label(`多 ${more}`, `${more} more`) : label(`少 ${more}`, `${more} fewer`),
    }
  }
  const change = percentOf(difference, was)
  if (change === null || difference === 0) return { change, text: label('持平', 'unchanged') }
  const percent = percentText(Math.abs(change))
  return {
    change,
    text: difference > 0 ? label(`增长 ${percent}`, `up ${percent}`) : label(`下降 ${percent}`, `down ${percent}`),
  }
}

/** What the comparison is called in words. */
export const againstLabels: Readonly<Record<Comparison['against'], Label>> = {
  previous: label('上期', 'Previous period'),
  lastYear: label('去年同期', 'Same period last year'),
}

/** Whether a period has begun, and whether its last day has passed, on a day (`YYYY-MM-DD`, Asia/Shanghai). */
export const stageOf = (period: Pick<Period, 'from' | 'to'>, today: string): 'future' | 'running' | 'complete' =>
  period.from > today ? 'future' : period.to >= today ? 'running' : 'complete'

/** The rule by which months are closed: the dated limit of the catalogue, counted on the work calendar. */
export type ClosingRule = {
  readonly limitOn: (day: string) => { readonly length: Length | null } | undefined
  readonly calendar: Calendar
}

/** The instant the books of a month (`YYYY-MM`) are due to be closed: 24:00 of the last day of the limit that runs from its end. */
export const closesAt = (month: string, { limitOn, calendar }: ClosingRule): Date | null => {
  const last = lastDayOf(month)
  const length = limitOn(last)?.length
  // The last instant of the month: days are counted from the one after.
  return length
    ? due({ start: new Date(endOfDay(last).getTime() - 1), length, rollForward: false, calendar }).due
    : null
}

/** The months to be closed by now, oldest first: those after the last closed one; of a house that never closed one, the latest. */
export const monthsDue = (last: string | null, now: Date, rule: ClosingRule): string[] => {
  const months: string[] = []
  for (let month = shiftMonth(monthOf(now), -1); month > (last ?? ''); month = shiftMonth(month, -1)) {
    const at = closesAt(month, rule)
    if (!at) break
    if (at <= now) months.unshift(month)
    if (last === null && months.length > 0) break
  }
  return months
}

/** When a month was closed, in words: 「10月已于11月9日关账」; the year is named where it is not this one. */
export const closedText = (closed: { readonly month: string; readonly at: Date }, now: Date): Label => {
  const day = localDate(closed.at)
  const year = localDate(now).slice(0, 4)
  const zhYear = (text: string): string => (text.startsWith(year) ? '' : `${text.slice(0, 4)}年`)
  const [month, on] = [Number(closed.month.slice(5)), `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`]
  return label(
    `${zhYear(closed.month)}${month}月已于${zhYear(day)}${on}关账`,
    `the books of ${closed.month} were closed on ${day}`,
  )
}

/** Why a figure may not leave the screen, as a sentence, a picture or in a form: nothing of a sensitive measure that the rule touched, nor a small count of one. */
export const whyNotLeave = (figure: Pick<Figure, 'why' | 'n' | 'sensitive' | 'over'>): Label | null => {
  if (figure.why !== null) return label('没有数字可存。', 'There is no number to save.')
  const smallest = [figure.n, figure.over].filter((n) => n !== null)
  if (figure.sensitive && smallest.some((n) => n > 0 && n < 5))
    return label('人数少的敏感数字不能存成图片。', 'A small sensitive number cannot be saved as a picture.')
  return null
}

/** Whether a sentence can be made of a figure: one that is not released, or not there, has nothing to tell. */
export const mayBeSaid = ({ why }: Pick<Figure, 'why'>): boolean => why === null || why === 'small' || why === 'covered'

/** What a figure is compared with: of a year the period before is last year, which is named once. */
export const comparedWith = <C extends Pick<Comparison, 'against'> & { readonly period: { readonly key: string } }>(
  compared: readonly C[],
): C[] =>
  compared.filter(
    ({ against, period }) =>
      against === 'lastYear' || !compared.some((one) => one.against === 'lastYear' && one.period.key === period.key),
  )

/** A cursor of the records of a figure: the last key of the page; the service seals it. */
export const writeCursor = (last: { readonly home: string; readonly id: string }): string => `${last.home}.${last.id}`

/** Reads a cursor; null when it is none. */
export const readCursor = (text: string): { readonly home: string; readonly id: string } | null => {
  const match = /^(\d{6})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)
  return match ? { home: match[1] as string, id: match[2] as string } : null
}
