import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import { whyNotVoid } from '../../rules/void.ts'
import { leftBy } from '../../rules/withdraw.ts'
import type { Engine } from '../engine.ts'
import { cell, clockOf } from '../matter.ts'
import { postMany, saveMany } from '../queries/history.ts'
import { findVoidable, runningClocks, type Voidable, voidHeads } from '../queries/voids.ts'

const whyNot = (engine: Engine, { kind, done, sent, phase, brought }: Voidable): Label | null =>
  whyNotVoid({ done, leftHouse: leftBy(engine.kind(kind), sent).length > 0, closed: phase === 2, brought })

/** What voiding many would find: why a matter stays, or null, and whether it was worked on since it was brought. */
export const foreseeVoids = async (
  engine: Engine,
  ctx: Ctx,
  home: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly why: Label | null; readonly worked: boolean }>> =>
  new Map(
    (await findVoidable(ctx.tx, home, ids, false)).map((matter) => [
      matter.id,
      { why: whyNot(engine, matter), worked: !matter.brought },
    ]),
  )

/**
 * Voids many matters of one home that an import brought, by the rule and with the traces of voiding one: a step with the
 * reason, clocks ended, figures reversed, an audit row each. Matters the actor may not work on are not given.
 * @returns why a matter stays, by id.
 */
export const voidMany = async (
  engine: Engine,
  ctx: Ctx,
  home: string,
  ids: readonly string[],
  reason: string,
): Promise<ReadonlyMap<string, Label>> => {
  const kept = new Map<string, Label>()
  const voided: Voidable[] = []
  for (const matter of await findVoidable(ctx.tx, home, ids, true)) {
    const why = whyNot(engine, matter)
    if (why) kept.set(matter.id, why)
    else voided.push(matter)
  }
  if (voided.length + kept.size !== ids.length) throw failCommon('http.stale')
  if (voided.length === 0) return kept
  const noteOf = async (matter: Voidable): Promise<Buffer> => {
    const key = await ctx.vault.openRecord(home, engine.kind(matter.kind).domain, matter.data_key)
    return ctx.vault.seal(key, cell({ home, id: matter.id }, 'step', 'note', String(matter.seq + 1)), reason)
  }
  const notes = await Promise.all(voided.map(noteOf))
  const done = voided.map(({ id }) => id)
  const placeOf = new Map(done.map((id, i) => [id, i]))
  await saveMany(ctx.tx, home, done, {
    steps: voided.map((matter, i) => ({
      i,
      seq: matter.seq + 1,
      occurredAt: ctx.now,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: 'void',
      from: matter.status,
      to: 'void',
      note: notes[i] ?? null,
      payload: {},
      leftHouse: false,
    })),
    clocks: (await runningClocks(ctx.tx, home, done)).map((clock) => ({
      i: placeOf.get(clock.case_id) ?? 0,
      ...clockOf(clock),
      stoppedAt: ctx.now,
      outcome: 'void' as const,
    })),
  })
  if ((await voidHeads(ctx.tx, home, done, ctx.now)) !== done.length) throw failCommon('http.stale')
  await postMany(
    ctx.tx,
    home,
    done,
    done.map(() => []),
    ctx.now,
  )
  for (const { id, kind } of voided) ctx.audit({ action: 'cases.void', kind, home, id, detail: {} })
  return kept
}
