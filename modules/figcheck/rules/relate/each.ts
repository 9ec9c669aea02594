import { lastOf } from '../meaning/last.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { contained } from '../meaning/likeness.ts'
import { amount, around, isCount, type Reading, type Relation } from './relation.ts'

const each =
  /(?:平均)?每(?:一(?!个)|一?(?=个)|)([\u3400-\u9fff]{1,6}?)?[^,;。\d]{0,14}$|([人户件例通项村场次笔日月年镇乡校班期亩名家社生岗店站队篇周组点])均[^,;。\d]{0,8}$|各(?:发放|奖励|补助|资助|给予|救助|补贴)[^,;。\d]{0,8}$|平均(?:一([\u3400-\u9fff]))?[^,;。\d每]{0,10}$/
const unitsOf: Readonly<Record<string, readonly string[]>> = {
  人: ['人', '名', '位', '人次', '份'], 户: ['户', '名', '人', '家', '笔', '份'], 件: ['件', '起'], 村: ['个', '村'], 场: ['场', '场次'], 期: ['期'], 名: ['名', '人', '位'], 家: ['家', '户'],
  社: ['家', '个'], 生: ['名', '人'], 岗: ['个'], 店: ['家', '个'], 站: ['个'], 队: ['支'], 篇: ['篇'], 周: ['周'], 组: ['个'], 点: ['个'], 例: ['例', '件', '起'], 通: ['通'], 项: ['项'],
  日: ['天'], 天: ['天'], 月: ['个月', '月'], 次: ['次', '场次', '人次'], 笔: ['笔'], 班: ['个', '班', '期'], 镇: ['个', '镇'], 乡: ['个', '乡'], 校: ['所', '个'],
} // prettier-ignore

/** An amount for each, its number and its total: 56户每户800元,共44800元 · 352笔2288万元,户均6.5万元 · 124次132人次,平均每次5.5人次. */
export const eaches = (reading: Reading): Relation[] =>
  reading.figures.flatMap((rate): Relation[] => {
    const match = each.exec(rate.lead) ?? each.exec(beforeBracket(reading, rate))
    // 每四个家庭 is a group and no amount for each.
    if (!match || rate.lead.endsWith('每') || !isCount(rate) || rate.planned) return []
    const one = match[1] ?? match[2] ?? match[3] ?? ''
    const near = around(reading, rate).filter(
      (figure) =>
        figure !== rate &&
        isCount(figure) &&
        Math.abs(figure.sentence - rate.sentence) <= 1 &&
        figure.index >= rate.index - 10 &&
        figure.index <= rate.index + 2 &&
        !each.test(figure.lead),
    )
    const days = reading.days?.filter(({ sentence }) => Math.abs(sentence - rate.sentence) <= 1) ?? []
    const pairs = near.flatMap((total) =>
      [...near, ...days]
        .filter((number) => number !== total && amount(number) > 0 && counts(number, one))
        .map((number) => ({ total, number, off: off(rate, total, number), score: likely(rate, total, number, one) })),
    )
    const fitting = pairs
      .filter(({ off: by }) => by <= 1)
      .slice()
      .sort((a, b) => b.score - b.off - (a.score - a.off))[0]
    const ranked = pairs
      .filter(({ score, number }) => score >= 2 && !(one === '户' && alike(number.unit, '人')))
      .slice()
      .sort((a, b) => b.score - a.score)
    const best = fitting ?? ranked[0]
    if (!fitting) {
      const far = fromAfar(reading, rate, one) ?? (one === '月' ? aMonth(rate, near) : null)
      if (far) return [far]
    }
    if (!best) return alone(rate, near, one)
    const total = /每|各/.test(match[0]) && !/平均/.test(match[0]) && best.total.index > rate.index - 3
    // Only where the words leave no other pair is an average that does not fit a wrong one.
    const clear = best.score - (ranked[1]?.score ?? 0)
    // 两项合计 is the total of two, and not of this one.
    const isPlain =
      best.number.hedge === null && best.total.hedge === null && !/[两二三四五]项[^,;。]*$/.test(best.total.clause)
    const sure = fitting ? 0.9 : !isPlain ? 0.3 : best.score >= 3 || (best.score >= 2.5 && clear >= 0.6) ? 0.6 : 0.4
    return [
      total && whole(best, rate)
        ? { kind: 'sum', formula: 'product', operands: [best.number, rate], stated: best.total, rule: 'each', sure }
        : {
            kind: 'average',
            formula: 'quotient',
            operands: [best.total, best.number],
            stated: rate,
            rule: 'each',
            sure,
          },
    ]
  })

// 平均每个村(社区)15名: the words go on behind the bracket.
const beforeBracket = ({ text }: Reading, { lead, start }: Figure): string => {
  const from = start - lead.length
  return text[from - 1] === ')'
    ? text
        .slice(Math.max(0, from - 20), start)
        .replace(/\([^()]{1,8}\)/g, '')
        .replace(/.*[,;:。、\n()]/, '')
    : ''
}

// 1—8月累计962件 … 月均120件: the months are those the words of the total name, of a year without any.
const aMonth = (rate: Figure, near: readonly Figure[]): Relation | null => {
  for (const total of near.filter(({ index, unit }) => index < rate.index && unit === rate.unit).reverse()) {
    const months = monthsOf(total)
    if (Math.abs(amount(total) / months - amount(rate)) <= (10 ** -rate.decimals * rate.scale) / 2 + 1e-9)
      return {
        kind: 'average',
        formula: 'quotient',
        operands: [total],
        by: months,
        stated: rate,
        rule: 'each',
        sure: 0.9,
      }
  }
  return null
}

const monthsOf = ({ lead, period }: Figure): number => {
  const said = lead + period
  const [, from, to] = /(\d{1,2})(?:月)?[—–至到-](\d{1,2})月/.exec(said) ?? []
  if (from && to && Number(to) > Number(from)) return Number(to) - Number(from) + 1
  return /半年/.test(said) ? 6 : /季度/.test(said) ? 3 : 12
}

// 平均每岗17人, with the posts counted a paragraph before: only what gives the average; the last totals, or one the words call by its name (实现产值2.35亿元 … 人均产值1.87万元).
const fromAfar = ({ figures }: Reading, rate: Figure, one: string): Relation | null => {
  const before = figures
    .slice(Math.max(0, rate.index - 60), rate.index)
    .filter((figure) => isCount(figure) && figure.hedge === null)
  const of = before.filter((figure) => figure.unit === rate.unit || figure.unit.startsWith(rate.unit)).reverse()
  const isCalled = ({ core }: Figure): boolean => core.length >= 2 && contained(core, rate.clause) >= 0.6
  const totals = [...of.slice(0, 3), ...of.slice(3).filter(isCalled)]
  for (const total of totals) {
    const number = lastOf(
      before,
      (figure) =>
        figure !== total &&
        amount(figure) > 1 &&
        (one === '' ? figure.family === 'body' || figure.family === 'place' : counts(figure, one)) &&
        off(rate, total, figure) < (of.indexOf(total) < 3 ? 1 : 0.5 + 1e-9) &&
        amount(total) / amount(figure) >= amount(rate) - 1e-9 - (10 ** -rate.decimals * rate.scale) / 2,
    )
    if (number)
      return { kind: 'average', formula: 'quotient', operands: [total, number], stated: rate, rule: 'each', sure: 0.6 }
  }
  return null
}

const whole = ({ total, number }: { readonly total: Figure; readonly number: Figure }, rate: Figure): boolean =>
  Math.abs(amount(rate) * amount(number) - amount(total)) <= amount(total) * 0.4

// Off by how many halves of the last printed place; averages are cut as often as rounded.
const off = (rate: Figure, total: Figure, number: Figure): number =>
  Math.abs(amount(total) / amount(number) - amount(rate)) / (10 ** -rate.decimals * rate.scale)

const counts = ({ unit, label }: Figure, one: string): boolean =>
  one === '' || (unitsOf[one.slice(-1)] ?? [one]).includes(unit) || label.includes(one)

const likely = (rate: Figure, total: Figure, number: Figure, one: string): number =>
  (total.unit === rate.unit ? 1.5 : 0) +
  (one !== '' && (unitsOf[one.slice(-1)] ?? [one]).includes(number.unit) ? 1 : 0) +
  (one !== '' && number.label.includes(one) ? 0.6 : 0) +
  (total.sentence === rate.sentence && number.sentence === rate.sentence ? 0.5 : 0) -
  (Math.abs(rate.index - total.index) + Math.abs(rate.index - number.index)) * 0.12 +
  (amount(total) >= amount(rate) ? 0.3 : -1)

// 99名得到人均1万元: the total is left to the reader.
const alone = (rate: Figure, near: readonly Figure[], one: string): Relation[] => {
  const number = lastOf(near, (figure) => figure.index < rate.index && counts(figure, one) && one !== '')
  return number
    ? [{ kind: 'average', formula: 'product', operands: [number, rate], stated: null, rule: 'each', sure: 0.6 }]
    : []
}
