import { label, type Label } from '#platform/text/label.ts'
import { type Cell, columnLetters, type Sheet } from '../tabular/cell.ts'
import { tidy } from '../tabular/values.ts'
import { type Column, headingKey } from './columns.ts'

/** What is wrong with a file: where it stands (a cell such as `C12`, a row, or the file), under which heading, why and what to do. */
export type Fault = {
  readonly row: number | null
  readonly cell: string | null
  readonly column: string | null
  readonly reason: Label
}

/** A table found in a file: which column stands where, the rows of records, and what was passed over. */
export type Table = {
  readonly sheet: string
  readonly headerRow: number
  readonly places: ReadonlyMap<Column, number>
  readonly rows: readonly (readonly Cell[])[]
  /** Rows that are no records: titles, sums, repeated headings, signatures. */
  readonly skipped: readonly { readonly row: number; readonly text: string }[]
}

export type TableFound =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Rows above the headings: a title, the unit, the date of the return. */
const titleRows = 20

/** Finds the headings in the visible sheets and sorts the rows below them; every unknown, doubled or missing column is one fault. */
export const findTable = (sheets: readonly Sheet[], columns: readonly Column[]): TableFound => {
  const byHeading = new Map(columns.flatMap((column) => column.headings.map((heading) => [heading, column] as const)))
  const known = (cell: Cell): Column | undefined =>
    byHeading.get(headingKey(cell.text)) ?? byHeading.get(headingKey(cell.text.replace(/[(\uFF08].*$/, '')))
  const found = sheets
    .filter((sheet) => !sheet.hidden)
    .flatMap((sheet) =>
      sheet.rows
        .slice(0, titleRows)
        .map((row, index) => ({ sheet, index, row, score: row.filter((cell) => known(cell) !== undefined).length })),
    )
    .reduce<{ sheet: Sheet; index: number; row: readonly Cell[]; score: number } | null>(
      (best, next) => (next.score > (best?.score ?? 1) ? next : best),
      null,
    )
  if (!found) return { ok: false, faults: [wholeFile(noHeadings(columns))] }
  const { places, faults } = place(found.row, columns, known)
  if (faults.length > 0) return { ok: false, faults }
  const heads = found.row.map((cell) => headingKey(cell.text)).join('|')
  const rows: (readonly Cell[])[] = []
  const skipped: { row: number; text: string }[] = []
  for (const [index, row] of found.sheet.rows.entries()) {
    if (index === found.index || row[0] === undefined) continue
    if (
      index > found.index &&
      !isSum(row) &&
      !isSignature(row) &&
      row.map((cell) => headingKey(cell.text)).join('|') !== heads
    )
      rows.push(row)
    else
      skipped.push({
        row: row[0].row,
        text: row
          .slice(0, 3)
          .map((cell) => tidy(cell.text))
          .join(' ')
          .slice(0, 40),
      })
  }
  if (rows.length === 0)
    return {
      ok: false,
      faults: [
        wholeFile(
          label(
            '表头下面没有内容。请填写后再导入。',
            'There is nothing below the headings. Fill the table in, then import it.',
          ),
        ),
      ],
    }
  return { ok: true, table: { sheet: found.sheet.name, headerRow: found.row[0]?.row ?? 1, places, rows, skipped } }
}

const place = (
  row: readonly Cell[],
  columns: readonly Column[],
  known: (cell: Cell) => Column | undefined,
): { places: Map<Column, number>; faults: Fault[] } => {
  const places = new Map<Column, number>()
  const faults: Fault[] = []
  for (const cell of row) {
    const column = known(cell)
    const at = { row: cell.row, cell: cell.address, column: tidy(cell.text) }
    const before = column && places.get(column)
    if (column && before !== undefined)
      faults.push({
        ...at,
        reason: label(
          `「${tidy(cell.text)}」和 ${columnLetters(before)} 列是同一项。请只留一列。`,
          `“${tidy(cell.text)}” is the same as column ${columnLetters(before)}. Keep one of them.`,
        ),
      })
    else if (column) places.set(column, cell.column)
    else if (!counters.has(headingKey(cell.text)))
      faults.push({ ...at, reason: unknownHeading(tidy(cell.text), columns) })
  }
  const missing = columns.filter((column) => column.required && !places.has(column))
  if (missing.length > 0)
    faults.push({
      ...wholeFile(
        label(
          `缺少必填的列:${missing.map((column) => column.label.zh).join('、')}。请补上这些列,或用 --template 得到空表。`,
          `Required columns are missing: ${missing.map((column) => column.label.en).join(', ')}. Add them, or get the empty form with --template.`,
        ),
      ),
      row: row[0]?.row ?? null,
    })
  return { places, faults }
}

const wholeFile = (reason: Label): Fault => ({ row: null, cell: null, column: null, reason })

/** Headings of running numbers, which say nothing about a record. */
const counters = new Set(['序号', '行号', '顺序号', 'no', '#', 'nr'])

const noHeadings = (columns: readonly Column[]): Label => {
  const wanted = columns.filter((column) => column.required)
  return label(
    `没有找到表头。前 ${titleRows} 行里要有一行列名:${wanted.map((column) => column.label.zh).join('、')}。`,
    `No headings were found. One of the first ${titleRows} rows must hold: ${wanted.map((column) => column.label.en).join(', ')}.`,
  )
}

const unknownHeading = (text: string, columns: readonly Column[]): Label => {
  const shared = (column: Column): number => [...new Set(text)].filter((sign) => column.label.zh.includes(sign)).length
  const near = columns
    .filter((column) => shared(column) > 1)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 4)
  const offer = near.length > 0 ? near : columns.filter((column) => column.required)
  return label(
    `不认识「${text}」这一列。请改成已有的列名(如 ${offer.map((column) => column.label.zh).join('、')}),或删去这一列。`,
    `The column “${text}” is not known. Rename it (for example ${offer.map((column) => column.label.en).join(', ')}) or delete it.`,
  )
}

const isSum = (row: readonly Cell[]): boolean =>
  /^(合计|总计|小计|共计|累计|total|sum)([:\d(].*)?$/i.test(tidy(row[0]?.text ?? '').replace(/\s/g, ''))

const isSignature = (row: readonly Cell[]): boolean =>
  row.length <= 4 &&
  /^(填表|制表|填报|审核|负责|单位负责|分管|注|说明|报送|联系)[^\d]{0,8}[:：]/.test(tidy(row[0]?.text ?? ''))
