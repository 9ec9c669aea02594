import type { Figure } from '../meaning/figures.ts'
import { contained, pairs } from '../meaning/likeness.ts'
import { round } from '../numbers/scan.ts'
import { alike } from '../numbers/units.ts'
import { listsOf } from './breakdown.ts'
import { isChange } from './is-change.ts'
import { amount, fitsUnder, isCount, type Reading, type Relation } from './relation.ts'

const named =
  /(?:共计|共有|共|总共|合计|累计|总计|总数|总量|两项|[三四五六七八]项|全[国省市州盟县区旗镇乡]|一季度|二季度|三季度|四季度|[上下]半年|全年)[^,;。\d]{0,10}$/
const together = /(?:[两二]项|两样|两者|二者|两类|两部分)[^,;。\d]{0,12}$|(?:相加|加起来|合起来)[^,;。\d]{0,10}$/
const several =
  /(?:([三四五])[年项类样者级次地][\u3400-\u9fff]{0,4}?|[^,;。\d]{0,4}([三四五])个[\u3400-\u9fff]{1,4})(?:共|合计|累计|总共|共计)[^,;。\d]{0,10}$/
const longest = 30
// Of a number that stands everywhere the last ones are enough.
const mostAlike = 200

/**
 * Sums that no word announces: numbers of one list that together make another number nearby (4月1655件,5月1722件,6月1680件 … 二季度5057件).
 * Only an exact sum is told, and only where chance is unlikely: three parts or more, or two of a number that calls itself a total.
 */
export const totals = (reading: Reading, found: readonly Relation[]): Relation[] => {
  const known = new Set(
    found.filter(({ formula, stated }) => formula === 'sum' && stated).map(({ operands }) => keyOf(operands)),
  )
  const taken = new Set<string>()
  const ofAmount = new Map<number, Figure[]>()
  for (const figure of reading.figures)
    ofAmount.set(amount(figure), [...(ofAmount.get(amount(figure)) ?? []), figure].slice(-mostAlike))
  const wholes = wholesOf(found)
  const inLists = [...listsOf(reading), ...columnsOf(reading), ...namesakesOf(reading), ...itemsOf(reading)].flatMap(
    (list) =>
      list.flatMap((first, from): Relation[] => {
        let sum = amount(first)
        const sums: Relation[] = []
        for (let to = from + 1; to < Math.min(list.length, from + longest); to += 1) {
          const last = list[to]
          if (!last) break
          sum = round(sum + amount(last))
          const parts = list.slice(from, to + 1)
          const next = list[to + 1]
          const total =
            to === from + 1 && next && isSumOfTwo(parts, next) ? next : totalOf(ofAmount.get(sum), parts, sum, wholes)
          const key = total && `${total.index}|${from === 0 && to === list.length - 1 ? keyOf(parts) : first.index}`
          if (!total || !key || taken.has(key) || known.has(keyOf(parts))) continue
          taken.add(key)
          sums.push({ kind: 'sum', formula: 'sum', operands: parts, stated: total, rule: 'totals', sure: 0.5 })
        }
        return sums
      }),
  )
  const summed = new Set([...found, ...inLists].flatMap(({ formula, stated }) => (formula === 'sum' ? [stated] : [])))
  return [...inLists, ...ofTwo(reading, summed)]
}

// 村女干部25406名 … 社区女干部10872名 … 村与社区合计36278名: two numbers of one unit that stand apart, and one that says it is both.
const ofTwo = ({ figures }: Reading, summed: ReadonlySet<Figure | null>): Relation[] =>
  figures.flatMap((total): Relation[] => {
    if (summed.has(total) || total.hedge !== null || total.planned || !isCount(total) || amount(total) < 50) return []
    const many = several.exec(total.clause)
    if (many) return ofSeveral(figures, total, 2 + '三四五'.indexOf(many[1] ?? many[2] ?? '') + 1)
    const isNamed = named.test(total.lead) || together.test(total.clause)
    if (!isNamed && !/[和与及、][^,;。\d]{1,10}(?:的|共)$/.test(total.lead)) return ofOneWord(figures, total)
    const near = figures
      .slice(Math.max(0, total.index - 30), total.index)
      .filter(
        (one) =>
          (one.unit === total.unit ||
            (isNamed && alike(one.unit, '人') && alike(total.unit.replace('人次', '人'), '人'))) &&
          one.hedge === null &&
          amount(one) < amount(total) &&
          !isChange(one),
      )
    const ways = near.flatMap((one, at) =>
      near
        .slice(at + 1)
        .filter((other) => round(amount(one) + amount(other)) === amount(total))
        .map((other) => ({ one, other, alike: Math.max(kin(one, other), kin(one, total), kin(other, total)) })),
    )
    const best = ways
      .filter(({ alike }) => amount(total) >= 1000 || alike >= 0.5)
      .slice()
      .sort((a, b) => b.alike - a.alike)[0]
    return best
      ? [{ kind: 'sum', formula: 'sum', operands: [best.one, best.other], stated: total, rule: 'totals', sure: 0.45 }]
      : []
  })

// 审结2946件 … 2007年、2008年分别审结2318件和2604件,三年共7868件: as many numbers of its unit nearby as the words say make it.
const ofSeveral = (figures: readonly Figure[], total: Figure, count: number): Relation[] => {
  const near = figures
    .slice(Math.max(0, total.index - 12), total.index)
    .filter(
      (one) =>
        one.unit === total.unit &&
        one.hedge === null &&
        amount(one) < amount(total) &&
        !isChange(one) &&
        !/其中/.test(one.lead) &&
        one.sentence >= total.sentence - 2,
    )
    .slice(-8)
  const found = choose(near, count).find(
    (parts) => round(parts.reduce((sum, one) => sum + amount(one), 0)) === amount(total),
  )
  return found ? [{ kind: 'sum', formula: 'sum', operands: found, stated: total, rule: 'totals', sure: 0.5 }] : []
}

const choose = (list: readonly Figure[], count: number): (readonly Figure[])[] =>
  count === 0 ? [[]] : list.flatMap((one, at) => choose(list.slice(at + 1), count - 1).map((rest) => [one, ...rest]))

// 判决准予离婚327件,判决不准离婚456件 … 以判决方式结案的783件: the total has the word that both have.
const ofOneWord = (figures: readonly Figure[], total: Figure): Relation[] => {
  const parts = figures
    .slice(Math.max(0, total.index - 8), total.index)
    .filter(
      (one) => one.unit === total.unit && one.hedge === null && !isChange(one) && one.sentence >= total.sentence - 1,
    )
  for (const [at, one] of parts.entries()) {
    const other = parts[at + 1]
    if (!other || round(amount(one) + amount(other)) !== amount(total)) continue
    const words = pairs(one.label)
    if ([...pairs(other.label)].some((word) => words.has(word) && total.lead.includes(word)))
      return [{ kind: 'sum', formula: 'sum', operands: [one, other], stated: total, rule: 'totals', sure: 0.45 }]
  }
  return []
}

const kin = (one: Figure, other: Figure): number =>
  Math.max(contained(one.label, other.label), contained(other.label, one.label))

// The k-th numbers of lines that have as many numbers: a column of a table written as lines.
const columnsOf = ({ figures, sentences }: Reading): (readonly Figure[])[] => {
  const blocks = new Map<number, Map<number, Figure[]>>()
  for (const figure of figures) {
    const block = sentences[figure.sentence]?.block ?? 0
    if (!isCount(figure)) continue
    const lines = blocks.get(block) ?? new Map<number, Figure[]>()
    lines.set(figure.sentence, [...(lines.get(figure.sentence) ?? []), figure])
    blocks.set(block, lines)
  }
  return [...blocks.values()].flatMap((lines) => {
    const rows = [...lines.values()]
    const width = Math.max(...rows.map(({ length }) => length))
    const like = rows.filter(({ length, 0: first }) => length === width && first?.unit === rows[0]?.[0]?.unit)
    if (like.length < 3 || width < 2) return []
    return Array.from({ length: width }, (_, column) => like.flatMap((row) => row[column] ?? []))
  })
}

// 一孩27216人,其中男14012人;二孩16594人,其中男9612人;… and lines 1.辅导96场,2304人次 …: the k-th numbers of one unit of items that follow one another.
const itemsOf = ({ figures, sentences, text }: Reading): (readonly Figure[])[] => {
  const counts = figures.filter((one) => isCount(one) && !one.planned && !isChange(one))
  const paragraph = (one: Figure): number => sentences[one.sentence]?.paragraph ?? 0
  const clauses = itemsBy(counts, (before, one) =>
    before.sentence !== one.sentence ? 'far' : /;/.test(text.slice(before.end, one.start)) ? 'next' : 'same',
  )
  const lines = itemsBy(counts, (before, one) =>
    paragraph(one) - paragraph(before) > 1 ? 'far' : paragraph(one) > paragraph(before) ? 'next' : 'same',
  )
  return [...clauses, ...lines].filter(({ length }) => length > 2).flatMap(columnsOfItems)
}

const itemsBy = (
  figures: readonly Figure[],
  goesOn: (before: Figure, one: Figure) => 'same' | 'next' | 'far',
): Figure[][][] => {
  const lists: Figure[][][] = []
  let before: Figure | undefined
  for (const one of figures) {
    const how = before ? goesOn(before, one) : 'far'
    if (how === 'far') lists.push([[one]])
    else if (how === 'next') lists.at(-1)?.push([one])
    else lists.at(-1)?.at(-1)?.push(one)
    before = one
  }
  return lists
}

const columnsOfItems = (items: readonly (readonly Figure[])[]): (readonly Figure[])[] => {
  const columns = new Map<string, Figure[]>()
  for (const item of items) {
    const seen = new Map<string, number>()
    for (const one of item) {
      const place = seen.get(one.unit) ?? 0
      seen.set(one.unit, place + 1)
      const key = `${one.unit}|${place}`
      columns.set(key, [...(columns.get(key) ?? []), one])
    }
  }
  return [...columns.values()].filter(({ length }) => length > 2)
}

const keyOf = (parts: readonly Figure[]): string => parts.map(({ index }) => index).join(',')

// 村172个、社区24个,村(社区)妇联196个: two numbers, and right behind them what they make.
const isSumOfTwo = (parts: readonly Figure[], total: Figure): boolean =>
  amount(total) >= 20 &&
  [...parts, total].every(({ hedge, planned }) => hedge === null && !planned) &&
  amount(total) === round(parts.reduce((sum, one) => sum + amount(one), 0))

// What shares or other lists are of, more than once.
const wholesOf = (found: readonly Relation[]): ReadonlySet<Figure> => {
  const times = new Map<Figure, number>()
  for (const { formula, operands, stated } of found) {
    const whole = formula === 'share' ? operands[1] : formula === 'sum' ? stated : null
    if (whole && stated) times.set(whole, (times.get(whole) ?? 0) + 1)
  }
  return new Set([...times].filter(([, count]) => count > 1).map(([whole]) => whole))
}

// 初中173.6万人,女生82.6万人;高中82.4万人,女生40.2万人: numbers of one name in a paragraph are a list.
const namesakesOf = ({ figures, sentences }: Reading): (readonly Figure[])[] => {
  const lists = new Map<string, Figure[]>()
  for (const figure of figures) {
    if (figure.core.length < 2 || figure.planned || !isCount(figure) || isChange(figure)) continue
    const key = `${sentences[figure.sentence]?.paragraph ?? 0}|${figure.core}|${figure.unit}`
    const list = lists.get(key)
    if (list) list.push(figure)
    else lists.set(key, [figure])
  }
  return [...lists.values()].filter(({ length }) => length > 2)
}

// The nearest number that the parts make; it stands in no list with them.
const totalOf = (
  may: readonly Figure[] | undefined,
  parts: readonly Figure[],
  sum: number,
  wholes: ReadonlySet<Figure>,
): Figure | null => {
  if (!may) return null
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last || sum < (parts.length > 2 ? 20 : 50) || parts.some((one) => one.hedge !== null)) return null
  const own = new Set(parts)
  const isLong = parts.length > 2 && sum >= 500
  const near = may
    .filter(({ index }) => index >= first.index - (isLong ? 150 : 40) && index < last.index + (isLong ? 150 : 25))
    .filter(
      (one) =>
        !own.has(one) &&
        one.hedge === null &&
        !one.planned &&
        one.family !== 'percent' &&
        (one.index < first.index || one.index > last.index) &&
        (fitsUnder(one, first) || (wholes.has(one) && one.family !== 'money' && first.family !== 'money')) &&
        (parts.length > 2 || named.test(one.lead) || (wholes.has(one) && sum >= 200)),
    )
  const far = (one: Figure): number => Math.min(Math.abs(one.index - first.index), Math.abs(one.index - last.index))
  return near.slice().sort((one, other) => far(one) - far(other))[0] ?? null
}
