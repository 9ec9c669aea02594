import { arabic, chinese, decimalsOf } from './numeral.ts'
import { roleOf } from './roles.ts'
import { unitAt, type UnitFamily } from './units.ts'

/** What a number in a text is; only a `figure` counts something and can be checked. */
export type Role =
  | 'figure'
  | 'date'
  | 'duration'
  | 'ordinal'
  | 'identifier'
  | 'age'
  | 'bound'
  | 'mark'
  | 'name'
  | 'article'

/** Why a number is not exact: 1000余 is at least 1000, 近50 at most 50, 约30 about 30. */
export type Hedge = 'over' | 'under' | 'about' | 'atLeast' | 'atMost'

/** One number as it stands in the cleaned text. Offsets are UTF-16 into that text; `start` to `end` holds hedge, number, scale and unit. */
export type Mention = {
  readonly start: number
  readonly end: number
  /** Where the digits themselves stand. */
  readonly digits: readonly [number, number]
  /** The number as printed, without its scale (4.7 of 4.7万). */
  readonly value: number
  readonly decimals: number
  /** 10,000 of 万; 1 where none is printed. */
  readonly scale: number
  /** The word for the scale as printed. */
  readonly scaleWord: string
  readonly unit: string
  readonly family: UnitFamily | null
  readonly hedge: Hedge | null
  /** The hedge as printed (余, 近 …). */
  readonly hedgeWord: string
  /** What the number can be, in units of one: value × scale exactly where nothing is hedged. */
  readonly low: number
  readonly high: number
  readonly role: Role
}

const arabicPart = String.raw`\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`
const chinesePart = '[一二两三四五六七八九十百千万亿零〇]+'
const fraction = new RegExp(
  `(?:(百|千|万)分之|(${chinesePart}|\\d+)分之)((?:${chinesePart})(?:点${chinesePart})?|\\d+(?:\\.\\d+)?)`,
  'y',
)
const plain = new RegExp(`${arabicPart}|(?:好几|[几数](?=[十百千万亿])|上(?=[百千万亿]))?${chinesePart}几?`, 'y')
const pair = /^([一二三四五六七八])([二三四五六七八九])([十百千万]*)$/
const tenths =
  /([一二两三四五六七八九]|\d(?:\.\d)?)成(半|[一二三四五六七八九](?![个人名件户]))?(?!员|立|功|果|为|效|绩|就|长|本|年|人|品|交|分|熟|都|都市|家)/y
const between = /(余|多|来|几)?(万亿|千万|百万|十万|亿|万|千|百)?(余|多|来|几)?/y
const starts = /[\d一二两三四五六七八九十百千万几数上好]/g

const before: readonly (readonly [RegExp, Hedge])[] = [
  [/(?:不到|不足|未满|不满|少于|低于|未达)$/, 'under'],
  [/(?:接近|将近|近)$/, 'under'],
  [/(?:至少|不少于|不低于)$/, 'atLeast'],
  [/(?:至多|最多|不超过|不多于|控制在)$/, 'atMost'],
  [/(?:超过|超出|突破|多达|高于|大于|超|逾)$/, 'over'],
  [/(?:大约|大概|约)$/, 'about'],
]
const after: readonly (readonly [RegExp, Hedge])[] = [
  [/^(?:左右|上下)/, 'about'],
  [/^(?:以上|之上)/, 'atLeast'],
  [/^(?:以下|以内|之内|之下)/, 'atMost'],
]

const scaleOf: Readonly<Record<string, number>> = {
  百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12,
} // prettier-ignore

/** Every number of a cleaned text in its order, with its role. Linear in the length of the text. */
export const scan = (text: string): Mention[] => {
  const found: Mention[] = []
  starts.lastIndex = 0
  for (let at = starts.exec(text); at; at = starts.exec(text)) {
    const mention = read(text, at.index)
    if (!mention) {
      starts.lastIndex = at.index + 1
      continue
    }
    found.push(mention)
    starts.lastIndex = Math.max(mention.end, at.index + 1)
  }
  return found
}

const read = (text: string, at: number): Mention | null =>
  asFraction(text, at) ?? asTenths(text, at) ?? asNumber(text, at)

type Numeral = {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly decimals: number
  readonly vague: boolean
}

// 百分之十五 is 15 %, 三分之一 is 33.3 %.
const asFraction = (text: string, at: number): Mention | null => {
  fraction.lastIndex = at
  const match = fraction.exec(text)
  if (!match) return null
  const [whole, of, below = '', above = ''] = match
  const end = at + whole.length
  const top = /^\d/.test(above) ? arabic(above) : decimalChinese(above)
  if (top === null) return null
  if (of) {
    const unit = of === '百' ? '%' : of === '千' ? '‰' : '‱'
    return mention(text, { from: at, to: end, value: top, decimals: decimalsOf(above), vague: false }, end, '', unit)
  }
  const bottom = /^\d/.test(below) ? arabic(below) : chinese(below)
  if (!bottom) return null
  const share = (top / bottom) * 100
  const made = mention(text, { from: at, to: end, value: share, decimals: 0, vague: true }, end, '', '%')
  return { ...made, hedge: made.hedge ?? 'about' }
}

const decimalChinese = (printed: string): number | null => {
  const [whole = '', part] = printed.split('点')
  const value = chinese(whole)
  if (value === null || part === undefined) return value
  const places = chinese(part)
  return places === null ? null : value + places / 10 ** part.length
}

// 四成 is 40 %, 三成五 35 %; as a round word it is about that much.
const asTenths = (text: string, at: number): Mention | null => {
  tenths.lastIndex = at
  const match = tenths.exec(text)
  if (!match) return null
  const [whole, one = '', half] = match
  const value =
    (/^\d/.test(one) ? arabic(one) : (chinese(one) ?? 0)) * 10 + (half === '半' ? 5 : (chinese(half ?? '') ?? 0))
  const end = at + whole.length
  const made = mention(text, { from: at, to: end, value, decimals: -1, vague: true }, end, '', '%')
  return { ...made, hedge: made.hedge ?? 'about' }
}

const asNumber = (text: string, at: number): Mention | null => {
  plain.lastIndex = at
  const match = plain.exec(text)
  if (!match) return null
  const printed = match[0]
  const end = at + printed.length
  if (/^\d/.test(printed)) {
    const value = arabic(printed)
    return mention(text, { from: at, to: end, value, decimals: decimalsOf(printed), vague: false }, end, '', null)
  }
  const bare = printed.replace(/^(?:好几|[几数上])|几$/g, '')
  const vague = bare !== printed || /^[百千万亿]/.test(bare)
  const value = chinese(vague && /^[百千万亿]/.test(bare) ? `一${bare}` : bare)
  if (value === null) return asPair(text, at, bare)
  return mention(text, { from: at, to: end, value, decimals: 0, vague }, end, '', null)
}

// 三四百 is 300 to 400; 十二五 and what else forms no number is a name.
const asPair = (text: string, at: number, printed: string): Mention => {
  const [, one = '', other = '', place = ''] = pair.exec(printed) ?? []
  const [low, high] = [chinese(one + place), chinese(other + place)]
  const end = at + printed.length
  const made = mention(text, { from: at, to: end, value: low ?? 0, decimals: 0, vague: true }, end, '', null)
  if (low === null || high === null || high - low !== (chinese(`一${place}`) ?? 1)) return { ...made, role: 'name' }
  return { ...made, hedge: 'about', low: low * made.scale, high: high * made.scale }
}

const mention = (text: string, numeral: Numeral, end: number, scaleWord: string, fixedUnit: string | null): Mention => {
  let [to, word, hedgeWord, hedge] = [end, scaleWord, '', null as Hedge | null]
  if (fixedUnit === null) {
    between.lastIndex = end
    const [whole = '', more, scale, again] = between.exec(text) ?? []
    if (more || scale || again) to = end + whole.length
    word = scale ?? ''
    hedgeWord = more ?? again ?? ''
    if (hedgeWord) hedge = 'over'
  }
  const unit =
    fixedUnit === null ? (perAt(text, to) ?? unitAt(text, to)) : { unit: fixedUnit, family: 'percent' as const }
  if (unit && fixedUnit === null) to += unit.unit.length
  const front = text.slice(Math.max(0, numeral.from - 4), numeral.from)
  const leading = before.map(([pattern, kind]) => [pattern.exec(front)?.[0], kind] as const).find(([found]) => found)
  const trailing = after
    .map(([pattern, kind]) => [pattern.exec(text.slice(to, to + 2))?.[0], kind] as const)
    .find(([f]) => f)
  if (leading?.[0]) [hedge, hedgeWord] = [leading[1], leading[0]]
  else if (trailing?.[0]) {
    ;[hedge, hedgeWord] = [trailing[1], trailing[0]]
    to += trailing[0].length
  } else if (numeral.vague && hedge === null) hedge = 'about'
  const scale = scaleOf[word] ?? 1
  const [low, high] = bounds(numeral, scale, hedge)
  const made = {
    start: numeral.from - (leading?.[0]?.length ?? 0),
    end: to,
    digits: [numeral.from, numeral.to] as const,
    value: numeral.value,
    decimals: Math.max(0, numeral.decimals),
    scale,
    scaleWord: word,
    unit: unit?.unit ?? '',
    family: unit?.family ?? null,
    hedge,
    hedgeWord,
    low,
    high,
  }
  return { ...made, role: roleOf(text, made) }
}

// 2.3/万 and 15.6/10万 are shares like ‰.
const perAt = (text: string, at: number): { readonly unit: string; readonly family: 'percent' } | null => {
  const match = /^\/(?:10|十)?万/.exec(text.slice(at, at + 4))
  return match ? { unit: match[0], family: 'percent' } : null
}

// What a hedged number can be: 20余 is 20 to 29, 1000余 is 1000 to 1999, 近300 is 200 to 300, 约30 is 25 to 35.
const bounds = ({ value, decimals }: Numeral, scale: number, hedge: Hedge | null): readonly [number, number] => {
  const amount = round(value * scale)
  const step = roundness(value, decimals) * scale
  if (hedge === null) return [amount, amount]
  if (hedge === 'over') return [amount, amount + step]
  if (hedge === 'under') return [Math.max(0, amount - step), amount]
  if (hedge === 'about') return [amount - step / 2, amount + step / 2]
  return hedge === 'atLeast' ? [amount, Number.POSITIVE_INFINITY] : [0, amount]
}

/** The place a number is rounded to as it looks: 1000 of 1000 and 3000, 10 of 1230, 0.1 of 4.7. */
export const roundness = (value: number, decimals: number): number => {
  if (decimals > 0) return 10 ** -decimals
  if (decimals < 0) return 10
  const zeros = /0*$/.exec(String(value))?.[0].length ?? 0
  return value === 0 ? 1 : 10 ** zeros
}

/** Takes off what floating point adds. */
export const round = (value: number): number => Number(value.toPrecision(12))
