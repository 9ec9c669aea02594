import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { DataKey } from '#platform/crypto/envelope.ts'
import type { Vault } from '#platform/crypto/vault.ts'

const stepSeconds = 30
const offerMinutes = 10
const randomSize = 6
const proofSize = 10

const totpOf = (secret: string, username = ''): TOTP =>
  new TOTP({
    issuer: 'Nuanjia',
    label: username,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  })

/** The address an authenticator reads from the QR code. */
export const factorUri = (secret: string, username: string): string => totpOf(secret, username).toString()

/** The 30-second step a code is of (the present one, one before or one after), or null when it fits none. */
export const stepOfCode = (secret: string, code: string, now: Date): number | null => {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / stepSeconds) + delta
}

const proofOf = (vault: Vault, accountId: string, head: Buffer): Buffer =>
  createHmac('sha256', vault.macKey('factor offer')).update(accountId).update(head).digest().subarray(0, proofSize)

/**
 * A fresh secret of 20 bytes that proves by itself for whom and when it was offered: minute, random, MAC. So an unused
 * offer is stored nowhere, and an open session without the password cannot bring in a secret of its own.
 */
export const offerSecret = (vault: Vault, accountId: string, now: Date): string => {
  const minute = Buffer.alloc(4)
  minute.writeUInt32BE(Math.floor(now.getTime() / 60_000))
  const head = Buffer.concat([minute, randomBytes(randomSize)])
  const bytes = Buffer.concat([head, proofOf(vault, accountId, head)])
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** Whether a secret was offered to this account within the last ten minutes. */
export const isOffered = (vault: Vault, accountId: string, secret: string, now: Date): boolean => {
  if (!/^[A-Z2-7]+$/.test(secret)) return false
  const bytes = Buffer.from(Secret.fromBase32(secret).bytes)
  if (bytes.length !== 4 + randomSize + proofSize) return false
  const head = bytes.subarray(0, 4 + randomSize)
  const age = Math.floor(now.getTime() / 60_000) - head.readUInt32BE(0)
  return (
    age >= 0 && age <= offerMinutes && timingSafeEqual(bytes.subarray(4 + randomSize), proofOf(vault, accountId, head))
  )
}

const keyOf = (vault: Vault, accountId: string): DataKey => vault.keyFor(`account ${accountId}`)
const cellOf = (accountId: string) => ({ table: 'identity.account', column: 'totp', home: '', id: accountId })

/** Seals a secret for `identity.account.totp`. */
export const sealSecret = (vault: Vault, accountId: string, secret: string): Buffer =>
  vault.seal(keyOf(vault, accountId), cellOf(accountId), secret)

/** Opens what {@link sealSecret} made. */
export const openSecret = (vault: Vault, accountId: string, sealed: Uint8Array): string =>
  vault.open(keyOf(vault, accountId), cellOf(accountId), sealed)
