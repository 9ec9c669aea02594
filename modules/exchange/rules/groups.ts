import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { tidy } from '../tabular/values.ts'

/**
 * One answer for many cells: leave them empty, a day that was left out is the first, an old ID number as 18 digits; of a number that is taken:
 * it is the same matter, or another one whose number is told apart by its year; of what is doubted: it is right as it stands.
 */
export type Way = TextWay | 'same' | 'another'
type TextWay = 'empty' | 'firstDay' | 'eighteen' | 'asIs'
const textWays = ['empty', 'firstDay', 'eighteen'] as const satisfies readonly TextWay[]

/** A cell as one answer changes it; null where the answer says nothing of it. `today` is the civil day in Asia/Shanghai. */
export const mendedBy = (way: TextWay, text: string, today: string): string | null => {
  const plain = tidy(text)
  if (plain === '') return null
  if (way === 'empty') return ''
  if (way === 'asIs') return plain
  if (way === 'eighteen') {
    const id = checkIdNumber(plain, today)
    return id.ok && id.value.derived15 ? id.value.normal : null
  }
  const [, year, month = '1'] = /^(\d{4})(?:(?:[-/.]|年) ?(?:(\d{1,2}) ?月?)?)?$/.exec(plain) ?? []
  return year === undefined || Number(month) < 1 || Number(month) > 12 ? null : `${year}-${month.padStart(2, '0')}-01`
}

/** A fault without what differs from row to row: numbers, and words in quotes. */
const shapeOf = (reason: string): string => reason.replace(/[「“][^」”]*[」”]/g, '「」').replace(/[\dXx.:-]+/g, '#')

/** A faulty cell: its field, what stands in it now, and why it cannot stay. */
export type FaultyCell = {
  readonly field: string
  readonly text: string
  readonly reason: string
  readonly ways?: readonly Way[]
}

/** The name of the group a faulty cell belongs to: the same field, wrong in the same way. */
export const groupOf = ({ field, reason }: Pick<FaultyCell, 'field' | 'reason'>): string =>
  `${field} ${shapeOf(reason)}`

/** Cells that are wrong in the same way: how many there are, what stands in them, most frequent first. */
export type Group = {
  readonly key: string
  readonly field: string
  readonly rows: number
  readonly texts: readonly { readonly text: string; readonly rows: number }[]
  /** Different texts beyond those told. */
  readonly more: number
  /** Answers that say something of one of its cells at least. */
  readonly ways: readonly Way[]
}

/** Most texts told of a group. */
const mostTexts = 12

/** Gathers faulty cells into groups, the largest first. */
export const gatherGroups = (today: string) => {
  const groups = new Map<string, { field: string; rows: number; texts: Map<string, number>; ways: readonly Way[] }>()
  return {
    add: (cell: FaultyCell): void => {
      const key = groupOf(cell)
      const group = groups.get(key) ?? {
        field: cell.field,
        rows: 0,
        texts: new Map<string, number>(),
        ways: cell.ways ?? [],
      }
      const text = tidy(cell.text)
      group.rows += 1
      group.texts.set(text, (group.texts.get(text) ?? 0) + 1)
      groups.set(key, group)
    },
    groups: (optional: (field: string) => boolean): readonly Group[] =>
      [...groups]
        .map(([key, { field, rows, texts, ways }]) => {
          const all = [...texts].sort(([, a], [, b]) => b - a)
          return {
            key,
            field,
            rows,
            texts: all.slice(0, mostTexts).map(([text, n]) => ({ text: text.slice(0, 60), rows: n })),
            more: Math.max(0, all.length - mostTexts),
            ways:
              ways.length > 0
                ? ways
                : textWays.filter(
                    (way) =>
                      (way !== 'empty' || optional(field)) && all.some(([text]) => mendedBy(way, text, today) !== null),
                  ),
          }
        })
        .sort((a, b) => b.rows - a.rows),
  }
}
