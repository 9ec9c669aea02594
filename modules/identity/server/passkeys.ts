import { isIP } from 'node:net'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Ctx } from '#platform/http/context.ts'
import { challengeSeconds } from '../rules/phone.ts'
import * as queries from './queries/phones.ts'

type Transports = NonNullable<
  NonNullable<Parameters<typeof generateAuthenticationOptions>[0]['allowCredentials']>[number]['transports']
>

/** The name passkeys are bound to: the host people use. Null for a bare address, for which browsers make none. */
export const partyOf = (ctx: Ctx): { readonly id: string; readonly origin: string } | null => {
  const { origin } = ctx.client
  if (!origin || !URL.canParse(origin)) return null
  // The address people use may have a path; what a browser signs has none.
  const { hostname, origin: bare } = new URL(origin)
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? null : { id: hostname, origin: bare }
}

const keep = async (ctx: Ctx, challenge: string, purpose: 'bind' | 'prove'): Promise<void> =>
  queries.keepChallenge(ctx.tx, challenge, purpose, new Date(ctx.now.getTime() + challengeSeconds * 1000), ctx.now)

/** What the browser of a phone is asked to make a passkey of; null where the address allows none. */
export const bindOptions = async (
  ctx: Ctx,
  who: { readonly accountId: string; readonly username: string; readonly name: string },
): Promise<unknown> => {
  const party = partyOf(ctx)
  if (!party) return null
  const options = await generateRegistrationOptions({
    rpName: '暖家 Nuanjia',
    rpID: party.id,
    userID: new TextEncoder().encode(who.accountId),
    userName: who.username,
    userDisplayName: who.name,
    // What every phone signs with; others are asked of the machine by an experimental call that warns in the log.
    supportedAlgorithmIDs: [-7, -257],
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  await keep(ctx, options.challenge, 'bind')
  return options
}

/** A new passkey from the browser's answer; null when it is not one of ours, of now, with the finger or face checked. */
export const readBinding = async (ctx: Ctx, response: unknown) => {
  const party = partyOf(ctx)
  if (!party) return null
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => queries.takeChallenge(ctx.tx, challenge, 'bind', ctx.now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) return null
  const { credential } = verified.registrationInfo
  return {
    credential: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
  }
}

/** What a bound phone is asked to sign. */
export const proveOptions = async (ctx: Ctx, phone: queries.Phone): Promise<unknown> => {
  const party = partyOf(ctx)
  if (!party) return null
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    ...(phone.credential
      ? { allowCredentials: [{ id: phone.credential, transports: (phone.transports ?? []) as Transports }] }
      : {}),
  })
  await keep(ctx, options.challenge, 'prove')
  return options
}

/** The credential an answer claims to be of. */
export const claimed = (response: unknown): string | null => {
  const id = (response as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= 1500 ? id : null
}

/** Whether an answer proves a phone now; the new counter, or null. */
export const readProof = async (ctx: Ctx, phone: queries.Phone, response: unknown): Promise<number | null> => {
  const party = partyOf(ctx)
  if (!party || !phone.credential || !phone.public_key) return null
  const verified = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => queries.takeChallenge(ctx.tx, challenge, 'prove', ctx.now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: phone.credential,
      publicKey: Uint8Array.from(phone.public_key),
      counter: Number(phone.counter),
      transports: (phone.transports ?? []) as Transports,
    },
  }).catch(() => null)
  return verified?.verified ? verified.authenticationInfo.newCounter : null
}
