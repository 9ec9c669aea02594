import type { Actor } from '#platform/access/actor.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { fail } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { hashToken, newToken } from '#platform/http/serve.ts'
import { label } from '#platform/text/label.ts'
import type { Me } from '../contract.ts'
import { type Role, roles, sessionHours } from '../rules.ts'
import { enter } from './enter.ts'
import * as posts from './posts.ts'
import * as queries from './queries.ts'
import * as postQueries from './queries/posts.ts'

/** Begins a sign-in in a post; `phone` makes it a light one that ends with that phone. */
export const startSession = async (
  ctx: Ctx,
  accountId: string,
  postId: string,
  phone: string | null = null,
): Promise<Actor> => {
  const { tx, now, session, client } = ctx
  // A token from before signing in is never carried over.
  if (session.token) await queries.closeSession(tx, session.token)
  const token = newToken()
  const seconds = sessionHours * 3600
  await queries.openSession(tx, {
    tokenHash: hashToken(token),
    accountId,
    postId,
    now,
    expiresAt: new Date(now.getTime() + seconds * 1000),
    ip: client.ip,
    agent: client.agent,
    phone,
  })
  const actor = await enter(tx, hashToken(token), now)
  if (!actor) throw await posts.noPostNow(tx, accountId, localDate(now))
  await queries.closeSessions(tx, accountId, { before: now })
  session.set(token, seconds)
  return actor
}

/** Begins the sign-in of whoever is acting already: another house vouches for her, no password was asked. */
export const beginVouched = async (ctx: Ctx): Promise<void> => {
  const { actor, tx, now } = ctx
  await startSession(ctx, actor.accountId, actor.postId)
  await queries.noteSignIn(tx, actor.accountId, now)
  ctx.audit({ action: 'identity.signIn', kind: 'account', home: actor.home, id: actor.accountId })
}

/** Who is signed in, read again after a change. */
export const meAgain = async (ctx: Ctx): Promise<Me> => {
  const actor = ctx.session.token ? await enter(ctx.tx, ctx.session.token, ctx.now) : null
  if (!actor) throw fail('http.unauthenticated')
  return meOf(ctx.tx, actor, ctx.now)
}

/** Who is signed in, in which post, and what she may do. */
export const meOf = async (tx: Tx, actor: Actor, now: Date): Promise<Me> => {
  const held = (await postQueries.postsOf(tx, actor.accountId, localDate(now))).map(postOf)
  const post = held.find(({ id }) => id === actor.postId) ?? (actor.standsFor ? standing(actor) : undefined)
  if (!post) throw await posts.noPostNow(tx, actor.accountId, localDate(now))
  return {
    account: {
      id: actor.accountId,
      username: actor.username,
      name: actor.name,
      mustChange: actor.mustChange,
      secondFactor: actor.secondFactor,
      demo: actor.demo,
      byPhone: actor.deviceId != null,
    },
    standsFor: actor.standsFor,
    post,
    posts: held,
    permissions: [...actor.permissions],
    home: actor.home,
    now: now.toISOString(),
  }
}

// A deputy holds it for a while and it is none of her own.
const standing = (actor: Actor): Me['post'] =>
  postOf({
    id: actor.postId,
    role: actor.role,
    title_zh: actor.titleZh,
    title_en: actor.titleEn,
    phone: null,
    unit_id: actor.unitId,
    code: actor.unitCode,
    name: actor.unitName,
    level: actor.level,
  })

/** A post as people see it. */
export const postOf = (row: Omit<postQueries.PostRow, 'account_id' | 'account_name'>): Me['post'] => ({
  id: row.id,
  role: row.role,
  roleLabel: (roles as Record<string, (typeof roles)[Role]>)[row.role]?.label ?? label(row.role, row.role),
  titleZh: row.title_zh,
  titleEn: row.title_en,
  phone: row.phone,
  unit: { id: row.unit_id, code: row.code, name: row.name, level: row.level },
})
