import { label, type Label } from '#platform/text/label.ts'
import type { SheetView } from '../contract.ts'

/** What of a sheet is shown and bound. */
export const shownRows = 200
export const shownColumns = 50

/** Why a cell cannot be bound; null when it can. What is shown for clicking is what can be filled. */
export const whyNotBind = (sheets: readonly SheetView[], sheet: number, address: string): Label | null => {
  const page = sheets[sheet]
  if (!page) return label('没有这一张工作表。', 'There is no such sheet.')
  const at = placeOf(address)
  if (at.row > shownRows || at.column > shownColumns)
    return label(
      `只能填前 ${shownRows} 行、${shownColumns} 列。请把表拆小。`,
      `Only the first ${shownRows} rows and ${shownColumns} columns can be filled: split the form.`,
    )
  const cell = page.rows[at.row - 1]?.find((one) => one.cell === address)
  if (cell?.formula)
    return label('这一格是公式,会自己算。请选别的格。', 'It is a formula and works itself out: choose another cell.')
  if (cell) return null
  const over = page.rows.flat().find((one) => {
    const from = placeOf(one.cell)
    return (
      at.row >= from.row &&
      at.row < from.row + one.rows &&
      at.column >= from.column &&
      at.column < from.column + one.columns
    )
  })
  return over ? label(`这一格并在 ${over.cell} 里,请选那一格。`, `It is merged into ${over.cell}: choose that.`) : null
}

const placeOf = (address: string): { readonly row: number; readonly column: number } => {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
  return {
    row: Number(digits),
    column: [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0),
  }
}
