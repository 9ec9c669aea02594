import { contained } from '../meaning/likeness.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import type { Breakdown } from './breakdown.ts'
import { isChange } from './is-change.ts'
import { rates } from './rates.ts'
import {
  amount,
  convertible,
  fitsClosely,
  gives,
  isCount,
  ofOne,
  type Reading,
  type Relation,
  roundsTo,
} from './relation.ts'
import { shareName, shareOf, stripped } from './share-words.ts'
import { isSlip } from './slip.ts'

const reach = 400
const mostByChance = 0.3
const leastScore = -1

/**
 * Shares whose whole stands a section away (有效问卷1020份 … 都知道的189人,占18.5%): of all numbers the part can belong to, one that gives the printed share.
 * It answers only what nothing nearer fits, and only where a fit is unlikely to be chance or the whole is called what the share is of.
 */
export const farShares = (
  reading: Reading,
  open: readonly Figure[],
  fitting: readonly Relation[],
  lists: readonly Breakdown[],
): Relation[] => {
  const wholes = new Map<Figure, number>()
  for (const { formula, operands } of fitting)
    if (formula === 'share' && operands[1]) wholes.set(operands[1], (wholes.get(operands[1]) ?? 0) + 1)
  const asked = open.filter((one) => one.family === 'percent' && !one.planned && one.hedge === null && !isChange(one))
  const rough = open.filter((one) => one.family === 'percent' && !one.planned && one.hedge !== null && !isChange(one))
  const found = asked.flatMap((stated): Relation[] => {
    const common = ofSiblings(reading, stated, fitting)
    const [best] = partsOf(reading, stated)
      .flatMap((part, far) => candidates(reading, stated, part, wholes).map((one) => ({ ...one, far })))
      .map((one) => ({ ...one, score: one.score - one.far }))
      .slice()
      .sort((one, other) => other.score - one.score)
    // What gives it to its last place and is called what such a rate is of goes before what its neighbours are of.
    if (common && !(best && isOfRate(stated, best) && !closely(common))) return [common]
    const other = misnamed(reading, stated, best, wholes) ?? byPlace(reading, stated, best, lists)
    if (other) return [other]
    return best ? [relation(best.part, best.whole, stated)] : []
  })
  const answered = new Set(found.map(({ stated }) => stated))
  for (const { operands } of found) if (operands[1]) wholes.set(operands[1], (wholes.get(operands[1]) ?? 0) + 1)
  return [
    ...found,
    ...rough.flatMap((stated) => ofAll(reading, stated, wholes)),
    ...asked.filter((one) => !answered.has(one)).flatMap((stated) => slippedFrom(reading, stated, wholes) ?? []),
  ]
}

// 农村妇女投诉451件次,占信访总量的七成以上: of what most shares are of.
const ofAll = (reading: Reading, stated: Figure, wholes: ReadonlyMap<Figure, number>): Relation[] => {
  if (!/占[^,;。]*(?:总量|总数|总人数|总额|全部|总件数)[^,;。]*$/.test(stated.lead)) return []
  const part = partsOf(reading, stated)[0]
  const [whole] = [...wholes]
    .filter(([one, times]) => part && times >= leastWhole && alike(one.unit, part.unit) && gives(part, one, stated))
    .sort(([, one], [, other]) => other - one)
    .map(([one]) => one)
  return part && whole ? [relation(part, whole, stated)] : []
}

// 占已婚妇女的9.2% that is of all 1020 asked and not of the 887 married: where one number is called what the share is of, no other is meant.
const misnamed = (
  reading: Reading,
  stated: Figure,
  best: Candidate | undefined,
  wholes: ReadonlyMap<Figure, number>,
): Relation | null => {
  const [part] = partsOf(reading, stated)
  const name = shareOf.exec(stated.lead)?.[1] ?? ''
  if (!part || part.index !== stated.index - 1 || name.length < 2) return null
  const called = reading.figures.filter(
    (one) =>
      one !== part &&
      Math.abs(one.index - stated.index) <= reach &&
      isCount(one) &&
      !isChange(one) &&
      !one.planned &&
      one.hedge === null &&
      (stripped(name) === '' ? (wholes.get(one) ?? 0) >= leastWhole : isCalled(one, name)),
  )
  const [whole] = called
  if (!whole || called.some((one) => amount(one) !== amount(whole))) return null
  const isOther = (one: Figure): boolean =>
    one !== part && isCount(one) && Math.abs(one.index - stated.index) <= 60 && fitsClosely(part, one, stated)
  const taken = best ? best.part === part && amount(best.whole) !== amount(whole) : reading.figures.some(isOther)
  return taken && convertible(part, whole) && amount(part) <= amount(whole) ? relation(part, whole, stated) : null
}

// 取得证书的11606人,获证率93%,其中高级工1393人,占获证人员的11.2%, which is of all 12480 trained: 其中 and the words name the number right before.
const byPlace = (
  { figures }: Reading,
  stated: Figure,
  best: Candidate | undefined,
  lists: readonly Breakdown[],
): Relation | null => {
  const part = figures[stated.index - 1]
  if (!best || best.part !== part || !part) return null
  const before = [part.index - 1, part.index - 2].flatMap((at) => figures[at] ?? [])
  const amid = before[0]?.family === 'percent' ? before[1] : before[0]
  const whole = lists.find(({ parts }) => parts.includes(part))?.total ?? (/其中/.test(part.lead) ? amid : undefined)
  const name = shareName(stated)
  return whole &&
    isCount(whole) &&
    whole !== best.whole &&
    alike(whole.unit, part.unit) &&
    amount(whole) >= amount(part) &&
    amount(whole) !== amount(best.whole) &&
    name.length >= 2 &&
    contained(name, best.whole.label) < 0.3 &&
    contained(name, whole.label) > contained(name, best.whole.label)
    ? relation(part, whole, stated)
    : null
}

const leastWhole = 3

const closely = ({ operands: [part, whole], stated }: Relation): boolean =>
  part !== undefined && whole !== undefined && stated !== null && fitsClosely(part, whole, stated)

const isOfRate = (stated: Figure, { part, whole }: Candidate): boolean =>
  roundsTo(part, whole, stated) &&
  rates.some((one) => one.name.test(shareName(stated)) && one.whole.test(whole.lead + whole.trail))

// 已婚887人 is what 已婚妇女 are called by.
const isCalled = ({ lead }: Figure, name: string): boolean => {
  const own = lead.trim().replace(/^(?:其中|有)|(?:共|有|为|的)+$/g, '')
  return (
    own.length >= 2 &&
    name.startsWith(own) &&
    /^(?:妇女|儿童|人员|群众|家庭|对象|者|人数|户数|总数|数)?$/.test(name.slice(own.length))
  )
}

const relation = (part: Figure, whole: Figure, stated: Figure): Relation => ({
  kind: 'ratio',
  formula: 'share',
  operands: [part, whole],
  stated,
  rule: 'far',
  sure: 0.6,
})

// 出生缺陷68例,发生率10.82/万, where the other rates around are of 6283 births: the digits are the right ones, the point is not.
const slippedFrom = (reading: Reading, stated: Figure, wholes: ReadonlyMap<Figure, number>): Relation | null => {
  const [part] = partsOf(reading, stated)
  if (!part || part.index < stated.index - 1) return null
  const whole = [...wholes].find(
    ([one, times]) =>
      times > 1 &&
      amount(one) > amount(part) &&
      Math.abs(one.index - part.index) <= 40 &&
      isSlip(
        stated.value.toFixed(stated.decimals),
        ((amount(part) / amount(one)) * ofOne(stated.unit)).toFixed(stated.decimals),
      ),
  )?.[0]
  return whole ? relation(part, whole, stated) : null
}

// Of a list of shares all others are of one whole: this one is too, and where it does not fit it is wrong.
const ofSiblings = (reading: Reading, stated: Figure, fitting: readonly Relation[]): Relation | null => {
  const [part] = partsOf(reading, stated)
  if (!part || part.index < stated.index - 1) return null
  const wholes = fitting
    .filter(
      ({ formula, operands, stated: printed }) =>
        formula === 'share' && printed?.sentence === stated.sentence && operands[0]?.unit === part.unit,
    )
    .flatMap(({ operands }) => operands[1] ?? [])
  const whole = wholes[0]
  const isList = wholes.length > 1 && wholes.every((one) => one === whole)
  // What follows 其中 is of the number right before it.
  if (/其中/.test(part.lead) && reading.figures[part.index - 1] !== whole) return null
  return whole && isList && whole !== part && whole.index < part.index && amount(part) <= amount(whole)
    ? relation(part, whole, stated)
    : null
}

// The one or two counts right before the share, or the one right behind it in its clause.
const partsOf = ({ figures }: Reading, stated: Figure): Figure[] =>
  figures
    .slice(Math.max(0, stated.index - 6), stated.index)
    .filter((one) => isCount(one) && !isChange(one) && !one.planned && one.sentence === stated.sentence)
    .filter(({ depth }) => depth <= stated.depth)
    .slice(-2)
    .reverse()

type Candidate = { readonly part: Figure; readonly whole: Figure; readonly score: number }

const candidates = (
  { figures, sentences }: Reading,
  stated: Figure,
  part: Figure,
  wholes: ReadonlyMap<Figure, number>,
): Candidate[] => {
  const name = shareName(stated)
  const known = rates.find((one) => one.name.test(name))
  const all = figures
    .slice(Math.max(0, part.index - reach), part.index + 6)
    .filter(
      (one) =>
        one !== part &&
        isCount(one) &&
        !isChange(one) &&
        !one.planned &&
        amount(one) >= amount(part) &&
        (one.family !== 'money') === (part.family !== 'money') &&
        (!isEarlier(one) || isEarlier(part)),
    )
  const chance = (all.length * Math.max(0.1, 10 ** -stated.decimals)) / ofOne(stated.unit)
  const paragraph = (one: Figure): number => sentences[one.sentence]?.paragraph ?? 0
  return all
    .filter((one) => (wholes.has(one) ? fitsClosely : roundsTo)(part, one, stated))
    .map((whole) => ({
      part,
      whole,
      score:
        contained(name, whole.label) * 2 +
        (known?.whole.test(whole.lead + whole.trail) ? 1 : 0) +
        (alike(whole.unit, part.unit) ? 0.8 : 0) -
        (convertible(whole, part) || wholes.has(whole) ? 0 : 0.8) +
        (wholes.has(whole) ? 1 : 0) +
        (/共|总|合计|累计|全/.test(whole.lead) ? 0.4 : 0) -
        Math.min(4, Math.abs(paragraph(part) - paragraph(whole))) * 0.2 -
        Math.min(20, Math.abs(part.index - whole.index)) * 0.02,
    }))
    .filter(({ score }) => score >= (chance <= mostByChance ? leastScore : 1.5))
}

// The number of a year before is no whole of this year's: 2020年1597宗.
const isEarlier = ({ lead }: Figure): boolean => /(?:上年|去年|同期|(?:19|20)\d\d年)(?:同期)?(?:为|是|的)?$/.test(lead)
