import { readCsv } from './csv.ts'
import { OldFault } from './old.ts'
import { refusals } from './reasons.ts'
import { readSheet, type RowGuard, TooLong } from './sheet.ts'
import { readWorkbook } from './workbook.ts'
import { XmlFault } from '#platform/files/xml.ts'
import { oleContent } from '#platform/files/ole.ts'
import { ZipFault, zipLimits, zipSummary } from '#platform/files/zip.ts'
import type { Sheet, TableRead } from './cell.ts'
import type { TextEncoding } from '#platform/text/encoding.ts'
import type { Label } from '#platform/text/label.ts'

/** Most filled rows and cells of one file over all its sheets, and most bytes it has and characters its cells show. */
export type TableLimits = { readonly rows: number; readonly cells: number; readonly size: number }

/** `encoding` overrides what a CSV's bytes look like, for a person who sees wrong characters. */
export type ReadOptions = { readonly limits?: TableLimits; readonly encoding?: TextEncoding }

export const tableLimits: TableLimits = { rows: 200_000, cells: 3_000_000, size: zipLimits.bytes }

/** What a file is by its content, or why it is no table; its cells are not looked at. */
export const sniff = (
  bytes: Uint8Array,
  name: string,
  limits: TableLimits = tableLimits,
):
  | { readonly ok: true; readonly as: 'xlsx' | 'xls' | 'page' | 'csv' }
  | { readonly ok: false; readonly reason: Label } => {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const refuse = (reason: Label) => ({ ok: false, reason }) as const
  if (data.length === 0) return refuse(refusals.empty)
  if (data.length > limits.size) return refuse(refusals.tooLarge)
  if (data.toString('latin1', 0, 4) === 'PK\x03\x04') {
    const zip = zipSummary(data)
    return zip.ok ? { ok: true, as: 'xlsx' } : refuse(zip.reason)
  }
  const ole = oleContent(data)
  if (ole?.encrypted) return refuse(refusals.encrypted)
  if (ole?.kind === 'sheet') return { ok: true, as: 'xls' }
  if (ole !== null) return refuse(refusals.notTable)
  const begin = data.toString('latin1', 0, 512).replace(/^\xef\xbb\xbf/, '')
  if (/^\s*<(!doctype|html|\?xml|table|meta|head|style|div)|^\s*MIME-Version:/i.test(begin))
    return /^\s*<(?!\?xml)/.test(begin) && /<table/i.test(data.toString('latin1'))
      ? { ok: true, as: 'page' }
      : refuse(refusals.webPage)
  return /\.(csv|txt|tsv)$/i.test(name) ? { ok: true, as: 'csv' } : refuse(refusals.notTable)
}

/** Reads a table someone sent in this thread (see open.ts for files of strangers), `.xlsx`, `.xls` or `.csv` by content; faulty cells are marked, a faulty file is refused. */
export const readTable = async (bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<TableRead> => {
  const limits = options.limits ?? tableLimits
  const found = sniff(bytes, name, limits)
  if (!found.ok) return found
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = { xlsx: readXlsx, xls: readXls, page: readPage, csv: readCsv }[found.as]
  return read(data, limits, options.encoding)
}

/** Counts rows, cells and characters as they are kept; `why` says which limit was passed. */
const counting = (limits: TableLimits): { guard: RowGuard; why: () => Label } => {
  let [rows, cells, size] = [0, 0, 0]
  return {
    guard: (moreRows, more) => {
      rows += moreRows
      cells += more.length
      // A text that a workbook keeps once may stand in every cell.
      for (const { text } of more) size += text.length
      return rows <= limits.rows && cells <= limits.cells && size <= limits.size
    },
    why: () => {
      if (rows > limits.rows) return refusals.tooManyRows(limits.rows)
      return cells > limits.cells ? refusals.tooManyCells(limits.cells) : refusals.tooLarge
    },
  }
}

const readXls = (data: Buffer, limits: TableLimits): Promise<TableRead> => readOld('readOldSheets', data, limits)
const readPage = (data: Buffer, limits: TableLimits): Promise<TableRead> => readOld('readPageSheets', data, limits)

const readOld = async (
  how: 'readOldSheets' | 'readPageSheets',
  data: Buffer,
  limits: TableLimits,
): Promise<TableRead> => {
  const { guard, why } = counting(limits)
  const broken = how === 'readPageSheets' ? refusals.webPage : refusals.damaged
  // The reader of old workbooks is large and rarely needed.
  const reader = await import('./xls.ts')
  try {
    const sheets = reader[how](data, limits.rows, guard)
    return sheets === null ? { ok: false, reason: broken } : { ok: true, sheets }
  } catch (error) {
    if (error instanceof TooLong) return { ok: false, reason: why() }
    if (error instanceof OldFault) return { ok: false, reason: error.encrypted ? refusals.encrypted : broken }
    throw error
  }
}

const readXlsx = async (data: Buffer, limits: TableLimits): Promise<TableRead> => {
  const zip = zipSummary(data)
  if (!zip.ok) return { ok: false, reason: zip.reason }
  const { guard, why } = counting(limits)
  try {
    if (zip.entries.some(({ name }) => name.startsWith('word/'))) return { ok: false, reason: refusals.document }
    const book = await readWorkbook(data, zip.entries)
    if (book === null) return { ok: false, reason: refusals.notTable }
    const sheets: Sheet[] = []
    for (const { name, hidden, part } of book.sheets)
      sheets.push({ name, hidden, rows: await readSheet(data, part, book, guard) })
    return { ok: true, sheets }
  } catch (error) {
    if (error instanceof TooLong) return { ok: false, reason: why() }
    if (error instanceof ZipFault || error instanceof XmlFault) return { ok: false, reason: refusals.damaged }
    throw error
  }
}
