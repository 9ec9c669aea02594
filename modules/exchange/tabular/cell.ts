import type { Label } from '#platform/text/label.ts'

/**
 * One filled cell of a table. Empty cells are left out, so find a cell by its `column` (from 1), not by its place.
 * `text` is what the sheet shows: dates 'YYYY-MM-DD', 'YYYY-MM-DD HH:mm[:ss]' or 'HH:mm' without a time zone.
 */
export type Cell = {
  readonly address: string
  readonly row: number
  readonly column: number
  readonly text: string
  /** The stored number, before the sheet's rounding; absent for text and dates. */
  readonly number?: number
  /** The value was computed by the sheet; `text` is the result it stored. */
  readonly formula?: true
  /** Address of the first cell of the merged range this cell repeats. */
  readonly mergedFrom?: string
  /** Why this cell cannot be used as it is, and the remedy. */
  readonly fault?: Label
}

export type Sheet = { readonly name: string; readonly hidden: boolean; readonly rows: readonly (readonly Cell[])[] }

/** What reading a file gave: its sheets, or why it is refused. */
export type TableRead =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly reason: Label }

/** The cell in this column of a row (from 1); undefined when it is empty. */
export const cellAt = (row: readonly Cell[], column: number): Cell | undefined =>
  row[column - 1]?.column === column ? row[column - 1] : row.find((cell) => cell.column === column)

/** 1 → 'A', 27 → 'AA'. */
export const columnLetters = (column: number): string => {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** 'C12' → { column: 3, row: 12 }; null outside Excel's 16,384 columns and 1,048,576 rows. */
export const parseAddress = (address: string): { readonly column: number; readonly row: number } | null => {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address)
  if (match === null) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(match[2])
  return column <= 16_384 && row <= 1_048_576 ? { column, row } : null
}
