import type { Figure } from '../meaning/figures.ts'
import { isChange } from './is-change.ts'
import { convertible, gives, isCount, ofOne, type Reading, type Relation } from './relation.ts'

/**
 * Shares whose two counts stand beside them in another order than the words of a share have (住院分娩率91.3%,住院分娩1283人 · 由12个镇向16个镇推开,覆盖率由75%).
 * Only two counts that give the printed share are told, and the fewer places it has the nearer they must stand.
 */
export const besideShares = (reading: Reading, open: readonly Figure[]): Relation[] =>
  open.flatMap((stated): Relation[] => {
    if (stated.family !== 'percent' || stated.planned || stated.hedge !== null || isChange(stated)) return []
    if (stated.value === 0 || (stated.value === 100 && ofOne(stated.unit) === 100)) return []
    const near = countsBeside(reading, stated)
    const [best] = near
      .flatMap((part) =>
        near
          .filter((whole) => whole !== part && convertible(part, whole) && gives(part, whole, stated))
          .map((whole) => ({ part, whole, far: away(part, stated) + away(whole, stated) })),
      )
      .slice()
      .sort((one, other) => one.far - other.far)
    return best
      ? [{ kind: 'ratio', formula: 'share', operands: [best.part, best.whole], stated, rule: 'beside', sure: 0.6 }]
      : []
  })

const reaches = [2, 6, 14]

const countsBeside = ({ figures, sentences }: Reading, stated: Figure): Figure[] => {
  const places = Math.min(2, stated.decimals + Math.log10(ofOne(stated.unit) / 100))
  const reach = reaches[Math.max(0, places)] ?? 2
  const paragraph = (one: Figure): number => sentences[one.sentence]?.paragraph ?? 0
  return figures
    .slice(Math.max(0, stated.index - reach), stated.index + reach + 1)
    .filter(
      (one) =>
        isCount(one) &&
        !isChange(one) &&
        !one.planned &&
        paragraph(one) === paragraph(stated) &&
        Math.abs(one.sentence - stated.sentence) <= places + 1,
    )
}

const away = (one: Figure, stated: Figure): number =>
  Math.abs(one.index - stated.index) + Math.abs(one.sentence - stated.sentence) + Math.max(0, one.depth - stated.depth)
