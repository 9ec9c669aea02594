import { once } from 'node:events'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import type { Writable } from 'node:stream'
import type { Label, Language } from '#platform/text/label.ts'

/** A column of an export; `number` columns are written as numbers so that a sheet can add them up. */
export type OutColumn = {
  readonly key: string
  readonly label: Label
  readonly number?: boolean
  readonly width?: number
}
export type OutValue = string | number | null | undefined
export type OutRow = Readonly<Record<string, OutValue>>

/** Rows of data one sheet holds below its column names; longer exports go on in the next sheet. */
export const rowsPerSheet = 1_000_000

/** Streams rows to a file or an answer as they come and ends it; resolves with the number of rows written. */
export const writeRows = async (
  columns: readonly OutColumn[],
  rows: AsyncIterable<OutRow>,
  out: Writable,
  format: 'xlsx' | 'csv',
  language: Language = 'zh',
): Promise<{ readonly rows: number }> =>
  format === 'csv' ? writeCsv(columns, rows, out, language) : writeXlsx(columns, rows, out, language)

/**
 * Whether a sheet would run this text as a formula when the file is opened: = + - @ (half or full width), tab or line
 * end in front. Source: OWASP, CSV Injection.
 */
export const startsFormula = (text: string): boolean => /^(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/.test(text)

/** Digits beyond the fifteenth turn to zeros when a sheet opens a CSV, so ID numbers are marked as text like formulas. */
const needsMark = (text: string): boolean => startsFormula(text) || text.startsWith("'") || /^\d{16,}$/.test(text)

const csvField = (value: OutValue): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = needsMark(value) ? `'${value}` : value
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const writeCsv = async (
  columns: readonly OutColumn[],
  rows: AsyncIterable<OutRow>,
  out: Writable,
  language: Language,
): Promise<{ readonly rows: number }> => {
  let count = 0
  const line = (values: readonly OutValue[]): string => `${values.map(csvField).join(',')}\r\n`
  const lines = async function* (): AsyncGenerator<string> {
    // Without the mark Chinese Excel reads UTF-8 as GB18030.
    let batch = `\uFEFF${line(columns.map((column) => column.label[language]))}`
    for await (const row of rows) {
      batch += line(columns.map((column) => row[column.key]))
      count++
      if (batch.length < 32 * 1024) continue
      yield batch
      batch = ''
    }
    if (batch !== '') yield batch
  }
  await pipeline(Readable.from(lines(), { highWaterMark: 4 }), out)
  return { rows: count }
}

const writeXlsx = async (
  columns: readonly OutColumn[],
  rows: AsyncIterable<OutRow>,
  out: Writable,
  language: Language,
): Promise<{ readonly rows: number }> => {
  const closed = finished(out, { readable: false })
  // The answer can break off at any time; the loop below then stops at its next look instead of an unhandled rejection.
  closed.catch(() => {})
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const openSheet = (index: number): ExcelJS.Worksheet => {
    const sheet = book.addWorksheet(index === 1 ? '数据' : `数据${index}`, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map((column) => ({
      width: column.width ?? 16,
      // As text an ID number keeps its digits, and a guarded cell stays text when someone edits it.
      ...(column.number === true ? {} : { style: { numFmt: '@' } }),
    }))
    const header = sheet.addRow(columns.map((column) => column.label[language]))
    header.font = { bold: true }
    header.commit()
    return sheet
  }
  let count = 0
  try {
    let sheet = openSheet(1)
    for await (const row of rows) {
      if (count > 0 && count % rowsPerSheet === 0) {
        sheet.commit()
        sheet = openSheet(count / rowsPerSheet + 1)
      }
      sheet.addRow(columns.map((column) => sheetValue(row[column.key]))).commit()
      count++
      if (count % 500 !== 0) continue
      // The writer buffers without limit, so it is held back here until the reader at the other end has caught up.
      await breathe()
      if (out.destroyed) break
      if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), closed])
    }
    if (!out.destroyed) await Promise.race([book.commit(), closed])
    await closed
  } catch (error) {
    // A file that ends early must not look whole.
    out.destroy()
    throw error
  }
  return { rows: count }
}

/** As the sheet may hold it: at most 32,767 characters, none that XML forbids, `_x` escapes kept literal. */
const sheetValue = (value: OutValue): string | number | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const legal = value
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/_x(?=[\dA-Fa-f]{4}_)/g, '_x005F_x')
  return legal.length <= 32_767 ? legal : `${legal.slice(0, 32_750).toWellFormed()}…(超长,已截断)`
}
