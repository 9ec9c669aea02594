import type { Figure } from '../meaning/figures.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'

// 13586.4万元,约1.36亿元: one amount in a rounder word.
const isRound = (one: Figure, word: Figure): boolean =>
  word.hedge === 'about' &&
  one.hedge === null &&
  isCount(word) &&
  one.unit === word.unit &&
  one.unit !== '' &&
  Math.abs(amount(one) / amount(word) - 1) < 0.1

/** A share said again in a word: 占39.7%,约四成 · 有效率94.3%,不足十分之一的无效. The word is of the same two counts. */
export const again = ({ figures, text }: Reading, found: readonly Relation[]): Relation[] => {
  const shares = new Map(
    found
      .filter(({ formula, operands, stated }) => formula === 'share' && operands.length === 2 && stated)
      .map((one) => [one.stated?.index, one] as const),
  )
  return figures.flatMap((word): Relation[] => {
    const count = figures[word.index - 1]
    if (
      count &&
      isRound(count, word) &&
      /^[,、(](?:即|也就是|合|折合|相当于)?$/.test(text.slice(count.end, word.start))
    )
      return [{ kind: 'duplicate', formula: 'same', operands: [count], stated: word, rule: 'again', sure: 0.6 }]
    const first = shares.get(word.index - 1)
    if (word.family !== 'percent' || word.hedge === null || word.planned || !first?.stated) return []
    const between = text.slice(first.stated.end, word.start)
    return first.stated.unit === '%' && /^[,、(:—]?(?:即|也就是|就是|相当于|接近)?(?:约|近|差不多|几乎)?$/.test(between)
      ? [{ ...first, stated: word, rule: 'again' }]
      : []
  })
}
