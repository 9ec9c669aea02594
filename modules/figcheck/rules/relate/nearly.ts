import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { round } from '../numbers/scan.ts'
import { isChange } from './is-change.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'

/**
 * Sums that are wrong though no word announces them: a list that misses a total before it as one altered digit does
 * (祖父母监护的9874人,单亲监护的7118人 … of 18742), parts whose printed shares make 100 %, and two that are all there is (新任138名 … 连任157名).
 */
export const nearly = (reading: Reading, found: readonly Relation[]): Relation[] => {
  const known = new Set(found.flatMap(({ formula, operands, stated }) => (formula === 'sum' && stated ? operands : [])))
  const wholes = new Set(
    found.flatMap(({ formula, operands, stated }) =>
      formula === 'share' ? (operands[1] ?? []) : formula === 'sum' ? (stated ?? []) : [],
    ),
  )
  const divided = ofWhole(found).filter(({ operands }) => operands.some((one) => !known.has(one)))
  for (const { operands } of divided) for (const one of operands) known.add(one)
  return [
    ...divided,
    ...itemsOf(reading)
      .filter((items) => items.every((one) => !known.has(one)))
      .flatMap((items) => missed(reading, items, wholes)),
    ...opposites(reading, found, known),
  ]
}

const sum = (parts: readonly Figure[], stated: Figure, sure: number): Relation => ({
  kind: 'sum',
  formula: 'sum',
  operands: parts,
  stated,
  rule: 'nearly',
  sure,
})

const sumOf = (parts: readonly Figure[]): number => round(parts.reduce((all, one) => all + amount(one), 0))

// Shares of one whole that stand side by side and make 100 %: their parts make the whole.
const ofWhole = (found: readonly Relation[]): Relation[] => {
  const shares = new Map<string, Relation[]>()
  for (const one of found) {
    const [part, whole] = one.operands
    if (
      one.formula !== 'share' ||
      !part ||
      !whole ||
      one.stated?.hedge !== null ||
      part.sentence !== one.stated.sentence
    )
      continue
    const key = `${whole.index}|${part.sentence}`
    shares.set(key, [...(shares.get(key) ?? []), one])
  }
  return [...shares.values()].flatMap((list): Relation[] => {
    const parts = [...new Set(list.flatMap(({ operands }) => operands[0] ?? []))]
    const whole = list[0]?.operands[1]
    const all = list.reduce((one, { stated }) => one + (stated?.value ?? 0), 0)
    const isAll = parts.length === list.length && parts.length > 1 && Math.abs(all - 100) <= 0.3
    return whole && isAll && parts.every((one) => one.hedge === null && alike(one.unit, whole.unit))
      ? [sum(parts, whole, 0.7)]
      : []
  })
}

// Numbers that stand side by side in one sentence, and the first ones of paragraphs that are numbered.
const itemsOf = ({ figures, sentences, text }: Reading): (readonly Figure[])[] => {
  const lists: Figure[][] = []
  const sections: Figure[][] = []
  let [paragraph, latest] = [-1, -1]
  for (const one of figures) {
    const sentence = sentences[one.sentence]
    const isFirst = sentence !== undefined && sentence.paragraph !== paragraph
    if (sentence) paragraph = sentence.paragraph
    if (!isCount(one) || isChange(one) || one.planned || one.hedge !== null) continue
    const list = lists.at(-1)
    const before = list?.at(-1)
    const joined =
      before !== undefined &&
      before.sentence === one.sentence &&
      before.depth === one.depth &&
      before.unit === one.unit &&
      figures.slice(before.index + 1, one.index).every(({ family }) => family === 'percent') &&
      !/其中|共|合计|总/.test(one.lead)
    if (joined) list?.push(one)
    else lists.push([one])
    if (!isFirst || !numbered.test(text.slice(sentence.start, one.start))) continue
    const section = sections.at(-1)
    if (section && latest === paragraph - 1 && section[0]?.unit === one.unit) section.push(one)
    else sections.push([one])
    latest = paragraph
  }
  return [...lists, ...sections].filter(({ length }) => length > 2)
}

const numbered = /^\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])[^,;:]{0,24}$/

// Of three digits and less many differ by one.
const least = 1000

const missed = ({ figures, sentences }: Reading, items: readonly Figure[], wholes: ReadonlySet<Figure>): Relation[] => {
  const [first] = items
  if (!first) return []
  const paragraph = (one: Figure): number => sentences[one.sentence]?.paragraph ?? 0
  const all = sumOf(items)
  const heads = figures
    .slice(Math.max(0, first.index - 60), first.index)
    .filter(
      (one) =>
        isCount(one) &&
        !isChange(one) &&
        !one.planned &&
        one.hedge === null &&
        one.depth <= first.depth &&
        alike(one.unit, first.unit) &&
        !items.includes(one) &&
        (wholes.has(one) || /共|总|合计|累计/.test(one.lead)) &&
        paragraph(first) - paragraph(one) <= reach &&
        amount(one) >= least,
    )
  if (heads.some((one) => amount(one) === all)) return []
  const near = heads.filter((one) => offByDigit(all, amount(one)) && items.every((part) => amount(part) < amount(one)))
  const [head] = near
  return head && near.every((one) => amount(one) === amount(head)) ? [sum(items, head, 0.55)] : []
}

const reach = 12

// One digit in a part or in the total changes the sum by one to nine of its place.
const offByDigit = (one: number, other: number): boolean => {
  const off = Math.abs(round(one - other))
  return off > 0 && off <= other * 0.05 && /^[1-9]0*$/.test(String(off))
}

// What is either the one or the other, and together all of them.
const pairs: readonly (readonly [RegExp, RegExp])[] = [
  [/新任(?:的)?$/, /连任(?:的)?$/],
  [/(?:男|男性|男生|男童)(?:的)?$/, /(?:女|女性|女生|女童)(?:的)?$/],
  [/(?:农村|乡村)(?:的)?$/, /(?:城镇|城市)(?:的)?$/],
]

// 主席296名 … 新任138名,连任157名: the total is the whole of the shares beside them.
const opposites = ({ figures }: Reading, found: readonly Relation[], known: ReadonlySet<Figure>): Relation[] =>
  figures.flatMap((one): Relation[] => {
    const other = figures.slice(one.index + 1, one.index + 3).find((next) => areOpposite(one, next))
    if (!other || known.has(one) || known.has(other) || !isCount(one) || one.hedge !== null || other.hedge !== null)
      return []
    const whole = found.find(
      ({ formula, operands }) =>
        formula === 'share' &&
        operands[0]?.sentence === one.sentence &&
        operands[1] &&
        alike(operands[1].unit, one.unit),
    )?.operands[1]
    return whole && Math.abs(sumOf([one, other]) - amount(whole)) <= amount(whole) * 0.05
      ? [sum([one, other], whole, 0.6)]
      : []
  })

const areOpposite = (one: Figure, other: Figure): boolean =>
  one.sentence === other.sentence &&
  one.unit === other.unit &&
  pairs.some(
    ([first, second]) =>
      (first.test(one.lead) && second.test(other.lead)) || (second.test(one.lead) && first.test(other.lead)),
  )
