import { type AuditFrame, writeAudit } from '#platform/audit/write.ts'
import { verifyPassword } from '#platform/crypto/passwords.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import { type Failure, failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { identityErrors } from '../errors.ts'
import { afterMistake, isPaused, type Limit, limits, type Tally } from '../rules.ts'
import { openSecret, stepOfCode } from './factor.ts'
import { keyOf, placesOf } from './places.ts'
import * as queries from './queries.ts'
import * as tallies from './queries/tallies.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

const fail = failures(identityErrors)

/** What the identity room needs besides the request. */
export type IdentityDeps = {
  /** What a post still has in hand: it does not end with it. Given by the rooms; nothing where there are none. */
  readonly leftInHand?: (tx: Tx, post: string) => Promise<{ readonly matters: number; readonly requests: number }>
  /** Connections of the app login apart from the request's, so that a refused attempt still counts. */
  readonly apart: Database
  readonly auditKey: MacKey
  /** Home under which attempts without a signed-in person are kept. */
  readonly home: string
  /** Toneless pinyin of a name, for the user name of a new account. */
  readonly spell: (name: string) => string
  /** Whether the demonstration is still being made behind the running server. */
  readonly making?: () => boolean
}

/** What a person offers to prove who she is; where a second factor stands, `code` is asked for. */
export type Proof = {
  readonly username: string
  readonly password: string
  readonly code?: string | undefined
  /** What a wrong password is answered with; of a user name that was typed beside it, nothing is said. */
  readonly wrong?: 'identity.wrong' | 'identity.passwordWrong'
}

/** Checks a password (and the second factor) and answers the account's id, or throws the refusal after counting it. */
export type Attempt = (ctx: Ctx, proof: Proof) => Promise<string>

type Outcome = { readonly id: string } | { readonly refusal: Failure }
/** One thing mistakes are counted for. `own` is false for an address, which many accounts share. */
type Counted = { readonly key: Buffer; readonly limit: Limit; readonly own: boolean }

/**
 * What a mistake counts for, the account at this place first. Where the account is known, nothing that strangers do
 * elsewhere counts, so nobody can shut her out; wrong codes count together except in her own browser.
 */
const countedFor = (
  username: string,
  { place, address, known }: tallies.Standing,
): readonly [Counted, ...Counted[]] => {
  const pair = { key: keyOf('pair', username, place), limit: limits.pair, own: true }
  const code = { key: keyOf('code', username), limit: limits.code, own: true }
  if (known === 'browser') return [pair]
  if (known === 'address') return [pair, code]
  return [
    pair,
    code,
    { key: keyOf('account', username), limit: limits.account, own: true },
    { key: keyOf('address', address), limit: limits.address, own: false },
  ]
}

type Look = {
  readonly account: queries.Candidate | null
  readonly counted: readonly [Counted, ...Counted[]]
  readonly of: (one: Counted) => Tally | null
  readonly refused: Failure | null
}

/** What is known about an attempt before its password is looked at. */
const look = async (db: Database | Tx, ctx: Ctx, username: string): Promise<Look> => {
  const account = await queries.candidate(db, username)
  const counted = countedFor(username, await tallies.standingOf(db, account?.id ?? null, placesOf(ctx), ctx.now))
  const found = await tallies.read(
    db,
    counted.map(({ key }) => key),
  )
  const of = ({ key }: Counted): Tally | null => found.get(key.toString('hex')) ?? null
  return { account, counted, of, refused: locked(counted.map(of), ctx.now) }
}

/** Makes the check of one server process. A name nobody has is counted in the same rows: its answers differ in nothing. */
export const makeAttempt = (deps: IdentityDeps): Attempt => {
  const settle = async (tx: Tx, ctx: Ctx, proof: Proof, before: string | null, right: boolean): Promise<Outcome> => {
    const places = placesOf(ctx)
    await tallies.oneByOne(tx, [keyOf('address', places.address), keyOf('account', proof.username)])
    const { account, counted, of, refused } = await look(tx, ctx, proof.username)
    if (refused) return { refusal: refused }
    const proven = right && account !== null && account.status === 'active' && account.password === before
    if (proven && account.totp && !proof.code) return { refusal: fail('identity.codeNeeded') }
    const step =
      proven && account.totp && proof.code
        ? stepOfCode(openSecret(ctx.vault, account.id, account.totp), proof.code, ctx.now)
        : null
    const codeRight = !proven || !account.totp || (step !== null && step > account.totp_used)
    if (proven && codeRight && account.held_by) return { refusal: fail('identity.held') }
    if (proven && codeRight) {
      await queries.noteCode(tx, account.id, step ?? account.totp_used)
      await tallies.forget(tx, counted[0].key)
      await tallies.remember(tx, account.id, places, ctx.now)
      return { id: account.id }
    }
    // A wrong code follows a right password; a wrong password says nothing about codes.
    const wrong = counted.filter(({ limit }) => limit !== limits.code || proven)
    const next = wrong.map((one) => ({ ...one, tally: afterMistake(of(one), one.limit, ctx.now) }))
    await tallies.write(
      tx,
      next.map(({ key, tally, own }) => ({ key, tally, account: own ? (account?.id ?? null) : null })),
      ctx.now,
    )
    const refusal =
      locked(
        next.map(({ tally }) => tally),
        ctx.now,
      ) ??
      (proven
        ? fail('identity.codeWrong')
        : fail(proof.wrong ?? 'identity.wrong', {
            left: limits.pair.most - (next[0]?.tally.failed ?? 0),
          }))
    await writeAudit(tx, deps.auditKey, frameOf(deps, ctx, account?.id ?? null), [
      {
        action: 'identity.attempt',
        kind: 'account',
        ...(account ? { id: account.id } : {}),
        result: 'refused',
        purpose: refusal.code,
      },
    ])
    return { refusal }
  }

  return async (ctx, proof) => {
    const { account, refused } = await look(deps.apart, ctx, proof.username)
    if (refused) throw refused
    // A disabled account costs and answers the same as one that does not exist.
    const password = account?.status === 'active' ? account.password : null
    const right = await verifyPassword(proof.password, password)
    const outcome = await deps.apart.transaction().execute((tx) => settle(tx, ctx, proof, password, right))
    if ('refusal' in outcome) throw outcome.refusal
    return outcome.id
  }
}

const locked = (standing: readonly (Tally | null)[], now: Date): Failure | null => {
  const paused = standing.flatMap((tally) => (isPaused(tally, now) && tally?.until ? [tally.until.getTime()] : []))
  if (paused.length === 0) return null
  return fail('identity.locked', { minutes: Math.max(1, Math.ceil((Math.max(...paused) - now.getTime()) / 60_000)) })
}

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
