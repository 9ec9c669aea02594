import ExcelJS from 'exceljs'
import type { SheetView } from '../contract.ts'
import { shownColumns, shownRows } from './bindable.ts'

export type Book = ExcelJS.Workbook

/** The workbook of stored bytes; without its drop-downs where they are not wanted. */
export const loadBook = async (bytes: Uint8Array, { lists }: { readonly lists: boolean }): Promise<Book> => {
  const book = new ExcelJS.Workbook()
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  await book.xlsx.load(whole, lists ? {} : { ignoreNodes: ['dataValidations'] })
  return book
}

/** The visible part of each sheet for clicking. */
export const sheetsOf = (book: Book): SheetView[] =>
  book.worksheets.map((sheet) => {
    const columns = Math.min(Math.max(sheet.columnCount, 4), shownColumns)
    const rows = Math.min(Math.max(sheet.rowCount, 4), shownRows)
    const spans = spansOf(sheet)
    return {
      name: sheet.name,
      widths: Array.from({ length: columns }, (_, at) => Math.min(40, Math.max(4, sheet.getColumn(at + 1).width ?? 9))),
      rows: Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (__, column) => sheet.getCell(row + 1, column + 1))
          .filter((cell) => !cell.isMerged || cell.master === cell)
          .map((cell) => ({
            cell: cell.address,
            text: textOf(cell).slice(0, 200),
            formula: cell.type === ExcelJS.ValueType.Formula,
            rows: spans.get(cell.address)?.rows ?? 1,
            columns: spans.get(cell.address)?.columns ?? 1,
          })),
      ),
    }
  })

const textOf = (cell: ExcelJS.Cell): string => {
  try {
    return cell.text ?? ''
  } catch {
    // A rich text or a formula without a result.
    return ''
  }
}

const spansOf = (sheet: ExcelJS.Worksheet): Map<string, { rows: number; columns: number }> => {
  const spans = new Map<string, { rows: number; columns: number }>()
  for (const range of sheet.model.merges ?? []) {
    const [from = '', to = from] = range.split(':')
    const [first, last] = [sheet.getCell(from), sheet.getCell(to)]
    spans.set(from, {
      rows: Number(last.row) - Number(first.row) + 1,
      columns: Number(last.col) - Number(first.col) + 1,
    })
  }
  return spans
}

/** How many cells below an address, itself included, are free to be filled; without an end where nothing stands below. */
export const freeBelow = (book: Book, sheet: number, address: string): number => {
  const page = book.worksheets[sheet]
  const top = page?.getCell(address)
  if (!page || !top) return 0
  const [row, column] = [Number(top.row), Number(top.col)]
  // What already stands in the top cell, a sample row, is written over.
  for (let below = row + 1; below <= page.rowCount; below += 1)
    if (textOf(page.getCell(below, column)) !== '') return below - row
  return Number.POSITIVE_INFINITY
}

/** Writes a number as the receiver's cell shows it: a percentage as a share where the cell is formatted as one. */
export const writeNumber = (book: Book, sheet: number, address: string, value: number, percent: boolean): void => {
  const cell = book.worksheets[sheet]?.getCell(address)
  if (cell) cell.value = percent && (cell.numFmt ?? '').includes('%') ? value / 100 : value
}

/** Writes words; never taken for a formula. */
export const writeText = (book: Book, sheet: number, address: string, text: string): void => {
  const cell = book.worksheets[sheet]?.getCell(address)
  if (cell) cell.value = text
}

/** Writes a column of words or numbers from a cell down, in the style of the first. */
export const writeColumn = (
  book: Book,
  sheet: number,
  address: string,
  values: readonly (string | number | null)[],
): void => {
  const page = book.worksheets[sheet]
  const top = page?.getCell(address)
  if (!page || !top) return
  values.forEach((value, at) => {
    const cell = page.getCell(Number(top.row) + at, Number(top.col))
    cell.value = value
    if (at > 0) cell.style = { ...top.style }
  })
}

/** The filled workbook; its formulas are worked out anew by whoever opens it. */
export const bytesOf = async (book: Book): Promise<Uint8Array> => {
  book.calcProperties = { ...book.calcProperties, fullCalcOnLoad: true }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
