import { localDate } from '#platform/clock/time.ts'
import type { Input, Output, Service } from '#platform/contract/route.ts'
import { hashPassword, verifyPassword } from '#platform/crypto/passwords.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures, keeping } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { hashToken, newToken } from '#platform/http/serve.ts'
import { identityErrors } from '../errors.ts'
import { phoneErrors, type phonesContract } from '../phones-contract.ts'
import { fullMinutes, machineOf, phoneDays, pinProblem, pinTries } from '../rules/phone.ts'
import { tellOf, runBy } from './accounts.ts'
import { type IdentityDeps, makeAttempt } from './attempts.ts'
import * as desks from './desks.ts'
import * as passkeys from './passkeys.ts'
import * as posts from './posts.ts'
import * as queries from './queries.ts'
import * as phoneQueries from './queries/phones.ts'
import * as postQueries from './queries/posts.ts'
import { meAgain, meOf, startSession } from './sessions.ts'
import { goodSlip, issuePhoneSlip } from './slips.ts'

type C = typeof phonesContract
const fail = failures(phoneErrors)
const failSign = failures(identityErrors)

/** The routes of bound phones, of the full check, and of desks signed in by scanning. */
export const phonesService = (deps: IdentityDeps): Service<typeof phonesContract, Ctx> => {
  const attempt = makeAttempt(deps)
  return {
    phones: (ctx) => listed(ctx, ctx.actor.accountId),
    phonesOf: async (ctx, { params }) => {
      await runBy(ctx, params.id)
      return listed(ctx, params.id)
    },
    phoneSlip: async (ctx) => {
      const slip = await issuePhoneSlip(ctx)
      ctx.audit({ action: 'identity.phoneSlip', kind: 'account', home: ctx.actor.home, id: ctx.actor.accountId })
      return slip
    },
    offerPhone: async (ctx, { body }) => {
      const who = await binder(deps, ctx, body.code)
      return { name: who.name, username: who.username, options: await passkeys.bindOptions(ctx, who) }
    },
    bindPhone: (ctx, input) => bindPhone(deps, ctx, input),
    dropPhone: async (ctx, { params }) => {
      const phone = await phoneQueries.phoneById(ctx.tx, params.id)
      if (!phone) throw failCommon('http.notFound')
      // Her own, or one of an account she runs; what is not on her list is not hers to release.
      const account = await runBy(ctx, phone.account_id)
      if ((await phoneQueries.dropPhone(ctx.tx, params.id, ctx.now)) === null) throw failCommon('http.notFound')
      await tellOf(ctx, account, 'phoneDropped', { phone: phone.name })
      ctx.audit({ action: 'identity.dropPhone', kind: 'account', home: ctx.actor.home, id: account.id })
      return {}
    },
    askPhone: async (ctx) => {
      const phone = await phoneHere(ctx)
      return {
        kind: phone?.kind ?? null,
        options: phone?.kind === 'passkey' ? await passkeys.proveOptions(ctx, phone) : null,
      }
    },
    signInByPhone: async (ctx, { body }) => {
      const phone = await provePhone(ctx, body)
      if (phone.status !== 'active') throw fail('phone.unknown')
      if (phone.held) throw failSign('identity.held')
      const [post] = await postQueries.postsOf(ctx.tx, phone.account_id, localDate(ctx.now))
      if (!post) throw await posts.noPostNow(ctx.tx, phone.account_id, localDate(ctx.now))
      const actor = await startSession(ctx, phone.account_id, post.id, phone.id)
      await queries.noteSignIn(ctx.tx, phone.account_id, ctx.now)
      ctx.audit({
        action: 'identity.signIn',
        kind: 'account',
        home: actor.home,
        id: phone.account_id,
        purpose: phone.kind,
        detail: { phone: phone.id },
      })
      return meOf(ctx.tx, actor, ctx.now)
    },
    fullCheck: async (ctx, { body }) => {
      await attempt(ctx, { username: ctx.actor.username, ...body })
      if (!ctx.session.token) throw failCommon('http.unauthenticated')
      await phoneQueries.makeFull(ctx.tx, ctx.session.token, new Date(ctx.now.getTime() + fullMinutes * 60_000))
      ctx.audit({ action: 'identity.fullCheck', kind: 'account', home: ctx.actor.home, id: ctx.actor.accountId })
      return meAgain(ctx)
    },
    askDesk: (ctx) => desks.askDesk(ctx),
    takeDesk: (ctx, { body }) => desks.takeDesk(ctx, body.poll),
    lookDesk: (ctx, { body }) => desks.lookDesk(ctx, body.code),
    decideDesk: (ctx, { body }) => desks.decideDesk(ctx, body, () => provePhone(ctx, body)),
  }
}

const listed = async (ctx: Ctx, account: string): Promise<Output<C['phones']>> => {
  const rows = await phoneQueries.phonesOf(ctx.tx, account)
  const here = await phoneHere(ctx)
  return {
    phones: rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind as 'passkey' | 'pin',
      boundAt: row.bound_at.toISOString(),
      lastIn: row.last_in?.toISOString() ?? null,
      here: row.id === here?.id,
    })),
  }
}

const phoneHere = async (ctx: Ctx): Promise<phoneQueries.Phone | null> =>
  ctx.session.phone ? phoneQueries.phoneOf(ctx.tx, hashToken(ctx.session.phone), null) : null

/** Who binds: the person of a picture her desk shows, or who is signed in here by password. */
const binder = async (deps: IdentityDeps, ctx: Ctx, code: string | undefined) => {
  if (code !== undefined) {
    const slip = await goodSlip(deps, ctx, code)
    if (slip.purpose !== 'phone') throw failCommon('http.notFound')
    return { accountId: slip.account_id, username: slip.username, name: slip.name, code: slip.code }
  }
  const { actor } = ctx
  if (!actor.accountId) throw failCommon('http.unauthenticated')
  if (actor.light) throw failCommon('http.fullCheck')
  return { accountId: actor.accountId, username: actor.username, name: actor.name, code: null }
}

// What was typed alone is one of a million: hashed with the secret of the phone, a stolen table tells nothing of it.
const pinWith = (secret: string, pin: string): string => `${secret} ${pin}`

const bindPhone = async (
  deps: IdentityDeps,
  ctx: Ctx,
  { params, body }: Input<C['bindPhone']>,
): Promise<Output<C['bindPhone']>> => {
  const who = await binder(deps, ctx, body.code)
  const passkey = body.pin === undefined ? await passkeys.readBinding(ctx, body.passkey) : null
  const weak = body.pin === undefined ? null : pinProblem(body.pin)
  if (weak) throw fail('phone.weakPin', {}, [{ path: 'pin', ...weak }])
  if (body.pin === undefined && !passkey) throw fail('phone.notProven')
  const secret = newToken()
  const name = machineOf(ctx.client.agent).zh
  const bound = await phoneQueries.bindPhone(
    ctx.tx,
    {
      id: params.id,
      code: who.code,
      name,
      kind: passkey ? 'passkey' : 'pin',
      secret: hashToken(secret),
      credential: passkey?.credential ?? null,
      publicKey: passkey?.publicKey ?? null,
      counter: passkey?.counter ?? 0,
      transports: passkey?.transports ?? [],
      pin: body.pin === undefined ? null : await hashPassword(pinWith(secret, body.pin)),
    },
    ctx.now,
  )
  if (bound !== who.accountId) throw fail('phone.late')
  ctx.session.bind?.(secret, phoneDays * 86_400)
  await queries.tellOfAccount(ctx.tx, bound, ctx.now, 'phoneBound', { name: who.name, phone: name })
  ctx.audit({
    action: 'identity.bindPhone',
    kind: 'account',
    id: bound,
    purpose: passkey ? 'passkey' : 'pin',
    detail: { phone: params.id },
  })
  return { name }
}

/** The phone that proves itself by finger, face or digits; every refusal stays counted. */
const provePhone = async (
  ctx: Ctx,
  { passkey, pin }: { readonly passkey?: unknown; readonly pin?: string | undefined },
): Promise<phoneQueries.Phone> => {
  const phone =
    pin === undefined ? await phoneQueries.phoneOf(ctx.tx, null, passkeys.claimed(passkey)) : await phoneHere(ctx)
  if (!phone || (pin !== undefined && phone.kind !== 'pin')) throw fail('phone.unknown')
  if (pin === undefined) {
    const counter = await passkeys.readProof(ctx, phone, passkey)
    if (counter === null) throw keeping(fail('phone.notProven'))
    await phoneQueries.notePhone(ctx.tx, phone.id, counter, ctx.now)
    return phone
  }
  const tries = await phoneQueries.tryPhone(ctx.tx, phone.id)
  if (tries === null) throw fail('phone.unknown')
  if (await verifyPassword(pinWith(ctx.session.phone ?? '', pin), phone.pin)) {
    await phoneQueries.notePhone(ctx.tx, phone.id, 0, ctx.now)
    return phone
  }
  ctx.audit({
    action: 'identity.attempt',
    kind: 'account',
    id: phone.account_id,
    result: 'refused',
    purpose: 'phone.pinWrong',
  })
  if (tries < pinTries) throw keeping(fail('phone.pinWrong', { left: pinTries - tries }))
  await phoneQueries.dropPhone(ctx.tx, phone.id, ctx.now)
  await queries.tellOfAccount(ctx.tx, phone.account_id, ctx.now, 'phoneReleased', {
    phone: machineOf(ctx.client.agent).zh,
  })
  ctx.audit({ action: 'identity.dropPhone', kind: 'account', id: phone.account_id, purpose: 'phone.released' })
  throw keeping(fail('phone.released'))
}
