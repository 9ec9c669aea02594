import { label, type Label } from '#platform/text/label.ts'
import type { Cell } from '../tabular/cell.ts'
import { dateOrder, type DateWay, parseDate, tidy } from '../tabular/values.ts'
import type { Answers } from './answers.ts'
import { type Column, headingKey } from './columns.ts'
import type { Way } from './groups.ts'
import { type Layout, type Place, titleRows } from './layout.ts'

/** What is wrong with a file: where it stands (a cell such as `C12`, a row, or the file), under which heading, why and what to do. */
export type Fault = {
  readonly row: number | null
  readonly cell: string | null
  readonly column: string | null
  /** Key of the column of the kind it is about. */
  readonly key: string | null
  readonly reason: Label
  /** Answers that all such faults may be given at once, beyond those its text allows. */
  readonly ways?: readonly Way[]
}

/** Which column stands where in a file and how its dates are meant. */
export type Table = {
  readonly sheet: string
  readonly headerRow: number
  readonly places: ReadonlyMap<Column, number>
  /** Further columns of the file whose text goes with that of the one in `places`. */
  readonly joined: ReadonlyMap<number, Column>
  /** How the days of a column are written, where its values show it. */
  readonly dates: ReadonlyMap<Column, DateWay>
  /** Headings by column of the file, for the line a record comes from. */
  readonly headings: ReadonlyMap<number, string>
}

export type TableFound =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** The table of a layout; every column nobody knows, every doubled and every missing one is one fault. */
export const tableOf = (
  layout: Layout,
  columns: readonly Column[],
  answers: Answers,
  samples: readonly (readonly Cell[])[],
): TableFound => {
  const row = layout.headings.at(-1) ?? 1
  const faults = layout.places.flatMap((place): Fault[] => {
    const at = { row, cell: `${place.letters}${row}`, column: place.heading, key: null }
    if (place.how === 'twice')
      return [
        {
          ...at,
          reason: doubled(
            place,
            layout.places.find(({ target }) => target?.key === place.proposal?.key),
          ),
        },
      ]
    return place.how === 'ask' ? [{ ...at, reason: unknownHeading(place.heading, columns) }] : []
  })
  const missing = missingOf(layout, columns, answers)
  if (missing.length > 0)
    faults.push({
      ...wholeFile(
        label(
          `缺少必填的列:${missing.map((column) => column.label.zh).join('、')}。请补上这些列,或用 --template 得到空表。`,
          `Required columns are missing: ${missing.map((column) => column.label.en).join(', ')}. Add them, or get the empty form with --template.`,
        ),
      ),
      row,
    })
  if (faults.length > 0) return { ok: false, faults }
  const placed = layout.places.flatMap((place) => (place.target ? [{ ...place, target: place.target }] : []))
  return {
    ok: true,
    table: {
      sheet: layout.name,
      headerRow: row,
      ...placing(placed.map(({ target, column }) => [target, column])),
      headings: new Map(layout.places.map(({ column, heading }) => [column, heading])),
      dates: new Map(
        placed
          .filter(({ target }) => target.type === 'date')
          .map(({ target, column }) => [target, wayOf(column, samples, layout.year)]),
      ),
    },
  }
}

/** Columns by their first place in the file, and the others that are joined to them. */
export const placing = (
  placed: readonly (readonly [column: Column, place: number])[],
): Pick<Table, 'places' | 'joined'> => {
  const places = new Map<Column, number>()
  const joined = new Map<number, Column>()
  for (const [column, place] of placed)
    if (places.has(column)) joined.set(place, column)
    else places.set(column, place)
  return { places, joined }
}

/** A text with that of a further column behind it, under the lower part of its heading. */
export const joinTexts = (first: string, heading: string, text: string): string => {
  if (text.trim() === '') return first
  const name = heading.split(' / ').at(-1) ?? heading
  return `${first}${first === '' ? '' : '\n'}${name}:${text.trim()}`
}

/** Required columns the file does not have and nobody gave one value for all rows. */
export const missingOf = (layout: Layout, columns: readonly Column[], answers: Answers): readonly Column[] =>
  columns.filter(
    (column) =>
      column.required &&
      !(column.key in answers.fixed) &&
      !layout.places.some(({ target }) => target?.key === column.key),
  )

/** What is wrong with a file in which no headings were found. */
export const noTable = (columns: readonly Column[]): Fault => wholeFile(noHeadings(columns))

/** What is wrong with a file that ends below its headings. */
export const noRows: Fault = {
  row: null,
  cell: null,
  column: null,
  key: null,
  reason: label(
    '表头下面没有内容。请填写后再导入。',
    'There is nothing below the headings. Fill the table in, then import it.',
  ),
}

const wayOf = (column: number, samples: readonly (readonly Cell[])[], year: number | null): DateWay => {
  const texts = samples.flatMap((row) => row.find((cell) => cell.column === column)?.text ?? [])
  const way = { ...dateOrder(texts), ...(year === null ? {} : { year }) }
  const years = texts.flatMap((text) => {
    const day = parseDate(text, '', way)
    return day.ok ? Number(day.value.date.slice(0, 4)) : []
  })
  const usual = year ?? years.sort((a, b) => a - b)[Math.floor(years.length / 2)]
  return { ...way, ...(usual === undefined ? {} : { usual }) }
}

/** Whether a row is a record; titles, sums, repeated headings and signatures are none. */
export const isRecord = (row: readonly Cell[], heads: string): boolean =>
  row.length > 0 && !isSum(row) && !isSignature(row) && headsOf(row) !== heads

/** A row as headings are compared. */
export const headsOf = (row: readonly Cell[]): string => row.map((cell) => headingKey(cell.text)).join('|')

/** A row that was passed over, as it is told. */
export const passedOver = (row: readonly Cell[]): { readonly row: number; readonly text: string } => ({
  row: row[0]?.row ?? 0,
  text: [...new Set(row.map((cell) => tidy(cell.text)))].slice(0, 3).join(' ').slice(0, 40),
})

const doubled = (place: Place, other: Place | undefined): Label =>
  label(
    `「${place.heading}」和 ${other?.letters ?? ''} 列是同一项。请只留一列。`,
    `“${place.heading}” is the same as column ${other?.letters ?? ''}. Keep one of them.`,
  )

const wholeFile = (reason: Label): Fault => ({ row: null, cell: null, column: null, key: null, reason })

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

const sum = /^(合计|总计|小计|共计|累计|total|sum)([:\d(].*)?$/i

// 合计 may stand behind a running number or an empty first column.
const isSum = (row: readonly Cell[]): boolean => {
  const [first = '', second = ''] = row.map((cell) => tidy(cell.text).replace(/\s/g, ''))
  return sum.test(first) || (/^(合计|总计|小计|共计|累计)$/.test(second) && (row[1]?.column ?? 9) <= 3)
}

const isSignature = (row: readonly Cell[]): boolean =>
  row.length <= 4 &&
  /^(填表|制表|填报|审核|负责|单位负责|分管|注|说明|报送|联系)[^\d]{0,8}[:：]/.test(tidy(row[0]?.text ?? ''))
