import { cancel } from '#modules/cases/server/index.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import type { TakenBack } from '../contract.ts'
import { demand, type ExchangeDeps, fail, type Work } from './deps.ts'
import * as queries from './queries.ts'

const first = '00000000-0000-0000-0000-000000000000'
const pieceRecords = 100

/**
 * Takes a whole batch back: every record is voided (作废) by the engine, so figures reverse, and its source number is free
 * again. Goes on where it was interrupted. What may not be voided stays, is named, and keeps the batch open.
 */
export const takeBack = async (
  { engine }: ExchangeDeps,
  work: Work,
  batch: string,
  reason: string,
  progress?: (done: number) => void,
): Promise<TakenBack> => {
  const status = await work(async (ctx) => {
    demand(ctx, 'exchange.import')
    const before = await queries.beginTakeBack(ctx.tx, batch, reason, ctx.actor.accountId, ctx.now)
    if (before !== undefined && before !== 'takenBack')
      ctx.audit({ action: 'exchange.takeBack', kind: 'batch', home: ctx.actor.home, id: batch, purpose: reason })
    return before
  })
  if (status === undefined) throw fail('exchange.batch')
  if (status === 'takenBack') throw fail('exchange.busy')
  const kept: { number: string; reason: Label }[] = []
  let voided = 0
  let after = first
  for (;;) {
    const records = await work(async (ctx) => {
      const found = await queries.batchRecords(ctx.tx, batch, after, pieceRecords)
      for (const record of found) {
        const why = record.openable ? null : outOfSight
        const refused = why ?? (record.voided ? null : await voidOne(engine, ctx, record, reason))
        if (refused) kept.push({ number: record.number, reason: refused })
        else {
          await queries.release(ctx.tx, record.home, record.id, batch)
          voided += 1
        }
      }
      return found
    })
    const last = records.at(-1)
    if (!last) break
    after = last.id
    progress?.(voided)
  }
  if (kept.length === 0) await work((ctx) => queries.endTakeBack(ctx.tx, batch))
  return { batch, voided, kept }
}

const outOfSight = label(
  '限定知悉,您不在知悉范围内。请办理人撤回。',
  'Restricted, and you are not in its team. Ask its owner to void it.',
)

const voidOne = async (
  engine: ExchangeDeps['engine'],
  ctx: Parameters<Parameters<Work>[0]>[0],
  record: queries.BatchRecord,
  reason: string,
): Promise<Label | null> => {
  try {
    await cancel(engine, ctx, { home: record.home, id: record.id }, { version: record.version, reason })
    return null
  } catch (error) {
    // Refused by a rule before anything was written; trouble of the database ends the piece.
    if (error instanceof Failure && error.status < 500) return error.sentence
    throw error
  }
}
