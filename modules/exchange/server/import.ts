import { createHash } from 'node:crypto'
import { setImmediate as otherWork } from 'node:timers/promises'
import { v7 } from 'uuid'
import { type HistoryPlan, writeHistories } from '#modules/cases/server/index.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { homeOf, inScope, scopeRange } from '#modules/org/rules.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { ImportResult } from '../contract.ts'
import type { Answers } from '../rules/answers.ts'
import { type FileRead, mostFaults, readFile, type Sound } from '../rules/file.ts'
import type { Draft, Edits } from '../rules/row.ts'
import type { Fault } from '../rules/table.ts'
import { openTable, type OpenTable } from '../tabular/open.ts'
import { templateStamp } from '../tabular/template.ts'
import { demand, type ExchangeDeps, fail, sizesOf, tellFault, type Work } from './deps.ts'
import * as queries from './queries/batches.ts'
import { recall } from './memory.ts'
import { sealName } from './names.ts'
import { templateColumns } from './template.ts'
import { idOf, type Place, planRow, RowRefused, type SheetOrigin, writeRow } from './write.ts'

/** What to import and how. `partial` leaves faulty rows out instead of refusing the file. */
export type ImportOrder = {
  readonly kind: string
  readonly unit: string
  readonly bytes: Uint8Array
  /** Name of the file, for telling a CSV from other text; kept sealed with the batch and the records. */
  readonly name: string
  readonly dryRun?: boolean
  readonly partial?: boolean
  /** Told as rows are written: rows done, rows to do. */
  readonly progress?: (done: number, total: number) => void
  /** Ends the import soon: the present piece is undone, those before it stay and the same file goes on. */
  readonly signal?: AbortSignal
}

/** A row the engine refused: where it stands in the file and why. */
export type RefusedRow = { readonly at: number; readonly row: number; readonly faults: readonly Fault[] }

/** An import of a file that is open already and of which something was said. */
export type DeskOrder = Omit<ImportOrder, 'bytes'> & {
  readonly said?: Answers
  readonly edits?: ReadonlyMap<number, Edits>
  /** Written in pieces whatever its length, so that it can be followed and stopped. */
  readonly inPieces?: boolean
  /** Told once which batch it is, before the first row is written. */
  /** Told of rows only the engine refused, piece by piece as they are left out. */
  readonly onRefused?: (rows: readonly RefusedRow[]) => void
  readonly onBatch?: (batch: string, done: number) => Promise<void>
}

/** Rows planned while the database writes those before them; planning holds the process, so other requests come in between. */
const planned = 50

/** A file read, and where it belongs. */
type Prepared = { readonly place: Place; readonly file: FileRead; readonly digest: Buffer; readonly nameDigest: Buffer }

/** Loads a file: all of it or, with faults, nothing of it unless `partial`. Rows imported before are left alone. */
export const importFile = async (deps: ExchangeDeps, work: Work, order: ImportOrder): Promise<ImportResult> => {
  const table = await openTable(order.bytes, order.name)
  try {
    return await importTable(deps, work, order, table)
  } finally {
    if ('close' in table) await table.close()
  }
}

type Table = Awaited<ReturnType<typeof openTable>>

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
  }
  if (file.faults.length > 0 && (!order.partial || file.sound.length === 0))
    return { ...told, status: 'faulty', batch: null, written: 0, known: 0, refused: file.rows }
  const go = order.dryRun ? rehearse : write
  return { ...told, ...(await go(deps, work, order, prepared).catch(meanwhile)) }
}

// The rows looked for at the beginning were not there; another import has written them since.
const meanwhile = (error: unknown): never => {
  throw (error as { code?: string }).code === '23505' ? fail('exchange.busy') : error
}

const prepare = async (deps: ExchangeDeps, work: Work, order: DeskOrder, table: Table): Promise<Prepared> => {
  const { place, today, remembered } = await work(async (ctx) => {
    demand(ctx, 'exchange.import')
    const place = await placeOf(ctx, order.unit)
    return { place, today: localDate(ctx.now), remembered: await recall(ctx, place.id, order.kind) }
  })
  const kind = deps.catalogue.kinds[order.kind]
  if (!kind) throw fail('exchange.kind', { kind: order.kind, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  if (!table.ok) throw fail('exchange.unreadable', { reason: table.reason })
  const spec = deps.imports[kind.key]
  refuseOldForm(deps, kind.key, table)
  const digest = Buffer.from(table.digest, 'hex')
  const file = await readFile(
    { kind, spec, codes: deps.catalogue.codes },
    table,
    {
      today,
      remembered,
      fileName: order.name,
      ...(order.said ? { said: order.said } : {}),
      ...(order.edits ? { edits: order.edits } : {}),
    },
    order.signal ? { signal: order.signal } : {},
  )
  return { place, file, digest, nameDigest: createHash('sha256').update(order.name).digest() }
}

/** Refuses an empty form of an earlier version that was filled in. */
export const refuseOldForm = (deps: ExchangeDeps, key: string, { stamp }: OpenTable): void => {
  const kind = deps.catalogue.kinds[key]
  if (!kind || stamp === null) return
  const now = templateStamp(templateColumns(kind, deps.imports[key], deps.catalogue.codes))
  if (stamp !== now) throw fail('exchange.template', { found: stamp, now })
}

/** Where the records of a unit belong, when it is in the actor's range. */
export const placeOf = async (ctx: Ctx, code: string): Promise<Place> => {
  const unit = await unitByCode(ctx.tx, code, localDate(ctx.now))
  if (!inScope(unit.scope, scopeRange(ctx.actor.scope))) throw fail('exchange.unit', { code })
  return { id: unit.id, scope: unit.scope, home: homeOf(unit), level: unit.level }
}

/** Rows still to be written with their ids, and how many stand already. */
type Todo = {
  readonly rows: readonly { readonly sound: Sound; readonly id: string }[]
  readonly known: number
  readonly own: number
}

// A number whose record was taken back is free again, but its first id is not.
const todoOf = async (ctx: Ctx, order: DeskOrder, { place, file }: Prepared, batchId: string): Promise<Todo> => {
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

type Outcome = Pick<ImportResult, 'status' | 'batch' | 'written' | 'known' | 'refused'> &
  Partial<Pick<ImportResult, 'faults'>>

/** Leaves the transaction because whoever imports asked for the end. */
class Interrupted extends Error {}

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
      const done = open?.done ?? refused
      if (open || order.inPieces || todo.rows.length > sizesOf(deps).whole) return { batch, todo, piece: null, done }
      const piece = await writePiece(deps, ctx, order, prepared, batch, todo.rows)
      await queries.finishBatch(ctx.tx, batch, ctx.now)
      return { batch, todo, piece, done }
    })
  } catch (error) {
    return refusedWhole(prepared, error)
  }
  const { batch, todo, piece, done } = begun
  if (batch !== null) await order.onBatch?.(batch, done)
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

type Piece = { readonly written: number; readonly refused: number; readonly faults: readonly Fault[] }

/** Writes rows in the present transaction. Without `partial` the first refused row throws and nothing of the piece stays. */
const writePiece = async (
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
    name: sealName(ctx, id, order.name),
    rows: file.rows,
    known,
    refused,
    by: ctx.actor.accountId,
    post: ctx.actor.postId,
    now: ctx.now,
  })

const faultsOf = ({ file }: Prepared, error: RowRefused): Fault[] =>
  error.faults.map((fault) => file.faultAt(error.row, fault.key, fault.reason))

const withFaults = ({ file }: Prepared, more: readonly Fault[]): Partial<Pick<ImportResult, 'faults'>> =>
  more.length === 0 ? {} : { faults: [...file.faults, ...more].slice(0, mostFaults).map(tellFault) }

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
