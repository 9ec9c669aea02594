import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { accountsContract } from '../accounts-contract.ts'
import { concernsOf, watchedDays } from '../rules/concerns.ts'
import { pageRows, placePage, readPlace } from '../rules/page.ts'
import { vacant } from '../rules/vacant.ts'
import { accountPage } from './queries/pages.ts'
import * as queries from './queries/review.ts'

type C = typeof accountsContract

/** Of a page of the accounts of an office's range those that are unused, or more than their holders need; numbers of looking, never what was seen. */
export const reviewAccounts = async (
  ctx: Ctx,
  { cursor }: Input<C['review']>['query'],
): Promise<Output<C['review']>> => {
  const { tx, actor, now } = ctx
  const page = placePage(
    await accountPage(tx, actor.scope, {
      unit: null,
      q: null,
      after: readPlace(cursor),
      limit: pageRows.review + 1,
    }),
    pageRows.review,
  )
  const ids = page.rows.map(({ account }) => account)
  const rows = await queries.activeOf(tx, ids, localDate(now))
  const looked = await queries.looked(tx, new Date(now.getTime() - watchedDays * 86_400_000), [
    ...new Set(rows.map(({ id }) => id)),
  ])
  const accounts = [...Map.groupBy(rows, (row) => row.id).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const posts = group.flatMap(({ role, level, valid_to, title_zh, title_en }) =>
      role && level ? [{ role, level, to: valid_to, title: label(title_zh ?? '', title_en ?? '') }] : [],
    )
    const seen = looked.get(first.id)
    const found = concernsOf(
      {
        createdAt: first.created_at,
        lastIn: first.last_in,
        posts,
        reveals: seen?.reveals ?? 0,
        exports: seen?.exports ?? 0,
      },
      now,
    )
    if (found.length === 0) return []
    return [
      {
        id: first.id,
        username: first.username,
        name: first.name,
        mine: first.id === actor.accountId,
        createdAt: first.created_at.toISOString(),
        lastIn: first.last_in?.toISOString() ?? null,
        posts: posts.map(({ title }) => title),
        concerns: [...found],
      },
    ]
  })
  ctx.audit({ action: 'identity.review', kind: 'account', home: actor.home, detail: { shown: accounts.length } })
  return { accounts, next: page.next }
}

/** So many of what nobody holds are told at once. */
const vacantMost = 20

/** Offices nobody holds, and units where nobody approves, of the range of whoever asks. */
export const vacantOffices = async ({ tx, actor, now }: Ctx): Promise<Output<C['vacant']>> => {
  const found = vacant(await queries.heldAround(tx, actor.scope, localDate(now)), actor.scope)
  return { n: found.length, vacant: found.slice(0, vacantMost) }
}
