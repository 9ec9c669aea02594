import { parse } from 'csv-parse/sync'
import type { CalendarRow } from './calendar.ts'
import { isDate } from './time.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** A faulty line of the file; `line` counts from 1 and includes the heading, as an editor shows it. */
export type LineProblem = { readonly line: number } & Label

/** The readable rows and the faulty lines; a caller imports only when `problems` is empty. */
export type CalendarFile = { readonly rows: readonly CalendarRow[]; readonly problems: readonly LineProblem[] }

/**
 * Reads the administrator's holiday file: `date,type,name,source`, heading optional, type `OFF` or `WORK` or 休息, 上班
 * (rulebook 11 §8). Takes dates as a spreadsheet rewrites them (2027/1/1), and tabs or full-width commas between the columns.
 * Every fault names its line.
 */
export const parseCalendarCsv = (text: string): CalendarFile => {
  const rows: CalendarRow[] = []
  const problems: LineProblem[] = []
  const seen = new Map<string, number>()
  const complain = (line: number, zh: string, en: string): void => {
    problems.push({ line, ...label(`第 ${line} 行:${zh}`, `Line ${line}: ${en}`) })
  }

  for (const { line, cells } of linesOf(text)) {
    const [rawDate = '', rawType = '', name = '', source = ''] = cells.map((cell) => cell.trim())
    if (/^(date|日期)$/i.test(rawDate) && rows.length + problems.length === 0) continue
    const date = isoDate(rawDate)
    const type = types[rawType] ?? rawType.toUpperCase()
    if (cells.length !== 4) {
      complain(
        line,
        `应有 4 列,现在是 ${cells.length} 列。请按 日期,休息或上班,名称,依据 补齐。`,
        `expected 4 columns (date,type,name,source), found ${cells.length}.`,
      )
    } else if (!isDate(date)) {
      complain(
        line,
        '日期不存在或写法不对。请写成 2027-10-01。',
        'the date does not exist or cannot be read. Write 2027-10-01.',
      )
    } else if (type !== 'OFF' && type !== 'WORK') {
      complain(line, '第二列只能写 休息(OFF)或 上班(WORK)。', 'the second column must be OFF (rest) or WORK.')
    } else if (!name || !source) {
      complain(
        line,
        '缺名称或依据。请写节日名称和通知文号。',
        'the name or the source is missing. Give the holiday and the number of the notice.',
      )
    } else if (seen.has(date)) {
      complain(
        line,
        `与第 ${seen.get(date)} 行是同一天。请只留一行。`,
        `same day as line ${seen.get(date)}. Keep one of them.`,
      )
    } else {
      seen.set(date, line)
      rows.push({ date, type, name, source })
    }
  }
  return { rows, problems }
}

const types: Readonly<Record<string, CalendarRow['type']>> = { 休息: 'OFF', 放假: 'OFF', 上班: 'WORK' }

type Line = { readonly line: number; readonly cells: readonly string[] }

/** Each line is read on its own, so that one stray quotation mark does not swallow the rest of the file. */
const linesOf = (text: string): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.replace(/[,，\s]/g, '') !== '')
    .map(({ line, content }) => ({ line, cells: cellsOf(content) }))

const cellsOf = (content: string): readonly string[] => {
  // A pasted block has tabs, a Chinese keyboard its own comma; beside either the other commas belong to the words.
  const delimiter = ['\t', ',', '，'].find((mark) => content.includes(mark)) ?? ','
  const records: string[][] = parse(content, { delimiter, relax_quotes: true, skip_records_with_error: true })
  return records[0] ?? []
}

const isoDate = (text: string): string => {
  const [, year, month = '', date = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : text
}
