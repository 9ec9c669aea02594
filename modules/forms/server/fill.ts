import type { Catalogue } from '#modules/cases/define.ts'
import { type ExchangeDeps, listedRows } from '#modules/exchange/server/index.ts'
import {
  cellText,
  kindOf,
  measuresOf,
  type Place,
  placeOf,
  readPeriod,
  readTables,
  whyNotShare,
} from '#modules/figures/server/index.ts'
import type { Figure } from '#modules/figures/contract.ts'
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

/** For whom a form is filled: figures without a unit of their own, lists and the word 填报单位 are this unit's. */
export type Filling = { readonly unit: Place; readonly period: string }

// Every figure of a form is read by one statement; what differs by measure alone is one question.
const shownFigures = async (
  ctx: Ctx,
  catalogue: Catalogue,
  bindings: readonly Binding[],
  { unit, period: periodKey }: Filling,
): Promise<ReadonlyMap<Binding, Shown>> => {
  const wanted = bindings.filter((one): one is Binding & { fill: FigureFill } => one.fill.what === 'figure')
  const groups = [
    ...Map.groupBy(wanted, ({ fill: { kind, unit: code, category, channel } }) =>
      JSON.stringify([kind, code, category, channel]),
    ).values(),
  ]
  const period = readPeriod(periodKey)
  const places = new Map<string, Place>()
  for (const code of new Set(wanted.map(({ fill }) => fill.unit)))
    if (code !== undefined) places.set(code, await placeOf(ctx, code))
  const tables = await readTables(
    ctx.tx,
    catalogue,
    groups.flatMap((group) => {
      const [first] = group
      if (!first) return []
      const { kind, unit: code, category, channel } = first.fill
      const keys = group.map(({ fill }) => fill.measure).join()
      const spec = kindOf(catalogue, kind)
      const place = (code !== undefined && places.get(code)) || unit
      const cut = { category, channel }
      return [{ kind: spec, measures: measuresOf(spec, keys), place, period, by: null, cut, compare: false }]
    }),
    ctx.now,
  )
  return new Map(
    groups.flatMap((group, at) =>
      group.map((one): [Binding, Shown] => {
        const name = `${one.fill.kind}.${one.fill.measure}`
        const figure = tables[at]?.figures.find(({ measure }) => measure === name)
        if (!figure) throw new Error(`${name} was not read`)
        return [one, shownAs(figure)]
      }),
    ),
  )
}

const shownAs = (figure: Figure): Shown => {
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

const wordOf = (ctx: Ctx, word: Extract<Fill, { what: 'word' }>['word'], { unit, period }: Filling): string => {
  switch (word) {
    case 'unit':
      return unit.name
    case 'period':
      return readPeriod(period).label.zh
    case 'today':
      return localDate(ctx.now)
    case 'by':
      return ctx.actor.name
  }
}

/** What each bound cell shows; of a list its heading cell only points down. */
export const valuesOf = async (
  ctx: Ctx,
  catalogue: Catalogue,
  bindings: readonly Binding[],
  filling: Filling,
): Promise<FormValue[]> => {
  const figures = await shownFigures(ctx, catalogue, bindings, filling)
  return bindings.map((one): FormValue => {
    const { sheet, cell, fill } = one
    if (fill.what === 'word') return { sheet, cell, text: wordOf(ctx, fill.word, filling), records: null }
    const figure = figures.get(one)
    return { sheet, cell, text: figure?.text ?? '↓', records: figure?.records ?? null }
  })
}

/** Fills a workbook: figures and words in their cells, lists from their first cell down. */
export const fillBook = async (
  ctx: Ctx,
  deps: ExchangeDeps,
  book: Book,
  bindings: readonly Binding[],
  filling: Filling,
): Promise<void> => {
  const figures = await shownFigures(ctx, deps.catalogue, bindings, filling)
  for (const one of bindings) {
    const { sheet, cell, fill } = one
    const figure = figures.get(one)
    if (fill.what === 'word') writeText(book, sheet, cell, wordOf(ctx, fill.word, filling))
    else if (figure && figure.number !== null) writeNumber(book, sheet, cell, figure.number, figure.percent)
    else if (figure) writeText(book, sheet, cell, figure.text)
  }
  const lists = Map.groupBy(
    bindings.filter((one): one is Binding & { fill: ColumnFill } => one.fill.what === 'column'),
    ({ fill }) => fill.kind,
  )
  for (const [kind, columns] of lists) await fillList(ctx, deps, book, kind, columns, filling)
}

const fillList = async (
  ctx: Ctx,
  deps: ExchangeDeps,
  book: Book,
  kind: string,
  columns: readonly (Binding & { fill: ColumnFill })[],
  { unit, period }: Filling,
): Promise<void> => {
  const refuse = ({ sheet, cell }: Binding, reason: ReturnType<typeof label>): Error =>
    fail('forms.cell', { sheet: book.worksheets[sheet]?.name ?? '', cell, reason })
  const [first] = columns
  if (first && !ctx.actor.permissions.has('exchange.export'))
    throw refuse(
      first,
      label('清单要由能导出事项的岗位来填。', 'A list is filled in by a post that may export matters.'),
    )
  const rows = await listedRows(deps, ctx, {
    kind: kindOf(deps.catalogue, kind),
    unit: unit.code,
    period: readPeriod(period),
    most: listMost + 1,
  })
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
