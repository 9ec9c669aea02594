import type { Copy } from '../meaning/copies.ts'
import type { Figure } from '../meaning/figures.ts'
import { contained } from '../meaning/likeness.ts'
import { periodOf, yearOf } from '../meaning/period.ts'
import { alike } from '../numbers/units.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'
import { isChange } from './is-change.ts'
import { isSwapped } from './slip.ts'

/** Numbers that changed between two copies of a paragraph, and statements of one thing, unit and period made twice with other numbers. */
export const twice = (reading: Reading, copies: readonly Copy[]): Relation[] => [
  ...copies.flatMap((copy) => betweenCopies(reading, copy)),
  ...statements(reading),
]

const paragraphOf = ({ sentences }: Reading, figure: Figure): number => sentences[figure.sentence]?.paragraph ?? -1

const betweenCopies = (reading: Reading, { paragraph, of }: Copy): Relation[] => {
  const first = reading.figures.filter((one) => paragraphOf(reading, one) === of)
  return (reading.repeated ?? [])
    .filter((one) => paragraphOf(reading, one) === paragraph)
    .flatMap((again) => {
      const same = first.filter((one) => one.unit === again.unit && one.label === again.label && one.label !== '')
      const [only] = same
      return same.length === 1 && only && !agree(only, again) ? [relation(only, again, 0.8)] : []
    })
}

const agree = (one: Figure, other: Figure): boolean => Math.max(one.low, other.low) <= Math.min(one.high, other.high)

const relation = (first: Figure, again: Figure, sure: number): Relation => ({
  kind: 'duplicate',
  formula: 'same',
  operands: [first],
  stated: again,
  rule: 'twice',
  sure,
})

const statements = (reading: Reading): Relation[] => {
  const seen = new Map<string, Figure>()
  const ofDigits = new Map<string, Figure[]>()
  const likes = new Map<string, number>()
  for (const one of reading.figures) likes.set(kindOf(reading, one), (likes.get(kindOf(reading, one)) ?? 0) + 1)
  const found: Relation[] = []
  for (const figure of reading.figures) {
    const key = keyOf(figure)
    const earlier = key === null ? undefined : seen.get(key)
    if (key !== null && !earlier) seen.set(key, figure)
    if (earlier && figure.sentence !== earlier.sentence && closeBy(earlier, figure))
      found.push(relation(earlier, figure, agree(earlier, figure) ? 0.9 : 0.6))
    if (!isStatement(figure)) continue
    const digits = digitsOf(reading, figure)
    const same = ofDigits.get(digits)
    if (!earlier || figure.sentence === earlier.sentence || !closeBy(earlier, figure)) {
      const slip = same?.find((one) => isSlipOf(reading, one, figure, likes.get(kindOf(reading, figure)) ?? 1))
      if (slip) found.push(relation(slip, figure, 0.6))
    }
    if (!same) ofDigits.set(digits, [figure])
    else if (same.length < mostAlike) same.push(figure)
  }
  return found
}

const mostAlike = 20
const unlikely = 0.02

// A number of another year or month is another number.
const isTimed = ({ clause }: Figure): boolean => /(?:19|20)\d\d年|\d月|季度|去年|上年|同期/.test(clause)

// Two numbers with neighbours the wrong way round have the same digits.
const digitsOf = ({ text }: Reading, { digits, unit, scaleWord }: Figure): string =>
  `${[...text.slice(...digits).replace(/\D/g, '')].sort().join('')}|${scaleWord}${alike(unit, '人') ? '人' : unit}`

// Numbers of one unit and as many digits, among which two might be like each other by chance.
const kindOf = ({ text }: Reading, { digits, unit, scaleWord }: Figure): string =>
  `${text.slice(...digits).replace(/\D/g, '').length}|${scaleWord}${unit}`

const isStatement = (figure: Figure): boolean =>
  isCount(figure) && !figure.planned && figure.depth === 0 && !isChange(figure) && figure.unit !== ''

// 今年 of a report of 2014 is 2014年.
const isOneTime = (text: string, one: Figure, other: Figure): boolean => {
  const own = yearOf(text)
  return one.period === other.period || (own !== null && periodOf(one.period, own) === periodOf(other.period, own))
}

// 注册志愿者468名 … 注册巾帼志愿者486名: one thing by its words, and the digits are those of a slip. Long numbers need no words: no two of a few have the same digits by chance.
const isSlipOf = ({ text }: Reading, one: Figure, other: Figure, likes: number): boolean => {
  if (one.sentence === other.sentence || ((isTimed(one) || isTimed(other)) && !isOneTime(text, one, other)))
    return false
  const [first, again] = [text.slice(...one.digits), text.slice(...other.digits)]
  if (!isSwapped(first, again)) return false
  const places = first.replace(/\D/g, '').length
  const chance = (likes ** 2 / 2) * ((places - 1) / (9 * 10 ** (places - 1)))
  if (places >= 5 && chance < unlikely) return true
  const alike = Math.max(contained(one.label, other.label), contained(other.label, one.label))
  return (
    alike >= 0.6 ||
    (first.length >= 5 && alike >= 0.3) ||
    (first.replace(/\D/g, '').length >= 4 && (one.label === '' || other.label === ''))
  )
}

// Words short or general enough to stand for many things say nothing alone; a change and a share of a list are no statement.
const keyOf = (figure: Figure): string | null => {
  const { label, unit, period, planned, depth } = figure
  if (planned || depth > 0 || !isCount(figure) || isChange(figure) || label.length < 6 || unit === '') return null
  return /增|减|多|少|每|均|其中|人均/.test(figure.lead) ? null : `${label}|${unit}|${period}`
}

// Two numbers of one size are two versions of one; a town's 12 and the city's 1,200 are not.
const closeBy = (one: Figure, other: Figure): boolean => {
  const [low = 0, high = 0] = [amount(one), amount(other)].slice().sort((a, b) => a - b)
  return high <= low * 1.5
}
