import type { Writable } from 'node:stream'
import type { Ctx } from '#platform/http/context.ts'
import type { Language } from '#platform/text/label.ts'
import type { ImportBatch, ImportResult, TakenBack } from '../contract.ts'
import { demand, type ExchangeDeps, type Work } from './deps.ts'
import { exportRows, type ExportOrder } from './export.ts'
import { importFile } from './import.ts'
import type { ImportOrder } from './order.ts'
import { openName } from './names.ts'
import * as queries from './queries/batches.ts'
import { takeBack, type TakeBackWish } from './takeback.ts'
import { template } from './template.ts'

/** The exchange room: what comes in as a table and what goes out as one. */
export type Exchange = {
  readonly importFile: (work: Work, order: ImportOrder) => Promise<ImportResult>
  readonly takeBack: (work: Work, batch: string, reason: string, wish?: TakeBackWish) => Promise<TakenBack>
  /** The batches of the person's range, newest first. */
  readonly batches: (work: Work, limit?: number) => Promise<readonly ImportBatch[]>
  readonly template: (kind: string, language?: Language) => Promise<Buffer>
  readonly exportRows: (work: Work, order: ExportOrder, out: Writable) => Promise<{ readonly rows: number }>
}

/** The room over a catalogue, its engine and the declared imports. */
export const makeExchange = (deps: ExchangeDeps): Exchange => ({
  importFile: (work, order) => importFile(deps, work, order),
  takeBack: (work, batch, reason, wish) => takeBack(deps, work, batch, reason, wish),
  batches: (work, limit = 50) =>
    work(async (ctx) => {
      demand(ctx, 'exchange.import')
      return (await queries.listBatches(ctx.tx, limit)).map((row) => batchOf(row, ctx))
    }),
  template: (kind, language) => template(deps, kind, language),
  exportRows: (work, order, out) => exportRows(deps, work, order, out),
})

/** A batch as people see it; the name of its file is for its importer and the unit it belongs to. */
export const batchOf = (row: queries.BatchRow, ctx: Ctx): ImportBatch => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  rows: row.rows,
  written: row.written,
  known: row.known,
  refused: row.refused,
  unitName: row.unit_name,
  name: row.name && (row.mine || row.unit_id === ctx.actor.unitId) ? openName(ctx, row.id, row.name) : null,
  kept: row.kept ?? [],
  by: row.by_name,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  takenBackAt: row.taken_back_at?.toISOString() ?? null,
  takenBackReason: row.taken_back_reason,
})
