import { lastOf } from '../meaning/last.ts'
import { contained } from '../meaning/likeness.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { isChange } from './is-change.ts'
import { amount, around, isCount, type Reading, type Relation } from './relation.ts'

/** Words right before a number that it is a decrease. */
export const falls = /(?:下降|减少|降低|回落|缩小|缩短|降幅|减幅|少|降|减|跌|快)(?:了|率|幅度|为|达|约|近|超过|[:])*$/
const earlier =
  /(?:去年|上年|前年|同期|上届|上季度?|上月|原来|[年月]前|年[初底末])(?:为|是|的|只有|仅|共|同期)*$|(?:由|从|(?<!占)比(?!为|重|例)|较)[^,;。]{0,14}$/
const yearNamed = /(?:比|较|与|同)((?:19|20)\d\d年)/

/** Changes against an earlier time: in percent, in points, in counts (比上年增长3.4%, 提高1.2个百分点, 比2005年增加2.05万人). */
export const changes = (reading: Reading): Relation[] =>
  reading.figures.flatMap((figure): Relation[] => {
    if (figure.planned || !isChange(figure)) return []
    if (figure.family === 'percent') return rateOfChange(reading, figure)
    return byHowMuch(reading, figure)
  })

const down = (reading: Reading, stated: Figure): boolean => {
  if (falls.test(stated.lead)) return true
  const before = reading.figures[stated.index - 1]
  return (
    /^(?:[、,]|和|与|及)?$/.test(stated.lead) && before !== undefined && isChange(before) && falls.test(before.lead)
  )
}

// 比上年分别增长17.6%和21.5%: the k-th of a run of changes belongs to the k-th of as many values before it.
const placeInRun = (
  { figures }: Reading,
  stated: Figure,
): { readonly at: number; readonly of: number; readonly first: Figure } => {
  const joined = (one: Figure | undefined, other: Figure | undefined): boolean =>
    one !== undefined &&
    other !== undefined &&
    one.family === other.family &&
    isChange(one) &&
    other.start - one.end <= 4 &&
    isChange(other)
  let from = stated.index
  while (joined(figures[from - 1], figures[from])) from -= 1
  let to = stated.index
  while (joined(figures[to], figures[to + 1])) to += 1
  return { at: stated.index - from, of: to - from + 1, first: figures[from] ?? stated }
}

const valueNow = (reading: Reading, stated: Figure, fits: (one: Figure) => boolean): Figure | undefined => {
  const { at, of, first } = placeInRun(reading, stated)
  const year = yearNamed.exec(stated.clause)?.[1] ?? ''
  const before = reading.figures
    .slice(Math.max(0, first.index - 60), first.index)
    .filter(
      (one) =>
        one.sentence === stated.sentence &&
        one.depth === stated.depth &&
        fits(one) &&
        !isChange(one) &&
        !saysEarlier(reading, one, year),
    )
  if (of === 1) {
    const named = lastOf(
      before,
      (one) => subjectOf(stated).length >= 2 && contained(subjectOf(stated), one.label) >= 0.8,
    )
    return named ?? before.at(-1)
  }
  const own = before.slice(-of)
  return own.length === of ? own[at] : undefined
}

// 贷款笔数增加588笔: what stands before the verb names what changed.
const subjectOf = (stated: Figure): string =>
  stated.lead.replace(/(?:比|较|与|同比|环比|增长|增加|上升|下降|减少|提高|降低|了|分别|上年|去年|同期|的|数)+/g, '')

const saysEarlier = ({ text }: Reading, figure: Figure, year: string): boolean =>
  // 减少到去年的86万人 is what it has come to.
  (earlier.test(figure.lead) && !/(?:到|至)了?(?:去年|上年)的?$/.test(figure.lead)) ||
  (year !== '' &&
    figure.clause.includes(year) &&
    figure.depth === 0 &&
    !figure.clause.slice(figure.clause.indexOf(year)).includes('%')) ||
  /^\s*\(?(?:去年|上年|同期)\)/.test(text.slice(figure.end, figure.end + 8))

const valuesThen = (reading: Reading, stated: Figure, now: Figure): Figure[] => {
  const year = yearNamed.exec(stated.clause)?.[1] ?? ''
  return around(reading, stated).filter(
    (one) =>
      one !== now &&
      one !== stated &&
      alike(one.unit, now.unit) &&
      !isChange(one) &&
      (one.sentence === stated.sentence || one.sentence === stated.sentence + 1) &&
      Math.abs(one.index - stated.index) <= 6 &&
      (one.index > now.index || !/[;。]/.test(reading.text.slice(one.end, now.start))) &&
      (saysEarlier(reading, one, year) || inBracketsOfThen(reading, one, year)) &&
      !reading.figures
        .slice(Math.min(one.index, stated.index) + 1, Math.max(one.index, stated.index))
        .some(
          (between) => isChange(between) && between.family === stated.family && placeInRun(reading, stated).of === 1,
        ),
  )
}

// (2008年为410期、31,742人次), (上年93.3%)
const inBracketsOfThen = ({ text }: Reading, one: Figure, year: string): boolean => {
  if (one.depth === 0) return false
  const open = text.lastIndexOf('(', one.start)
  const words = text.slice(open, one.start)
  return (
    /去年|上年|同期|上月|上季|(?:19|20)\d\d年/.test(words) &&
    (year === '' || words.includes(year) || !/(?:19|20)\d\d年/.test(words))
  )
}

// Two values nearby that give the printed change exactly, the nearest pair first; what stands right before may be of a number farther back.
const pairThatGives = (
  reading: Reading,
  stated: Figure,
  gives: (now: number, then: number) => boolean,
): readonly [Figure, Figure] | null => {
  const near = around(reading, stated).filter(
    (one) =>
      one !== stated &&
      !isChange(one) &&
      Math.abs(one.sentence - stated.sentence) <= 1 &&
      one.index >= stated.index - farthest &&
      one.index <= stated.index + 3,
  )
  const pairs = near.flatMap((now) =>
    near
      .filter(
        (then) =>
          then !== now &&
          (Math.min(now.index, then.index) >= stated.index - 7 || then.index === stated.index - 1) &&
          (alike(now.unit, then.unit) || now.unit === then.unit) &&
          gives(valueOf(now), valueOf(then)),
      )
      .map((then) => ({
        pair: [now, then] as const,
        far: Math.abs(now.index - stated.index) + Math.abs(then.index - stated.index),
      })),
  )
  const [best] = pairs.slice().sort((one, other) => one.far - other.far)
  return best?.pair ?? null
}

const farthest = 12

const valueOf = (one: Figure): number => (one.family === 'percent' ? one.value : amount(one))

const rateOfChange = (reading: Reading, stated: Figure): Relation[] => {
  const sign = down(reading, stated) ? -1 : 1
  const margin = Math.max(0.05, 10 ** -stated.decimals / 2)
  const pair = pairThatGives(
    reading,
    stated,
    (one, other) => other > 0 && Math.abs((one / other - 1) * 100 - sign * stated.value) <= margin + 1e-9,
  )
  if (pair)
    return [{ kind: 'growth', formula: 'growth', operands: pair, stated, rule: 'change', sure: 0.9, down: sign < 0 }]
  const points = pairThatGives(
    reading,
    stated,
    (one, other) => Math.abs(Math.abs(one - other) - stated.value) < 1e-6 && one * sign > other * sign,
  )
  if (points?.every(({ family }) => family === 'percent'))
    return [
      {
        kind: 'growth',
        formula: 'growth',
        operands: points,
        stated,
        rule: 'change',
        sure: 0.9,
        down: sign < 0,
        slip: 'points',
      },
    ]
  const ofPoints = rateOfPoints(reading, stated)
  if (ofPoints) return [ofPoints]
  const now = valueNow(reading, stated, isCount)
  if (!now) return []
  // 贷款比上年多168.2亿元,增长15%: the change in counts stands right before.
  const change = reading.figures[stated.index - 1]
  const both = withBoth(reading, stated)
  if (both) return [both]
  const whole = wholeOfChange(reading, stated, change && isCount(change) && isChange(change) ? change : now)
  if (whole) return [whole]
  const falling = down(reading, stated)
  const thens = valuesThen(reading, stated, now)
  // 户均增收4200元,比投放前的11500元增长36.5%: the increase itself is counted.
  const against = reading.figures[stated.index - 1]
  const ofIncrease =
    against !== undefined &&
    against !== now &&
    /(?:增收|增加|增产|净增)$/.test(now.lead) &&
    /^(?:比|较)/.test(against.lead) &&
    alike(against.unit, now.unit) &&
    Math.abs((amount(now) / amount(against)) * 100 - stated.value) <= margin + 1e-9
  if (ofIncrease)
    return [{ kind: 'growth', formula: 'share', operands: [now, against], stated, rule: 'change', sure: 0.9 }]
  const rate = stated.value * (falling ? -1 : 1)
  const close = (then: number): number => Math.abs((amount(now) / then - 1) * 100 - rate)
  const slack = Math.max(0.05, 10 ** -stated.decimals / 2)
  // 比上年的63.0万人增长1.9%: what stands right before the change is what it is against.
  const right = thens.find((one) => one.index === stated.index - 1 && /^(?:比|较)/.test(one.lead))
  const then = right ?? thens.slice().sort((one, other) => close(amount(one)) - close(amount(other)))[0]
  // 比上年减少98件次,下降8.0%: the value then is the value now less the change in counts.
  const by = around(reading, stated).find(
    (one) =>
      one.sentence === stated.sentence &&
      Math.abs(one.index - stated.index) <= 2 &&
      isCount(one) &&
      isChange(one) &&
      alike(one.unit, now.unit),
  )
  const before = by && amount(now) - amount(by) * (falls.test(by.lead) ? -1 : 1)
  const common = { kind: 'growth', formula: 'growth', stated, rule: 'change', down: falling } as const
  if (then && close(amount(then)) <= slack) return [{ ...common, operands: [now, then], sure: 0.9 }]
  if (by && before && before > 0)
    return [{ ...common, formula: 'growthBy', operands: [now, by], sure: close(before) <= slack ? 0.9 : 0.6 }]
  if (then) return [{ ...common, operands: [now, then], sure: 0.65 }]
  const two = besideEachOther(reading, stated)
  if (two && (amount(two[0]) - amount(two[1])) * rate > 0) return [{ ...common, operands: two, sure: 0.6 }]
  return [{ ...common, operands: [now], sure: distinctNow(reading, stated, now) ? 0.7 : 0.4 }]
}

// 女主任57名,占3.3%,比上届的45名增加12名,增长21.1%: what there was, the change and the number they make.
const withBoth = (reading: Reading, stated: Figure): Relation | null => {
  const [then, by] = [reading.figures[stated.index - 2], reading.figures[stated.index - 1]]
  if (!then || !by || !isCount(then) || !isCount(by) || !isChange(by) || !/^(?:比|较)/.test(then.lead)) return null
  const falling = falls.test(by.lead)
  const made = amount(then) + (falling ? -1 : 1) * amount(by)
  const now = lastOf(
    reading.figures.slice(Math.max(0, then.index - 12), then.index),
    (one) => isCount(one) && alike(one.unit, then.unit) && amount(one) === made && one.sentence >= stated.sentence - 1,
  )
  return now && alike(by.unit, then.unit)
    ? { kind: 'growth', formula: 'growth', operands: [now, then], stated, rule: 'change', sure: 0.9, down: falling }
    : null
}

// 死亡率11.74‰,比2000年的18.19‰下降6.45个千分点,降幅34.5%: of the two rates whose points stand right before.
const rateOfPoints = (reading: Reading, stated: Figure): Relation | null => {
  const points = reading.figures[stated.index - 1]
  if (points?.family !== 'point' || points.sentence !== stated.sentence || !/[降增]幅[^,;。]{0,4}$/.test(stated.lead))
    return null
  const pair = pairThatGives(reading, points, (one, other) => Math.abs(one - other - points.value) < 1e-6)
  if (!pair || !pair.every(({ family }) => family === 'percent')) return null
  const falling = /降/.test(stated.lead)
  const operands = falling ? [pair[1], pair[0]] : pair
  return { kind: 'growth', formula: 'growth', operands, stated, rule: 'change', sure: 0.9, down: falling }
}

// 发放2150笔 … 贷款笔数增加590笔,增长37.8%: what stands right before is the change; the value it is of stands before it, and gives the rate.
const wholeOfChange = ({ figures }: Reading, stated: Figure, by: Figure): Relation | null => {
  if (by.index !== stated.index - 1 || !/(?:增加|减少|净增|增|减|多|少)了?$/.test(by.lead)) return null
  const falling = /减|少/.test(by.lead)
  const slack = Math.max(0.05, 10 ** -stated.decimals / 2)
  const now = lastOf(figures.slice(Math.max(0, by.index - 20), by.index), (one) => {
    const before = amount(one) + (falling ? 1 : -1) * amount(by)
    return (
      isCount(one) &&
      alike(one.unit, by.unit) &&
      before > 0 &&
      Math.abs((amount(by) / before) * 100 - stated.value) <= slack
    )
  })
  return now
    ? { kind: 'growth', formula: 'growthBy', operands: [now, by], stated, rule: 'change', sure: 0.9, down: falling }
    : null
}

// 18件,7月24件,环比下降33.3% · 312份,同比增长17.9%,2022年256份: two values of one sentence and nothing else to compare.
const besideEachOther = (reading: Reading, stated: Figure): readonly [Figure, Figure] | null => {
  const near = around(reading, stated).filter(
    (one) =>
      one.sentence === stated.sentence &&
      isCount(one) &&
      !isChange(one) &&
      Math.abs(one.index - stated.index) <= 3 &&
      !/[;；]/.test(reading.text.slice(Math.min(one.end, stated.end), Math.max(one.start, stated.start))),
  )
  const [one, other] = near
  if (near.length !== 2 || !one || !other || !alike(one.unit, other.unit)) return null
  return timed.test(other.lead) ? [one, other] : timed.test(one.lead) ? [other, one] : null
}

const timed = /^(?:(?:19|20)\d\d年|\d{1,2}月|上[年月季]|去年)(?:为|是)?$/

// The value stands in the clause before or in the same one, so that no other can be meant.
const distinctNow = (reading: Reading, stated: Figure, now: Figure): boolean => {
  const { at, of, first } = placeInRun(reading, stated)
  if (
    of === 1 &&
    around(reading, stated).filter(
      (one) => one.sentence === stated.sentence && one.index < stated.index && isCount(one),
    ).length === 1
  )
    return true
  return (
    now.index === first.index - (of - at) &&
    first.start - (reading.figures[first.index - 1]?.end ?? 0) <= 20 &&
    !/(?:个|名|人|%)(?:增长|下降)/.test(now.unit + stated.lead)
  )
}

const pointsOf = (unit: string): string =>
  unit.includes('千分') ? '‰' : unit.includes('十万分') ? '/10万' : unit.includes('万分') ? '/万' : '%'

const byHowMuch = (reading: Reading, stated: Figure): Relation[] => {
  const ofPoints = stated.family === 'point'
  const fits = (one: Figure): boolean =>
    ofPoints
      ? one.family === 'percent' && pointsOf(stated.unit) === one.unit
      : isCount(one) && alike(one.unit, stated.unit)
  // 64.53%, 高出全市(52.1%)12.4个百分点: printed to fewer places than the two.
  const slack = ofPoints ? 10 ** -stated.decimals / 2 : 0
  const exact = pairThatGives(
    reading,
    stated,
    (one, other) =>
      Math.abs(Math.abs(one - other) - (ofPoints ? stated.value : amount(stated))) < slack + 1e-6 && one >= other,
  )
  if (exact && exact.every(fits))
    return [
      {
        kind: 'difference',
        formula: ofPoints ? 'points' : 'difference',
        operands: exact,
        stated,
        rule: 'change',
        sure: 0.9,
      },
    ]
  const now = valueNow(reading, stated, fits)
  if (!now) return []
  const falling = down(reading, stated)
  const thens = valuesThen(reading, stated, now)
  const size = (one: Figure): number => (ofPoints ? one.value : amount(one))
  const off = (then: Figure): number => Math.abs(Math.abs(size(now) - size(then)) - size(stated))
  const then = thens.slice().sort((one, other) => off(one) - off(other))[0]
  const formula = ofPoints ? 'points' : 'difference'
  if (then)
    return [
      {
        kind: 'difference',
        formula,
        operands: falling ? [then, now] : [now, then],
        stated,
        rule: 'change',
        sure: off(then) < 1e-6 ? 0.9 : 0.65,
        down: falling,
      },
    ]
  return [
    {
      kind: 'growth',
      formula: falling ? 'sum' : 'difference',
      operands: [now, stated],
      stated: null,
      rule: 'change',
      sure: 0.7,
    },
  ]
}
