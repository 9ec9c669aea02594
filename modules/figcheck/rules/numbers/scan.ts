import { inWords } from './in-words.ts'
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
  /** The number in units of one: value × scale. */
  readonly amount: number
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
const plain = new RegExp(`${arabicPart}|(?:好几|[几数](?=[十百千万亿])|上(?=[百千万亿]))?${chinesePart}几?`, 'y')
const pair = /^([一二三四五六七八])([二三四五六七八九])([十百千万]*)$/
const between = /(余|多|来|几)?(万亿|千万|百万|十万|亿|万|千|百)?(余|多|来|几)?/y
const starts = /[\d一二两三四五六七八九十百千万几数上好半过超近翻]/g

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
  [/^(?:还多|有余|出头)/, 'over'],
  [/^多(?=[,;。、)]|$)/, 'over'],
  [/^(?:以上|之上)/, 'atLeast'],
  [/^(?:以下|以内|之内|之下)/, 'atMost'],
]

const scaleOf: Readonly<Record<string, number>> = {
  百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12,
} // prettier-ignore

// Most numbers have no hedge: these are the characters the words above end and begin with.
const beforeEnds = new Set('到足满于达近少低多过在出破高超逾约概')
const afterStarts = new Set('左上还有出以之多')

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

const read = (text: string, at: number): Mention | null => asWords(text, at) ?? asNumber(text, at)

type Numeral = {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly decimals: number
  readonly vague: boolean
}

const asWords = (text: string, at: number): Mention | null => {
  const word = inWords(text, at)
  if (!word) return null
  const { value, decimals, vague, unit, family, hedge, step = 10 } = word
  const made = mention(text, { from: at, to: word.end, value, decimals, vague }, word.end, '', { unit, family })
  if (!vague) return made
  const own = hedge ?? made.hedge ?? 'about'
  const [low, high] = within(value, step, own)
  return { ...made, hedge: own, low, high }
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

const mention = (
  text: string,
  numeral: Numeral,
  end: number,
  scaleWord: string,
  fixedUnit: ReturnType<typeof unitAt>,
): Mention => {
  let [to, word, hedgeWord, hedge] = [end, scaleWord, '', null as Hedge | null]
  if (fixedUnit === null) {
    between.lastIndex = end
    const [whole = '', more, scale, again] = between.exec(text) ?? []
    if (more || scale || again) to = end + whole.length
    word = scale ?? ''
    hedgeWord = more ?? again ?? ''
    if (hedgeWord) hedge = 'over'
  }
  const unit = fixedUnit ?? perAt(text, to) ?? unitAt(text, to)
  if (unit && fixedUnit === null) to += unit.unit.length
  const front = text.slice(Math.max(0, numeral.from - 4), numeral.from)
  const leading = beforeEnds.has(front.at(-1) ?? '')
    ? before.map(([pattern, kind]) => [pattern.exec(front)?.[0], kind] as const).find(([found]) => found)
    : undefined
  const trailing = afterStarts.has(text[to] ?? '')
    ? after.map(([pattern, kind]) => [pattern.exec(text.slice(to, to + 2))?.[0], kind] as const).find(([f]) => f)
    : undefined
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
    amount: round(numeral.value * scale),
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
const bounds = (
  { value, decimals }: Pick<Numeral, 'value' | 'decimals'>,
  scale: number,
  hedge: Hedge | null,
): readonly [number, number] => {
  const amount = round(value * scale)
  return within(amount, roundness(value, decimals) * scale, hedge)
}

const within = (amount: number, step: number, hedge: Hedge | null): readonly [number, number] => {
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
export const round = (value: number): number => Math.round(value * 1e6) / 1e6
