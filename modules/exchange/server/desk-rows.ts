import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { z } from 'zod'
import { over } from '../rules/answers.ts'
import { type Edits, readRow } from '../rules/row.ts'
import { type Fault, joinTexts } from '../rules/table.ts'
import type { deskRows } from '../shapes.ts'
import { importOf } from './check.ts'
import { type Checked, contextAgain, type KeptRow, openChecked, openRow, sealRow } from './checked.ts'
import { type ExchangeDeps, fail, tellFault } from './deps.ts'
import * as queries from './queries/desk.ts'

type Rows = z.input<typeof deskRows>

/** Rows of one page of the grid. */
const page = 200

/** Texts of a row by field, joined columns together, corrections over the file's own. */
export const byField = ({ places }: Checked, { cells, edits }: KeptRow): Record<string, string> => {
  const texts = new Map(cells.map(({ column, text }) => [column, text]))
  const own: Record<string, string> = {}
  for (const { column, target, heading } of places) {
    const text = texts.get(column)
    if (target === null || text === undefined) continue
    const first = places.find((place) => place.target === target)?.column === column
    own[target] = first ? text : joinTexts(own[target] ?? '', heading, text)
  }
  return { ...own, ...edits }
}

const told = (fault: Fault) => {
  const { cell, column, reason, remedy } = tellFault(fault)
  return { field: fault.key, cell, column, reason, remedy }
}

const answer = (
  deps: ExchangeDeps,
  desk: queries.DeskRow,
  checked: Checked,
  kept: readonly KeptRow[],
  next: number | null,
  counts: { readonly ready: number; readonly faulty: number },
): Rows => {
  const { columns } = contextAgain(importOf(deps, desk.kind), checked, desk.answers, '9999-12-31')
  const placed = new Map(
    checked.places.toReversed().flatMap((place) => (place.target ? [[place.target, place] as const] : [])),
  )
  const named = new Set(kept.flatMap(({ faults, edits }) => [...faults.map(({ key }) => key), ...Object.keys(edits)]))
  // As they stand in the file; then what faults name and the file does not have.
  const shown = [
    ...new Set(checked.places.flatMap(({ target }) => columns.find(({ key }) => key === target) ?? [])),
    ...columns.filter(({ key }) => named.has(key) && !placed.has(key)),
  ]
  return {
    columns: shown.map(({ key, label }) => ({
      key,
      label,
      letters: placed.get(key)?.letters ?? null,
      heading: placed.get(key)?.heading ?? '',
    })),
    rows: kept.map((one) => ({
      row: one.row,
      faulty: one.faults.length > 0,
      cells: byField(checked, one),
      edited: Object.keys(one.edits),
      faults: one.faults.map(told),
    })),
    next,
    ready: counts.ready,
    faulty: counts.faulty,
  }
}

/** What the last check found. */
export const checkedOf = (ctx: Ctx, desk: queries.DeskRow): Checked => {
  if (!desk.checked) throw fail('exchange.unchecked')
  return openChecked(ctx, desk.id, desk.checked)
}

/** Faulty and corrected rows in the order of the file. */
export const rowsOf = async (deps: ExchangeDeps, ctx: Ctx, desk: queries.DeskRow, after: number): Promise<Rows> => {
  const sealed = await queries.rowsAfter(ctx.tx, desk.id, after, page + 1)
  const kept = sealed.slice(0, page).map(({ row, sealed }) => openRow(ctx, desk.id, row, sealed))
  const next = sealed.length > page ? (kept.at(-1)?.row ?? null) : null
  return answer(deps, desk, checkedOf(ctx, desk), kept, next, desk)
}

/** Reads kept rows of a file again with other corrections. */
export const rereader = (deps: ExchangeDeps, ctx: Ctx, desk: queries.DeskRow, checked: Checked) => {
  const context = contextAgain(
    importOf(deps, desk.kind),
    checked,
    over(checked.remembered, desk.answers),
    localDate(ctx.now),
  )
  return {
    columns: context.columns,
    reread: (before: KeptRow, edits: Edits): KeptRow => {
      const at = before.cells.map((cell) => ({ ...cell, row: before.row, address: '' }))
      return { ...before, edits, faults: readRow(context, at, edits).faults }
    },
  }
}

/** Puts corrections over cells of faulty rows and checks those rows again. */
export const mendRows = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
  cells: readonly { readonly row: number; readonly field: string; readonly text: string }[],
): Promise<Rows> => {
  const checked = checkedOf(ctx, desk)
  const { columns, reread } = rereader(deps, ctx, desk, checked)
  const known = new Set(columns.map(({ key }) => key))
  const byRow = Map.groupBy(
    cells.filter(({ field }) => known.has(field)),
    ({ row }) => row,
  )
  const kept = (await queries.rowsAt(ctx.tx, desk.id, [...byRow.keys()])).map(({ row, sealed }): KeptRow => {
    const before = openRow(ctx, desk.id, row, sealed)
    const edits = { ...before.edits }
    for (const { field, text } of byRow.get(row) ?? []) edits[field] = text
    return reread(before, edits)
  })
  await queries.putRows(
    ctx.tx,
    desk.id,
    kept.map((one) => sealRow(ctx, desk.id, one)),
  )
  return answer(deps, desk, checked, kept, null, await queries.setReady(ctx.tx, desk.id))
}
