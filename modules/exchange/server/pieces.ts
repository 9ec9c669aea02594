import { setImmediate as otherWork } from 'node:timers/promises'
import { type HistoryPlan, writeHistories } from '#modules/cases/server/index.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Sound } from '../rules/file.ts'
import type { Draft } from '../rules/row.ts'
import type { Fault } from '../rules/table.ts'
import type { ExchangeDeps } from './deps.ts'
import type { DeskOrder } from './order.ts'
import { faultsOf, type Prepared } from './prepare.ts'
import * as queries from './queries/batches.ts'
import { idOf, type Place, planRow, RowRefused, type SheetOrigin, writeRow } from './write.ts'

/** Rows planned while the database writes those before them; planning holds the process, so other requests come in between. */
const planned = 50

/** Leaves the transaction because whoever imports asked for the end. */
export class Interrupted extends Error {}

/** Rows still to be written with their ids, and how many stand already. */
export type Todo = {
  readonly rows: readonly { readonly sound: Sound; readonly id: string }[]
  readonly known: number
  readonly own: number
}

// A number whose record was taken back is free again, but its first id is not.
export const todoOf = async (ctx: Ctx, order: DeskOrder, { place, file }: Prepared, batchId: string): Promise<Todo> => {
  const rows: { sound: Sound; id: string }[] = []
  let known = 0
  let own = 0
  for (let from = 0; from < file.sound.length; from += 5_000) {
    const part = file.sound.slice(from, from + 5_000)
    const ids = new Map(part.map((sound) => [sound, idOf(place.home, order.kind, sound.sourceRef)]))
    const standing = await queries.standing(
      ctx.tx,
      place.home,
      order.kind,
      part.map(({ sourceRef }) => sourceRef),
      [...ids.values()],
    )
    const byRef = new Map(standing.filter((one) => one.source_ref !== null).map((one) => [one.source_ref, one]))
    const taken = new Set(standing.map((one) => one.id))
    for (const sound of part) {
      const stands = byRef.get(sound.sourceRef)
      const id = ids.get(sound) ?? ''
      if (stands?.batch_id === batchId) own += 1
      else if (stands) known += 1
      else rows.push({ sound, id: taken.has(id) ? idOf(place.home, order.kind, sound.sourceRef, batchId) : id })
    }
  }
  // A row merged into another of the same file is written after it.
  return { rows: rows.sort((a, b) => Number(a.sound.later) - Number(b.sound.later)), known, own }
}

export type Piece = { readonly written: number; readonly refused: number; readonly faults: readonly Fault[] }

/** Writes rows in the present transaction. Without `partial` the first refused row throws and nothing of the piece stays. */
export const writePiece = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  order: DeskOrder,
  prepared: Prepared,
  batch: string,
  rows: Todo['rows'],
  done = 0,
  total = rows.length,
): Promise<Piece> => {
  const faults: Fault[] = []
  const origin = { file: order.name, sheet: prepared.file.sheet }
  let written = 0
  let writing: Promise<void> = Promise.resolve()
  try {
    for (let from = 0; from < rows.length; from += planned) {
      const part = rows.slice(from, from + planned)
      const plans: HistoryPlan[] = []
      const single: { draft: Draft; id: string }[] = []
      await otherWork()
      if (order.signal?.aborted) throw new Interrupted()
      const drafts = await prepared.file.draftsOf(part.map(({ sound }) => sound))
      for (const row of drafts.map((draft, at) => ({ draft, id: part[at]?.id ?? '' }))) {
        const plan = await planRow(deps, ctx, prepared.place, batch, row.draft, row.id, origin)
        if (plan) plans.push(plan)
        else single.push(row)
      }
      await writing
      if (from > 0) order.progress?.(done + from, total)
      writing = writeHistories(ctx, prepared.place.home, order.kind, plans)
      // It is waited for below; a refusal meanwhile must not end the process.
      writing.catch(() => undefined)
      written += plans.length
      if (single.length > 0) await writing
      for (const { draft, id } of single) {
        const error = order.partial ? await tryRow(deps, ctx, prepared.place, batch, draft, id, origin) : null
        if (error) {
          const why = faultsOf(prepared, error)
          faults.push(...why)
          const at = part.find(({ sound }) => sound.row === draft.row)?.sound.at
          if (at !== undefined) order.onRefused?.([{ at, row: draft.row, faults: why }])
        }
        if (!order.partial) await writeRow(deps, ctx, prepared.place, batch, draft, id, origin)
        if (!error) written += 1
      }
    }
    await writing
  } finally {
    // Whatever is thrown, nothing may still be on its way when the transaction ends.
    await writing.catch(() => undefined)
  }
  order.progress?.(done + rows.length, total)
  await queries.addProgress(ctx.tx, batch, written, rows.length - written)
  return { written, refused: rows.length - written, faults }
}

// What a refused row had noted for the audit log goes with it.
const tryRow = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  place: Place,
  batch: string,
  draft: Draft,
  id: string,
  origin: SheetOrigin,
): Promise<RowRefused | null> => {
  const entries: Parameters<Ctx['audit']>[0][] = []
  await queries.savepoint(ctx.tx)
  try {
    await writeRow(deps, { ...ctx, audit: (entry) => void entries.push(entry) }, place, batch, draft, id, origin)
    await queries.dropSavepoint(ctx.tx)
    for (const entry of entries) ctx.audit(entry)
    return null
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error
    await queries.backToSavepoint(ctx.tx)
    return error
  }
}
