import { toDataURL } from 'qrcode'
import { v7 } from 'uuid'
import { unitByCode } from '#modules/org/server/index.ts'
import { homeOf, scopesAbove } from '#modules/org/rules.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Permission, Service } from '#platform/contract/route.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { newToken } from '#platform/http/serve.ts'
import type { identityContract } from '../contract.ts'
import { identityErrors } from '../errors.ts'
import { askedBy, knownDays, permissionsOf, type Role, roles } from '../rules.ts'
import { firstDeeds, firstThings, pathOf } from '../first-day.ts'
import * as accounts from './accounts.ts'
import { type IdentityDeps, makeAttempt } from './attempts.ts'
import { factorUri, isOffered, offerSecret, sealSecret, stepOfCode } from './factor.ts'
import * as posts from './posts.ts'
import * as queries from './queries.ts'
import * as postQueries from './queries/posts.ts'
import { meAgain, meOf, postOf, startSession } from './sessions.ts'
import { refuseWeak } from './weak.ts'

const fail = failures(identityErrors)
const nothingLeft: posts.LeftInHand = async () => ({ matters: 0, requests: 0 })

/** The routes of signing in, posts and accounts; one service for each server process, because it counts attempts. */
export const identityService = (deps: IdentityDeps): Service<typeof identityContract, Ctx> => {
  const attempt = makeAttempt(deps)
  // Whoever takes over a signed-in browser and knows the password still lacks the second factor that stands.
  const confirm = (ctx: Ctx, password: string, code: string | undefined): Promise<string> =>
    attempt(ctx, { username: ctx.actor.username, password, code, wrong: 'identity.passwordWrong' })

  return {
    signIn: async (ctx, { body }) => {
      // A browser gets its mark at its first sign-in and keeps it.
      const device = ctx.session.mark ? (ctx.session.device ?? newToken()) : null
      const accountId = await attempt({ ...ctx, session: { ...ctx.session, device } }, body)
      const [post] = await postQueries.postsOf(ctx.tx, accountId, localDate(ctx.now))
      if (!post) throw await posts.noPostNow(ctx.tx, accountId, localDate(ctx.now))
      const actor = await startSession(ctx, accountId, post.id)
      if (device) ctx.session.mark?.(device, knownDays * 86_400)
      await queries.noteSignIn(ctx.tx, accountId, ctx.now)
      ctx.audit({ action: 'identity.signIn', kind: 'account', home: actor.home, id: accountId })
      return meOf(ctx.tx, actor, ctx.now)
    },

    signOut: async (ctx) => {
      if (ctx.session.token) await queries.closeSession(ctx.tx, ctx.session.token)
      ctx.session.clear()
      if (ctx.actor.accountId)
        ctx.audit({ action: 'identity.signOut', kind: 'account', home: ctx.actor.home, id: ctx.actor.accountId })
      return {}
    },

    me: ({ tx, actor, now }) => meOf(tx, actor, now),

    switchPost: async (ctx, { body }) => {
      const held = await postQueries.postsOf(ctx.tx, ctx.actor.accountId, localDate(ctx.now))
      if (!ctx.session.token || !held.some((post) => post.id === body.postId)) throw failCommon('http.notFound')
      await queries.movePost(ctx.tx, ctx.session.token, body.postId)
      ctx.audit({ action: 'identity.switchPost', kind: 'post', home: ctx.actor.home, id: body.postId })
      return meAgain(ctx)
    },

    above: async ({ tx, actor, now }) => {
      const scopes = scopesAbove(actor.scope)
      const found =
        scopes.length > 0 ? await postQueries.personAt(tx, scopes, askedBy(actor.role), localDate(now)) : undefined
      return { person: found ? { ...postOf(found), name: found.account_name } : null }
    },

    firstDay: async ({ tx, actor }) => ({
      things: pathOf(actor.role, await postQueries.firstDeedsOf(tx, Object.values(firstThings).flat(), firstDeeds)),
    }),

    notePhone: async (ctx, { body }) => {
      await postQueries.notePhone(ctx.tx, body.phone || null)
      ctx.audit({ action: 'identity.notePhone', kind: 'post', home: ctx.actor.home, id: ctx.actor.postId })
      return meAgain(ctx)
    },

    changePassword: async (ctx, { body }) => {
      const { actor, tx, now } = ctx
      await confirm(ctx, body.old, body.code)
      refuseWeak(body.next, actor.username, body.old)
      await queries.changeAccount(tx, actor.accountId, {
        password: await hashPassword(body.next),
        password_at: now,
        must_change: false,
      })
      if (body.releasePhones) await accounts.releasePhones(ctx, actor.accountId, 'password')
      await queries.closeSessions(tx, actor.accountId, { except: ctx.session.token })
      ctx.audit({ action: 'identity.changePassword', kind: 'account', home: actor.home, id: actor.accountId })
      return {}
    },

    offerFactor: async (ctx, { body }) => {
      await confirm(ctx, body.password, body.code)
      const secret = offerSecret(ctx.vault, ctx.actor.accountId, ctx.now)
      const uri = factorUri(secret, ctx.actor.username)
      return { secret, uri, qr: await toDataURL(uri) }
    },

    confirmFactor: async (ctx, { body }) => {
      const { actor, vault, now } = ctx
      const step = isOffered(vault, actor.accountId, body.secret, now) ? stepOfCode(body.secret, body.code, now) : null
      if (step === null) throw fail('identity.codeWrong')
      await queries.changeAccount(ctx.tx, actor.accountId, {
        totp: sealSecret(vault, actor.accountId, body.secret),
        totp_used: step,
      })
      await queries.closeSessions(ctx.tx, actor.accountId, { except: ctx.session.token })
      ctx.audit({ action: 'identity.confirmFactor', kind: 'account', home: actor.home, id: actor.accountId })
      return meAgain(ctx)
    },

    dropFactor: async (ctx, { body }) => {
      await confirm(ctx, body.password, body.code)
      await queries.changeAccount(ctx.tx, ctx.actor.accountId, { totp: null })
      // What was bound under the protection of the factor does not outlive it.
      await accounts.releasePhones(ctx, ctx.actor.accountId, 'factor')
      ctx.audit({ action: 'identity.dropFactor', kind: 'account', home: ctx.actor.home, id: ctx.actor.accountId })
      // A sign-in by one of those phones has just ended: she is told this once more and asked to sign in next.
      return meOf(ctx.tx, { ...ctx.actor, secondFactor: false }, ctx.now)
    },

    posts: async ({ tx, actor, now }, { query }) => {
      const rows = await postQueries.postsAt(tx, query.unit ?? actor.unitCode, localDate(now), 200)
      const fitting = rows.filter(
        (row) => !query.permission || permissionsOf(row.role).has(query.permission as Permission),
      )
      return { posts: fitting.map((row) => ({ ...postOf(row), accountName: row.account_name })) }
    },

    accounts: (ctx, { query }) => accounts.accounts(ctx, query),
    openAccount: (ctx, { body }) => accounts.openAccount(ctx, deps.spell, body),
    resetAccount: (ctx, { params }) => accounts.resetAccount(ctx, params.id),
    releaseAccount: (ctx, { params, body }) => accounts.releaseAccount(ctx, params.id, body.dropFactor),
    setAccountStatus: (ctx, { params, body }) => accounts.setStatus(ctx, params.id, body.status),
    holders: (ctx, { query }) => posts.holders(ctx, query),
    givePost: (ctx, { params, body }) => posts.givePost(ctx, params.id, body),
    endPost: (ctx, { params, body }) => posts.endPost(ctx, params.id, body, deps.leftInHand ?? nothingLeft),

    demo: async ({ tx, now }) => {
      const rows = await postQueries.demoAccountsOn(tx, localDate(now))
      const offered = rows.map((row) => ({
        username: row.username,
        name: row.account_name,
        titleZh: row.title_zh,
        titleEn: row.title_en,
        unit: row.name,
      }))
      const making = deps.making?.() ?? false
      return { demo: rows.length > 0, making, empty: await queries.isEmpty(tx, false), accounts: offered }
    },

    setUp: async (ctx, { body }) => {
      const { tx, now } = ctx
      if (!(await queries.isEmpty(tx, true))) throw fail('identity.notEmpty')
      refuseWeak(body.password, body.username, null)
      const unit = await unitByCode(tx, body.unit, localDate(now))
      const account = {
        id: v7(),
        username: body.username,
        name: body.name,
        password: await hashPassword(body.password),
        now,
      }
      // One person begins with both offices, so that she can give the second away; neither sees a case.
      const offices = (['admin', 'security'] as const).map((role) => ({ id: v7(), role }))
      const as = (office: { id: string; role: Role }) =>
        queries.actAs(
          tx,
          { account: account.id, post: office.id, role: office.role, unitId: unit.id, scope: unit.scope },
          localDate(now),
        )
      const [admin, security] = offices as [(typeof offices)[number], (typeof offices)[number]]
      await as(admin)
      await queries.openAccount(tx, account)
      await as(security)
      for (const { id, role } of offices) {
        const title = roles[role].label
        await postQueries.openPost(tx, {
          id,
          accountId: account.id,
          unitId: unit.id,
          scope: unit.scope,
          home: homeOf(unit),
          role,
          titleZh: title.zh,
          titleEn: title.en,
          from: localDate(now),
        })
      }
      const actor = await startSession(ctx, account.id, admin.id)
      await queries.noteSignIn(tx, account.id, now)
      ctx.audit({ action: 'identity.setUp', kind: 'account', home: actor.home, id: account.id })
      return meOf(tx, actor, now)
    },
  }
}
