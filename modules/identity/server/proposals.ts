import { v7 } from 'uuid'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { accountsContract } from '../accounts-contract.ts'
import { type Role, titleOf } from '../rules.ts'
import { pageRows, placePage, readPlace } from '../rules/page.ts'
import { givePost } from './posts.ts'
import * as queries from './queries/proposals.ts'

type C = typeof accountsContract

/** A page of the posts asked for in the range of a security administrator, waiting for her. */
export const proposals = async (
  { tx, actor, now }: Ctx,
  { cursor }: Input<C['proposals']>['query'],
): Promise<Output<C['proposals']>> => {
  const { rows, next } = placePage(
    await queries.waitingIn(tx, actor.scope, readPlace(cursor), pageRows.accounts + 1),
    pageRows.accounts,
  )
  const holding = await queries.holdingAt(
    tx,
    rows.map(({ place }) => place),
    localDate(now),
  )
  return {
    next,
    proposals: rows.map((row) => ({
      id: row.id,
      account: { id: row.account_id, name: row.name, username: row.username },
      role: row.role,
      title: titleOf(row.role as Role, row.unit_name),
      unit: { code: row.code, name: row.unit_name },
      by: row.by_name,
      at: row.proposed_at.toISOString(),
      held: row.held_by !== null,
      holders: holding
        .filter((one) => one.scope === row.place && one.role === row.role && one.account_id !== row.account_id)
        .map(({ name }) => name),
    })),
  }
}

/** Gives posts as they were asked for, under the same rules as one by one, or decides that they are not given. */
export const decideProposals = async (
  ctx: Ctx,
  { ids, give }: Input<C['decideProposals']>['body'],
): Promise<Output<C['decideProposals']>> => {
  let given = 0
  for (const id of ids) {
    const asked = await queries.waitingOne(ctx.tx, id, ctx.actor.scope)
    // Decided in another window meanwhile.
    if (!asked) continue
    const post = give ? v7() : null
    if (post) await giving(ctx, post, asked)
    await queries.decide(ctx.tx, id, ctx.actor.accountId, ctx.now, post)
    if (post) given += 1
    else
      ctx.audit({
        action: 'identity.refusePost',
        kind: 'account',
        home: ctx.actor.home,
        id: asked.account_id,
        purpose: asked.role,
      })
  }
  return { given }
}

type Asked = NonNullable<Awaited<ReturnType<typeof queries.waitingOne>>>

// Of many the one that cannot be given is named.
const giving = async (ctx: Ctx, post: string, asked: Asked): Promise<void> => {
  try {
    await givePost(ctx, post, { accountId: asked.account_id, unit: asked.code, role: asked.role as Role }, asked.phone)
  } catch (error) {
    if (!(error instanceof Failure) || error.fields.length === 0) throw error
    throw failCommon(
      'http.invalid',
      { count: error.fields.length },
      error.fields.map((field) => ({
        path: asked.id,
        zh: `${asked.name}(${asked.unit_name}):${field.zh}`,
        en: `${asked.name} (${asked.unit_name}): ${field.en}`,
      })),
    )
  }
}
