import { columnLetters, parseAddress } from './cell.ts'
import { printNumber, serialToDate } from './formats.ts'
import { faults } from './reasons.ts'
import { scanPart, unescapeText } from './workbook.ts'
import type { Cell } from './cell.ts'
import type { NumberFormat } from './formats.ts'
import type { Workbook } from './workbook.ts'
import type { ZipEntry } from '#platform/files/zip.ts'

/** Told of rows and cells before they are kept; false stops the reading. */
export type RowGuard = (rows: number, cells: readonly Cell[]) => boolean

/** Thrown to leave a sheet in the middle once the guard says no. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

type Raw = { address: string; type: string; style: number; value: string | null; formula: boolean }
/** A merged range, rows and columns from 1. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

/** Reads the filled cells of one sheet, row by row as the archive is inflated, then fills merged ranges. */
export const readSheet = async (
  bytes: Uint8Array,
  part: ZipEntry,
  book: Workbook,
  guard: RowGuard,
): Promise<readonly (readonly Cell[])[]> => {
  const rows: Cell[][] = []
  const merges: Merge[] = []
  let row: Cell[] = []
  let rowNumber = 0
  let column = 0
  let raw: Raw | null = null
  let inValue = false
  let inAid = false

  const finishRow = (): void => {
    if (row.length === 0) return
    if (!guard(1, row)) throw new TooLong()
    rows.push(row)
  }

  await scanPart(bytes, part, {
    open: (name, attribute) => {
      if (name === 'row') {
        const stated = Number(attribute('r') ?? rowNumber + 1)
        rowNumber = Number.isInteger(stated) && stated > rowNumber ? stated : rowNumber + 1
        column = 0
        row = []
      } else if (name === 'c') {
        const stated = attribute('r')
        column = (stated === undefined ? null : parseAddress(stated))?.column ?? column + 1
        raw = {
          address: `${columnLetters(column)}${rowNumber}`,
          type: attribute('t') ?? 'n',
          style: Number(attribute('s') ?? 0),
          value: null,
          formula: false,
        }
      } else if (name === 'f' && raw !== null) raw.formula = true
      else if (name === 'rPh') inAid = true
      else if ((name === 'v' || (name === 't' && !inAid)) && raw !== null) {
        raw.value ??= ''
        inValue = true
      } else if (name === 'mergeCell') {
        const [from, to] = (attribute('ref') ?? '').split(':').map(parseAddress)
        if (from && to) merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
      }
    },
    text: (piece) => {
      if (inValue && raw !== null) raw.value = (raw.value ?? '') + piece
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') inAid = false
      else if (name === 'c' && raw !== null) {
        const cell = readCell(raw, rowNumber, column, book)
        if (cell !== null) row.push(cell)
        raw = null
      } else if (name === 'row') finishRow()
    },
  })
  return fillMerges(rows, merges, guard)
}

const readCell = (raw: Raw, row: number, column: number, book: Workbook): Cell | null => {
  const at = { address: raw.address, row, column, ...(raw.formula ? { formula: true as const } : {}) }
  if (raw.value === null || (raw.value === '' && raw.formula && raw.type !== 'str'))
    return raw.formula ? { ...at, text: '', fault: faults.noResult } : null
  const value = raw.value
  switch (raw.type) {
    case 's':
      return textCell(at, book.strings[Number(value)] ?? '')
    case 'str':
    case 'inlineStr':
      return textCell(at, unescapeText(value))
    case 'b':
      return { ...at, text: value.trim() === '1' ? '是' : '否' }
    case 'e':
      return { ...at, text: value, fault: faults.sheetError(value) }
    case 'd':
      return textCell(at, value.replace('T', ' ').replace(/ 00:00(:00(\.0+)?)?Z?$/, ''))
    default:
      return numberCell(at, value, book.formats[raw.style], book.from1904)
  }
}

/** Where a cell stands and whether the sheet computed it. */
export type Place = { readonly address: string; readonly row: number; readonly column: number; readonly formula?: true }

/** A cell of words; null when nothing but blanks is in it. */
export const textCell = (at: Place, value: string): Cell | null => {
  const text = value.trim()
  if (text === '') return null
  return text.includes('\uFFFD') ? { ...at, text, fault: faults.unreadable } : { ...at, text }
}

/** A stored number as its format shows it: a date, or its digits. */
export const numberCell = (
  at: Place,
  stored: string,
  format: NumberFormat = { kind: 'general' },
  from1904 = false,
): Cell | null => {
  if (stored.trim() === '') return null
  const number = Number(stored)
  if (!Number.isFinite(number)) return { ...at, text: stored, fault: faults.sheetError(stored) }
  if (format.kind === 'date') {
    const date = serialToDate(number, from1904)
    return date === null ? { ...at, text: stored, number, fault: faults.badDate } : { ...at, text: date }
  }
  const text = printNumber(number, format)
  // A sheet keeps fifteen digits of a number; whatever stood behind them is already zeros.
  return Math.abs(number) >= 1e15 ? { ...at, text, number, fault: faults.longNumber } : { ...at, text, number }
}

/** Repeats the first cell of a merged range over the rows and columns that have data; a hostile range costs nothing. */
export const fillMerges = (rows: readonly Cell[][], merges: readonly Merge[], guard: RowGuard): readonly Cell[][] => {
  const width = rows.reduce((most, row) => Math.max(most, row.at(-1)?.column ?? 0), 0)
  const touched = new Set<Cell[]>()
  for (const merge of merges.filter((one) => one.left <= width)) {
    let index = firstRowFrom(rows, merge.top)
    const first = rows[index]?.find((cell) => cell.row === merge.top && cell.column === merge.left)
    if (first === undefined) continue
    for (; index < rows.length; index++) {
      const row = rows[index] ?? []
      const number = row[0]?.row ?? 0
      if (number > merge.bottom) break
      const added: Cell[] = []
      for (let column = merge.left; column <= Math.min(merge.right, width); column++)
        if (number !== merge.top || column !== merge.left)
          added.push({
            ...first,
            address: `${columnLetters(column)}${number}`,
            row: number,
            column,
            mergedFrom: first.address,
          })
      if (!guard(0, added)) throw new TooLong()
      row.push(...added)
      touched.add(row)
    }
  }
  for (const row of touched) sortCells(row)
  return rows
}

/** Index of the first kept row at or below this row number; rows are kept in rising order. */
const firstRowFrom = (rows: readonly Cell[][], number: number): number => {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.[0]?.row ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** By column; where a covered cell carried a leftover value of its own, the merged range wins, as on the screen. */
const sortCells = (row: Cell[]): void => {
  const byColumn = new Map<number, Cell>()
  for (const cell of row) byColumn.set(cell.column, cell)
  row.splice(0, row.length, ...[...byColumn.values()].sort((a, b) => a.column - b.column))
}
