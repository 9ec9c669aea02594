import type { Figure } from './meaning/figures.ts'
import { amount, ofOne, type Relation } from './relate/relation.ts'
import { isSlip } from './relate/slip.ts'

/** What the check says of a relation (design/interface.md). */
export type Verdict = 'match' | 'match-truncated' | 'mismatch' | 'unattainable' | 'derived' | 'lost' | 'undecided'

/** A relation with what arithmetic says of it. `computed` is in the unit of the printed result. */
export type Finding = {
  readonly relation: Relation
  readonly verdict: Verdict
  readonly computed: number | null
  readonly low: number
  readonly high: number
}

/** Below this an untrue relation is left undecided: the meaning was not clear enough to alarm anybody. */
const bar = 0.5
/** 四成 and 近三分之一 say less of what they are of. */
const roughBar = 0.9
/** Where the printed digits are a slip of the right ones, less is enough. */
const slipBar = 0.4

type Span = readonly [number, number]

/** Judges one relation: tolerance and rounding as in seeds/README.md, hedged numbers as what they can be. */
export const judge = (relation: Relation): Finding => {
  const [low, high] = range(relation)
  const computed = exact(relation)
  const { stated } = relation
  const found = (verdict: Verdict): Finding => ({ relation, verdict, computed, low, high })
  if (relation.gap) return found('lost')
  if (!stated) return found('derived')
  if (relation.formula === 'partOf' || (relation.formula === 'share' && relation.operands.length < 2))
    return found(whole(relation, stated))
  if (relation.formula === 'atMost')
    return found(amount(relation.operands[0] ?? stated) > stated.high ? alarm(relation) : 'match')
  if (relation.formula === 'growth' || relation.formula === 'growthBy') return found(growth(relation, stated))
  const printed: Span = [stated.low, stated.high]
  if (touches([low, high], rounded(stated, printed, relation.formula === 'quotient'))) return found('match')
  if (truncated(stated, low, high)) return found('match-truncated')
  return found(touches([low, high], widened(stated, printed)) ? 'match' : alarm(relation))
}

// People slip by a digit, a row, a year, a unit; what is far off otherwise is more likely a relation that was read wrongly.
const alarm = (relation: Relation): Verdict => {
  const [computed, { stated, sure }] = [exact(relation), relation]
  if (stated === null || computed === null) return 'undecided'
  const slipped =
    sure >= (stated.family === 'percent' ? bar : slipBar) &&
    stated.hedge === null &&
    isSlip(
      stated.value.toFixed(stated.decimals),
      (Math.abs(computed) / (stated.family === 'percent' ? 1 : stated.scale)).toFixed(stated.decimals),
    )
  if (slipped) return 'mismatch'
  if (sure < bar || (stated.hedge !== null && sure < roughBar)) return 'undecided'
  if (relation.slip || ofWrongBase(relation, stated)) return 'mismatch'
  const share = stated.family === 'percent' || stated.family === 'point'
  const printed = share ? stated.value : amount(stated)
  const off = Math.abs(Math.abs(computed) - printed)
  const least = relation.formula.startsWith('growth') ? 15 : share ? 5 : 0
  return off <= Math.max(printed * 0.4, least) || wrongUnit(computed, printed) ? 'mismatch' : 'undecided'
}

// 由148万人减少到86万人,下降72.1%: the change taken by what there is now instead of by what there was.
const ofWrongBase = ({ formula, operands: [now, then] }: Relation, stated: Figure): boolean => {
  if (!now || !then || stated.decimals === 0 || (formula !== 'growth' && formula !== 'growthBy')) return false
  const change = formula === 'growth' ? amount(now) - amount(then) : amount(then)
  return Math.abs(Math.abs(change / amount(now)) * 100 - stated.value) <= 10 ** -stated.decimals / 2 + 1e-9
}

/** Whether the printed result is the right one in a wrong unit: 9000万元 for 9000元, 10.82/万 for 108.2/万. */
export const wrongUnit = (computed: number, printed: number): boolean => {
  const power = Math.log10(Math.abs(computed) / printed)
  return Math.abs(power) > 0.5 && Math.abs(power - Math.round(power)) < 1e-3
}

// A count that a share implies must be whole: 43 matters and 97 % is no number of matters.
const whole = (relation: Relation, stated: Figure): Verdict => {
  const [base] = relation.operands
  if (!base || relation.formula !== 'partOf' || stated.hedge !== null || base.hedge !== null) return 'derived'
  if (base.scale > 1 || base.decimals > 0 || base.family === 'money') return 'derived'
  const slack = Math.max(0.05, 10 ** -stated.decimals / 2)
  const about = amount(base) * (stated.value / ofOne(stated.unit))
  const near = [Math.floor(about), Math.ceil(about)]
  const fits = near.some((one) => {
    const share = (one / amount(base)) * ofOne(stated.unit)
    return (
      Math.abs(share - stated.value) <= slack + 1e-9 ||
      (share >= stated.value && share < stated.value + 10 ** -stated.decimals)
    )
  })
  return fits ? 'derived' : relation.sure < 0.7 ? 'undecided' : 'unattainable'
}

// Percentages: the larger of 0.05 points and half a unit of the last printed place. Sums and counts: exact, but for the places they are rounded to.
const widened = (stated: Figure, [low, high]: Span): Span => {
  const share = stated.family === 'percent' || stated.family === 'point'
  const slack = share ? 0.05 : 0
  return [low - slack - 1e-9, high + slack + 1e-9]
}

// What rounds to the printed number, or what a hedged one can be.
const rounded = (stated: Figure, [low, high]: Span, byEach: boolean): Span => {
  const half = byEach || roundsItself(stated) ? (10 ** -stated.decimals * stated.scale) / 2 : 0
  return [low - half - 1e-9, high + half + 1e-9]
}

const roundsItself = ({ family, decimals, scale }: Figure): boolean =>
  family === 'percent' || family === 'point' || family === 'times' || decimals > 0 || scale > 1

const touches = ([low, high]: Span, [from, to]: Span): boolean => low <= to && high >= from

const truncated = (stated: Figure, low: number, high: number): boolean => {
  if (stated.hedge !== null) return false
  const place = 10 ** -stated.decimals * stated.scale
  const printed = stated.value * stated.scale
  return high >= printed && low < printed + place - 1e-9
}

// A number with places or a scale is rounded itself: 4.75万 may be 47,450 to 47,550.
const spanOf = (figure: Figure): Span => {
  if (figure.hedge !== null) return [figure.low, figure.high]
  const own = amount(figure)
  const place = figure.decimals > 0 || figure.scale > 1 ? 10 ** -figure.decimals * figure.scale : 0
  return [own - place / 2, own + place / 2]
}

const range = (relation: Relation): Span => {
  const spans = relation.operands.map(spanOf)
  const [first = [0, 0], second = [1, 1]] = spans
  switch (relation.formula) {
    case 'share': {
      const times = ofOne(relation.stated?.unit ?? '%')
      return [(first[0] / (second[1] || 1)) * times, (first[1] / (second[0] || 1)) * times]
    }
    case 'sum':
      return spans.reduce(([low, high], [from, to]) => [low + from, high + to], [0, 0])
    case 'difference':
    case 'points':
      return spans.slice(1).reduce(([low, high], [from, to]) => [low - to, high - from], first)
    case 'balance': {
      const [, , third = [0, 0]] = spans
      return [first[0] + second[0] - third[1], first[1] + second[1] - third[0]]
    }
    case 'shareOfSum': {
      const times = ofOne(relation.stated?.unit ?? '%')
      const [low, high] = spans.slice(0, -1).reduce(([one, other], [from, to]) => [one + from, other + to], [0, 0])
      const whole = spans.at(-1) ?? [1, 1]
      return [(low / (whole[1] || 1)) * times, (high / (whole[0] || 1)) * times]
    }
    case 'product':
      return spans.reduce(([low, high], [from, to]) => [low * from, high * to], [relation.by ?? 1, relation.by ?? 1])
    case 'products':
      return pairsOf(spans).reduce(
        ([low, high], [[one, most], [other, highest]]) => [low + one * other, high + most * highest],
        [0, 0],
      )
    case 'grownTimes':
      return [first[0] / (second[1] || 1) - 1, first[1] / (second[0] || 1) - 1]
    case 'quotient': {
      const [least, most] = relation.by === undefined ? second : [relation.by, relation.by]
      return [first[0] / (most || 1), first[1] / (least || 1)]
    }
    case 'growthBy': {
      const [sign, [now, by]] = [relation.down ? 1 : -1, relation.operands.map(amount) as [number, number]]
      const before = now + sign * by
      return before > 0 ? [(now / before - 1) * 100, (now / before - 1) * 100] : [0, 0]
    }
    case 'growth':
      return [(first[0] / (second[1] || 1) - 1) * 100, (first[1] / (second[0] || 1) - 1) * 100]
    case 'atMost':
    case 'same':
    case 'partOf':
      return first
  }
}

const pairsOf = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.flatMap((one, at) => (at % 2 === 0 && list[at + 1] !== undefined ? [[one, list[at + 1] as T] as const] : []))

const exact = (relation: Relation): number | null => {
  const values = relation.operands.map(amount)
  const [first = 0, second = 0] = values
  switch (relation.formula) {
    case 'share':
      return values.length < 2
        ? implied(relation, (rate) => first / rate)
        : second === 0
          ? null
          : (first / second) * ofOne(relation.stated?.unit ?? '%')
    case 'partOf':
      return implied(relation, (rate) => first * rate)
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0)
    case 'difference':
    case 'points':
      return values.slice(1).reduce((left, value) => left - value, first)
    case 'balance':
      return first + second - (values[2] ?? 0)
    case 'shareOfSum': {
      const whole = values.at(-1) ?? 0
      const parts = values.slice(0, -1).reduce((sum, value) => sum + value, 0)
      return whole === 0 ? null : (parts / whole) * ofOne(relation.stated?.unit ?? '%')
    }
    case 'product':
      return values.reduce((product, value) => product * value, relation.by ?? 1)
    case 'products':
      return pairsOf(values).reduce((sum, [one, other]) => sum + one * other, 0)
    case 'grownTimes':
      return second === 0 ? null : first / second - 1
    case 'quotient':
      return relation.by !== undefined ? first / relation.by : second === 0 ? null : first / second
    case 'growthBy': {
      const before = first + (relation.down ? second : -second)
      return before > 0 ? (first / before - 1) * 100 : null
    }
    case 'growth':
      return values.length < 2 ? first / (1 + signed(relation) / 100) : second === 0 ? null : (first / second - 1) * 100
    case 'atMost':
    case 'same':
      return first
  }
}

const implied = ({ stated }: Relation, of: (rate: number) => number): number | null =>
  stated === null || stated.value === 0 ? null : of(stated.value / ofOne(stated.unit))

const signed = ({ stated, down }: Relation): number => (stated?.value ?? 0) * (down ? -1 : 1)

// With both years the rate is checked; with one, whether any whole number before gives it.
const growth = (relation: Relation, stated: Figure): Verdict => {
  const [now, then] = relation.operands
  if (!now) return 'derived'
  const slack = Math.max(0.05, 10 ** -stated.decimals / 2) + 1e-9
  const rate = signed(relation)
  if (then) {
    const [low, high] = range(relation)
    if (touches([low, high], [rate - slack, rate + slack])) return 'match'
    return Math.abs(low) >= Math.abs(rate) && Math.abs(low) < Math.abs(rate) + 10 ** -stated.decimals
      ? 'match-truncated'
      : alarm(relation)
  }
  const whole = now.hedge === null && now.decimals === 0 && now.scale === 1 && stated.hedge === null
  if (!whole) return 'derived'
  const base = amount(now) / (1 + rate / 100)
  const tries = [Math.floor(base) - 1, Math.floor(base), Math.ceil(base), Math.ceil(base) + 1].filter((one) => one > 0)
  const fits = tries.some((one) => Math.abs((amount(now) / one - 1) * 100 - rate) <= slack + 1e-9)
  return fits ? 'match' : relation.sure < bar ? 'undecided' : 'unattainable'
}
