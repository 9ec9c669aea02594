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
  whyNotLeave,
} from '#modules/figures/server/index.ts'
import type { Figure } from '#modules/figures/contract.ts'
import { withheldLabels } from '#modules/figures/define.ts'
import { localDate } from '#platform/clock/time.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Label, label } from '#platform/text/label.ts'
import { type Binding, type Fill, formsErrors, type FormValue, type SheetView } from '../contract.ts'
import { write, type Write } from './book.ts'

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
  const read = groups.flatMap((group, at) =>
    group.map((binding): Read => {
      const name = `${binding.fill.kind}.${binding.fill.measure}`
      const figure = tables[at]?.figures.find(({ measure }) => measure === name)
      if (!figure) throw new Error(`${name} was not read`)
      return { binding, figure }
    }),
  )
  const covered = coveredIn(read)
  return new Map(read.map((one): [Binding, Shown] => [one.binding, shownAs(one.figure, covered.has(one))]))
}

type Read = { readonly binding: Binding & { fill: FigureFill }; readonly figure: Figure }

const sizeOf = ({ figure }: Read): number => figure.n ?? figure.over ?? 0

/** Whether what a cell counts lies within what another of the same measure counts: the whole, or the section of a class. */
const isWithin = (part: Read, whole: Read): boolean => {
  const [a, b] = [part.binding.fill, whole.binding.fill]
  const cut = (one: FigureFill): boolean => one.category !== undefined || one.channel !== undefined
  if (!cut(b)) return cut(a)
  return (
    b.category !== undefined &&
    a.channel === b.channel &&
    a.category !== b.category &&
    !!a.category?.startsWith(b.category)
  )
}

/**
 * What is hidden besides, so that a number kept back cannot be worked out from the others of its form: where a whole less its other parts
 * is just the hidden one, the smallest of those parts is covered too, or the whole where no other part counts anything.
 */
const coveredIn = (read: readonly Read[]): ReadonlySet<Read> => {
  const covered = new Set<Read>()
  const families = Map.groupBy(read, ({ binding: { fill }, figure }) => JSON.stringify([figure.measure, fill.unit]))
  for (const family of families.values()) {
    const leaves = (one: Read): boolean => one.figure.why === null && whyNotLeave(one.figure) === null
    const open = family.filter(leaves)
    for (const hidden of family.filter((one) => one.figure.why === null && !leaves(one)))
      for (const whole of open.filter((one) => isWithin(hidden, one))) {
        const inside = open.filter((one) => isWithin(one, whole) && !isWithin(hidden, one))
        const parts = inside.filter((one) => !inside.some((other) => isWithin(one, other)))
        const rest = sizeOf(whole) - parts.reduce((sum, one) => sum + sizeOf(one), 0)
        if (rest !== sizeOf(hidden)) continue
        const smallest = parts.filter((one) => sizeOf(one) > 0).sort((a, b) => sizeOf(a) - sizeOf(b))[0]
        covered.add(smallest ?? whole)
      }
  }
  return covered
}

const shownAs = (figure: Figure, covered: boolean): Shown => {
  const percent = figure.type === 'ratio'
  const number = percent ? figure.value : figure.n
  const small = figure.why === null && whyNotLeave(figure) !== null
  const said = cellText(figure, figure.unit).zh
  const text = small ? withheldLabels.small.zh : covered ? withheldLabels.covered.zh : said
  const plain = number !== null && !small && !covered
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
