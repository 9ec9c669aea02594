import { createHash } from 'node:crypto'
import type { Sheet } from './cell.ts'

/** The text of a table piece by piece, the same for every encoding and container it is saved in. */
export function* canonical(sheets: readonly Sheet[]): Generator<string> {
  for (const [index, sheet] of sheets.filter(({ hidden }) => !hidden).entries()) {
    if (index > 0) yield '\u001d'
    for (const [at, row] of sheet.rows.entries())
      yield (at > 0 ? '\u001e' : '') + row.map((cell) => `${cell.address}=${cell.text}`).join('\u001f')
  }
}

/** The digest of one sheet: that of the file for its first sheet, so that what was imported before is known again. */
export const sheetDigest = ({ digest }: { readonly digest: string }, place: number, name: string): string =>
  place === 0 ? digest : createHash('sha256').update(`${digest} ${name}`).digest('hex')
