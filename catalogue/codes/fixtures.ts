import type { CodeList, CodeRow } from './define.ts'
import type { PetitionClass } from './petition-classes.ts'
import { lineOf, type ReportForm, type ReportLine, type ReportSection, sectionOf, unlisted } from './reportlines.ts'

/** The rows a written value can mean: its code, else its name or a synonym letter for letter. Several when it is ambiguous (其他). */
export const codesNamed = <C extends string>(list: CodeList<C>, written: string): readonly CodeRow<C>[] => {
  const text = written.trim()
  const exact = list.rows.filter((row) => row.code === text)
  if (exact.length > 0) return exact
  const named = list.rows.filter((row) => row.zh === text)
  return named.length > 0 ? named : list.rows.filter((row) => row.synonyms?.includes(text))
}

/** A printed row: a section with its sum, or a line below it. */
export type ReportRow = { readonly row: ReportSection | ReportLine; readonly n: number }

/**
 * Fills a return from counts by class: sections add up to the total of the counts, the lines of a section to its sum. A
 * section without lines prints its sum alone; 原表未列 is printed only where something is on it.
 */
export const fillReport = (form: ReportForm, counts: ReadonlyMap<PetitionClass, number>): readonly ReportRow[] => {
  const sums = new Map<string, number>()
  const add = (key: string | undefined, n: number): void => {
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + n)
  }
  for (const [code, n] of counts) {
    add(sectionOf(form, code)?.section, n)
    add(lineOf(form, code)?.line, n)
  }
  const count = (key: string): number => sums.get(key) ?? 0
  return form.sections.flatMap((section) => {
    const lines = form.lines.filter((one) => one.section === section.section)
    const extra = unlisted(section)
    const printed = lines.length > 0 && count(extra.line) > 0 ? [...lines, extra] : lines
    return [{ row: section, n: count(section.section) }, ...printed.map((one) => ({ row: one, n: count(one.line) }))]
  })
}
