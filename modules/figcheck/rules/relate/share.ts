import { lastOf } from '../meaning/last.ts'
import { contained } from '../meaning/likeness.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import type { Breakdown } from './breakdown.ts'
import { isChange } from './is-change.ts'
import { rate } from './rate.ts'
import { amount, convertible, countMatters, fits, isCount, ofOne, type Reading, type Relation } from './relation.ts'
import { countedSingly, counts, implied, partOf, relation } from './share-made.ts'
import { shareOf, stripped } from './share-words.ts'

/** Shares and rates with their two counts: 占总数的76.3%, 527人(24.6%), 处理率97%. The whole is chosen by what it counts. */
export const shares = (reading: Reading, lists: readonly Breakdown[]): Relation[] => {
  const asked: Asked[] = []
  const found: Relation[] = []
  for (const run of runsOf(reading.figures)) {
    const listed = pairwise(reading, run)
    const shares = listed ? null : readShares(reading, run)
    const together = shares ? null : ratesTogether(reading, run)
    if (listed) found.push(...listed)
    else if (shares) asked.push(...shares)
    else if (together) found.push(...together)
    else for (const stated of run) found.push(...rate(reading, stated))
  }
  for (const group of groupsOf(reading, asked)) found.push(...answered(reading, group, lists))
  return found
}

/** One printed share that asks for its whole. */
type Asked = {
  readonly stated: Figure
  readonly part: Figure
  readonly phrase: string
  readonly whole?: Figure
  readonly reversed?: boolean
}

// 62.3%和43.2%: percentages parted by nothing but 、和与 belong together.
const runsOf = (figures: readonly Figure[]): Figure[][] => {
  const runs: Figure[][] = []
  for (const figure of figures) {
    if (figure.family !== 'percent' || isChange(figure) || figure.planned) continue
    const last = runs.at(-1)
    const before = last?.at(-1)
    const joined =
      before &&
      before.index === figure.index - 1 &&
      (figure.hedge === null || before.hedge !== null) &&
      /^(?:[、,]|和|与|及|以及)?$/.test(figure.lead) &&
      figure.start - before.end <= 3
    if (last && joined) last.push(figure)
    else runs.push([figure])
  }
  return runs
}

// 分别受理1518件、1364件、1147件 … 依次为187件、176件、169件 … 占比分别为12.3%、12.9%和14.7%: the k-th of the one list of the k-th of the other.
const pairwise = (reading: Reading, run: readonly Figure[]): Relation[] | null => {
  const [first] = run
  if (!first || run.length < 2 || !/(?:分别|依次)(?:为|是|占|达)?$/.test(first.lead)) return null
  const lists: Figure[][] = []
  for (const one of reading.figures.slice(Math.max(0, first.index - 60), first.index)) {
    if (!isCount(one) || isChange(one)) continue
    const before = lists.at(-1)?.at(-1)
    const goesOn = before?.index === one.index - 1 && before.unit === one.unit && /^(?:[、,]|和|与|及)?$/.test(one.lead)
    if (goesOn) lists.at(-1)?.push(one)
    else lists.push([one])
  }
  const own = lists.filter(({ length }) => length === run.length).slice(-4)
  for (const parts of own.slice().reverse())
    for (const wholes of own)
      if (parts !== wholes && run.every((stated, at) => parts[at] && wholes[at] && fits(parts[at], wholes[at], stated)))
        return run.flatMap((stated, at) =>
          parts[at] && wholes[at] ? [relation(parts[at], wholes[at], stated, 0.9)] : [],
        )
  return null
}

// 安全1242人次,教育1108人次,生病687人次,选择率分别为74.7%、66.7%和41.3%: of one number that gives them all.
const ratesTogether = (reading: Reading, run: readonly Figure[]): Relation[] | null => {
  const [first] = run
  if (!first || run.length < 2 || !/(?:率|占比|比例|比重)(?:分别|依次)(?:为|是|达)?$/.test(first.lead)) return null
  const parts = partsOfRun(reading, run)
  const asked = parts?.flatMap((part, at) => (run[at] ? [{ part, stated: run[at], phrase: '' }] : [])) ?? []
  const best = asked.length > 0 ? bestWhole(reading, asked, []) : null
  return best && asked.every(({ part, stated }) => fits(part, best.whole, stated))
    ? asked.map(({ part, stated }) => relation(part, best.whole, stated, 0.9))
    : null
}

const readShares = (reading: Reading, run: readonly Figure[]): Asked[] | null => {
  const [first] = run
  if (!first) return null
  const { figures, text } = reading
  const previous = figures[first.index - 1]
  // 527人(24.6%)
  if (previous && isCount(previous) && /^\(\s*(?:占(?:比)?)?$/.test(text.slice(previous.end, first.start)))
    return [{ stated: first, part: previous, phrase: '' }]
  // 其中大棚6550万元,超过一半
  if (
    previous &&
    isCount(previous) &&
    first.hedge !== null &&
    previous.sentence === first.sentence &&
    /^,?(?:正好|恰好|刚好|已经?|只|仅|就|也|还)?(?:是|有)?$/.test(text.slice(previous.end, first.start))
  )
    return [{ stated: first, part: previous, phrase: '' }]
  // 约41.8万人,在全市农村已婚妇女136.4万人中占三成多
  if (
    previous &&
    isCount(previous) &&
    /^中,?占$/.test(text.slice(previous.end, first.start)) &&
    /在[^,;。]*$/.test(previous.lead)
  ) {
    const part = counts(reading, previous).at(-1)
    return part ? [{ stated: first, part, phrase: '', whole: previous }] : []
  }
  // 占职工总数2.56万人的76.2%
  const inline =
    previous && isCount(previous) && /^的$/.test(first.lead) && /占[^,;。]*$/.test(previous.lead) ? previous : null
  if (inline) {
    const before = counts(reading, inline)
    const subject = /([\u3400-\u9fff]*)占[^占]*$/
      .exec(inline.lead)?.[1]
      ?.replace(/^(?:其中|和|与)|(?:分别|各|均|约|又|也)$/g, '')
    const named = subject
      ? lastOf(before, (one) => contained(subject, one.label) >= 0.75 && convertible(one, inline))
      : undefined
    // 党政机关女干部占机关干部22.18万人的21.9%: how many they are is left to the reader, where nothing of the sentence counts them.
    const part = named ?? lastOf(before, ({ sentence }) => !subject || sentence === first.sentence)
    return part ? [{ stated: first, part, phrase: '', whole: inline }] : []
  }
  const match = shareOf.exec(first.lead)
  if (!match) return null
  // 班子成员63名中,女干部占20.1%: the text counts the whole only.
  if (previous && isCount(previous) && match[1] === '' && impliesPart(previous, text.slice(previous.end, first.start)))
    return [{ stated: first, part: previous, phrase: '', reversed: true }]
  const phrase = match[1] ?? ''
  const subject = first.lead
    .slice(0, match.index)
    .replace(/^(?:其中|和|与|分别)+|(?:分别|各|均|所|约|又|也|正好|恰好|刚好|就|仅|只)+$/g, '')
  const before = counts(reading, first)
  if (run.length > 1) {
    const own = partsOfRun(reading, run)
    if (!own) return []
    const reversed = /其中/.test(first.clause) && phrase === ''
    return run.map((stated, at) => ({ stated, part: own[at] ?? first, phrase, reversed }))
  }
  // 2100名获证者中,从事养殖的1560人,占60%: of them and of no other.
  const amid = previous && figures[previous.index - 1]
  if (
    amid &&
    phrase === '' &&
    isCount(previous) &&
    isCount(amid) &&
    amid.sentence === first.sentence &&
    alike(amid.unit, previous.unit) &&
    amount(amid) >= amount(previous) &&
    /^[^,;。]{0,14}中,[^,;。]*$/.test(text.slice(amid.end, previous.start))
  )
    return [{ stated: first, part: previous, phrase: '', whole: amid }]
  const among = previous && amongNamed(reading, previous)
  if (
    among &&
    previous &&
    (phrase === '' || /^(?:该|其)/.test(phrase) || contained(stripped(phrase), among.label) >= 0.75)
  )
    return [{ stated: first, part: previous, phrase, whole: among }]
  const named =
    subject.length >= 2
      ? lastOf(before, (one) => contained(subject, one.label) >= 0.75 && one.sentence >= first.sentence - 1)
      : undefined
  // 城镇新增就业3.92万人,女性占46.2%: of these, and not of the women of the sentence before.
  if (named && named.sentence < first.sentence && previous?.sentence === first.sentence && phrase === '')
    if (isCount(previous) && convertible(previous, named))
      return [{ stated: first, part: previous, phrase, reversed: true }]
  const part = named ?? before.at(-1)
  return part && part.sentence >= first.sentence - (named ? 1 : 0) ? [{ stated: first, part, phrase }] : []
}

// 班子成员63名中,女干部占20.1% · 33例,由志愿者跟进,其中情绪明显改善的占80%: of persons, households and matters a share is a whole number.
const impliesPart = ({ family, depth }: Figure, between: string): boolean =>
  /^[\u3400-\u9fff]{0,3}中,?(?!有)[\u3400-\u9fff]{2,12}占$/.test(between) ||
  (depth === 0 &&
    family !== null &&
    countedSingly.includes(family) &&
    /^(?:[^,;。()]{0,6}中,|[^;。()]{0,40},其中|,)[^,;。()]{2,40}的占$|^[^;。()]{0,40},其中[^;。()]{2,40}的占$/.test(
      between,
    ) &&
    !/额|资金|收入|人次/.test(between))

// 婚姻家庭类157件 … 婚姻家庭类中涉及暴力的64件: the words of the part name what it is of.
const amongNamed = ({ figures }: Reading, part: Figure): Figure | undefined => {
  const name = /^([\u3400-\u9fff]{2,10})中[\u3400-\u9fff]/.exec(part.lead)?.[1]
  if (!name) return undefined
  const named = figures
    .slice(Math.max(0, part.index - 30), part.index)
    .filter((one) => isCount(one) && one.core === name && alike(one.unit, part.unit) && amount(one) >= amount(part))
  return named.length === 1 ? named[0] : undefined
}

// As many counts of one unit as there are shares, right before these.
const partsOfRun = (reading: Reading, run: readonly Figure[]): readonly Figure[] | null => {
  const [first] = run
  if (!first) return null
  // 三项分别占 counts the shares and is none of what they are of.
  const side = counts(reading, first).filter(
    ({ sentence, depth, trail }) =>
      sentence === first.sentence && depth === first.depth && !/^(?:分别|依次|各占)/.test(trail),
  )
  // 1242人次,1108人次,687人次,554人次,四项共3591人次: the total of a list is none of its items.
  const isTotal = /(?:共|合计|总计)(?:有|计)?$/.test(side.at(-1)?.lead ?? '') && side.length > run.length
  const own = (isTotal ? side.slice(0, -1) : side).slice(-run.length)
  const isOneUnit = own.every(({ unit }) => alike(unit, own.at(-1)?.unit ?? ''))
  return own.length === run.length && isOneUnit ? own : null
}

// Shares of one list are shares of one whole: same sentence, same words, same unit.
const groupsOf = ({ sentences }: Reading, asked: readonly Asked[]): Asked[][] => {
  const groups = new Map<string, Asked[]>()
  for (const one of asked) {
    const unit = countMatters(one.part.unit, one.part.unit) ? '件' : alike(one.part.unit, '人') ? '人' : one.part.unit
    const key =
      one.whole || one.reversed || /其中/.test(one.part.lead)
        ? `own${one.stated.index}`
        : `${sentences[one.stated.sentence]?.block ?? 0}|${generic(one.phrase) ? '' : one.phrase}|${unit}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

const generic = (phrase: string): boolean => stripped(phrase) === ''

const answered = (reading: Reading, group: readonly Asked[], lists: readonly Breakdown[]): Relation[] => {
  const [first] = group
  if (!first) return []
  if (first.whole) return [relation(first.part, first.whole, first.stated, 0.9)]
  if (first.reversed) return group.map(({ part, stated }) => partOf(part, stated, group.length > 1 ? 0.6 : 0.75))
  const best = bestWhole(reading, group, lists)
  const fitting = best ? group.filter(({ part, stated }) => fits(part, best.whole, stated)) : []
  if (group.length === 1 || fitting.length === group.length || !best)
    return group.map((asked) => said(asked, best, group))
  // Of a mixed list each share goes to the whole that gives it; what none gives stays with the list.
  const others = group.filter((asked) => !fitting.includes(asked))
  const own = new Map(others.map((asked) => [asked, bestWhole(reading, [asked], lists)] as const))
  // A part of the list is no whole of another part: that it fits is chance.
  const parts = new Set(group.map(({ part }) => part))
  const elsewhere = others.filter((asked) => {
    const whole = own.get(asked)?.whole
    return whole !== undefined && !parts.has(whole) && fits(asked.part, whole, asked.stated)
  })
  const left = others.filter((asked) => !elsewhere.includes(asked))
  const isOther = fitting.length === 0 && left.length > 1 && ofAnotherWhole(left)
  return group.map((asked) => {
    if (elsewhere.includes(asked)) return said(asked, own.get(asked) ?? null, [asked])
    if (fitting.includes(asked)) return said(asked, best, fitting)
    return isOther ? implied(asked.part, asked.stated) : said(asked, best, group)
  })
}

// One share that fits may be chance, two of a list hardly.
const evidence = (group: readonly Asked[]): number =>
  group.length > 1 ? 3.5 : group[0] && group[0].stated.decimals > 0 ? 2 : 1

type Whole = { readonly whole: Figure; readonly score: number; readonly clear: number; readonly inList: boolean }

// The whole that a list of shares is of: by its words, the list the parts stand in, the unit, nearness, and how many of the shares it gives.
const bestWhole = (reading: Reading, group: readonly Asked[], lists: readonly Breakdown[]): Whole | null => {
  const parts = new Set(group.map(({ part }) => part))
  const ranked = wholesOf(reading, group)
    .filter((one) => !parts.has(one))
    .map((one) => ({
      one,
      score:
        mean(group.map((asked) => scoreOf(reading, one, asked, lists))) +
        mean(group.map(({ part, stated }) => (fits(part, one, stated) ? evidence(group) : 0))),
    }))
    .slice()
    .sort((one, other) => other.score - one.score || other.one.index - one.one.index)
  const [best, second] = ranked
  const part = group[0]?.part
  if (!best || !part) return null
  return {
    whole: best.one,
    score: best.score,
    clear: best.score - (second?.score ?? 0),
    inList: lists.some(({ total, parts: own }) => total === best.one && own.includes(part)),
  }
}

const said = ({ part, stated, phrase }: Asked, best: Whole | null, group: readonly Asked[]): Relation => {
  if (!best) return implied(part, stated)
  const fitting = group.filter((one) => fits(one.part, best.whole, one.stated)).length / group.length
  const words = contained(stripped(phrase), best.whole.label)
  const unnamed = !generic(phrase) && words < 0.6 && fitting < 0.5 && !best.inList
  const least = fitting >= 0.5 && stated.decimals > 0 ? -1.5 : 0.6
  if (best.score < least || unnamed) return implied(part, stated)
  const sure = 0.42 + best.clear * 0.2 + words * 0.2 + fitting * 0.3 + (best.inList ? 0.2 : 0)
  return relation(part, best.whole, stated, Math.max(0.3, Math.min(0.95, sure)))
}

// Shares that all imply one whole are right about it, and it is not the one that was found.
const ofAnotherWhole = (group: readonly Asked[]): boolean => {
  const spans = group.map(({ part, stated }) => {
    const half = 10 ** -stated.decimals / 2
    return [
      (amount(part) / (stated.value + half)) * ofOne(stated.unit),
      (amount(part) / Math.max(1e-9, stated.value - half)) * ofOne(stated.unit),
    ] as const
  })
  return Math.max(...spans.map(([low]) => low)) <= Math.min(...spans.map(([, high]) => high))
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const wholesOf = ({ figures, sentences }: Reading, group: readonly Asked[]): Figure[] =>
  wholesFor(
    { figures, sentences },
    group[0]?.part,
    (one, part) =>
      convertible(one, part) ||
      (group.length > 1 && group.filter((asked) => fits(asked.part, one, asked.stated)).length > 1),
  )

// Questionnaires (份) have answers (人): units that differ are of one list where every share of it fits.
const wholesFor = (
  { figures, sentences }: Pick<Reading, 'figures' | 'sentences'>,
  part: Figure | undefined,
  may: (one: Figure, part: Figure) => boolean,
): Figure[] =>
  part === undefined
    ? []
    : figures
        .slice(Math.max(0, part.index - 160), part.index + 4)
        .filter(
          (one) =>
            isCount(one) && !isChange(one) && amount(one) > 0 && may(one, part) && amount(one) >= amount(part) * 0.98,
        )
        .filter((one) => (sentences[part.sentence]?.paragraph ?? 0) - (sentences[one.sentence]?.paragraph ?? 0) <= 12)

// 高危产妇 are 产妇.
const isKind = (part: Figure, whole: Figure): boolean => {
  const kind = stripped(whole.core)
  return kind.length >= 2 && part.core.length > kind.length && part.core.includes(kind)
}

const scoreOf = (
  { sentences }: Reading,
  whole: Figure,
  { part, phrase }: Asked,
  lists: readonly Breakdown[],
): number => {
  const named = stripped(phrase)
  const list = lists.find(({ parts }) => parts.includes(part))
  const paragraphs = (sentences[part.sentence]?.paragraph ?? 0) - (sentences[whole.sentence]?.paragraph ?? 0)
  return (
    (named ? contained(named, whole.label) * 3 : 0) +
    (list?.total === whole ? 2 : 0) +
    (isKind(part, whole) ? 0.6 : 0) +
    (list?.parts.includes(whole) ? -2 : 0) +
    (alike(whole.unit, part.unit) ? 0.8 : 0) +
    (/共|总|合计|累计|全/.test(whole.lead) ? 0.4 : 0) +
    (/其中/.test(part.lead) && whole.index < part.index && whole.sentence >= part.sentence - 1
      ? (part.index === whole.index + 1 ? 1.6 : 0.8) - (part.index - whole.index) * 0.1
      : 0) +
    (part.index === whole.index + 1 && /^[^,;。]{0,14}中$/.test(whole.trail) ? 1.6 : 0) +
    (whole.index > part.index ? -1.2 : 0) -
    Math.min(part.sentence - whole.sentence, 8) * 0.25 -
    Math.min(paragraphs, 4) * 0.3 -
    Math.min(12, Math.abs(part.index - whole.index)) * 0.04 -
    (whole.depth > part.depth ? 2 : 0)
  )
}
