import ExcelJS from 'exceljs'
import { readTable } from '#modules/exchange/server/index.ts'
import { checkUpload } from '#platform/files/sniff.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { SheetView } from '../contract.ts'

/** Most bytes of a form; and what of a sheet is shown and bound. */
const largest = 2_000_000
const shownRows = 200
const shownColumns = 50

export type Book = ExcelJS.Workbook
export type Read = { readonly ok: true; readonly book: Book } | { readonly ok: false; readonly reason: Label }

/**
 * Opens an uploaded form. The house's own reader goes first: it refuses what unpacks too large, is encrypted, holds macros or is no
 * workbook, before the library that keeps the layout sees it.
 */
export const openForm = async (bytes: Uint8Array, name: string): Promise<Read> => {
  if (bytes.length > largest)
    return {
      ok: false,
      reason: label('文件超过 2 MB。请只留要填的工作表。', 'It is over 2 MB: keep the sheets to fill in.'),
    }
  const checked = checkUpload({ name, bytes })
  if (!checked.ok) return { ok: false, reason: checked.reason }
  if (checked.extension !== 'xlsx')
    return {
      ok: false,
      reason: label(
        '要 .xlsx 的表。请在 WPS 或 Excel 里另存为 .xlsx。',
        'An .xlsx is needed: save the form as .xlsx in WPS or Excel.',
      ),
    }
  const read = await readTable(bytes, name)
  if (!read.ok) return { ok: false, reason: read.reason }
  try {
    return { ok: true, book: await loadBook(bytes) }
  } catch {
    return {
      ok: false,
      reason: label(
        '打不开这个表。请在 WPS 或 Excel 里打开,另存一份再传。',
        'It cannot be opened: open it in WPS or Excel, save a copy and upload that.',
      ),
    }
  }
}

/** The workbook of stored bytes. */
export const loadBook = async (bytes: Uint8Array): Promise<Book> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
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

/** Why a cell cannot be bound; null when it can. */
export const whyNotBind = (book: Book, sheet: number, address: string): Label | null => {
  const page = book.worksheets[sheet]
  if (!page) return label('没有这一张工作表。', 'There is no such sheet.')
  const cell = page.getCell(address)
  if (Number(cell.row) > shownRows || Number(cell.col) > shownColumns)
    return label(
      `只能填前 ${shownRows} 行、${shownColumns} 列。请把表拆小。`,
      `Only the first ${shownRows} rows and ${shownColumns} columns can be filled: split the form.`,
    )
  if (cell.type === ExcelJS.ValueType.Formula)
    return label('这一格是公式,会自己算。请选别的格。', 'It is a formula and works itself out: choose another cell.')
  if (cell.isMerged && cell.master !== cell)
    return label(
      `这一格并在 ${cell.master.address} 里,请选那一格。`,
      `It is merged into ${cell.master.address}: choose that.`,
    )
  return null
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
