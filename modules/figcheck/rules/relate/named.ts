import { contained } from '../meaning/likeness.ts'
import { coreOf, type Figure } from '../meaning/figures.ts'
import type { Breakdown } from './breakdown.ts'
import { isChange } from './is-change.ts'
import { amount, convertible, gives, isCount, ofOne, type Reading, type Relation } from './relation.ts'
import { shareName } from './share-words.ts'

const reach = 160
const mostByChance = 0.2

/**
 * Shares that call their part by the name it was counted under (农家乐97笔、茶叶63笔 … 农家乐贷款占45.3% · 温州51.4万 … 温州最高,占15.6%).
 * The name says the part; the whole is the total of its list, or the one number nearby that gives the share.
 */
export const namedShares = (reading: Reading, open: readonly Figure[], lists: readonly Breakdown[]): Relation[] => {
  const totals = new Map<Figure, Figure>()
  for (const { total, parts } of lists) for (const part of parts) totals.set(part, total)
  const asking = open.filter((one) => one.family === 'percent' && !one.planned && !isChange(one))
  const names = asking.length > 0 ? reading.figures.map((one, at) => nameOf(one, reading.figures[at - 1])) : []
  return asking.flatMap((stated): Relation[] => {
    const [best] = subjectsOf(reading, stated)
      .flatMap((subject, far) =>
        partsNamed(reading, names, stated, subject).flatMap((part) =>
          wholesOf(reading, stated, part, totals.get(part)).map((one) => ({ ...one, part, score: one.score - far })),
        ),
      )
      .slice()
      .sort((one, other) => other.score - one.score)
    return best ? [relation(best.part, best.whole, stated)] : []
  })
}

const relation = (part: Figure, whole: Figure, stated: Figure): Relation => ({
  kind: 'ratio',
  formula: 'share',
  operands: [part, whole],
  stated,
  rule: 'named',
  sure: 0.6,
})

// The words since the number before; 金额占48.3% goes on with the subject of the share before it.
const subjectsOf = ({ figures, sentences, text }: Reading, stated: Figure): string[] => {
  const start = sentences[stated.sentence]?.start ?? 0
  const subjects: string[] = []
  for (let at = stated.index - 1; at >= stated.index - 3; at -= 1) {
    const before = figures[at]
    subjects.push(text.slice(Math.max(start, before?.end ?? start), (figures[at + 1] ?? stated).start))
    if (!before || before.start < start || before.family !== 'percent') break
  }
  return subjects
}

const partsNamed = ({ figures }: Reading, names: readonly string[], stated: Figure, subject: string): Figure[] => {
  const own = coreOf(subject.replace(/^[,;。\s]+|占.*$/g, ''))
  return figures.slice(Math.max(0, stated.index - reach), stated.index).filter(({ index }) => {
    const name = names[index] ?? ''
    if (name.length < 2) return false
    return subject.includes(name) || (name.length >= 4 && isIn(name, subject)) || (own.length >= 3 && isIn(own, name))
  })
}

// Most of its characters are asked for first, which is cheap.
const isIn = (phrase: string, label: string): boolean => {
  let strange = 0
  for (const character of phrase) if (!label.includes(character)) strange += 1
  return strange <= phrase.length / 3 && contained(phrase, label) >= 0.75
}

// 农家乐97笔776万元: the second number of an item has the name of the first.
const nameOf = (one: Figure, before: Figure | undefined): string => {
  if (!isCount(one) || one.planned || isChange(one)) return ''
  return one.core === '' && before && one.start - before.end <= 1 ? before.core : one.core
}

type Candidate = { readonly whole: Figure; readonly score: number }

const wholesOf = (
  { figures }: Reading,
  stated: Figure,
  part: Figure,
  total: Figure | undefined,
): readonly Candidate[] => {
  if (total && gives(part, total, stated)) return [{ whole: total, score: 4 }]
  if (stated.hedge !== null) return []
  const all = figures
    .slice(Math.max(0, part.index - reach / 2), stated.index + 3)
    .filter(
      (one) =>
        one !== part &&
        isCount(one) &&
        !isChange(one) &&
        !one.planned &&
        convertible(part, one) &&
        amount(one) >= amount(part),
    )
  const phrase = shareName(stated)
  const chance = (all.length * 10 ** -stated.decimals) / ofOne(stated.unit)
  return all
    .filter((one) => gives(part, one, stated))
    .map((whole) => ({
      whole,
      score: contained(phrase, whole.label) * 2 - Math.min(20, Math.abs(part.index - whole.index)) * 0.05,
    }))
    .filter(({ whole, score }) => score >= 1 || chance <= (convertible(part, whole) ? mostByChance : mostByChance / 4))
}
