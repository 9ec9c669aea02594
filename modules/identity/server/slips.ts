import { createHmac, randomInt } from 'node:crypto'
import { v7 } from 'uuid'
import type { Input, Output } from '#platform/contract/route.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import type { Slip } from '../contract.ts'
import { accountsErrors, type accountsContract } from '../accounts-contract.ts'
import { afterMistake, isPaused } from '../rules.ts'
import { newCode, phoneMinutes, printCode, readCode, slipDays, slipState, slipTries } from '../rules/slip.ts'
import type { IdentityDeps } from './attempts.ts'
import { countedAddress, keyOf } from './places.ts'
import * as slipQueries from './queries/slips.ts'
import * as tallies from './queries/tallies.ts'
import { refuseWeak } from './weak.ts'

type C = typeof accountsContract
const fail = failures(accountsErrors)

/** A code as it is kept: nobody reads it back from the table, not even by trying all. */
export const keptCode = (vault: Vault, code: string): Buffer =>
  createHmac('sha256', vault.macKey('slip')).update(code).digest()

/** For whom a slip is, and what it is called on paper. */
export type Person = {
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly place: Label
  readonly above: string | null
}

/** Gives slips to people, many at once; their earlier ones are withdrawn. */
export const issueSlips = async (ctx: Ctx, people: readonly Person[], purpose: 'open' | 'reset'): Promise<Slip[]> => {
  if (people.length === 0) return []
  await slipQueries.withdraw(
    ctx.tx,
    people.map(({ accountId }) => accountId),
    false,
    ctx.now,
  )
  const expiresAt = new Date(ctx.now.getTime() + slipDays * 86_400_000)
  const made = people.map((person) => ({ person, code: newCode(randomInt) }))
  await slipQueries.issue(
    ctx.tx,
    made.map(({ person, code }) => ({
      id: v7(),
      accountId: person.accountId,
      code: keptCode(ctx.vault, code),
      purpose,
      issuedBy: ctx.actor.accountId,
      issuedAt: ctx.now,
      expiresAt,
    })),
  )
  return made.map(({ person, code }) => ({
    ...person,
    code: printCode(code),
    address: addressOf(ctx, code),
    until: expiresAt.toISOString(),
  }))
}

// Behind the sign, so that neither a server's log nor a proxy's ever holds a code.
const addressOf = (ctx: Ctx, code: string): string => `${ctx.client.origin ?? ''}/slip#${code}`

/** A slip by which the person who asks binds another phone of hers, for ten minutes. */
export const issuePhoneSlip = async (ctx: Ctx): Promise<{ code: string; address: string; until: string }> => {
  const { actor, tx, now, vault } = ctx
  await slipQueries.withdraw(tx, [actor.accountId], true, now)
  const code = newCode(randomInt)
  const expiresAt = new Date(now.getTime() + phoneMinutes * 60_000)
  await slipQueries.issue(tx, [
    {
      id: v7(),
      accountId: actor.accountId,
      code: keptCode(vault, code),
      purpose: 'phone',
      issuedBy: actor.accountId,
      issuedAt: now,
      expiresAt,
    },
  ])
  return { code: printCode(code), address: addressOf(ctx, code), until: expiresAt.toISOString() }
}

/** Finds the paper with a code that is still good; wrong ones are counted for the address, apart from the refused request. */
export const goodSlip = async (deps: IdentityDeps, ctx: Ctx, typed: string) => {
  const key = keyOf('slip', countedAddress(ctx.client.ip))
  const before = (await tallies.read(deps.apart, [key])).get(key.toString('hex')) ?? null
  if (before?.until && isPaused(before, ctx.now))
    throw failCommon('http.tooMany', { minutes: Math.ceil((before.until.getTime() - ctx.now.getTime()) / 60_000) })
  const read = readCode(typed)
  const code = read === null ? null : keptCode(ctx.vault, read)
  const slip = code && (await slipQueries.slipOf(ctx.tx, code))
  if (!code || !slip || slip.status !== 'active') {
    await deps.apart.transaction().execute(async (tx) => {
      await tallies.oneByOne(tx, [key])
      const tally = (await tallies.read(tx, [key])).get(key.toString('hex')) ?? null
      await tallies.write(tx, [{ key, tally: afterMistake(tally, slipTries, ctx.now), account: null }], ctx.now)
    })
    throw fail('slip.unknown')
  }
  const state = slipState({ expiresAt: slip.expires_at, usedAt: slip.used_at, withdrawnAt: slip.withdrawn_at }, ctx.now)
  const who = { who: `${slip.issuer_unit ?? ''}${slip.issuer}` }
  if (state === 'used') throw fail('slip.used', who)
  if (state === 'withdrawn') throw fail('slip.withdrawn', who)
  if (state === 'expired') throw fail('slip.expired', who)
  if (slip.held) throw fail('slip.held')
  return { ...slip, code }
}

/** Whose paper it is, before anything is asked of her. */
export const lookSlip = async (
  deps: IdentityDeps,
  ctx: Ctx,
  { code }: Input<C['lookSlip']>['body'],
): Promise<Output<C['lookSlip']>> => {
  const slip = await goodSlip(deps, ctx, code)
  ctx.audit({ action: 'identity.lookSlip', kind: 'account', id: slip.account_id })
  return { name: slip.name, username: slip.username, purpose: slip.purpose, until: slip.expires_at.toISOString() }
}

/** Sets the password of the person on the paper; she signs in with it like everyone, so a second factor that stands is asked for. */
export const useSlip = async (
  deps: IdentityDeps,
  ctx: Ctx,
  { code, password }: Input<C['useSlip']>['body'],
): Promise<Output<C['useSlip']>> => {
  const slip = await goodSlip(deps, ctx, code)
  if (slip.purpose === 'phone') throw fail('slip.unknown')
  refuseWeak(password, slip.username, null)
  if (!(await slipQueries.useSlip(ctx.tx, slip.code, await hashPassword(password), ctx.now)))
    throw fail('slip.used', { who: slip.issuer })
  ctx.audit({ action: 'identity.useSlip', kind: 'account', id: slip.account_id, purpose: slip.purpose })
  return { username: slip.username }
}
