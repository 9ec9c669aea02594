import type { Checked } from './check.ts'
import { type Finding, judge } from './judge.ts'
import type { Figure } from './meaning/figures.ts'
import { contained } from './meaning/likeness.ts'
import { yearOf } from './meaning/period.ts'
import { alike } from './numbers/units.ts'
import { falls } from './relate/change.ts'
import { isChange } from './relate/is-change.ts'
import type { Relation } from './relate/relation.ts'

/**
 * What a report says of the time before, against the report of that time (比上年的560件增长9.3%, where last year's printed 580).
 * Told only where exactly one number of the earlier report is called the same: it is silent rather than wrong.
 */
export const againstEarlier = (now: Checked, before: Checked): Finding[] => {
  const [year, then] = [yearOf(now.reading.text), yearOf(before.reading.text)]
  if (year !== null && then !== null && year <= then) return []
  const values = before.reading.figures.filter((one) => !isChange(one) && !one.planned && !earlier.test(one.lead))
  return now.findings
    .flatMap(({ relation }): Relation[] => {
      const asked = recalled(relation)
      if (!asked || !isOfThen(asked.change, year, then)) return []
      const found = namedAlike(values, asked.value)
      return found ? [asked.relation(found)] : []
    })
    .map(judge)
    .filter(({ verdict }) => verdict !== 'undecided')
}

const earlier = /(?:去年|上年|前年|同期|(?:19|20)\d\d年)(?:同期|底|末)?(?:为|是|的|有)*$/

type Asked = { readonly value: Figure; readonly change: Figure; readonly relation: (before: Figure) => Relation }

// The number of now, whose name the one of then has, and what is compared with it.
const recalled = ({ rule, formula, operands, stated, down = false, kind }: Relation): Asked | null => {
  const [one, other] = operands
  if (rule !== 'change' || !one) return null
  const made = (
    rest: Pick<Relation, 'kind' | 'formula' | 'operands' | 'stated'> & { readonly at: number },
  ): Relation => {
    const { at, ...relation } = rest
    return { ...relation, rule: 'earlier', sure: 0.75, down, earlier: at }
  }
  if (formula === 'growth' && stated && !other)
    return {
      value: one,
      change: stated,
      relation: (before) => made({ kind, formula, operands: [one, before], stated, at: 1 }),
    }
  if (stated === null && other) {
    const points = other.family === 'point'
    const by = { kind: 'difference', formula: points ? 'points' : 'difference', stated: other } as const
    return {
      value: one,
      change: other,
      relation: (before) =>
        formula === 'sum'
          ? made({ ...by, operands: [before, one], at: 0 })
          : made({ ...by, operands: [one, before], at: 1 }),
    }
  }
  if (!stated || !other) return null
  // Of a difference the larger stands first, whichever was before.
  const isFalling = formula === 'growth' ? false : falls.test(stated.lead)
  const [value, printed] = isFalling ? [other, one] : [one, other]
  return {
    value,
    change: stated,
    relation: (before) => made({ kind: 'duplicate', formula: 'same', operands: [before], stated: printed, at: 0 }),
  }
}

// 比上年 is the year before; a year that is named is that one.
const isOfThen = ({ clause, lead }: Figure, year: number | null, then: number | null): boolean => {
  const named = [...clause.matchAll(/(?:比|较|与|同)((?:19|20)\d\d)年/g)].at(-1)?.[1]
  if (named !== undefined) return then === null || Number(named) === then
  return !/环比|上月|上季/.test(clause + lead) && (year === null || then === null || year === then + 1)
}

// 2013年上半年 and 去年上半年 are both half a year.
const spanOf = ({ period }: Figure): string =>
  period.replace(/(?:19|20)\d\d年度?|[今去前上本当全]年度?|同期|来|以来|底|末|截至.*|截止.*/g, '')

const namedAlike = (values: readonly Figure[], value: Figure): Figure | null => {
  if (value.label.length < 2) return null
  const like = values.filter(
    (one) =>
      (alike(one.unit, value.unit) || (one.unit === value.unit && one.family === value.family)) &&
      spanOf(one) === spanOf(value) &&
      contained(value.label, one.label) >= least &&
      contained(one.label, value.label) >= least,
  )
  const [first] = like
  return first && like.every((one) => one.value * one.scale === first.value * first.scale) ? first : null
}

const least = 0.75
