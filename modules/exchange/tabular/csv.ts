import { setImmediate as breathe } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { columnLetters } from './cell.ts'
import { decodeText, detectEncoding } from '#platform/text/encoding.ts'
import { faults, refusals } from './reasons.ts'
import type { Cell, Sheet, TableRead } from './cell.ts'
import type { TextEncoding } from '#platform/text/encoding.ts'
import type { TableLimits } from './read.ts'
import type { Label } from '#platform/text/label.ts'

/** Reads a CSV as Excel would show it: one sheet, addresses by record, quotes and line ends inside cells kept. */
export const readCsv = async (data: Buffer, limits: TableLimits, encoding?: TextEncoding): Promise<TableRead> => {
  const found = encoding ?? detectEncoding(data)
  if (found === null) return { ok: false, reason: refusals.notText }
  const text = decodeText(data, found)
  const rows: Cell[][] = []
  const letters: string[] = []
  let count = 0
  let row = 0
  const parser = Readable.from(pieces(text)).pipe(
    parse({
      delimiter: detectDelimiter(text),
      relaxColumnCount: true,
      relaxQuotes: true,
      recordDelimiter: ['\r\n', '\n', '\r'],
      maxRecordSize: 1024 * 1024,
    }),
  )
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++
      const cells: Cell[] = []
      for (const [index, raw] of record.entries()) {
        const text = plainText(raw)
        if (text === '') continue
        const column = index + 1
        letters[index] ??= columnLetters(column)
        const cell = { address: `${letters[index]}${row}`, row, column, text }
        const fault = csvFault(text)
        cells.push(fault === null ? cell : { ...cell, fault })
      }
      if (cells.length === 0) continue
      rows.push(cells)
      count += cells.length
      if (rows.length > limits.rows) return { ok: false, reason: refusals.tooManyRows(limits.rows) }
      if (count > limits.cells) return { ok: false, reason: refusals.tooManyCells(limits.cells) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, reason: refusals.csv(row + 1) }
  }
  const sheet: Sheet = { name: 'CSV', hidden: false, rows }
  return { ok: true, sheets: [sheet] }
}

/** Lets other requests run between pieces; a table of 20 MB would hold the server for a second otherwise. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + 256 * 1024)
    // A pair of UTF-16 units must not be torn: each piece is encoded by itself.
    if (/[\uD800-\uDBFF]/.test(text[end - 1] ?? '')) end++
    yield text.slice(at, end)
    at = end
    await breathe()
  }
}

/** The delimiter that splits the first lines most evenly; a comma when nothing does. */
export const detectDelimiter = (text: string): ',' | ';' | '\t' => {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/"(?:[^"]|"")*"/g, 'x')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const most = Math.max(0, ...counts)
    return most === 0 ? 0 : counts.filter((count) => count === most).length * 1000 + most
  }
  const scored = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, score: score(delimiter) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

/** Takes off what exporters wrap around long digits: `="0731"`, a quote mark before a guarded cell, a trailing tab. */
const plainText = (raw: string): string => {
  const text = raw.trim()
  const wrapped = /^="([^"]*)"$/.exec(text)
  if (wrapped !== null) return (wrapped[1] ?? '').trim()
  return text.startsWith("'") && text.length > 1 ? text.slice(1) : text
}

const csvFault = (text: string): Label | null => {
  if (text.includes('\uFFFD')) return faults.unreadable
  return /^\d(\.\d+)?E\+1[5-9]$/i.test(text) ? faults.longNumber : null
}
