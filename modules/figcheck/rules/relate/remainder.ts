import { lastOf } from '../meaning/last.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { amount, around, countMatters, isCount, type Reading, type Relation } from './relation.ts'

const left =
  /(?:还需|尚需|仍需|尚有|还有|尚余|剩余|其余|余下|未(?!成年)[^,;。]{0,6}|在办|正在办理|待办|另有|还差|结余|净增|剔除|摘牌|往年|高于|低于|多|少|差)[^,;。\d]{0,12}$/
const leftBehind = /^[^,;。]{0,4}(?:尚未|正在|未(?!成年)|在办)/

// 其余8个县区798笔、4930万元: all numbers of the clause are of the rest.
const isRest = /^(?:其余|余下|剩余|其他)[^,;。]*$/

/** What is left when something is taken off: 受理60件,处理58件,尚有2件 · 收入78.6万元,支出70.2万元,结余8.4万元. */
export const remainders = (reading: Reading): Relation[] =>
  reading.figures.flatMap((stated): Relation[] => {
    if (
      !isCount(stated) ||
      (stated.planned && !/(?:还需|尚需|仍需)[^,;。]{0,8}$/.test(stated.lead)) ||
      !(
        left.test(stated.lead) ||
        /(?:剔除|扣除|除去|除外)[^,;。]*$/.test(stated.clause) ||
        leftBehind.test(stated.trail) ||
        isRest.test(stated.clause)
      )
    )
      return []
    // What the rest is of may stand some sentences before, where the number is too long to be made by chance.
    const isLong = (isRest.test(stated.clause) || /结余|结存/.test(stated.lead)) && stated.value >= 100
    const [reach, sentences] = isLong ? [24, 4] : [14, 1]
    const near = around(reading, stated).filter(
      (one) =>
        one !== stated &&
        one.index >= stated.index - reach &&
        one.index <= stated.index + 1 &&
        Math.abs(one.sentence - stated.sentence) <= sentences &&
        isCount(one) &&
        one.depth <= stated.depth &&
        countsAlike(one, stated),
    )
    for (const whole of near.slice().reverse())
      for (const taken of near.slice().reverse())
        if (whole !== taken && Math.abs(amount(whole) - amount(taken) - amount(stated)) < 1e-6 && amount(taken) > 0)
          return [relation([whole, taken], stated, 0.9)]
    const finished = lastOf(near, (one) => one.index < stated.index && done.test(one.lead + one.trail))
    const whole = finished && lastOf(near, (one) => one.index < finished.index && amount(one) >= amount(finished))
    return finished && whole && /还需|尚需|仍需|尚有|还有|尚余|剩余|未/.test(stated.lead)
      ? [relation([whole, finished], stated, 0.7)]
      : []
  })

/** What is left of a whole that the share right before names: 已拨付3312万元,执行率92%,尚有288万元, of 3600万元 some paragraphs before. */
export const remaindersOfShares = ({ figures }: Reading, fitting: readonly Relation[]): Relation[] =>
  fitting.flatMap(({ formula, operands: [part, whole], stated }): Relation[] => {
    const next = stated && figures[stated.index + 1]
    const isLeft =
      formula === 'share' &&
      part &&
      whole &&
      next?.sentence === stated?.sentence &&
      next?.hedge === null &&
      countsAlike(next, part) &&
      /(?:尚有|还有|尚余|剩余|其余|余下)[^,;。\d]{0,12}$/.test(next.lead)
    return isLeft && amount(next) < amount(whole) ? [relation([whole, part], next, 0.7)] : []
  })

const done = /(?:办结|结案|处理|调处|化解|完成|答复|审结|办理|解决|回访|发放|到位)/

const relation = (operands: readonly Figure[], stated: Figure, sure: number): Relation => ({
  kind: 'difference',
  formula: 'difference',
  operands,
  stated,
  rule: 'remainder',
  sure,
})

const countsAlike = (one: Figure, other: Figure): boolean =>
  alike(one.unit, other.unit) || countMatters(one.unit, other.unit)
