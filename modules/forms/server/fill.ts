import type { Catalogue } from '#modules/cases/define.ts'
import { type ExchangeDeps, listedRows } from '#modules/exchange/server/index.ts'
import {
  cellText,
  kindOf,
  measuresOf,
  placeOf,
  readPeriod,
  readTable,
  whyNotShare,
} from '#modules/figures/server/index.ts'
import { withheldLabels } from '#modules/figures/define.ts'
import { localDate } from '#platform/clock/time.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { type Binding, type Fill, formsErrors, type FormValue } from '../contract.ts'
import { type Book, freeBelow, writeColumn, writeNumber, writeText } from './workbook.ts'

/** Errors of this room. */
export const fail = failures(formsErrors)

/** Most rows of one list in a form. */
const listMost = 5_000

type FigureFill = Extract<Fill, { what: 'figure' }>
type ColumnFill = Extract<Fill, { what: 'column' }>

/** What a figure shows in a form: a number that may leave, or the words that stand for it. */
type Shown = {
  readonly text: string
  readonly number: number | null
  readonly percent: boolean
  readonly records: FormValue['records']
}

/** The measure of a figure with its kind; throws the error that names what does not exist. */
export const measureOf = (catalogue: Catalogue, { kind, measure }: FigureFill) => {
  const spec = kindOf(catalogue, kind)
  return { kind: spec, measures: measuresOf(spec, measure) }
}

const shownFigure = async (ctx: Ctx, catalogue: Catalogue, fill: FigureFill, periodKey: string): Promise<Shown> => {
  const { kind, measures } = measureOf(catalogue, fill)
  const place = await placeOf(ctx, fill.unit)
  const period = readPeriod(periodKey)
  const cut = { category: fill.category, channel: fill.channel }
  const table = await readTable(
    ctx.tx,
    catalogue,
    { kind, measures, place, period, by: null, cut, compare: false },
    ctx.now,
  )
  const [figure] = table.figures
  if (!figure)
    throw fail('forms.cell', { sheet: '', cell: '', reason: label('没有这个数。', 'There is no such figure.') })
  const percent = figure.type === 'ratio'
  const number = percent ? figure.value : figure.n
  const kept = figure.why === null && whyNotShare(figure) !== null
  const text = kept ? withheldLabels.small.zh : cellText(figure, figure.unit).zh
  const plain = number !== null && !kept
  return {
    text: plain && !percent ? String(number) : text,
    number: plain ? number : null,
    percent,
    records: figure.why === null ? { measure: figure.measure, unit: figure.place, period: figure.period } : null,
  }
}

const wordOf = (ctx: Ctx, word: Extract<Fill, { what: 'word' }>['word'], period: string): string => {
  switch (word) {
    case 'unit':
      return ctx.actor.unitName
    case 'period':
      return readPeriod(period).label.zh
    case 'today':
      return localDate(ctx.now)
    case 'by':
      return ctx.actor.name
  }
}

/** What each bound cell shows for a period; of a list its heading says how many rows are free. */
export const valuesOf = async (
  ctx: Ctx,
  catalogue: Catalogue,
  bindings: readonly Binding[],
  period: string,
): Promise<FormValue[]> => {
  const values: FormValue[] = []
  for (const { sheet, cell, fill } of bindings) {
    if (fill.what === 'figure') {
      const { text, records } = await shownFigure(ctx, catalogue, fill, period)
      values.push({ sheet, cell, text, records })
    } else if (fill.what === 'word') values.push({ sheet, cell, text: wordOf(ctx, fill.word, period), records: null })
    else values.push({ sheet, cell, text: '↓', records: null })
  }
  return values
}

/** Fills a workbook for a period: figures and words in their cells, lists from their first cell down. */
export const fillBook = async (
  ctx: Ctx,
  deps: ExchangeDeps,
  book: Book,
  bindings: readonly Binding[],
  period: string,
): Promise<void> => {
  for (const { sheet, cell, fill } of bindings) {
    if (fill.what === 'figure') {
      const { number, percent, text } = await shownFigure(ctx, deps.catalogue, fill, period)
      if (number === null) writeText(book, sheet, cell, text)
      else writeNumber(book, sheet, cell, number, percent)
    } else if (fill.what === 'word') writeText(book, sheet, cell, wordOf(ctx, fill.word, period))
  }
  const lists = Map.groupBy(
    bindings.filter((one): one is Binding & { fill: ColumnFill } => one.fill.what === 'column'),
    ({ fill }) => fill.kind,
  )
  for (const [kind, columns] of lists) await fillList(ctx, deps, book, kind, columns, period)
}

const fillList = async (
  ctx: Ctx,
  deps: ExchangeDeps,
  book: Book,
  kind: string,
  columns: readonly (Binding & { fill: ColumnFill })[],
  period: string,
): Promise<void> => {
  const refuse = ({ sheet, cell }: Binding, reason: ReturnType<typeof label>): Error =>
    fail('forms.cell', { sheet: book.worksheets[sheet]?.name ?? '', cell, reason })
  const [first] = columns
  if (first && !ctx.actor.permissions.has('exchange.export'))
    throw refuse(
      first,
      label('清单要由能导出事项的岗位来填。', 'A list is filled in by a post that may export matters.'),
    )
  const spec = kindOf(deps.catalogue, kind)
  const rows = await listedRows(deps, ctx, spec, readPeriod(period), listMost + 1)
  for (const column of columns) {
    const free = Math.min(freeBelow(book, column.sheet, column.cell), listMost)
    if (rows.length > free)
      throw refuse(
        column,
        label(
          `这个时期有 ${rows.length > listMost ? `${listMost} 多` : rows.length} 件,表里从这一格往下只留了 ${free} 行。请在表里多插几行空行再上传,或缩小时期。`,
          `There are ${rows.length > listMost ? `more than ${listMost}` : rows.length} matters and ${free} free rows from here down: insert empty rows and upload the form again, or choose a shorter period.`,
        ),
      )
    writeColumn(
      book,
      column.sheet,
      column.cell,
      rows.map((row, at) => (column.fill.column === 'serial' ? at + 1 : (row[column.fill.column] ?? null))),
    )
  }
}
