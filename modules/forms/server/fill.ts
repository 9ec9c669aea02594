import type { Catalogue } from '#modules/cases/define.ts'
import { type ExchangeDeps, listedRows } from '#modules/exchange/server/index.ts'
import { kindOf, readPeriod } from '#modules/figures/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Label, label } from '#platform/text/label.ts'
import { type Binding, type Fill, formsErrors, type FormValue, type SheetView } from '../contract.ts'
import { write, type Write } from './book.ts'
import { type Filling, shownFigures } from './figures.ts'

/** Errors of this room. */
export const fail = failures(formsErrors)

/** Most rows of one list in a form. */
const listMost = 5_000

type ColumnFill = Extract<Fill, { what: 'column' }>

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

/** A form as it is filled: its file, what of it is shown, what fills it. */
export type Form = {
  readonly bytes: Uint8Array
  readonly sheets: readonly SheetView[]
  readonly bindings: readonly Binding[]
}

/** The filled workbook: figures and words in their cells, lists from their first cell down. */
export const filledBook = async (ctx: Ctx, deps: ExchangeDeps, form: Form, filling: Filling): Promise<Uint8Array> => {
  const figures = await shownFigures(ctx, deps.catalogue, form.bindings, filling)
  const writes = form.bindings.flatMap((one): Write[] => {
    const { sheet, cell, fill } = one
    const figure = figures.get(one)
    if (fill.what === 'word') return [{ sheet, cell, value: wordOf(ctx, fill.word, filling) }]
    if (!figure) return []
    const { number, percent, text } = figure
    return [{ sheet, cell, value: number === null ? text : { number, percent } }]
  })
  const lists = Map.groupBy(
    form.bindings.filter((one): one is Binding & { fill: ColumnFill } => one.fill.what === 'column'),
    ({ fill }) => fill.kind,
  )
  let listed = 0
  for (const [kind, columns] of lists) {
    const rows = await rowsOf(ctx, deps, form, kind, columns, filling)
    listed = Math.max(listed, rows.length)
    for (const { sheet, cell, fill } of columns)
      writes.push({
        sheet,
        cell,
        value: rows.map((row, at) => (fill.column === 'serial' ? at + 1 : (row[fill.column] ?? null))),
      })
  }
  const done = await write(form.bytes, writes)
  if (done.ok) return done.bytes
  if ('reason' in done) throw fail('forms.file', { reason: done.reason })
  throw refuse(form, done.short, noRoom(listed, done.short.free))
}

const refuse = (form: Form, { sheet, cell }: Pick<Binding, 'sheet' | 'cell'>, reason: Label): Error =>
  fail('forms.cell', { sheet: form.sheets[sheet]?.name ?? '', cell, reason })

const noRoom = (rows: number, free: number): Label =>
  label(
    `这个时期有 ${rows > listMost ? `${listMost} 多` : rows} 件,表里从这一格往下只留了 ${free} 行。请在表里多插几行空行再上传,或缩小时期。`,
    `There are ${rows > listMost ? `more than ${listMost}` : rows} matters and ${free} free rows from here down: insert empty rows and upload the form again, or choose a shorter period.`,
  )

const rowsOf = async (
  ctx: Ctx,
  deps: ExchangeDeps,
  form: Form,
  kind: string,
  columns: readonly (Binding & { fill: ColumnFill })[],
  { unit, period }: Filling,
) => {
  const [first] = columns
  if (first && !ctx.actor.permissions.has('exchange.export'))
    throw refuse(
      form,
      first,
      label('清单要由能导出事项的岗位来填。', 'A list is filled in by a post that may export matters.'),
    )
  const rows = await listedRows(deps, ctx, {
    kind: kindOf(deps.catalogue, kind),
    unit: unit.code,
    period: readPeriod(period),
    most: listMost + 1,
  })
  if (first && rows.length > listMost) throw refuse(form, first, noRoom(rows.length, listMost))
  return rows
}
