import { cellAt, type Sheet } from './cell.ts'

/** The hidden sheet of an empty form and the word its stamp stands behind. */
export const stampSheet = 'nuanjia'
export const stampMark = 'nuanjia-template'

/** The stamp of a template in sheets that were read already. */
export const stampIn = (sheets: readonly Sheet[]): string | null => {
  const row = sheets.find((sheet) => sheet.name === stampSheet && sheet.hidden)?.rows[0]
  if (row === undefined || cellAt(row, 1)?.text !== stampMark) return null
  return cellAt(row, 2)?.text ?? null
}
