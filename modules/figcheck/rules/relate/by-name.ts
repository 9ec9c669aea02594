import type { Figure } from '../meaning/figures.ts'
import { round } from '../numbers/scan.ts'
import { isChange } from './is-change.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'

// 三地共 behind the names, or only the kind of the last: 石楼两县合计, 兴县列前三位,三地共.
const ending =
  /(?:列前[两三四五]位,)?(?:等?[两二三四五六](?:地|县|区|市|镇|乡|省|校|村|类|项|家|者|个[\u3400-\u9fff]{1,3})|[县区市镇乡省校村])?(?:合计|共计|加起来|一共|总共|共)[^,;。\d]{0,6}$/
const name = /^[\u3400-\u9fff]{2,7}$/
const reach = 160

/** Sums that call their parts by name (临泉、太和、界首三地共356份): each name is that of one number before, so that a sum that misses is wrong. */
export const sumsByName = (reading: Reading): Relation[] =>
  reading.figures.flatMap((stated): Relation[] => {
    if (!/共|合计|加起来/.test(stated.lead) || !isNumber(stated)) return []
    const said =
      reading.text
        .slice(Math.max(0, stated.start - 60), stated.start)
        .split(/[;。\n]/)
        .at(-1) ?? ''
    const end = ending.exec(said)
    const names =
      said
        .slice(0, end?.index)
        .split(/[,:()]/)
        .at(-1)
        ?.split(/[、和与及]/) ?? []
    if (!end || names.length < 2 || !names.every((one) => name.test(one)) || new Set(names).size < names.length)
      return []
    const parts = names.map((one) => numberOf(reading, stated, one))
    if (parts.some((one) => one === null)) return []
    const operands = parts.flatMap((one) => one ?? [])
    const sum = round(operands.reduce((all, one) => all + amount(one), 0))
    const isNear = Math.abs(sum - amount(stated)) <= amount(stated) * 0.1
    return isNear && new Set(operands).size === names.length
      ? [{ kind: 'sum', formula: 'sum', operands, stated, rule: 'by-name', sure: 0.6 }]
      : []
  })

const isNumber = (one: Figure): boolean => isCount(one) && one.hedge === null && !one.planned && !isChange(one)

// The one number of the unit that stands right behind the name, wherever that is before.
const numberOf = ({ figures, text }: Reading, stated: Figure, called: string): Figure | null => {
  const named = figures
    .slice(Math.max(0, stated.index - reach), stated.index)
    .filter((one) => isNumber(one) && one.unit === stated.unit && amount(one) < amount(stated))
    .filter(({ index, start }) => text.slice(figures[index - 1]?.end ?? 0, start).includes(called))
  const [first] = named
  return first && named.every((one) => amount(one) === amount(first)) ? first : null
}
