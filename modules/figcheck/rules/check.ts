import { gapsSeen } from './clean/gaps.ts'
import { clean } from './clean/index.ts'
import type { Change, Layer } from './clean/layer.ts'
import { type Finding, judge } from './judge.ts'
import { copiesOf, copiesSeen } from './meaning/copies.ts'
import { type Figure, figuresOf, sentencesOf } from './meaning/figures.ts'
import { scan } from './numbers/scan.ts'
import { again } from './relate/again.ts'
import { besideShares } from './relate/beside.ts'
import { breakdowns, breakdownsOf } from './relate/breakdown.ts'
import { sumsByName } from './relate/by-name.ts'
import { changes } from './relate/change.ts'
import { eaches } from './relate/each.ts'
import { fitsClosely, type Reading, type Relation } from './relate/relation.ts'
import { farShares } from './relate/far.ts'
import { lost } from './relate/lost.ts'
import { nearly } from './relate/nearly.ts'
import { namedShares } from './relate/named.ts'
import { products } from './relate/products.ts'
import { remainders, remaindersOfShares } from './relate/remainder.ts'
import { rowShares } from './relate/rows.ts'
import { sexRatios } from './relate/sexes.ts'
import { shares } from './relate/share.ts'
import { stocks } from './relate/stock.ts'
import { multiples } from './relate/times.ts'
import { sharesTogether } from './relate/together.ts'
import { cellsOf, tablesOf, tableSums } from './relate/tables.ts'
import { tasks } from './relate/tasks.ts'
import { totals } from './relate/totals.ts'
import { twice } from './relate/twice.ts'

/** What the check of one text found, with the way back to the original. */
export type Checked = {
  readonly layer: Layer
  readonly noise: readonly Change[]
  readonly reading: Reading
  readonly findings: readonly Finding[]
}

/** Reads, cleans and checks a text: clean → numbers → what they count → relations → verdicts. Pure, and linear but for a paragraph's own figures. */
export const check = (text: string): Checked => {
  const { layer, changes: cleaned } = clean(text)
  const sentences = sentencesOf(layer.text)
  const copies = copiesOf(layer.text, sentences)
  const copied = new Set(copies.map(({ paragraph }) => paragraph))
  const mentions = scan(layer.text)
  const all = figuresOf(layer.text, mentions, sentences)
  const isCopied = ({ sentence }: Figure): boolean => copied.has(sentences[sentence]?.paragraph ?? -1)
  const figures = all.filter((one) => !isCopied(one)).map((one, index) => ({ ...one, index }))
  const reading: Reading = {
    text: layer.text,
    sentences,
    figures,
    repeated: all.filter(isCopied),
    days: figuresOf(layer.text, mentions, sentences, 'duration'),
  }
  const lists = breakdownsOf(reading)
  const tables = tablesOf(reading)
  const cells = cellsOf(tables)
  const said = [
    ...breakdowns(reading, lists).filter(
      (one) => !one.operands.some((part) => cells.has(part)) || judge(one).verdict === 'match',
    ),
    ...shares(reading, lists),
    ...changes(reading),
    ...remainders(reading),
    ...eaches(reading),
    ...multiples(reading),
    ...stocks(reading),
    ...sexRatios(reading),
    ...rowShares(reading),
    ...tableSums(tables),
    ...sumsByName(reading),
    ...lost(reading),
    ...twice(reading, copies),
  ]
  const fitting = said.filter((one) => one.stated && judge(one).verdict.startsWith('match'))
  const answered = new Set(fitting.filter(isClose).map(({ stated }) => stated))
  // A list that misses its total has its whole: no number farther away is taken for it.
  const misfits = new Set(
    said.filter((one) => one.kind === 'sum' && judge(one).verdict === 'mismatch').flatMap(({ operands }) => operands),
  )
  const ofMisfit = ({ family, index, sentence }: Figure): boolean => {
    const before = figures[index - 1]
    return family === 'percent' && before?.sentence === sentence && misfits.has(before)
  }
  // 2540名绿证获得者中,种养的1829人,占60%: what the words name so plainly is not sought elsewhere.
  const plain = new Set(
    said.filter((one) => isPlain(one) && judge(one).verdict === 'mismatch').map(({ stated }) => stated),
  )
  // Each looks farther than the one before, and only for what is still open.
  const farther: Relation[] = []
  const open = (): Figure[] => {
    for (const one of farther) if (judge(one).verdict !== 'undecided') answered.add(one.stated)
    return figures.filter((one) => !answered.has(one) && !plain.has(one) && !ofMisfit(one))
  }
  farther.push(...farShares(reading, open(), fitting, lists))
  farther.push(...tasks(reading, open()))
  farther.push(...namedShares(reading, open(), lists))
  farther.push(...sharesTogether(reading, open(), fitting))
  // What the words make wrong is not made right by numbers that happen to stand beside it.
  const wrong = new Set(said.filter((one) => judge(one).verdict === 'mismatch').map(({ stated }) => stated))
  farther.push(
    ...besideShares(
      reading,
      open().filter((one) => !wrong.has(one)),
    ),
  )
  const left = remaindersOfShares(reading, [...fitting, ...farther]).filter(
    ({ stated }) => !said.some((one) => one.stated === stated),
  )
  const better = new Set(farther.map(({ stated }) => stated))
  const shared = [...said.filter(({ stated, kind }) => kind !== 'ratio' || !better.has(stated)), ...farther, ...left]
  const summed = [...shared, ...products(reading, shared), ...again(reading, shared), ...totals(reading, shared)]
  const relations = [...summed, ...nearly(reading, summed)]
  const printed = new Set(relations.filter(({ stated }) => stated).map(({ operands }) => keyOf(operands)))
  const findings = relations
    .filter(({ stated, gap, operands }) => stated || gap || !printed.has(keyOf(operands)))
    .map(judge)
    .slice()
    .sort((one, other) => place(one) - place(other))
  const gaps = findings.flatMap(({ relation: { gap } }) => (gap ? [gap] : []))
  const noise = [...cleaned, ...copiesSeen(text, layer, sentences, copied), ...gapsSeen(text, layer, gaps)].sort(
    (one, other) => one.start - other.start,
  )
  return { layer, noise, reading, findings }
}

const isPlain = ({ formula, operands: [part, whole] }: Relation): boolean =>
  formula === 'share' && part?.index === (whole?.index ?? 0) + 1 && /^[^,;。]{0,14}中$/.test(whole?.trail ?? '')

// Within the tolerance but not to the last printed place, a share may have a better whole.
const isClose = ({ formula, operands: [part, whole], stated }: Relation): boolean =>
  formula !== 'share' || !part || !whole || !stated || stated.hedge !== null || fitsClosely(part, whole, stated)

const keyOf = (operands: readonly Figure[]): string => operands.map(({ index }) => index).join(',')

const place = ({ relation }: Finding): number =>
  Math.min(
    relation.gap?.[0] ?? Number.POSITIVE_INFINITY,
    ...[...relation.operands, ...(relation.stated ? [relation.stated] : [])].map(({ start }) => start),
  )
