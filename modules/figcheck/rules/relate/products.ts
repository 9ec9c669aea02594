import type { Figure } from '../meaning/figures.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'
import { isChange } from './is-change.ts'
import { judge, wrongUnit } from '../judge.ts'

const perOne =
  /(?:每|人均|户均|年均|月均|亩产|单产|单价|标准|按)[^,;。\d]{0,12}$|各(?:发放|奖励|补助|资助|给予|救助|补贴)[^,;。\d]{0,8}$/
const reach = 60
// Of a number with fewer digits chance makes a product of any two.
const leastDigits = 3

/**
 * An amount for each, times how many, stated farther on while the number of them stands a sentence or more before (季节性从业8760人 … 年人均增收4200元,合计增收3679.2万元),
 * times the twelve months of a year where the amount is a month's. Only an exact product is told; what is near is left to `each.ts`.
 */
export const products = (reading: Reading, found: readonly Relation[]): Relation[] => {
  const known = new Set(
    found
      .filter((one) => judge(one).verdict.startsWith('match'))
      .flatMap(({ operands, stated }) => {
        const all = [...operands, ...(stated ? [stated] : [])]
        return all.flatMap((one) => all.map((other) => `${one.index}|${other.index}`))
      }),
  )
  return reading.figures.flatMap((total): Relation[] => {
    if (!isNumber(total) || digitsOf(total) < leastDigits) return []
    const several = productsBefore(reading, total)
    if (several) return [several]
    const rates = reading.figures
      .slice(Math.max(0, total.index - 4), total.index + 2)
      .filter(
        (one) =>
          one !== total &&
          isNumber(one) &&
          inUnitOf(one, total) !== null &&
          one.sentence === total.sentence &&
          amount(one) * (inUnitOf(one, total) ?? 1) < amount(total) &&
          perOne.test(one.lead),
      )
    for (const rate of rates.reverse()) {
      // An average and its total are told once.
      if (known.has(`${rate.index}|${total.index}`)) continue
      const each = amount(rate) * (inUnitOf(rate, total) ?? 1)
      const monthly = /每月|月均|月工资|月补/.test(rate.lead)
        ? reading.figures
            .slice(Math.max(0, rate.index - 3), rate.index)
            .find((one) => isNumber(one) && one.unit !== total.unit && gives(amount(one) * each * 12, total))
        : undefined
      if (monthly) return [product([monthly, rate], total, 12)]
      if (/月/.test(rate.lead) && gives(each * 12, total)) return [product([rate], total, 12)]
      const [number] = reading.figures
        .slice(Math.max(0, total.index - reach), total.index + 3)
        .filter(
          (one) =>
            one !== rate &&
            one !== total &&
            isNumber(one) &&
            one.unit !== total.unit &&
            amount(one) > 1 &&
            gives(amount(one) * each, total),
        )
        .sort((one, other) => Math.abs(one.index - rate.index) - Math.abs(other.index - rate.index))
      const factor = inUnitOf(rate, total) ?? 1
      if (number) return [product([number, rate], total, factor === 1 ? undefined : factor)]
      // 春蕾班42个,其中高中班25个、初中班17个,每班补助2.5万元,共计10.5万元: the right digits in a wrong unit.
      const slipped =
        Math.abs(rate.index - total.index) === 1 && (total.family === 'money' || total.family === 'weight')
          ? reading.figures
              .slice(Math.max(0, Math.min(rate.index, total.index) - 4), Math.min(rate.index, total.index))
              .find(
                (one) =>
                  one.sentence === total.sentence &&
                  isNumber(one) &&
                  one.unit !== total.unit &&
                  amount(one) > 1 &&
                  wrongUnit(amount(one) * each, amount(total)),
              )
          : undefined
      if (slipped) return [product([slipped, rate], total, factor === 1 ? undefined : factor)]
    }
    return []
  })
}

// 小学92名,每人400元,初中73名,每人600元,合计8.06万元
const productsBefore = ({ figures }: Reading, total: Figure): Relation | null => {
  if (!/(?:共|合计|总计)[^,;。\d]{0,6}$/.test(total.lead)) return null
  const operands: Figure[] = []
  // 两项合计 counts the products.
  const counted = figures[total.index - 1]?.unit === '项' ? 2 : 1
  for (let at = total.index - counted; at > 0; at -= 2) {
    const [number, rate] = [figures[at - 1], figures[at]]
    const isPair =
      number?.sentence === total.sentence &&
      rate &&
      rate.unit === total.unit &&
      perOne.test(rate.lead) &&
      isNumber(rate) &&
      isNumber(number) &&
      number.unit !== total.unit
    if (!isPair) break
    operands.unshift(number, rate)
  }
  const sum = operands.reduce(
    (all, one, at) => (at % 2 === 0 ? all + amount(one) * amount(operands[at + 1] ?? one) : all),
    0,
  )
  return operands.length >= 4 && gives(sum, total)
    ? { kind: 'sum', formula: 'products', operands, stated: total, rule: 'products', sure: 0.9 }
    : null
}

const isNumber = (one: Figure): boolean => isCount(one) && one.hedge === null && !one.planned && !isChange(one)

const digitsOf = ({ value, decimals }: Figure): number =>
  value
    .toFixed(decimals)
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length

const inUnits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  吨: { 公斤: 1e-3, 千克: 1e-3, 斤: 5e-4 },
  公斤: { 斤: 0.5, 克: 1e-3 },
  小时: { 分钟: 1 / 60 },
}

// How many of the total's unit one of the other is; null where they count different things.
const inUnitOf = (one: Figure, total: Figure): number | null =>
  one.unit === total.unit ? 1 : (inUnits[total.unit]?.[one.unit] ?? null)

// To the last printed place.
const gives = (made: number, total: Figure): boolean => {
  const place = total.decimals > 0 || total.scale > 1 ? 10 ** -total.decimals * total.scale : 0
  return Math.abs(made - amount(total)) <= place / 2 + 1e-6
}

const product = (operands: readonly Figure[], stated: Figure, times?: number): Relation => ({
  kind: 'sum',
  formula: 'product',
  operands,
  stated,
  rule: 'products',
  sure: 0.9,
  ...(times === undefined ? {} : { by: times }),
})
