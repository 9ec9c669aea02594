import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'

const opening =
  /(?:期初|年初|月初|季初|(?:上|去|前)年(?:底|末|结转|结余)?|(?:19|20)\d\d年(?:底|末)|上(?:期|月末|季末|月底)|原有|原来|结转|由|从)[^,;。]{0,8}$/
const surelyOpening = /(?:期初|年初|月初|(?:上|去)年(?:底|末|结转|结余)|上期|上月末|结转)[^,;。]{0,6}$/
const closing =
  /(?:期末|年末|月末|季末|年底|月底|现有|现存|余额|结余|净资产|累计|总数|合计|共有|增加|发展|扩大|减少)[^,;。]{0,6}$|(?:达|达到|增至|减至)$/
const surelyClosing = /(?:期末|年末|月末|现有|现存|余额|结余)[^,;。]{0,6}$/
const comesIn =
  /(?:新建|新增|新设|新成立|新发展|增加|净增|增设|收入|收到|发放|转入|纳入|接收|本(?:期|年|月)增)[^,;。]{0,14}$/
const goesOut = /(?:减少|注销|撤销|撤并|支出|收回|转出|退出|核销|归还|摘牌|本(?:期|年|月)减)[^,;。]{0,14}$/
const reach = 8

/** What was there, what came and what went makes what is there: 期初余额1846万元,发放612万元,收回538万元,期末余额1920万元 · 上年底138个,新建45个,累计达183个. */
export const stocks = (reading: Reading): Relation[] =>
  reading.figures.flatMap((before): Relation[] => {
    if (!isStock(before) || !opening.test(before.lead)) return []
    const near = nearOf(reading, before)
    const inward = near.filter(({ lead }) => comesIn.test(lead))
    const outward = near.filter(({ lead }) => goesOut.test(lead))
    const after = near.filter(({ lead }) => closing.test(lead))
    const ways = after.flatMap((end) => [
      ...inward.flatMap((more) => outward.map((less) => ({ end, flows: [more, less] }))),
      ...inward.map((more) => ({ end, flows: [more] })),
    ])
    const fitting = ways.find(
      ({ end, flows }) => new Set([end, ...flows]).size > flows.length && gives(before, flows, end),
    )
    if (fitting) return [relation(before, fitting.flows, fitting.end, 0.9)]
    const [end, more, less] = [after.find(({ lead }) => surelyClosing.test(lead)), inward[0], outward[0]]
    const isAll = near.length === 3 && inward.length === 1 && outward.length === 1
    return isAll && end && more && less && surelyOpening.test(before.lead)
      ? [relation(before, [more, less], end, 0.7)]
      : []
  })

const isStock = (one: Figure): boolean => isCount(one) && !one.planned && one.hedge === null && amount(one) > 0

const nearOf = ({ figures, sentences }: Reading, before: Figure): Figure[] =>
  figures
    .slice(Math.max(0, before.index - reach), before.index + reach + 1)
    .filter(
      (one) =>
        one !== before &&
        isStock(one) &&
        !/其中/.test(one.lead) &&
        alike(one.unit, before.unit) &&
        Math.abs(one.sentence - before.sentence) <= 1 &&
        sentences[one.sentence]?.block === sentences[before.sentence]?.block,
    )

const gives = (before: Figure, [more, less]: readonly Figure[], end: Figure): boolean =>
  Math.abs(amount(before) + (more ? amount(more) : 0) - (less ? amount(less) : 0) - amount(end)) <
  (10 ** -end.decimals * end.scale) / 2

const relation = (before: Figure, flows: readonly Figure[], end: Figure, sure: number): Relation => ({
  kind: 'sum',
  formula: flows.length > 1 ? 'balance' : 'sum',
  operands: [before, ...flows],
  stated: end,
  rule: 'stock',
  sure,
})
