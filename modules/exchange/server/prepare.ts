import { createHash } from 'node:crypto'
import { setImmediate as otherWork } from 'node:timers/promises'
import { homeOf, inScope, scopeRange } from '#modules/org/rules.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { ImportResult } from '../contract.ts'
import { noAnswers } from '../rules/answers.ts'
import { type FileRead, mostFaults, readFile } from '../rules/file.ts'
import type { Fault } from '../rules/table.ts'
import type { OpenTable, openTable } from '../tabular/open.ts'
import { templateStamp } from '../tabular/template.ts'
import { demand, type ExchangeDeps, fail, tellFault, type Work } from './deps.ts'
import { sortKnown } from './known.ts'
import { recall } from './memory.ts'
import type { DeskOrder } from './order.ts'
import { templateColumns } from './template.ts'
import type { Place, RowRefused } from './write.ts'

export type Table = Awaited<ReturnType<typeof openTable>>

/** A file read, and where it belongs. */
export type Prepared = {
  readonly place: Place
  readonly file: FileRead
  readonly digest: Buffer
  readonly nameDigest: Buffer
}

/** Finds the place of an order and reads its table: every row that can be taken, every fault. */
export const prepare = async (deps: ExchangeDeps, work: Work, order: DeskOrder, table: Table): Promise<Prepared> => {
  const { place, today, remembered } = await work(async (ctx) => {
    demand(ctx, 'exchange.import')
    const place = await placeOf(ctx, order.unit)
    return { place, today: localDate(ctx.now), remembered: await recall(ctx, place.id, order.kind) }
  })
  const kind = deps.catalogue.kinds[order.kind]
  if (!kind) throw fail('exchange.kind', { kind: order.kind, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  if (!table.ok) throw fail('exchange.unreadable', { reason: table.reason })
  const { sheet } = order
  if (sheet !== undefined && !table.sheets.some(({ name }) => name === sheet))
    throw fail('exchange.unreadable', { reason: noSheet(sheet, table) })
  const spec = deps.imports[kind.key]
  refuseOldForm(deps, kind.key, table)
  const file = await readFile(
    { kind, spec, codes: deps.catalogue.codes },
    table,
    {
      today,
      remembered,
      fileName: order.name,
      ...(order.said ? { said: order.said } : {}),
      ...(sheet === undefined ? {} : { said: { ...noAnswers, ...order.said, sheet } }),
      ...(order.edits ? { edits: order.edits } : {}),
    },
    {
      breathe: () => otherWork(),
      row: (row, faults) => void (faults.length > 0 && order.onFaulty?.(row, faults)),
      ...(order.signal ? { signal: order.signal } : {}),
    },
  )
  const digest = Buffer.from(file.digest, 'hex')
  const own = { home: place.home, kind: kind.key, digest, batch: null }
  const sorted = await sortKnown(deps, work, own, file, order.edits, order.signal)
  if (order.onFaulty && sorted.taken.length > 0) {
    const cells = await file.cellsOf(sorted.taken.map(({ sound }) => sound))
    for (const [at, { fault }] of sorted.taken.entries()) order.onFaulty(cells[at] ?? [], [fault])
  }
  return { place, file: sorted.file, digest, nameDigest: createHash('sha256').update(order.name).digest() }
}

const noSheet = (sheet: string, { sheets }: OpenTable): Label =>
  label(
    `没有「${sheet}」这张表。文件里有:${sheets.map(({ name }) => name).join('、')}。`,
    `There is no sheet “${sheet}”. The file has: ${sheets.map(({ name }) => name).join(', ')}.`,
  )

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
/** What the engine refused of a row, with its cells. */
export const faultsOf = ({ file }: Prepared, error: RowRefused): Fault[] =>
  error.faults.map((fault) => file.faultAt(error.row, fault.key, fault.reason))

/** The faults of a file with those found while it was written. */
export const withFaults = ({ file }: Prepared, more: readonly Fault[]): Partial<Pick<ImportResult, 'faults'>> =>
  more.length === 0 ? {} : { faults: [...file.faults, ...more].slice(0, mostFaults).map(tellFault) }
