import type { Answers } from '../rules/answers.ts'
import type { Edits } from '../rules/row.ts'
import type { Fault } from '../rules/table.ts'
import type { Cell } from '../tabular/cell.ts'

/** What to import and how. `partial` leaves faulty rows out instead of refusing the file. */
export type ImportOrder = {
  readonly kind: string
  readonly unit: string
  readonly bytes: Uint8Array
  /** Name of the file, for telling a CSV from other text; kept sealed with the batch and the records. */
  readonly name: string
  /** The sheet to be read; without it the one most like a register is. */
  readonly sheet?: string
  readonly dryRun?: boolean
  readonly partial?: boolean
  /** Told as rows are written: rows done, rows to do. */
  readonly progress?: (done: number, total: number) => void
  /** Ends the import soon: the present piece is undone, those before it stay and the same file goes on. */
  readonly signal?: AbortSignal
}

/** A row the engine refused: where it stands in the file and why. */
export type RefusedRow = { readonly at: number; readonly row: number; readonly faults: readonly Fault[] }

/** An import of a file that is open already and of which something was said. */
export type DeskOrder = Omit<ImportOrder, 'bytes'> & {
  readonly said?: Answers
  readonly edits?: ReadonlyMap<number, Edits>
  /** Written in pieces whatever its length, so that it can be followed and stopped. */
  readonly inPieces?: boolean
  /** Told of each row that is faulty as it is read now, with its cells. */
  readonly onFaulty?: (row: readonly Cell[], faults: readonly Fault[]) => void
  /** Told of rows only the engine refused, piece by piece as they are left out. */
  readonly onRefused?: (rows: readonly RefusedRow[]) => void
  /** Told once which batch it is and how many rows it has, before the next row is written. */
  readonly onBatch?: (batch: string, written: number) => Promise<void>
}
