import { sheetDigest } from '../tabular/canonical.ts'
import type { OpenTable } from '../tabular/open.ts'
import type { Answers } from './answers.ts'
import type { Column } from './columns.ts'
import { findLayout } from './layout.ts'
import { headsOf, isRecord } from './table.ts'

/** A sheet of a file that holds something; `rows` below its headings, where it has any. */
export type SheetFound = {
  readonly name: string
  readonly rows: number
  /** Whether it has headings of the kind and rows below them, so that it can be brought in. */
  readonly table: boolean
  /** As which its rows and batches are known. */
  readonly digest: string
}

/** The sheets of a file that hold something. A hidden one and the guide of an empty form count only when they hold a register. */
export const sheetsFound = (
  table: OpenTable,
  columns: readonly Column[],
  said: Answers,
  remembered: Answers,
): readonly SheetFound[] =>
  table.sheets.flatMap((sheet, place) => {
    if (sheet.rows === 0) return []
    const layout = findLayout([sheet], columns, { ...said, sheet: sheet.name }, remembered)
    if (!layout) {
      const silent = sheet.hidden || table.stamp !== null
      return silent ? [] : [{ name: sheet.name, rows: sheet.rows, table: false, digest: '' }]
    }
    // Of a long sheet the rows beyond those read at once are taken for records.
    const below = sheet.head.slice(layout.last + 1)
    const heads = headsOf(sheet.head[layout.last] ?? [])
    const passed = below.filter((row) => !isRecord(row, heads)).length
    const rows = sheet.rows - layout.last - 1 - passed
    return [{ name: sheet.name, rows, table: rows > 0, digest: sheetDigest(table, place, sheet.name) }]
  })

/** The other sheets of a file that could be brought in. */
export const otherSheets = (found: readonly SheetFound[], sheet: string): readonly SheetFound[] =>
  found.filter(({ name, table }) => table && name !== sheet)
