import { inflateEntry, zipSummary } from '#platform/files/zip.ts'

/** How many cells the ranges of a workbook cover when each is written out: those merged, and those with a drop-down. */
export type Unfolded = { readonly merged: number; readonly listed: number }

/** Counts what a library that unfolds ranges would make of a workbook, without unfolding any. */
export const unfolded = async (bytes: Uint8Array): Promise<Unfolded> => {
  const zip = zipSummary(bytes)
  let merged = 0
  let listed = 0
  for (const part of zip.ok ? zip.entries : []) {
    if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)) continue
    let text = ''
    for await (const piece of inflateEntry(bytes, part)) text += piece.toString('utf8')
    for (const [, ref = ''] of text.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*["']([^"']*)/g))
      merged += cellsIn(ref)
    for (const [, refs = ''] of text.matchAll(/<(?:\w+:)?dataValidation\b[^>]*\bsqref\s*=\s*["']([^"']*)/g))
      listed += refs.split(/\s+/).reduce((sum, ref) => sum + cellsIn(ref), 0)
  }
  return { merged, listed }
}

/** Cells of `B2:D9`, `B2`, `A:C` or `3:9`; all of a sheet where it cannot be read. */
export const cellsIn = (ref: string): number => {
  const [from = '', to = from] = ref.replaceAll('$', '').toUpperCase().split(':')
  const [a, b] = [placeOf(from), placeOf(to)]
  if (!a || !b) return sheetRows * sheetColumns
  const rows = a.row && b.row ? Math.abs(b.row - a.row) + 1 : sheetRows
  const columns = a.column && b.column ? Math.abs(b.column - a.column) + 1 : sheetColumns
  return rows * columns
}

const sheetRows = 1_048_576
const sheetColumns = 16_384

const placeOf = (address: string): { readonly row: number; readonly column: number } | null => {
  const match = /^([A-Z]{0,3})(\d{0,7})$/.exec(address)
  if (!match || address === '') return null
  const [, letters = '', digits = ''] = match
  return {
    row: Number(digits || 0),
    column: [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0),
  }
}
