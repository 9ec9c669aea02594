import { v7 } from 'uuid'
import type { Ctx } from '#platform/http/context.ts'
import type { ImportResult } from '../contract.ts'
import { mostFaults } from '../rules/file.ts'
import type { Fault } from '../rules/table.ts'
import { otherSheets } from '../rules/sheets.ts'
import { openTable } from '../tabular/open.ts'
import { type ExchangeDeps, fail, sizesOf, tellFault, type Work } from './deps.ts'
import { sealName } from './names.ts'
import type { DeskOrder, ImportOrder } from './order.ts'
import { Interrupted, type Piece, type Todo, todoOf, writePiece } from './pieces.ts'
import { faultsOf, prepare, type Prepared, type Table, withFaults } from './prepare.ts'
import * as queries from './queries/batches.ts'
import { RowRefused } from './write.ts'

/** Loads a file: all of it or, with faults, nothing of it unless `partial`. Rows imported before are left alone. */
export const importFile = async (deps: ExchangeDeps, work: Work, order: ImportOrder): Promise<ImportResult> => {
  const table = await openTable(order.bytes, order.name)
  try {
    return await importTable(deps, work, order, table)
  } finally {
    if ('close' in table) await table.close()
  }
}

/** The same of a table that is open, and stays so. */
export const importTable = async (
  deps: ExchangeDeps,
  work: Work,
  order: DeskOrder,
  table: Table,
): Promise<ImportResult> => {
  const prepared = await prepare(deps, work, order, table)
  const { file } = prepared
  const told = {
    kind: order.kind,
    unit: order.unit,
    rows: file.rows,
    faults: file.faults.slice(0, mostFaults).map(tellFault),
    notices: file.notices.slice(0, mostFaults).map(tellFault),
    skipped: [...file.skipped],
    sheet: file.sheet,
    others: otherSheets(file.sheets, file.sheet).map(({ name, rows }) => ({ name, rows })),
  }
  // Of a file that was not read to its end nobody may say that all of it stands.
  if (order.signal?.aborted) return { ...told, status: 'interrupted', batch: null, written: 0, known: 0, refused: 0 }
  if (file.faults.length > 0 && (!order.partial || file.sound.length === 0))
    return { ...told, status: 'faulty', batch: null, written: 0, known: 0, refused: file.rows }
  const go = order.dryRun ? rehearse : write
  return { ...told, ...(await go(deps, work, order, prepared).catch(meanwhile)) }
}

// The rows looked for at the beginning were not there; another import has written them since.
const meanwhile = (error: unknown): never => {
  throw (error as { code?: string }).code === '23505' ? fail('exchange.busy') : error
}

type Outcome = Pick<ImportResult, 'status' | 'batch' | 'written' | 'known' | 'refused'> &
  Partial<Pick<ImportResult, 'faults'>>

/** Leaves the transaction without keeping anything. */
class Rehearsed extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('rehearsed')
    this.outcome = outcome
  }
}

// The real thing, undone at the end; a longer file is checked cell by cell only, because undoing it takes as long as doing it.
const rehearse = async (deps: ExchangeDeps, work: Work, order: DeskOrder, prepared: Prepared): Promise<Outcome> => {
  const refused = prepared.file.rows - prepared.file.sound.length
  const attempt = work(async (ctx): Promise<Outcome> => {
    const batch = v7()
    const todo = await todoOf(ctx, order, prepared, batch)
    const counts = { batch: null, written: todo.rows.length, known: todo.known }
    if (todo.rows.length > sizesOf(deps).whole) return { status: 'checked', ...counts, refused }
    await beginBatch(ctx, order, prepared, batch, todo.known, refused)
    const piece = await writePiece(deps, ctx, order, prepared, batch, todo.rows)
    throw new Rehearsed({
      status: 'checked',
      ...counts,
      written: piece.written,
      refused: refused + piece.refused,
      ...withFaults(prepared, piece.faults),
    })
  })
  return attempt.catch((error: unknown) => {
    if (error instanceof Rehearsed) return error.outcome
    return refusedWhole(prepared, error)
  })
}

const write = async (deps: ExchangeDeps, work: Work, order: DeskOrder, prepared: Prepared): Promise<Outcome> => {
  const refused = prepared.file.rows - prepared.file.sound.length
  // The first transaction writes all of a short file; a long one only begins here, so that a second try finds its batch.
  type Begun = { batch: string | null; todo: Todo; piece: Piece | null; done: number }
  let begun: Begun
  try {
    begun = await work(async (ctx): Promise<Begun> => {
      const open = await queries.openBatch(ctx.tx, {
        home: prepared.place.home,
        kind: order.kind,
        unitId: prepared.place.id,
        digest: prepared.digest,
      })
      const batch = open?.id ?? v7()
      const todo = await todoOf(ctx, order, prepared, batch)
      if (!open && todo.rows.length === 0) return { batch: null, todo, piece: null, done: 0 }
      if (!open) await beginBatch(ctx, order, prepared, batch, todo.known, refused)
      ctx.audit({
        action: open ? 'exchange.resume' : 'exchange.import',
        kind: order.kind,
        home: prepared.place.home,
        id: batch,
        detail: { unit: order.unit, rows: todo.rows.length },
      })
      if (open) await queries.countAgain(ctx.tx, batch, todo.known, refused)
      const done = (open?.written ?? 0) + refused
      if (open || order.inPieces || todo.rows.length > sizesOf(deps).whole) return { batch, todo, piece: null, done }
      const piece = await writePiece(deps, ctx, order, prepared, batch, todo.rows)
      await queries.finishBatch(ctx.tx, batch, ctx.now)
      return { batch, todo, piece, done }
    })
  } catch (error) {
    return refusedWhole(prepared, error)
  }
  const { batch, todo, piece, done } = begun
  if (batch !== null) await order.onBatch?.(batch, done - refused)
  if (batch === null) return { status: 'done', batch: null, written: 0, known: todo.known, refused }
  if (piece)
    return {
      status: 'done',
      batch,
      written: piece.written,
      known: todo.known,
      refused: refused + piece.refused,
      ...withFaults(prepared, piece.faults),
    }
  return writeInPieces(deps, work, order, prepared, batch, todo, refused, done)
}

const writeInPieces = async (
  deps: ExchangeDeps,
  work: Work,
  order: DeskOrder,
  prepared: Prepared,
  batch: string,
  todo: Todo,
  refused: number,
  begun: number,
): Promise<Outcome> => {
  let written = todo.own
  let done = begun
  let refusedNow = 0
  const faults: Fault[] = []
  const outcome = (status: Outcome['status']): Outcome => ({
    status,
    batch,
    written,
    known: todo.known,
    refused: refused + refusedNow,
    ...withFaults(prepared, faults),
  })
  // Two who write one batch would write the same rows; what is being taken back must not grow.
  const holding = <T>(task: (ctx: Ctx) => Promise<T>): Promise<T> =>
    work(async (ctx) => {
      if (!(await queries.holdBatch(ctx.tx, batch, done))) throw fail('exchange.busy')
      return task(ctx)
    })
  const { piece: pieceRows } = sizesOf(deps)
  for (let from = 0; from < todo.rows.length; from += pieceRows) {
    try {
      const rows = todo.rows.slice(from, from + pieceRows)
      const piece = await holding((ctx) =>
        writePiece(deps, ctx, order, prepared, batch, rows, todo.own + from, todo.own + todo.rows.length),
      )
      done += rows.length
      written += piece.written
      refusedNow += piece.refused
      faults.push(...piece.faults)
    } catch (error) {
      if (error instanceof Interrupted) return outcome('interrupted')
      if (!(error instanceof RowRefused)) throw error
      faults.push(...faultsOf(prepared, error))
      return outcome('interrupted')
    }
  }
  await holding((ctx) => queries.finishBatch(ctx.tx, batch, ctx.now))
  return outcome('done')
}

const beginBatch = (
  ctx: Ctx,
  order: DeskOrder,
  { place, file, digest, nameDigest }: Prepared,
  id: string,
  known: number,
  refused: number,
): Promise<void> =>
  queries.insertBatch(ctx.tx, {
    id,
    home: place.home,
    unitId: place.id,
    scope: place.scope,
    kind: order.kind,
    digest,
    nameDigest,
    name: sealName(ctx, id, nameOf(order, file)),
    rows: file.rows,
    known,
    refused,
    by: ctx.actor.accountId,
    post: ctx.actor.postId,
    now: ctx.now,
  })

// Of a file of several registers each batch says which it was.
const nameOf = ({ name }: DeskOrder, { sheet, sheets }: Prepared['file']): string =>
  otherSheets(sheets, sheet).length > 0 ? `${name} · ${sheet}` : name

const refusedWhole = (prepared: Prepared, error: unknown): Outcome => {
  if (error instanceof Interrupted) return { status: 'interrupted', batch: null, written: 0, known: 0, refused: 0 }
  if (!(error instanceof RowRefused)) throw error
  return {
    status: 'faulty',
    batch: null,
    written: 0,
    known: 0,
    refused: prepared.file.rows,
    ...withFaults(prepared, faultsOf(prepared, error)),
  }
}
