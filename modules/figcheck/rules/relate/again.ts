import type { Reading, Relation } from './relation.ts'

/** A share said again in a word: 占39.7%,约四成 · 有效率94.3%,不足十分之一的无效. The word is of the same two counts. */
export const again = ({ figures, text }: Reading, found: readonly Relation[]): Relation[] => {
  const shares = new Map(
    found
      .filter(({ formula, operands, stated }) => formula === 'share' && operands.length === 2 && stated)
      .map((one) => [one.stated?.index, one] as const),
  )
  return figures.flatMap((word): Relation[] => {
    const first = shares.get(word.index - 1)
    if (word.family !== 'percent' || word.hedge === null || word.planned || !first?.stated) return []
    const between = text.slice(first.stated.end, word.start)
    return first.stated.unit === '%' && /^[,、(:—]?(?:即|也就是|就是|相当于|接近)?(?:约|近|差不多|几乎)?$/.test(between)
      ? [{ ...first, stated: word, rule: 'again' }]
      : []
  })
}
