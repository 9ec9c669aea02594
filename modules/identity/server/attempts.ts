import { type AuditFrame, writeAudit } from '#platform/audit/write.ts'
import { verifyPassword } from '#platform/crypto/passwords.ts'
import { makeRecent } from '#platform/crypto/recent.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import { type Failure, failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { identityErrors } from '../contract.ts'
import { lockAfter, lockMinutes } from '../rules.ts'
import { openSecret, stepOfCode } from './factor.ts'
import * as queries from './queries.ts'

const fail = failures(identityErrors)

/** What the identity room needs besides the request. */
export type IdentityDeps = {
  /** Connections of the app login apart from the request's, so that a refused attempt still counts. */
  readonly apart: Database
  readonly auditKey: Buffer
  /** Home under which attempts without a signed-in person are kept. */
  readonly home: string
}

/** What a person offers to prove who she is; `code` undefined means that none was asked for. */
export type Proof = {
  readonly username: string
  readonly password: string
  readonly code?: string | undefined
  readonly withCode: boolean
}

/** Checks a password (and the second factor) and answers the account's id, or throws the refusal after counting it. */
export type Attempt = (ctx: Ctx, proof: Proof) => Promise<string>

type Count = { readonly failed: number; readonly lockedUntil: Date | null }
type Outcome = { readonly id: string } | { readonly refusal: Failure }

/**
 * Makes the check of one server process. A user name nobody has is counted too, in memory: its answers must not differ
 * from those of a real one, in words or in time.
 */
export const makeAttempt = (deps: IdentityDeps): Attempt => {
  const strangers = makeRecent<string, Count>(10_000)

  const settle = async (
    tx: Tx,
    ctx: Ctx,
    proof: Proof,
    before: queries.Candidate | null,
    right: boolean,
  ): Promise<Outcome> => {
    await queries.holdAccount(tx, before?.id ?? null)
    const known = await queries.candidate(tx, proof.username)
    const count: Count = known
      ? { failed: known.failed, lockedUntil: known.locked_until }
      : (strangers.get(proof.username) ?? { failed: 0, lockedUntil: null })
    if (isLocked(count, ctx.now)) return { refusal: locked(count, ctx.now) }
    const proven = right && known !== null && known.status === 'active' && known.password === before?.password
    if (proven && proof.withCode && known.totp && !proof.code) return { refusal: fail('identity.codeNeeded') }
    const step =
      proven && proof.withCode && known.totp && proof.code
        ? stepOfCode(openSecret(ctx.vault, known.id, known.totp), proof.code, ctx.now)
        : null
    const codeRight = !proven || !proof.withCode || !known.totp || (step !== null && step > known.totp_used)
    if (proven && codeRight) {
      await queries.noteAttempt(tx, known.id, 0, null, step ?? known.totp_used)
      return { id: known.id }
    }
    const next = afterFailure(count, ctx.now)
    if (known) await queries.noteAttempt(tx, known.id, next.failed, next.lockedUntil, known.totp_used)
    else strangers.set(proof.username, next)
    const refusal = next.lockedUntil
      ? locked(next, ctx.now)
      : proven
        ? fail('identity.codeWrong')
        : fail('identity.wrong', { left: lockAfter - next.failed })
    await writeAudit(tx, deps.auditKey, frameOf(deps, ctx, known?.id ?? null), [
      {
        action: 'identity.attempt',
        kind: 'account',
        ...(known ? { id: known.id } : {}),
        result: 'refused',
        purpose: refusal.code,
      },
    ])
    return { refusal }
  }

  return async (ctx, proof) => {
    const known = await queries.candidate(deps.apart, proof.username)
    const count: Count | undefined = known
      ? { failed: known.failed, lockedUntil: known.locked_until }
      : strangers.get(proof.username)
    if (count && isLocked(count, ctx.now)) throw locked(count, ctx.now)
    // A disabled account costs and answers the same as one that does not exist.
    const right = await verifyPassword(proof.password, known?.status === 'active' ? known.password : null)
    const outcome = await deps.apart.transaction().execute((tx) => settle(tx, ctx, proof, known, right))
    if ('refusal' in outcome) throw outcome.refusal
    return outcome.id
  }
}

const isLocked = (count: Count, now: Date): boolean => count.lockedUntil !== null && count.lockedUntil > now

const locked = (count: Count, now: Date): Failure =>
  fail('identity.locked', {
    minutes: Math.max(1, Math.ceil(((count.lockedUntil?.getTime() ?? 0) - now.getTime()) / 60_000)),
  })

// The count starts anew after a pause.
const afterFailure = ({ failed }: Count, now: Date): Count =>
  failed + 1 >= lockAfter
    ? { failed: 0, lockedUntil: new Date(now.getTime() + lockMinutes * 60_000) }
    : { failed: failed + 1, lockedUntil: null }

const frameOf = (deps: IdentityDeps, ctx: Ctx, account: string | null): AuditFrame => ({
  now: ctx.now,
  home: deps.home,
  account,
  post: null,
  unitId: null,
  role: null,
  ip: ctx.client.ip,
  trace: '',
})
