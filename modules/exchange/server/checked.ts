import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import type { Answers } from '../rules/answers.ts'
import { type Column, columnsOf } from '../rules/columns.ts'
import { contextOf, type ImportOf } from '../rules/file.ts'
import type { How, Layout } from '../rules/layout.ts'
import type { Edits, RowContext } from '../rules/row.ts'
import type { SheetFound } from '../rules/sheets.ts'
import { type Fault, placing } from '../rules/table.ts'
import type { Cell } from '../tabular/cell.ts'
import type { DateWay } from '../tabular/values.ts'
import { deskSeal } from './names.ts'
import * as queries from './queries/desk.ts'

/** What a check found, as it is kept sealed beside the file: enough to read its faulty rows again without opening it. */
export type Checked = {
  readonly unread: Label | null
  readonly sheet: string
  readonly headings: readonly number[]
  /** Sheets of the file that hold something. */
  readonly sheets?: readonly SheetFound[]
  readonly digest: string
  readonly places: readonly {
    readonly column: number
    readonly letters: string
    readonly heading: string
    readonly key: string
    readonly target: string | null
    readonly how: How
    readonly proposal: string | null
    readonly samples: readonly string[]
  }[]
  readonly dates: Readonly<Record<string, DateWay>>
  readonly words: readonly { readonly field: string; readonly word: string; readonly rows: number }[]
  readonly skipped: readonly { readonly row: number; readonly text: string }[]
  readonly notices: number
  /** Sound rows that stand already as they are, and how many of them nobody had to be asked about. */
  readonly same: readonly { readonly from: number; readonly to: number }[]
  readonly known: number
  /** Sound rows that are new and stand open for longer than their kind gives. */
  readonly old?: number
  /** Sound rows that are new and of a closed month, and the last of those months (`YYYY-MM`). */
  readonly late?: { readonly rows: number; readonly month: string } | null
  /** Rows that lack something no column of the file is, by key. */
  readonly wanted?: Readonly<Record<string, number>>
  readonly decided: boolean
  /** What was remembered of the unit when it was checked. */
  readonly remembered: Answers
}

/** The places of a layout as they are kept. */
export const placesOf = ({ places }: Layout): Checked['places'] =>
  places.map(({ target, proposal, ...place }) => ({
    ...place,
    target: target?.key ?? null,
    proposal: proposal?.key ?? null,
  }))

export const openChecked = (ctx: Pick<Ctx, 'vault'>, desk: string, sealed: Buffer): Checked =>
  JSON.parse(deskSeal(ctx, desk).open('checked', sealed)) as Checked

/** By what rows of a checked file are read again. */
export const contextAgain = (of: ImportOf, checked: Checked, answers: Answers, today: string): RowContext => {
  const columns = columnsOf(of.kind, of.spec, of.codes)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const placed = checked.places.flatMap(({ target, column }): [Column, number][] => {
    const found = target === null ? undefined : byKey.get(target)
    return found ? [[found, column]] : []
  })
  const table = {
    sheet: checked.sheet,
    headerRow: checked.headings.at(-1) ?? 1,
    ...placing(placed),
    headings: new Map(checked.places.map(({ column, heading }) => [column, heading])),
    dates: new Map(
      placed.flatMap(([column]) => (checked.dates[column.key] ? [[column, checked.dates[column.key] ?? {}]] : [])),
    ),
  }
  return contextOf(of, columns, table, answers, today, checked.digest, true)
}

/** A faulty or corrected row as it is kept: its cells as they stand in the file, what was typed over them, what is wrong. */
export type KeptRow = {
  readonly row: number
  readonly cells: readonly Pick<Cell, 'column' | 'text' | 'fault'>[]
  readonly edits: Edits
  readonly faults: readonly Fault[]
}

export const sealRow = (
  ctx: Pick<Ctx, 'vault'>,
  desk: string,
  row: KeptRow,
  fate: queries.SealedRow['fate'] = null,
): queries.SealedRow => ({
  row: row.row,
  fate,
  faulty: row.faults.length > 0,
  sealed: deskSeal(ctx, desk).seal(`row ${row.row}`, JSON.stringify(row)),
})

export const openRow = (ctx: Pick<Ctx, 'vault'>, desk: string, row: number, sealed: Buffer): KeptRow =>
  JSON.parse(deskSeal(ctx, desk).open(`row ${row}`, sealed)) as KeptRow

/** Corrections of a file by row. */
export const editsOf = async (ctx: Ctx, desk: string): Promise<ReadonlyMap<number, Edits>> => {
  const edits = new Map<number, Edits>()
  for (let after = 0; ;) {
    const rows = await queries.rowsAfter(ctx.tx, desk, after, 1_000, 'all')
    for (const { row, sealed } of rows) {
      const kept = openRow(ctx, desk, row, sealed)
      if (Object.keys(kept.edits).length > 0) edits.set(row, kept.edits)
    }
    const last = rows.at(-1)
    if (!last) return edits
    after = last.row
  }
}
