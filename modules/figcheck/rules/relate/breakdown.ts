import { round } from '../numbers/scan.ts'
import { alike } from '../numbers/units.ts'
import type { Figure } from '../meaning/figures.ts'
import { amount, countMatters, fitsUnder, isCount, type Reading, type Relation } from './relation.ts'
import { isChange } from './is-change.ts'
import { isSlip } from './slip.ts'

/** A total and the parts it is divided into, in the order of the text. */
export type Breakdown = {
  readonly total: Figure
  readonly parts: readonly Figure[]
  /** What says that these are its parts: brackets, 其中 or 按…分 before them, 共 behind them, or the sum alone. */
  readonly by: 'brackets' | 'among' | 'behind' | 'sum'
  /** 等 or 如 in the list, or one part only: the rest is not named. */
  readonly open: boolean
}

const among = /其中|[人件起户名例个宗]中[,，]?|包括|分别(?:是|为|有)|分为|分成|涉及|按[^,。;]{1,10}[,:]|[:：]\s*$/
const header =
  /^\s*(?:其中|按[^,。]{1,10}(?:分|:|,)|从[^,。]{1,12}[看分]|[一二三四五六七八九十]+、[^,。]{0,12}。?|\d+[.、][^,。]{0,12}|[^,。:\d]{2,16}:|[^,。\d]{2,10}(?:构成|结构|情况|分布|来源)[,:])/
const totalCue = /(?:共计|共有|共|总共|合计|累计|总计|总数(?:为|达)?)/
const rest = /其他|其它|其余|余下|剩余/

/** Every division of a total into parts: 306人,其中甲156人,乙36人,丙114人 · 26起(财产4起,重婚4起 …) · 甲3支、乙5支,共8支 · 按内容:甲263期 …. */
export const breakdownsOf = (reading: Reading): Breakdown[] => {
  const found: Breakdown[] = []
  for (const run of runsOf(reading)) found.push(...divisionsOf(reading, run))
  return found
}

/** Lists of figures of one unit that stand in one sentence at one depth, in the order of the text. */
export const listsOf = (reading: Reading): (readonly Figure[])[] => runsOf(reading).map(({ figures }) => figures)

/** Figures of one unit that stand side by side in one sentence at one depth. */
type Run = { readonly figures: readonly Figure[] }

const runsOf = ({ figures, sentences }: Reading): Run[] => {
  const open = new Map<string, Figure[]>()
  const latest = new Map<string, string>()
  const runs: Figure[][] = []
  for (const figure of figures) {
    if (!isPart(figure)) continue
    const place = `${sentences[figure.sentence]?.block ?? 0}|${figure.depth}`
    // 财产权益类5 among matters counted in 起: a number without a unit goes with the list it stands in.
    const group = figure.unit === '' ? (latest.get(place) ?? '') : groupOf(figure.unit)
    if (figure.unit !== '') latest.set(place, group)
    const key = `${place}|${group}`
    const run = open.get(key)
    const gap = run?.at(-1)
    // A bracket of its own is a list of its own: 26起(4起,4起),10起(1起,8起).
    if (
      run &&
      gap &&
      !(figure.depth > 0 && figures.slice(gap.index + 1, figure.index).some(({ depth }) => depth < figure.depth))
    )
      run.push(figure)
    else {
      const fresh = [figure]
      open.set(key, fresh)
      runs.push(fresh)
    }
  }
  return runs.map((list) => ({ figures: list }))
}

const known = new WeakMap<Figure, boolean>()

// Every list asks, so that the answer is kept.
const isPart = (figure: Figure): boolean => {
  const answer = known.get(figure) ?? saysPart(figure)
  known.set(figure, answer)
  return answer
}

const saysPart = (figure: Figure): boolean =>
  isCount(figure) &&
  !isChange(figure) &&
  !figure.planned &&
  !/(?:每|均|平均)[^,;]{0,6}$|(?:比|较)[^,;]{2,12}(?:增加|减少|多|少|增长|下降)(?:了)?$/.test(figure.lead)

const groupOf = (unit: string): string => (countMatters(unit, unit) ? '件' : alike(unit, '人') ? '人' : unit)

const divisionsOf = (reading: Reading, { figures }: Run): Breakdown[] => {
  const found: Breakdown[] = []
  let from = 0
  while (from < figures.length) {
    const division = divisionAt(reading, figures, from)
    if (division) {
      found.push(division)
      const last = division.parts.at(-1)
      const next = last ? figures.indexOf(last) + 1 : from + 1
      from = Math.max(from + 1, division.by === 'behind' ? figures.indexOf(division.total) + 1 : next)
    } else from += 1
  }
  return found
}

// More parts than any list of a report has.
const longest = 60

// The division whose first part is figures[from]: a total before it that the words or the sum name.
const divisionAt = (reading: Reading, run: readonly Figure[], from: number): Breakdown | null => {
  const first = run[from]
  if (!first) return null
  const ahead = run.slice(from, from + longest)
  const tail = upToNewTotal(ahead)
  const bracket = bracketHead(reading, first)
  if (bracket) return made(reading, bracket, tail, 'brackets')
  const direct = directHead(reading, first)
  if (direct && amount(first) > direct.high) return { total: direct, parts: [first], by: 'among', open: true }
  const cue =
    cueBefore(reading, first, run[from - 1]) ?? (isScale(reading.text, tail) || isStages(tail) ? 'header' : null)
  const cued = cue !== null
  const heads = headsOf(reading, first)
  const amid = amidHead(reading, first)
  if (amid && tail.length > 1 && Math.abs(sumOf(tail) - amount(amid)) <= amount(amid) * 0.1)
    return made(reading, amid, tail, 'among')
  const exact = exactHead(heads, tail)
  const plain =
    exact &&
    (exact.parts.length >= 3 ||
      exact.head === run[from - 1] ||
      totalCue.test(exact.head.lead) ||
      (amount(exact.head) >= 50 && first.index === (exact.parts[1]?.index ?? 0) - 1))
  if (exact && (cued || plain))
    return { total: exact.head, parts: exact.parts, by: cued ? 'among' : 'sum', open: false }
  const behind = totalBehind(reading, ahead)
  if (behind) return behind
  if (!cued) return null
  // Under a heading (按年龄分) only a total that the parts nearly make is meant.
  if (direct && tail.every((part) => amount(part) <= direct.high)) return made(reading, direct, tail, 'among')
  const near = (one: Figure): boolean => cue === 'among' || Math.abs(sumOf(tail) - amount(one)) <= amount(one) * 0.1
  const head = heads
    .filter((one) => fitsUnder(one, first) && near(one) && tail.every((part) => amount(part) <= one.high))
    .slice()
    .sort((one, other) => rank(other, first, tail) - rank(one, first, tail))[0]
  return head ? made(reading, head, tail, 'among') : null
}

const upToNewTotal = (run: readonly Figure[]): Figure[] => {
  const end = run.findIndex(
    (one, index) =>
      index > 0 &&
      (totalCue.test(one.lead) ||
        /其中/.test(one.lead) ||
        (index > 2 && endsStages.test(run[index - 1]?.lead ?? '') && isStages(run.slice(0, index)))),
  )
  return run.slice(0, end < 0 ? undefined : end)
}

// 26起(财产纠纷4起 …): the figure right before the bracket.
const bracketHead = ({ figures, text }: Reading, first: Figure): Figure | null => {
  const before = figures[first.index - 1]
  if (!before || before.depth >= first.depth || !isCount(before)) return null
  return /^[^,;。()]{0,12}\(/.test(text.slice(before.end, first.start)) && fitsUnder(before, first) ? before : null
}

// 326名,其中带头的141名 · 362人,占35.5%,其中风湿151人: what stands right before 其中 is the whole where no other is made by the parts.
const directHead = ({ figures, text }: Reading, first: Figure): Figure | null => {
  const share = figures[first.index - 1]
  const before = share?.family === 'percent' && share.depth === first.depth ? figures[first.index - 2] : share
  return before &&
    before.sentence === first.sentence &&
    before.depth === first.depth &&
    isPart(before) &&
    alike(before.unit, first.unit) &&
    /^[^,;。]{0,10}(?:,占[\d.]+%)?[,;]?其中(?!平均|每)/.test(text.slice(before.end, first.start)) &&
    /其中[^,;。]{0,24}$/.test(text.slice(before.end, first.start))
    ? before
    : null
}

// 这37人中,行政拘留29人,刑事拘留5人
const amidHead = ({ figures }: Reading, first: Figure): Figure | null => {
  const before = figures[first.index - 1]
  return before &&
    before.sentence === first.sentence &&
    before.depth === first.depth &&
    isPart(before) &&
    alike(before.unit, first.unit) &&
    /^[^,;。]{0,8}中$/.test(before.trail)
    ? before
    : null
}

// Words between the figure before and the first part that announce parts, or a head of the sentence that does.
const cueBefore = (
  { text, sentences }: Reading,
  first: Figure,
  previous: Figure | undefined,
): 'header' | 'among' | null => {
  const start = sentences[first.sentence]?.start ?? 0
  const opening =
    header.test(text.slice(start, first.start)) &&
    !/\d/.test(
      text
        .slice(start, first.start)
        .replace(/^\s*\d+[.、]/, '')
        .replace(/\d+岁|20\d\d年|\d+月/g, ''),
    )
  if (opening) return /^\s*其中/.test(text.slice(start, first.start)) ? 'among' : 'header'
  const from = Math.max(previous?.end ?? start, start, text.lastIndexOf(';', first.start))
  const said =
    among.test(text.slice(from, first.start)) || (previous !== undefined && text.startsWith('中', previous.end))
  return said ? 'among' : null
}

// Totals may stand in the sentence before the list, or some sentences before in the same paragraph or the one above.
const headsOf = ({ figures, sentences }: Reading, first: Figure): Figure[] => {
  const paragraph = sentences[first.sentence]?.paragraph ?? 0
  return figures
    .slice(Math.max(0, first.index - 60), first.index)
    .filter((one) => isPart(one) && one.depth <= first.depth && one.sentence >= first.sentence - 12)
    .filter((one) => (sentences[one.sentence]?.paragraph ?? 0) >= paragraph - 4)
    .reverse()
}

const exactHead = (heads: readonly Figure[], tail: readonly Figure[]): { head: Figure; parts: Figure[] } | null => {
  const sums: number[] = []
  let sum = 0
  for (const part of tail) sums.push((sum = round(sum + amount(part))))
  for (let length = tail.length; length >= 2; length -= 1) {
    // Questionnaires (份) are answered by persons (人): three parts that make a number are its parts whatever they count.
    const may = (one: Figure): boolean =>
      tail[0] !== undefined &&
      (fitsUnder(one, tail[0]) ||
        (length >= 3 && amount(one) >= 50 && one.family !== 'money' && tail[0].family !== 'money'))
    // 8.7万 is rounded: that two such make 89290 is chance.
    const isExact = (one: Figure): boolean => length > 2 || tail.slice(0, 2).every((part) => part.scale <= one.scale)
    const head = heads.find((one) => one.hedge === null && amount(one) === sums[length - 1] && may(one) && isExact(one))
    if (head) return { head, parts: tail.slice(0, length) }
  }
  return null
}

// The last ones that make the total, where those before them are another list.
const shortest = (all: readonly Figure[], total: number): Figure[] | null => {
  for (let from = all.length - 2; from >= 0; from -= 1) if (sumOf(all.slice(from)) === total) return all.slice(from)
  return null
}

// 甲3支、乙5支,共8支
const totalBehind = ({ text }: Reading, run: readonly Figure[]): Breakdown | null => {
  for (const [index, total] of run.entries()) {
    if (index > 0 && /其中/.test(total.lead)) return null
    const isPlain = /(?:共计|共有|共|合计|总计|累计|总共)(?:为|达|有|是)?$/.test(total.lead.trim())
    // 财政600万元,加上市州1254万元、社会382万元,全年共投入2236万元
    const isAdded =
      /(?:共计|共|合计|总计)[^,;。\d]{1,8}$/.test(total.lead) &&
      /加上[^,;。]*$/.test(run[1]?.lead ?? run[0]?.lead ?? '')
    const isCalled = /(?:共计|合计|总计)[^,;。\d]{0,8}$/.test(total.lead)
    if (index < 2 || !(isPlain || isAdded || isCalled)) continue
    const all = run.slice(0, index)
    const parts = shortest(all, amount(total)) ?? all
    const sum = sumOf(parts)
    // 鉴定18例、终止妊娠36例,共45例: two that are counted together right behind.
    const isOfTwo =
      parts.length === 2 &&
      /^,?(?:共计|共有|共|合计)$/.test(text.slice(parts[1]?.end, total.start)) &&
      parts[1]?.index === total.index - 1
    const near =
      isPlain || isAdded
        ? Math.abs(sum - amount(total)) <= amount(total) * (isOfTwo ? 0.25 : 0.1)
        : sum === amount(total) || isSlip(String(sum), String(amount(total)))
    return near && parts.every((one) => amount(one) <= amount(total))
      ? { total, parts, by: 'behind', open: false }
      : null
  }
  return null
}

const rank = (head: Figure, first: Figure, tail: readonly Figure[]): number => {
  const sum = sumOf(tail)
  return (
    (totalCue.test(head.lead) ? 1 : 0) +
    (alike(head.unit, first.unit) ? 1 : 0) +
    (sum > head.high ? -1.5 : 0) +
    (Math.abs(sum - amount(head)) <= amount(head) * 0.1 ? 1.5 : 0) -
    (first.sentence - head.sentence) * 0.4 -
    (first.index - head.index) * 0.05
  )
}

const sumOf = (parts: readonly Figure[]): number => round(parts.reduce((sum, one) => sum + amount(one), 0))

const made = (reading: Reading, total: Figure, tail: readonly Figure[], by: Breakdown['by']): Breakdown | null => {
  const exact = exactHead([total], tail)
  const within = tail.filter((one, index) => index === 0 || amount(one) <= total.high)
  const parts = exact?.parts ?? within
  if (parts.length === 0 || !parts.every((part) => fitsUnder(total, part))) return null
  const span = reading.text.slice(total.end, parts.at(-1)?.end ?? total.end)
  const behind = reading.text.slice(parts.at(-1)?.end ?? total.end, (parts.at(-1)?.end ?? total.end) + 24)
  const open =
    parts.length === 1 ||
    isMixed(parts) ||
    /^[^。\n]*(?:交叉|重叠|重合|重复|兼有|可多选|不止一)/.test(behind) ||
    /等\d|等[^,;。]{0,6}$/.test(parts.at(-1)?.lead ?? '') ||
    /如下?[:：]?$/.test(span)
  return { total, parts, by, open }
}

// 18岁以下38通,18至35岁527通 … 60岁以上70通: from below the first to above the last nothing is left out.
const isScale = (text: string, parts: readonly Figure[]): boolean => {
  const before = (one: Figure | undefined): string => (one ? text.slice(Math.max(0, one.start - 10), one.start) : '')
  return (
    parts.length > 2 &&
    /(?:不满|不足|未满)\d{1,4}[\u3400-\u9fff]{1,2}的?$|\d[\u3400-\u9fff]{0,2}(?:以下|以内)的?$/.test(
      before(parts[0]),
    ) &&
    /\d[\u3400-\u9fff]{0,2}(?:以上)的?$/.test(before(parts.at(-1)))
  )
}

const endsStages = /尚未[^,;。]{2,6}$/

// 已经达标的21项,接近达标的7项,尚未达标的4项: what is not yet done is the last there is.
const isStages = (parts: readonly Figure[]): boolean =>
  parts.length > 2 && endsStages.test(parts.at(-1)?.lead ?? '') && /已|完成|达/.test(parts[0]?.lead ?? '')

// 35岁以下, 党员 and 大专以上 are three ways to look at the same persons and no parts of them.
const ways = [
  /\d岁|年龄|青年|老年/,
  /党员|团员|群众$/,
  /大专|本科|高中|初中|小学|学历|文化|研究生/,
  /少数民族|汉族|回族|藏族/,
  /职称|教授|工程师/,
]
const isMixed = (parts: readonly Figure[]): boolean =>
  ways.filter((way) => parts.some(({ lead }) => way.test(lead))).length > 1

/** The sums a text asserts by its breakdowns; parts that leave a remainder make shares that are not printed, or are too many. */
export const breakdowns = ({ text }: Reading, found: readonly Breakdown[]): Relation[] =>
  found.flatMap(({ total, parts, by, open }): Relation[] => {
    const sum = sumOf(parts)
    const whole = sum === amount(total)
    const together = parts.length > 2 || !/[;。]/.test(text.slice(parts[0]?.end ?? 0, parts[1]?.start ?? 0))
    const nearly =
      !open &&
      together &&
      parts.length >= 2 &&
      Math.abs(sum - amount(total)) <= amount(total) * (parts.length > 2 ? 0.1 : 0.03)
    const closed =
      whole ||
      by === 'behind' ||
      rest.test(parts.at(-1)?.lead ?? '') ||
      isScale(text, parts) ||
      isStages(parts) ||
      nearly
    const sure = by === 'sum' ? 0.6 : by === 'behind' ? 0.8 : 0.85
    if (closed && parts.length > 1)
      return [{ kind: 'sum', formula: 'sum', operands: parts, stated: total, rule: 'breakdown', sure }]
    if (by === 'sum') return []
    return parts.map((part) =>
      amount(part) > total.high
        ? {
            kind: 'range',
            formula: 'atMost',
            operands: [part],
            stated: total,
            rule: 'breakdown',
            sure: parts.length === 1 && part.index === total.index + 1 ? 0.65 : 0.4,
          }
        : { kind: 'ratio', formula: 'share', operands: [part, total], stated: null, rule: 'breakdown', sure },
    )
  })
