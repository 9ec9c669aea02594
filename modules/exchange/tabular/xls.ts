import { type CellObject, read, set_cptable } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { columnLetters } from './cell.ts'
import { decodeText, detectEncoding } from '#platform/text/encoding.ts'
import { parseFormat } from './formats.ts'
import { OldFault } from './old.ts'
import { faults } from './reasons.ts'
import { fillMerges, numberCell, type Place, type RowGuard, textCell, TooLong } from './sheet.ts'
import type { Cell, Sheet } from './cell.ts'
import type { NumberFormat } from './formats.ts'

set_cptable(codepages)

/** What an old sheet shows for its error codes ([MS-XLS] 2.5.10). */
const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

/** Reads the sheets of an .xls (BIFF 5 and 8, also as WPS writes it) as they show; workbooks older than Unicode are taken for GBK. */
export const readOldSheets = (data: Buffer, mostRows: number, guard: RowGuard): readonly Sheet[] | null =>
  sheetsOf(openBook(data, mostRows), guard)

/** Reads the tables of a web page, which many systems write under the name of an .xls; every cell is its words. */
export const readPageSheets = (data: Buffer, mostRows: number, guard: RowGuard): readonly Sheet[] | null => {
  const encoding = detectEncoding(data)
  const text = encoding === null ? '' : decodeText(data, encoding)
  const from = text.search(/<table/i)
  if (from < 0) return null
  try {
    return sheetsOf(read(text.slice(from), { type: 'string', dense: true, raw: true, sheetRows: mostRows + 1 }), guard)
  } catch (error) {
    if (error instanceof TooLong) throw error
    throw new OldFault(false)
  }
}

const sheetsOf = (book: ReturnType<typeof read>, guard: RowGuard): readonly Sheet[] | null => {
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  const formats = new Map<string, NumberFormat>()
  const formatOf = (code: string): NumberFormat => {
    const known = formats.get(code) ?? parseFormat(code)
    formats.set(code, known)
    return known
  }
  const sheets: Sheet[] = []
  for (const [place, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    // A sheet of a chart has no cells.
    const lines = (sheet?.['!data'] ?? []) as (readonly (CellObject | undefined)[] | undefined)[]
    const rows: Cell[][] = []
    for (const [index, line] of lines.entries()) {
      const row = (line ?? []).flatMap((cell, at) => (cell ? (cellOf(cell, index, at, formatOf, from1904) ?? []) : []))
      if (row.length === 0) continue
      if (!guard(1, row)) throw new TooLong()
      rows.push(row)
    }
    const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
      top: s.r + 1,
      left: s.c + 1,
      bottom: e.r + 1,
      right: e.c + 1,
    }))
    sheets.push({
      name,
      hidden: (book.Workbook?.Sheets?.[place]?.Hidden ?? 0) !== 0,
      rows: fillMerges(rows, merges, guard),
    })
  }
  return sheets.length === 0 ? null : sheets
}

const openBook = (data: Buffer, mostRows: number): ReturnType<typeof read> => {
  try {
    return read(data, {
      type: 'buffer',
      dense: true,
      codepage: 936,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
      sheetRows: mostRows + 1,
    })
  } catch (error) {
    throw new OldFault(/password/i.test((error as Error).message))
  }
}

const cellOf = (
  { t: type, v: value, z: format }: CellObject,
  row: number,
  column: number,
  formatOf: (code: string) => NumberFormat,
  from1904: boolean,
): Cell | null => {
  const at: Place = { address: `${columnLetters(column + 1)}${row + 1}`, row: row + 1, column: column + 1 }
  if (value === undefined || value === null) return null
  if (type === 'n') return numberCell(at, String(value), formatOf(String(format ?? 'General')), from1904)
  if (type === 'b') return { ...at, text: value === true ? '是' : '否' }
  if (type === 'e') {
    const shown = errors[Number(value)] ?? '#ERROR'
    return { ...at, text: shown, fault: faults.sheetError(shown) }
  }
  return textCell(at, String(value))
}
