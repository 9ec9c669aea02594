import type { Calendar } from '#platform/clock/calendar.ts'
import { localDate } from '#platform/clock/time.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures, type FieldProblem } from '#platform/errors/define.ts'
import { label, type Label } from '#platform/text/label.ts'
import { casesErrors } from '../contract.ts'
import type { CaseKind, Catalogue, CodeShape, MeasureSpec } from '../define.ts'
import type { Contribution } from '../rules/contributions.ts'

/** `throw fail('cases.kind', { kind })`. */
export const fail = failures(casesErrors)

/** What the engine knows at start: the catalogue and the calendar. */
export type Engine = {
  readonly catalogue: Catalogue
  /** The work calendar now in force; loading next year's replaces it. */
  readonly calendar: () => Calendar
  readonly kind: (key: string) => CaseKind
  /** The row of a code whatever its validity; undefined when unknown. */
  readonly code: (list: string, code: string) => CodeShape | undefined
  readonly codeLabel: (list: string, code: string | null) => Label | null
}

export const makeEngine = (catalogue: Catalogue, calendar: () => Calendar): Engine => {
  const index = new Map(
    Object.entries(catalogue.codes).map(([list, { rows }]) => [list, new Map(rows.map((row) => [row.code, row]))]),
  )
  const code = (list: string, wanted: string): CodeShape | undefined => index.get(list)?.get(wanted)
  return {
    catalogue,
    calendar,
    kind: (key) => {
      const kind = Object.hasOwn(catalogue.kinds, key) ? catalogue.kinds[key] : undefined
      if (!kind) throw fail('cases.kind', { kind: key })
      return kind
    },
    code,
    codeLabel: (list, wanted) => {
      if (wanted === null) return null
      const row = code(list, wanted)
      return row ? label(row.zh, row.en) : label(wanted, wanted)
    },
  }
}

/** Problems of coded values: unknown, or not valid on the day; each names the field and what to do. */
export const codeProblem = (
  engine: Engine,
  list: string,
  value: string | null | undefined,
  day: string,
  path: string,
): FieldProblem[] => {
  if (value === null || value === undefined) return []
  const row = engine.code(list, value)
  const name = engine.catalogue.codes[list]?.label
  if (!row)
    return [
      {
        path,
        zh: `「${name?.zh ?? list}」里没有代码 ${value},请重新选。`,
        en: `There is no code ${value} in “${name?.en ?? list}”: choose again.`,
      },
    ]
  if ((row.validFrom !== undefined && day < row.validFrom) || (row.validTo !== undefined && day > row.validTo))
    return [
      {
        path,
        zh: `「${row.zh}」在 ${day} 不用了,请选现在的类别。`,
        en: `“${row.en}” was not in use on ${day}: choose a present one.`,
      },
    ]
  return []
}

/** Throws `http.invalid` when there are problems. */
export const refuseProblems = (problems: readonly FieldProblem[]): void => {
  if (problems.length) throw failCommon('http.invalid', { count: problems.length }, problems)
}

/** Measures of a kind by full name. */
export const measuresOf = (kind: CaseKind): [string, MeasureSpec<string, string>][] =>
  Object.entries(kind.measures).map(([key, measure]) => [`${kind.key}.${key}`, measure])

/** Contributions as `guard.figures_post` takes them, summed where equal. */
export const postingRows = (kind: CaseKind, contributions: readonly Contribution[]): Record<string, unknown>[] => {
  const sums = new Map<string, Contribution & { version: number }>()
  for (const c of contributions) {
    const key = [c.measure, c.month, c.category, c.channel, c.result, c.level].join('|')
    const before = sums.get(key)
    sums.set(key, { ...c, n: (before?.n ?? 0) + c.n, version: kind.version })
  }
  return [...sums.values()].filter((c) => c.n !== 0)
}

/** Today in Shanghai. */
export const today = (now: Date): string => localDate(now)
