import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { isChange } from './is-change.ts'
import { amount, around, isCount, type Reading, type Relation } from './relation.ts'

/** One number as a multiple of another: 是2001年54.6万人次的1.8倍 · 由26个发展到1118个,增长了42倍. */
export const multiples = (reading: Reading): Relation[] =>
  reading.figures.flatMap((stated): Relation[] => {
    if (stated.family !== 'times' || stated.planned || stated.value === 0) return []
    const grown = /(?:增长|增加|提高|上升|多)(?:了)?$/.test(stated.lead)
    const near = around(reading, stated).filter(
      (one) =>
        one !== stated &&
        one.index >= stated.index - 6 &&
        one.index <= stated.index + 1 &&
        Math.abs(one.sentence - stated.sentence) <= 1 &&
        (isCount(one) || one.family === 'percent'),
    )
    const place = 10 ** -stated.decimals
    const pairs = near.flatMap((now) =>
      near
        .filter((then) => then !== now && (alike(now.unit, then.unit) || now.unit === then.unit) && amount(then) > 0)
        .map((then) => ({
          pair: [now, then] as const,
          off: Math.abs(amount(now) / amount(then) - (grown ? 1 : 0) - stated.value) / place,
        })),
    )
    // 比2014年的1.06亿元翻了一番多: a round word is of what stands right before it.
    const isRightBefore = ({ pair: [, then] }: (typeof pairs)[number]): boolean =>
      stated.hedge !== null && then.index === stated.index - 1 && /^(?:比|较|是|由|从)|的$/.test(then.lead)
    const fitting = pairs
      .filter(({ pair: [now, then], off }) =>
        stated.hedge === null ? off <= 1 : within(amount(now) / amount(then) - (grown ? 1 : 0), stated),
      )
      .sort((one, other) => Number(isRightBefore(other)) - Number(isRightBefore(one)) || one.off - other.off)[0]
    const named = near
      .filter((one) => one.index < stated.index && !isChange(one) && !/(?:净增|新增|增加)$/.test(one.lead))
      .slice(-2)
    // 从820万元增加到2132万元: what something has grown to is the greater.
    const [then, now] =
      grown && /(?:从|由)[^,;。]*(?:到|至|为)/.test(reading.text.slice((named[0]?.start ?? 0) - 12, stated.start))
        ? [named.at(-2), named.at(-1)]
        : [named.at(-1), named.at(-2)]
    if (fitting) return [relation(...fitting.pair, stated, grown, 0.9)]
    return then && now && alike(now.unit, then.unit) && amount(now) > amount(then)
      ? [relation(now, then, stated, grown, 0.55)]
      : []
  })

const within = (times: number, { low, high }: Figure): boolean => times >= low && times <= high

const relation = (now: Figure, then: Figure, stated: Figure, grown: boolean, sure: number): Relation => ({
  kind: grown ? 'growth' : 'ratio',
  formula: grown ? 'grownTimes' : 'quotient',
  operands: [now, then],
  stated,
  rule: 'times',
  sure,
})
