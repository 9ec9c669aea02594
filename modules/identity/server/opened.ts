import type { Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { accountsContract } from '../accounts-contract.ts'
import * as queries from './queries/opened.ts'
import * as slipQueries from './queries/slips.ts'

type C = typeof accountsContract

/** The lists somebody opened accounts from, the newest first. */
export const openedLists = async ({ tx, actor }: Ctx): Promise<Output<C['openedLists']>> => ({
  lists: (await queries.listsOf(tx, actor.accountId)).map(({ at, ...list }) => ({ ...list, at: at.toISOString() })),
})

/** Takes a list back: accounts nobody has used are closed, their slips withdrawn and their posts no longer asked for. */
export const takeBackList = async (ctx: Ctx, list: string): Promise<Output<C['takeBackList']>> => {
  const { tx, actor, now } = ctx
  const mine = (await queries.listsOf(tx, actor.accountId)).find(({ id }) => id === list)
  if (!mine) throw failCommon('http.notFound')
  const closed = await queries.closeUntouched(tx, list)
  if (closed.length > 0) await slipQueries.withdraw(tx, closed, false, now)
  for (const id of closed)
    ctx.audit({
      action: 'identity.setAccountStatus',
      kind: 'account',
      home: actor.home,
      id,
      purpose: 'disabled',
      detail: { list },
    })
  ctx.audit({
    action: 'identity.takeBackList',
    kind: 'account',
    home: actor.home,
    detail: { list, closed: closed.length },
  })
  return { closed: closed.length, kept: mine.opened - mine.closed - closed.length }
}
