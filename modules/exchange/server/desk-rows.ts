import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import type { z } from 'zod'
import { over } from '../rules/answers.ts'
import { type Draft, type Edits, faultAt, readRow, standsAlready } from '../rules/row.ts'
import { type Fault, joinTexts } from '../rules/table.ts'
import type { deskRows } from '../shapes.ts'
import { tidy } from '../tabular/values.ts'
import { importOf } from './check.ts'
import { type Checked, contextAgain, type KeptRow, openChecked, openRow, sealRow } from './checked.ts'
import { type ExchangeDeps, fail, tellFault } from './deps.ts'
import { foundOf } from './known.ts'
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

type Told = { readonly kept: KeptRow; readonly fate: queries.SealedRow['fate'] }

const answer = (
  deps: ExchangeDeps,
  desk: queries.DeskRow,
  checked: Checked,
  rows: readonly Told[],
  next: number | null,
): Rows => {
  const kept = rows.map((one) => one.kept)
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
    rows: rows.map(({ kept: one, fate }) => ({
      row: one.row,
      faulty: one.faults.length > 0,
      fate,
      cells: byField(checked, one),
      edited: Object.keys(one.edits),
      faults: one.faults.map(told),
    })),
    next,
    ...countsOf(desk, checked),
  }
}

/** Rows of a file that can go in, those a press of 导入 writes, and those that stay out. */
export const countsOf = (
  desk: queries.DeskRow,
  checked: Pick<Checked, 'known'> | null,
): { readonly ready: number; readonly fresh: number; readonly faulty: number } => {
  const stands = desk.batch_status === 'writing' || desk.batch_status === 'done' ? (desk.written ?? 0) : 0
  const fresh = Math.max(0, desk.ready - (checked?.known ?? 0) - desk.aside - stands)
  return { ready: desk.status === 'done' ? fresh : desk.ready, fresh, faulty: desk.faulty }
}

/** What the last check found. */
export const checkedOf = (ctx: Ctx, desk: queries.DeskRow): Checked => {
  if (!desk.checked) throw fail('exchange.unchecked')
  return openChecked(ctx, desk.id, desk.checked)
}

/** Faulty and corrected rows in the order of the file. */
export const rowsOf = async (deps: ExchangeDeps, ctx: Ctx, desk: queries.DeskRow, after: number): Promise<Rows> => {
  const sealed = await queries.rowsAfter(ctx.tx, desk.id, after, page + 1)
  const rows = sealed
    .slice(0, page)
    .map(({ row, sealed, fate }): Told => ({ kept: openRow(ctx, desk.id, row, sealed), fate }))
  const next = sealed.length > page ? (rows.at(-1)?.kept.row ?? null) : null
  return answer(deps, desk, checkedOf(ctx, desk), rows, next)
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
    reread: (before: KeptRow, changed: Edits): Reread => {
      const edits = ofItsNumber(checked, before, changed)
      const at = before.cells.map((cell) => ({ ...cell, row: before.row, address: '' }))
      const { draft, faults } = readRow(context, at, edits)
      return { kept: { ...before, edits, faults }, draft }
    },
    faultAt: (row: number, reason: Label) => faultAt(context, row, 'sourceRef', reason),
  }
}

// That a row stands already was said of the number it had; of another number it is asked anew.
const ofItsNumber = (checked: Checked, before: KeptRow, edits: Edits): Edits => {
  if (!(standsAlready in before.edits)) return edits
  const number = (edits: Edits): string => tidy(byField(checked, { ...before, edits })['sourceRef'] ?? '')
  const { [standsAlready]: _, ...others } = edits
  return number(edits) === number(before.edits) ? edits : others
}

/** A kept row read again; what it would be written as, when nothing is wrong with it. */
export type Reread = { readonly kept: KeptRow; readonly draft: Draft | null }

/** Keeps rows that were read again, those whose number stands already with what is to be asked of them. */
export const keepReread = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
  { digest }: Checked,
  rows: readonly Reread[],
  { faultAt }: Pick<ReturnType<typeof rereader>, 'faultAt'>,
): Promise<readonly Told[]> => {
  const own = { home: desk.home, kind: desk.kind, digest: Buffer.from(digest, 'hex'), batch: desk.batch_id }
  const asked = rows.flatMap(({ kept: { row, edits }, draft }) =>
    draft ? [{ row, edits, sourceRef: draft.sourceRef, line: draft.line }] : [],
  )
  const found = await foundOf(deps, ctx, own, asked)
  const told = rows.map(({ kept }): Told => {
    const what = found.get(kept.row)
    if (what === 'same' && standsAlready in kept.edits) return { kept, fate: 'known' }
    if (what === 'own') return { kept, fate: 'imported' }
    if (what === undefined || what === 'same') return { kept, fate: null }
    return { kept: { ...kept, faults: [{ ...faultAt(kept.row, what.reason), ...what }] }, fate: null }
  })
  const months = new Map(
    rows.flatMap(({ kept, draft }) =>
      draft?.input.openedAt ? [[kept.row, localDate(new Date(draft.input.openedAt)).slice(0, 7)] as const] : [],
    ),
  )
  await queries.putRows(
    ctx.tx,
    desk.id,
    told.map(({ kept, fate }) => ({
      ...sealRow(ctx, desk.id, kept, fate),
      month: kept.faults.length === 0 ? (months.get(kept.row) ?? null) : null,
    })),
  )
  await queries.setReady(ctx.tx, desk.id)
  return told
}

/** Puts corrections over cells of faulty rows and checks those rows again. */
export const mendRows = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
  cells: readonly { readonly row: number; readonly field: string; readonly text: string }[],
): Promise<Rows> => {
  const checked = checkedOf(ctx, desk)
  const reader = rereader(deps, ctx, desk, checked)
  const known = new Set(reader.columns.map(({ key }) => key))
  const byRow = Map.groupBy(
    cells.filter(({ field }) => known.has(field)),
    ({ row }) => row,
  )
  const rows = (await queries.rowsAt(ctx.tx, desk.id, [...byRow.keys()])).map(({ row, sealed }): Reread => {
    const before = openRow(ctx, desk.id, row, sealed)
    const edits = { ...before.edits }
    for (const { field, text } of byRow.get(row) ?? []) edits[field] = text
    return reader.reread(before, edits)
  })
  const told = await keepReread(deps, ctx, desk, checked, rows, reader)
  return answer(deps, (await queries.findDesk(ctx.tx, desk.id)) ?? desk, checked, told, null)
}
