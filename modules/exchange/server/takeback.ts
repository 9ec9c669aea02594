import { foreseeVoids, voidMany } from '#modules/cases/server/index.ts'
import { setImmediate as otherWork } from 'node:timers/promises'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import type { ForeseenTakeBack, TakenBack } from '../contract.ts'
import { demand, type ExchangeDeps, fail, sizesOf, type Work } from './deps.ts'
import * as queries from './queries/batches.ts'
import { forgetOf } from './queries/memory.ts'

const first = '00000000-0000-0000-0000-000000000000'

/** How a taking back is followed and ended; `signal` ends it between two pieces, and the same batch goes on. */
export type TakeBackWish = { readonly progress?: (done: number) => void; readonly signal?: AbortSignal }

/**
 * Takes a whole batch back: every record is voided (作废) by the engine, so figures reverse, and its source number is free
 * again. Goes on where it was interrupted. What may not be voided stays, is named, and keeps the batch open.
 */
export const takeBack = async (
  deps: ExchangeDeps,
  work: Work,
  batch: string,
  reason: string,
  { progress, signal }: TakeBackWish = {},
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
  const outcome = (status: TakenBack['status']): TakenBack => ({
    status,
    batch,
    voided,
    kept: kept.sort((a, b) => (a.number < b.number ? -1 : 1)),
  })
  for (;;) {
    if (signal?.aborted) return outcome('interrupted')
    const records = await work(async (ctx) => {
      const found = await queries.batchRecords(ctx.tx, batch, after, sizesOf(deps).piece)
      for (const [home, ofHome] of Map.groupBy(found, (record) => record.home)) {
        const standing = ofHome.filter(({ workable, voided }) => workable && !voided).map(({ id }) => id)
        const refused = await voidMany(deps.engine, ctx, home, standing, reason)
        const gone: string[] = []
        for (const { id, number, workable } of ofHome) {
          const why = workable ? refused.get(id) : outOfSight
          if (why) kept.push({ number, reason: why })
          else gone.push(id)
        }
        await queries.release(ctx.tx, home, gone, batch)
        voided += gone.length
      }
      return found
    })
    const last = records.at(-1)
    if (!last) break
    after = last.id
    progress?.(voided)
  }
  if (kept.length > 0) {
    await work((ctx) => queries.noteKept(ctx.tx, batch, kept))
    return outcome('kept')
  }
  await work(async (ctx) => {
    await queries.endTakeBack(ctx.tx, batch)
    // A wrong word would go into the next register unasked.
    await forgetOf(ctx.tx, batch)
  })
  return outcome('done')
}

/** Most matters that are named beforehand. */
const mostNamed = 200

/** What taking a batch back would do as things stand, without doing any of it. */
export const foreseeTakeBack = async (deps: ExchangeDeps, ctx: Ctx, batch: string): Promise<ForeseenTakeBack> => {
  const stay: { number: string; reason: Label }[] = []
  let total = 0
  let able = 0
  let worked = 0
  for (let after = first; ;) {
    const records = await queries.batchRecords(ctx.tx, batch, after, sizesOf(deps).piece)
    for (const [home, ofHome] of Map.groupBy(
      records.filter(({ voided }) => !voided),
      (record) => record.home,
    )) {
      const mine = ofHome.filter(({ workable }) => workable).map(({ id }) => id)
      const found = await foreseeVoids(deps.engine, ctx, home, mine)
      for (const { id, number } of ofHome) {
        const { why, worked: since } = found.get(id) ?? { why: outOfSight, worked: false }
        total += 1
        if (why) stay.push({ number, reason: why })
        else {
          able += 1
          worked += since ? 1 : 0
        }
      }
    }
    const last = records.at(-1)
    if (!last) break
    after = last.id
    await otherWork()
  }
  stay.sort((a, b) => (a.number < b.number ? -1 : 1))
  return { total, able, worked, stay: stay.slice(0, mostNamed), more: Math.max(0, stay.length - mostNamed) }
}

const outOfSight = label(
  '限定知悉,您不在知悉范围内。请办理人撤回。',
  'Restricted, and you are not in its team. Ask its owner to void it.',
)
