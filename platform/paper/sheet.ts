/** A form as a grid: registration forms and the like, with space for what is written by hand and for the seal. */

/** A label with what stands beside it; `wide` runs across the sheet, `lines` keeps room for handwriting. */
export type SheetCell = {
  readonly label: string
  readonly text: string
  readonly wide?: true
  readonly lines?: number
  /** Who signs at the foot of the cell, with a date. */
  readonly signed?: string
}

export type SheetDocument = {
  readonly title: string
  /** Over the grid at the left and right: unit and number. */
  readonly unit: string
  readonly number: string
  /** Number of the form itself, over the title. */
  readonly code?: string
  readonly cells: readonly SheetCell[]
  /** Under the grid: who signs the whole. */
  readonly signatures: readonly string[]
  /** Space for the seal beside the signatures, without any text in it. */
  readonly seal: boolean
  /** At the foot: a masked or a full copy, printed by whom and when. */
  readonly note: string
}

/** Cells in rows of two, a wide one alone; a narrow one without a neighbour runs across. */
export const sheetRows = (cells: readonly SheetCell[]): readonly (readonly SheetCell[])[] => {
  const rows: SheetCell[][] = []
  for (const cell of cells) {
    const last = rows.at(-1)
    if (cell.wide || !last || last.length === 2 || last[0]?.wide) rows.push([cell])
    else last.push(cell)
  }
  return rows
}
