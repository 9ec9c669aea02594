import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { isChange } from './is-change.ts'
import { amount, fitsClosely, isCount, type Reading, type Relation } from './relation.ts'

const named = /(?:任务|计划|目标|应[\u3400-\u9fff]{1,4})[^,;。\d]{0,10}$/
const asked = /(?:任务|计划|目标)(?:数|量|总数)?的$|^的$|(?:完成|达到|达|占|进度|超额)[^,;。\d]{0,8}$|率(?:为|达)?$/
const reach = 24

/**
 * How much of a task was done (培训3150人 … 下达任务2500人,完成任务的126% · 完成任务4亿元的109%). A task is a plan, which no other rule compares with;
 * only what gives the printed share is told.
 */
export const tasks = ({ figures }: Reading, open: readonly Figure[]): Relation[] =>
  open.flatMap((stated): Relation[] => {
    if (stated.family !== 'percent' || stated.hedge !== null || isChange(stated) || !asked.test(stated.lead)) return []
    const near = figures.slice(Math.max(0, stated.index - reach), stated.index + 2)
    const wholes = near.filter(
      (one) =>
        isCount(one) &&
        named.test(one.lead) &&
        Math.abs(one.sentence - stated.sentence) <= 1 &&
        Math.abs(one.index - stated.index) <= 4,
    )
    for (const whole of wholes.reverse()) {
      const [part] = near
        .filter(
          (one) =>
            one !== whole &&
            isCount(one) &&
            !isChange(one) &&
            !named.test(one.lead) &&
            (alike(one.unit, whole.unit) || one.unit.startsWith(whole.unit)) &&
            fitsClosely(one, whole, stated) &&
            amount(one) > 0,
        )
        .sort((one, other) => Math.abs(one.index - stated.index) - Math.abs(other.index - stated.index))
      if (part) return [{ kind: 'ratio', formula: 'share', operands: [part, whole], stated, rule: 'tasks', sure: 0.8 }]
    }
    return []
  })
