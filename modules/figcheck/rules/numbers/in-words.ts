import { arabic, chinese, decimalsOf } from './numeral.ts'
import type { UnitFamily } from './units.ts'

/** A number that is written as a word with its own unit: 百分之十五, 三分之一, 四成半, 过半, 翻一番. */
export type InWords = {
  readonly end: number
  readonly value: number
  readonly decimals: number
  /** A round word, about that much. */
  readonly vague: boolean
  /** How far round words reach: 四成 to the next tenth, 过半 to two thirds. */
  readonly step?: number
  readonly unit: string
  readonly family: UnitFamily
  /** What a word says by itself: 过半 is more than half. */
  readonly hedge?: 'over' | 'under'
}

const chinesePart = '[一二两三四五六七八九十百千万亿零〇]+'
const fraction = new RegExp(
  `(?:(百|千|万)分之|(${chinesePart}|\\d+)分之)((?:${chinesePart})(?:点${chinesePart})?|\\d+(?:\\.\\d+)?)`,
  'y',
)
const tenths =
  /([一二两三四五六七八九]|\d(?:\.\d)?)成(半|[一二三四五六七八九](?![个人名件户]))?(?!员|立|功|果|为|效|绩|就|长|本|年|人|品|交|分|熟|都|都市|家)/y
const half = /([一过近超])半(?![年天月个径身夜价])|半数/y
const doubled = /翻(?:了)?([一两二三四1234])番/y

/** The word that begins at `at`, or null. */
export const inWords = (text: string, at: number): InWords | null =>
  asFraction(text, at) ?? asTenths(text, at) ?? asHalf(text, at) ?? asDoubled(text, at)

// 百分之十五 is 15 %, 三分之一 is 33.3 %.
const asFraction = (text: string, at: number): InWords | null => {
  fraction.lastIndex = at
  const match = fraction.exec(text)
  if (!match) return null
  const [whole, of, below = '', above = ''] = match
  const end = at + whole.length
  const top = /^\d/.test(above) ? arabic(above) : decimalChinese(above)
  if (top === null) return null
  if (of) {
    const unit = of === '百' ? '%' : of === '千' ? '‰' : '‱'
    return { end, value: top, decimals: decimalsOf(above), vague: false, unit, family: 'percent' }
  }
  const bottom = /^\d/.test(below) ? arabic(below) : chinese(below)
  return bottom ? share(end, (top / bottom) * 100) : null
}

const decimalChinese = (printed: string): number | null => {
  const [whole = '', part] = printed.split('点')
  const value = chinese(whole)
  if (value === null || part === undefined) return value
  const places = chinese(part)
  return places === null ? null : value + places / 10 ** part.length
}

// 四成 is 40 %, 三成五 35 %.
const asTenths = (text: string, at: number): InWords | null => {
  tenths.lastIndex = at
  const match = tenths.exec(text)
  if (!match) return null
  const [whole, one = '', more] = match
  const tens = /^\d/.test(one) ? arabic(one) : (chinese(one) ?? 0)
  return share(at + whole.length, tens * 10 + (more === '半' ? 5 : (chinese(more ?? '') ?? 0)))
}

const asHalf = (text: string, at: number): InWords | null => {
  half.lastIndex = at
  const match = half.exec(text)
  if (!match) return null
  const [whole, before = ''] = match
  const word = { ...share(at + whole.length, 50), step: 17 }
  return '过超'.includes(before || '-')
    ? { ...word, hedge: 'over' }
    : before === '近'
      ? { ...word, hedge: 'under' }
      : word
}

// 翻一番 is twice as many, 翻两番 four times.
const asDoubled = (text: string, at: number): InWords | null => {
  doubled.lastIndex = at
  const match = doubled.exec(text)
  const times = match && (/^\d/.test(match[1] ?? '') ? arabic(match[1] ?? '') : chinese(match[1] ?? ''))
  return match && times
    ? { end: at + match[0].length, value: 2 ** times, decimals: 0, step: 1, vague: true, unit: '倍', family: 'times' }
    : null
}

const share = (end: number, value: number): InWords => ({
  end,
  value,
  decimals: -1,
  vague: true,
  unit: '%',
  family: 'percent',
})
