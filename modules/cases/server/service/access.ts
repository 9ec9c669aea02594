import { v7 } from 'uuid'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { keeping } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { deedLabel, purposeLabel } from '../../deeds.ts'
import { isNumber } from '../../rules/numbers.ts'
import { type Engine, fail } from '../engine.ts'
import * as access from '../queries/access.ts'
import type { Key } from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { replacedBy } from '../replaced.ts'
import { viewOf } from '../view.ts'
import { openLocked } from './steps.ts'

type C = typeof casesContract

/** Opens a restricted matter of one's range for seven days with a reason (督办/协查); its owner is told. */
export const supervise = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  body: Input<C['supervise']>['body'],
): Promise<CaseView> => {
  const head = await heads.findHead(ctx.tx, key.home, key.id)
  if (!head) throw failCommon('http.notFound')
  if (!head.openable) {
    const grant = v7()
    const owner = await access.supervise(ctx.tx, key, body.purpose, body.reason, grant, ctx.now)
    if (owner === null) throw failCommon('http.notFound')
    await carry(ctx, grant)
    await tellOwner(ctx, head.owner_post, head, 'supervised')
    ctx.audit({ action: 'cases.supervise', kind: head.kind, home: key.home, id: key.id, purpose: body.reason })
  }
  return viewOf(engine, ctx, (await heads.findHead(ctx.tx, key.home, key.id))!)
}

/**
 * Life in danger: opens one matter by its exact number for two hours, three tries a day; owner, supervisor and auditor are told. A try
 * counts whatever it finds, and what is not there is answered like what is barred.
 */
export const breakGlass = async (
  _engine: Engine,
  ctx: Ctx,
  body: Input<C['breakGlass']>['body'],
): Promise<Output<C['breakGlass']>> => {
  const grant = v7()
  const found = await access.breakGlass(ctx.tx, body.number.toUpperCase(), body.reason, grant, ctx.now)
  if (!found) {
    // Whatever else was typed, perhaps a name, is kept nowhere.
    const number = isNumber(body.number) ? { number: body.number } : {}
    ctx.audit({ action: 'cases.breakGlass', result: 'refused', purpose: body.reason, detail: number })
    throw keeping(fail('cases.breakGlass'))
  }
  await carry(ctx, grant)
  const head = await heads.findHead(ctx.tx, found.home, found.id)
  if (head) await tellOwner(ctx, head.owner_post, head, 'breakGlass')
  ctx.audit({
    action: 'cases.breakGlass',
    home: found.home,
    id: found.id,
    purpose: body.reason,
    detail: { number: body.number },
  })
  return { home: found.home, id: found.id }
}

// The grant made in this request counts at once: the next request carries it by itself.
const carry = (ctx: Ctx, grant: string): Promise<void> => access.carryKey(ctx.tx, `g:${grant}`)

const tellOwner = async (ctx: Ctx, owner: string | null, head: heads.HeadRow, key: string): Promise<void> => {
  const supervisors = await access.postsAt(ctx.tx, head.unit_id, ['leader'], localDate(ctx.now))
  const auditors =
    key === 'breakGlass'
      ? await access.approversOf(ctx.tx, head, ['auditor'], ctx.actor.accountId, localDate(ctx.now))
      : []
  const to = [...new Set([...(owner ? [owner] : []), ...supervisors, ...auditors])].filter(
    (post) => post !== ctx.actor.postId,
  )
  await write.tell(ctx.tx, to, {
    at: ctx.now,
    key,
    home: head.home,
    caseId: head.id,
    vars: { number: head.number, by: `${ctx.actor.unitName} ${ctx.actor.name}` },
  })
}

/** One field of one person for a reason code (domain/13 reveal reasons); one audit row each, the value is in none. */
export const reveal = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  body: Input<C['reveal']>['body'],
): Promise<Output<C['reveal']>> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const value =
    body.before === undefined
      ? matter.parties.find((one) => one.id === body.party)?.[body.field]
      : replacedBy(ctx, matter, body.before).find((one) => one.party === body.party && one.field === body.field)?.before
  if (typeof value !== 'string') throw failCommon('http.notFound')
  ctx.audit({
    action: 'cases.reveal',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    purpose: body.reason,
    detail: {
      party: body.party,
      field: body.field,
      ...(body.before === undefined ? {} : { before: body.before }),
      ...(body.words ? { words: true } : {}),
    },
  })
  return { value }
}

/** Told words of one place, whole, for a reason code; one audit row each, the words are in none. */
export const revealWords = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  { at, reason, words }: Input<C['revealWords']>['body'],
): Promise<Output<C['revealWords']>> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const { body } = await viewOf(engine, ctx, matter.head, matter, 'clear')
  const value = at.split('.').reduce<unknown>((from, step) => {
    const holder = from as Record<string, unknown> | null
    return holder && typeof holder === 'object' && Object.hasOwn(holder, step) ? holder[step] : undefined
  }, body)
  if (typeof value !== 'string') throw failCommon('http.notFound')
  ctx.audit({
    action: 'cases.reveal',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    purpose: reason,
    detail: { at, ...(words ? { words: true } : {}) },
  })
  return { value }
}

/** 谁看过: every opening and reveal, for whoever may open the matter. */
export const readers = async (engine: Engine, ctx: Ctx, key: Key): Promise<Output<C['readers']>> => {
  const head = await heads.findHead(ctx.tx, key.home, key.id)
  if (!head?.openable) throw failCommon('http.notFound')
  const rows = await access.readersOf(ctx.tx, key)
  const kind = engine.kind(head.kind)
  return {
    readers: rows.map(({ at, name, title, unit, action, step, purpose }) => ({
      at: at.toISOString(),
      name,
      title,
      unit,
      action,
      done: deedLabel(kind, action, step),
      purpose: purposeLabel(engine.catalogue, action, purpose),
    })),
  }
}
