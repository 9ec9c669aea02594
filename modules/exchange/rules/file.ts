import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { ImportSpec } from '../define.ts'
import type { Sheet } from '../tabular/cell.ts'
import { columnsOf } from './columns.ts'
import { makeReader } from './read.ts'
import { type Draft, faultAt, readRow } from './row.ts'
import { type Fault, findTable, type Table } from './table.ts'

/** A file read for import: the rows that can be taken, every fault, what was passed over. */
export type FileRead = {
  readonly drafts: readonly Draft[]
  readonly faults: readonly Fault[]
  /** Cells that were not taken over, though nothing is wrong with them. */
  readonly notices: readonly Fault[]
  readonly skipped: Table['skipped']
  /** Rows that hold a record, faulty or not. */
  readonly rows: number
  /** A fault of one column of one row, found when the row is written. */
  readonly faultAt: (row: number, key: string, reason: Label) => Fault
}

/** At most this many faults are told; a file with more has one cause, and the list would hide it. */
export const mostFaults = 200

type ImportOf = { readonly kind: CaseKind; readonly spec: ImportSpec | undefined; readonly codes: Catalogue['codes'] }

/**
 * Reads the sheets of a file as records of a kind.
 * @param digest first hex digits of the table's digest: it names rows that have no number of their own.
 * @param today civil day in Asia/Shanghai; no date may lie after it.
 */
export const readFile = (
  { kind, spec, codes }: ImportOf,
  sheets: readonly Sheet[],
  digest: string,
  today: string,
): FileRead => {
  const columns = columnsOf(kind, spec, codes)
  const found = findTable(sheets, columns)
  if (!found.ok)
    return {
      drafts: [],
      faults: found.faults,
      notices: [],
      skipped: [],
      rows: 0,
      faultAt: (row, _, reason) => ({ row, cell: null, column: null, reason }),
    }
  const context = { kind, spec, columns, table: found.table, read: makeReader(), today, digest }
  const drafts: Draft[] = []
  const faults: Fault[] = []
  const notices: Fault[] = []
  const refs = new Map<string, number>()
  for (const row of found.table.rows) {
    const read = readRow(context, row)
    faults.push(...read.faults)
    notices.push(...read.notices)
    if (!read.draft) continue
    const before = refs.get(read.draft.sourceRef)
    if (before !== undefined) {
      faults.push(faultAt(context, read.draft.row, 'sourceRef', sameNumber(before)))
      continue
    }
    refs.set(read.draft.sourceRef, read.draft.row)
    drafts.push(read.draft)
  }
  // A long file waits for its turn to be written as drafts; its cells are let go.
  const place = { ...context, table: { ...found.table, rows: [] } }
  return {
    drafts,
    faults,
    notices,
    skipped: found.table.skipped,
    rows: found.table.rows.length,
    faultAt: (row, key, reason) => faultAt(place, row, key, reason),
  }
}

const sameNumber = (before: number): Label =>
  label(
    `来源编号和第 ${before} 行相同。请核对,重复的删去一行。`,
    `The source number is the same as in row ${before}. Check it and delete the double.`,
  )

/** The text of a table piece by piece, the same for every encoding and container it is saved in. */
export function* canonical(sheets: readonly Sheet[]): Generator<string> {
  for (const [index, sheet] of sheets.filter(({ hidden }) => !hidden).entries()) {
    if (index > 0) yield '\u001d'
    for (const [at, row] of sheet.rows.entries())
      yield (at > 0 ? '\u001e' : '') + row.map((cell) => `${cell.address}=${cell.text}`).join('\u001f')
  }
}
