import type { Sheet } from './cell.ts'

/** The text of a table piece by piece, the same for every encoding and container it is saved in. */
export function* canonical(sheets: readonly Sheet[]): Generator<string> {
  for (const [index, sheet] of sheets.filter(({ hidden }) => !hidden).entries()) {
    if (index > 0) yield '\u001d'
    for (const [at, row] of sheet.rows.entries())
      yield (at > 0 ? '\u001e' : '') + row.map((cell) => `${cell.address}=${cell.text}`).join('\u001f')
  }
}
