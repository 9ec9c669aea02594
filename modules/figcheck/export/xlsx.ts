import ExcelJS from 'exceljs'
import { label, type Label, type Language } from '#platform/text/label.ts'
import type { DecidedFile } from './file.ts'
import { sentenceAround } from './sentence.ts'
import { decisions, kinds, natures, severities, type Severity, severityOf, verdictLabels } from '../words.ts'

type Row = DecidedFile['lines'][number]
type Column<T> = {
  readonly label: Label
  readonly width: number
  readonly cell: (one: T, text: string, language: Language) => string | null
}

const word = (words: Readonly<Record<string, Label>>, key: string, language: Language): string =>
  words[key]?.[language] ?? key

const withUnit = (value: number | null, unit: string | null): string => (value === null ? '' : `${value}${unit ?? ''}`)

const columns: readonly Column<Row>[] = [
  { label: label('程度', 'Severity'), width: 8, cell: (line, _, language) => severities[severityOf(line)][language] },
  {
    label: label('判断', 'Verdict'),
    width: 12,
    cell: ({ verdict }, _, language) => word(verdictLabels, verdict, language),
  },
  { label: label('类别', 'Kind'), width: 12, cell: ({ kind }, _, language) => word(kinds, kind, language) },
  { label: label('原句', 'Sentence'), width: 60, cell: ({ start, end }, text) => sentenceAround(text, start, end) },
  {
    label: label('用到的数', 'Numbers used'),
    width: 36,
    cell: ({ operands }) =>
      operands
        .map(({ label: name, value, unit, qualifier }) => `${name} ${qualifier ?? ''}${value}${unit}`.trim())
        .join(';'),
  },
  { label: label('原文的数', 'Printed'), width: 12, cell: ({ stated, unit }) => withUnit(stated, unit) },
  {
    label: label('应为', 'Right value'),
    width: 12,
    cell: ({ computed, unit, verdict }) => (verdict === 'match' ? '' : withUnit(computed, unit)),
  },
  { label: label('说明', 'Explanation'), width: 44, cell: ({ explanation }, _, language) => explanation[language] },
  {
    label: label('处理', 'Decision'),
    width: 12,
    cell: ({ decision }, _, language) => decisions[decision.state][language],
  },
  { label: label('理由', 'Reason'), width: 30, cell: ({ decision }) => decision.reason },
]

type Told = DecidedFile['statements'][number]
const stated: readonly Column<Told>[] = [
  { label: label('时期', 'Period'), width: 18, cell: ({ period }) => period },
  { label: label('数的是什么', 'What is counted'), width: 24, cell: ({ label: name }) => name },
  { label: label('数', 'Number'), width: 12, cell: ({ value, qualifier }) => `${qualifier ?? ''}${value}` },
  { label: label('单位', 'Unit'), width: 10, cell: ({ unit }) => unit },
  { label: label('性质', 'Nature'), width: 10, cell: ({ nature }, _, language) => natures[nature][language] },
  {
    label: label('核对', 'Check'),
    width: 12,
    cell: ({ verdict }, _, language) => (verdict === null ? '' : word(verdictLabels, verdict, language)),
  },
  { label: label('原句', 'Sentence'), width: 80, cell: ({ start, end }, text) => sentenceAround(text, start, end) },
]
const statementsName = label('数字清单', 'All figures')

const order = Object.keys(severities) as Severity[]
const sheetName = label('核对数字', 'Figure check')

/** A workbook with a row for each relation, what is wrong first, and behind it a sheet of every figure with its period; filters are on and heads stay in sight. */
export const asXlsx = async (
  { text, lines, statements }: DecidedFile,
  language: Language = 'zh',
): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  const rows = [...lines].sort((one, other) => order.indexOf(severityOf(one)) - order.indexOf(severityOf(other)))
  addSheet(book, sheetName[language], columns, language, rows, text)
  addSheet(book, statementsName[language], stated, language, statements, text)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const addSheet = <T>(
  book: ExcelJS.Workbook,
  name: string,
  shown: readonly Column<T>[],
  language: Language,
  rows: readonly T[],
  text: string,
): void => {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  // As text a cell stays what it is when somebody edits it: no words become a formula or a date.
  sheet.columns = shown.map(({ width }) => ({
    width,
    style: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  }))
  sheet.addRow(shown.map((one) => one.label[language])).font = { bold: true }
  for (const row of rows) sheet.addRow(shown.map(({ cell }) => legible(cell(row, text, language) ?? '')))
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: shown.length } }
}

/** As a cell may hold it: at most 32,767 characters, none that XML forbids, `_x` escapes kept as they are. */
const legible = (text: string): string =>
  text
    .slice(0, 32_000)
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- what XML cannot hold is what is looked for
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/_x(?=[\dA-Fa-f]{4}_)/g, '_x005F_x')
