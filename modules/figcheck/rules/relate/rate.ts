import { lastOf } from '../meaning/last.ts'
import { contained } from '../meaning/likeness.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { isChange } from './is-change.ts'
import { rates } from './rates.ts'
import { amount, around, convertible, fits, isCount, ofOne, type Reading, type Relation } from './relation.ts'
import { countedSingly, counts, implied, partOf } from './share-made.ts'
import { rateName } from './share-words.ts'

/** A rate between two counts of its own sentence or the ones before: 受理60件,办结58件,办结率96.7%. */
export const rate = (reading: Reading, stated: Figure): Relation[] => {
  const name = rateName.exec(stated.lead)?.[1]
  // A gross rate (毛入学率) is more than its children by right.
  if (name === undefined || /毛/.test(name)) return []
  const near = counts(reading, stated)
  const [best, second] = pairsOf(near, name, stated, stated)
  const besides = besideRate(reading, stated, near)
  if (besides && best && /;/.test(reading.text.slice(best.part.end, stated.start)))
    return [partOf(besides, stated, 0.75)]
  const bodies = around(reading, stated).filter(
    (one) => one.sentence === stated.sentence && isCount(one) && one.index < stated.index,
  )
  const [body] = bodies
  // 11个市级领导班子中,女干部配备率为86.4%: what such rates are taken of are bodies.
  if (
    body &&
    !(best && fits(best.part, best.whole, stated)) &&
    bodies.length === 1 &&
    ofBodies.test(name) &&
    (body.family === 'body' || body.family === 'place') &&
    !rates.find((one) => one.name.test(name))?.part.test(body.lead)
  )
    return [partOf(body, stated, 0.75)]
  if (best && best.score >= 1.6) {
    const clear = best.score - (second?.score ?? 0)
    const sure = Math.max(
      0.3,
      Math.min(0.95, 0.35 + clear * 0.12 + best.meaning * 0.06 + (fits(best.part, best.whole, stated) ? 0.3 : 0)),
    )
    return [{ kind: 'ratio', formula: 'share', operands: [best.part, best.whole], stated, rule: 'rate', sure }]
  }
  const known = rates.find((one) => one.name.test(name))
  const base = lastOf(
    near,
    (one) =>
      one.sentence >= stated.sentence - 1 &&
      known !== undefined &&
      known.whole.test(one.lead + one.trail) &&
      !isLeft(one) &&
      one.family !== 'money',
  )
  const only =
    near.filter(({ sentence }) => sentence === stated.sentence).length === 1 && base?.index === stated.index - 1
  if (besides) return [partOf(besides, stated, 0.75)]
  if (base && !/其中/.test(stated.clause)) return [partOf(base, stated, only ? 0.75 : 0.55)]
  // 妇科病普查328.6万人,普查率54.8%: the part alone is counted.
  const part = near.at(-1)
  const isPart =
    part?.index === stated.index - 1 &&
    part.sentence === stated.sentence &&
    !isLeft(part) &&
    contained(name.replace(/率$/, ''), part.label) >= 0.8
  return part && isPart ? [implied(part, stated)] : []
}

// 转交投诉举报47件,办结率97.1%: nothing else can be meant than what stands right before.
const besideRate = ({ text }: Reading, stated: Figure, near: readonly Figure[]): Figure | null => {
  const beside = near.at(-1)
  const name = rateName.exec(stated.lead)?.[1] ?? ''
  const known = rates.find((one) => one.name.test(name))
  const isWhole =
    beside?.index === stated.index - 1 &&
    beside.sentence === stated.sentence &&
    name.endsWith('率') &&
    (known !== undefined || stated.value >= ofOne(stated.unit) / 2) &&
    !(known?.part.test(beside.lead + beside.trail) ?? contained(name.replace(/率$/, ''), beside.label) > 0) &&
    !isLeft(beside) &&
    beside.family !== null &&
    countedSingly.includes(beside.family) &&
    !/其中/.test(beside.lead) &&
    text.slice(beside.end, stated.start).replace(/^[,;]/, '') === stated.lead
  return isWhole ? beside : null
}

// 初中生95人,初中生中寄宿58人: the words name what it is of.
const isAmong = ({ lead }: Figure, { core }: Figure): boolean => core.length >= 2 && lead.startsWith(`${core}中`)

const ofBodies = /(?:配备|通过|达标|合格|建成|组建|创建|覆盖)率$/

type Pair = { readonly part: Figure; readonly whole: Figure; readonly score: number; readonly meaning: number }

// Every pair of counts that the name of a rate can be made of, the likeliest first.
const pairsOf = (
  near: readonly Figure[],
  name: string,
  at: Pick<Figure, 'sentence' | 'index'>,
  stated?: Figure,
): Pair[] => {
  const known = rates.find((one) => one.name.test(name))
  const stem = name.replace(/率|比例|比重|占比|覆盖面|满意度|的/g, '')
  const pairs: Pair[] = []
  for (const part of near) {
    const own = part.lead + part.trail
    const isPart = known?.part.test(own) ?? false
    const likeness = contained(stem, part.label)
    if (isLeft(part) || isChange(part)) continue
    for (const whole of near) {
      const isWhole = known?.whole.test(whole.lead + whole.trail) ?? false
      const fitting = stated !== undefined && fits(part, whole, stated)
      if (part === whole || amount(whole) <= 0 || amount(part) > amount(whole) * 1.2 || isChange(whole)) continue
      if (!isPart && likeness < 0.4 && !(fitting && part.index >= at.index - 2)) continue
      if (
        !convertible(part, whole) &&
        !(fitting && part.index >= at.index - 3) &&
        !(isPart && isWhole && (whole.family === 'body' || whole.family === 'place'))
      )
        continue
      const meaning = (isPart ? 2 : 0) + (isWhole ? 1.5 : 0) + likeness * 2 + (alike(part.unit, whole.unit) ? 0.7 : 0)
      const score =
        meaning +
        (amount(part) <= amount(whole) ? 0.5 : -1) +
        (whole.index < part.index ? 0.4 : 0) +
        (/其中/.test(part.lead) && whole.index < part.index ? 0.6 : 0) +
        (fitting ? 1.8 : 0) +
        (isAmong(part, whole) ? 2.5 : 0) -
        (at.sentence - Math.min(part.sentence, whole.sentence)) * 0.6 -
        Math.max(0, at.index - part.index - 1) * 0.25
      pairs.push({ part, whole, score, meaning })
    }
  }
  return pairs.slice().sort((one, other) => other.score - one.score)
}

// What is still to be done is no part that was done.
const isLeft = ({ lead, trail }: Figure): boolean => /尚有|还有|未|剩余|其余|正在/.test(lead + trail.slice(0, 6))

/** The two counts of a rate whose number is lost at this place, or null: 接待63起,办结61起,办结率达%. */
export const rateBetween = (reading: Reading, at: number): readonly [Figure, Figure] | null => {
  const name = rateName.exec(
    reading.text
      .slice(Math.max(0, at - 20), at)
      .split(/[,;:。、()\n]/)
      .at(-1) ?? '',
  )?.[1]
  const last = lastOf(reading.figures, ({ end }) => end <= at)
  if (name === undefined || !last) return null
  const next = { ...last, index: last.index + 1, depth: 9 }
  const [best] = pairsOf(
    counts(reading, next).filter(({ sentence }) => sentence >= last.sentence - 1),
    name,
    next,
  )
  if (!best || best.score < 1.8) return null
  return amount(best.part) > amount(best.whole) ? [best.whole, best.part] : [best.part, best.whole]
}
