import { label, type Label } from '#platform/text/label.ts'
import { parseDate, tidy } from '../tabular/values.ts'
import { headingKey } from './columns.ts'
import { counters } from './layout.ts'

/** A line of a register: its filled cells by heading. */
export type Line = readonly (readonly [heading: string, text: string])[]

// Days are the same however they are written; what stands in running numbers and in what an export added says nothing.
const told = (line: Line): readonly string[] =>
  line
    .filter(([heading]) => !counters.has(headingKey(heading)) && !heading.startsWith('原表行'))
    .map(([, text]) => {
      const day = parseDate(text, '')
      return day.ok ? day.value.date : tidy(text)
    })
    .filter((text) => text !== '')
    .sort()

/** Whether two lines tell the same of a matter, under whatever headings. */
export const sameLine = (one: Line, other: Line): boolean => {
  const [a, b] = [told(one), told(other)]
  return a.length === b.length && a.every((text, at) => text === b[at])
}

/** Why a row whose number stands already has to be asked about; `row` is that of the table imported then, null where no line stands or it may not be read. */
export const takenNumber = (year: number, row: number | null): Label =>
  row === null
    ? label(
        `与 ${year} 年记下的一件同号,那一件没有可对照的原表行。请说明是同一件(不再导入),还是另一件(给新的来源编号)。`,
        `Its number stands already since ${year}, with a matter that has no line of a register to compare. Say whether it is the same (and is not imported) or another (and gets a number of its own).`,
      )
    : label(
        `与 ${year} 年导入的第 ${row} 行同号而内容不同。请说明是同一件(不再导入),还是另一件(给新的来源编号)。`,
        `Its number is that of row ${row} imported in ${year}, with other words. Say whether it is the same (and is not imported) or another (and gets a number of its own).`,
      )

/** Why a corrected row may not bear a number: another row of this very table was imported under it. */
export const takenHere = label(
  '这个来源编号,这张表里已经导入的一行用了。请核对后改正。',
  'Another row of this table was imported under this number. Check and correct it.',
)

/** Rows as people read them: `2–1204, 1207`. */
export const rangesOf = (rows: readonly number[]): readonly { readonly from: number; readonly to: number }[] => {
  const ranges: { from: number; to: number }[] = []
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && row <= last.to + 1) last.to = row
    else ranges.push({ from: row, to: row })
  }
  return ranges
}
