import type { Input, Output } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { pageOf, readCursor } from '#platform/http/cursor.ts'
import type { casesContract } from '../../contract.ts'
import { noticeText } from '../../notices.ts'
import { type Engine, fail } from '../engine.ts'
import * as access from '../queries/access.ts'
import * as notices from '../queries/notices.ts'

type C = typeof casesContract

const place = (ctx: Ctx, id: string) => ({
  table: 'cases.draft',
  column: 'sealed',
  home: ctx.actor.home,
  id: `${ctx.actor.accountId}/${id}`,
})

/** Unfinished registrations of the person, sealed with a key of her account. */
export const drafts = async (_engine: Engine, ctx: Ctx): Promise<Output<C['drafts']>> => {
  const key = ctx.vault.keyFor(`account/${ctx.actor.accountId}`)
  const rows = await access.draftsOf(ctx.tx, ctx.actor.accountId)
  return {
    drafts: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      savedAt: row.saved_at.toISOString(),
      content: JSON.parse(ctx.vault.open(key, place(ctx, row.id), row.sealed)) as unknown,
    })),
  }
}

export const saveDraft = async (
  _engine: Engine,
  ctx: Ctx,
  id: string,
  body: Input<C['saveDraft']>['body'],
): Promise<Output<C['saveDraft']>> => {
  const key = ctx.vault.keyFor(`account/${ctx.actor.accountId}`)
  const saved = await access.saveDraft(ctx.tx, ctx.actor.accountId, {
    id,
    kind: body.kind,
    sealed: ctx.vault.seal(key, place(ctx, id), JSON.stringify(body.content)),
    basedOn: body.basedOn === null ? null : new Date(body.basedOn),
    now: ctx.now,
  })
  if (!saved) throw fail('cases.draftElsewhere')
  return { savedAt: ctx.now.toISOString() }
}

export const dropDraft = async (_engine: Engine, ctx: Ctx, id: string): Promise<Record<string, never>> => {
  await access.dropDraft(ctx.tx, ctx.actor.accountId, id)
  return {}
}

/** More than this many unread notices are told as that many. */
const unreadMost = 100

/** A page of the notices to the post. */
export const listNotices = async (
  _engine: Engine,
  ctx: Ctx,
  query: Input<C['notices']>['query'],
): Promise<Output<C['notices']>> => {
  const found = await notices.noticesOf(ctx.tx, ctx.actor, readCursor(query.cursor), query.limit + 1)
  const { rows, next } = pageOf(found, query.limit)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      text: noticeText(row.key, row.vars),
      home: row.home,
      caseId: row.case_id,
      read: row.read_at !== null,
    })),
    unread: await notices.unreadOf(ctx.tx, ctx.actor, unreadMost),
    next,
  }
}

export const readNotices = async (
  _engine: Engine,
  ctx: Ctx,
  which: Input<C['readNotices']>['body'],
): Promise<Record<string, never>> => {
  const those = 'ids' in which ? which : { until: new Date(which.until) }
  await notices.markRead(ctx.tx, ctx.actor, those, ctx.now)
  return {}
}
