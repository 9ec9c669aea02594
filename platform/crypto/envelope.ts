import { encodeFields } from './fields.ts'
import type { KeyHandle } from './provider.ts'

/** The key of one head record; every sealed cell of the record and its children uses it. Made by the keyring. */
export type DataKey = KeyHandle

/** The cell a ciphertext belongs to; it opens nowhere else. */
export type Aad = { readonly table: string; readonly column: string; readonly home: string; readonly id: string }

/** Why a ciphertext did not open: not an envelope, another algorithm, another key, or bytes or cell not as sealed. */
export type SealFault = 'format' | 'algorithm' | 'key' | 'mac'

/** A sealed value that was changed, moved to another cell or meets the wrong key. Carries no plaintext. */
export class SealBroken extends Error {
  readonly where: string
  readonly fault: SealFault
  constructor(where: string, fault: SealFault) {
    super(`sealed value at ${where} does not open (${fault})`)
    this.name = 'SealBroken'
    this.where = where
    this.fault = fault
  }
}

const version = 1
const keyIdAt = 2
const bodyAt = 10

/** Bytes an envelope adds to its plaintext: v 1, alg 1, keyId 8, iv 16, mac 32. */
export const sealOverhead = 58

const boundOf = (header: Uint8Array, aad: Aad): Buffer =>
  Buffer.concat([header, Buffer.from(encodeFields([aad.table, aad.column, aad.home, aad.id]), 'utf8')])

/**
 * Seals one cell as `v|alg|keyId|iv|ct|mac` (mechanisms §5), for a bytea column. Sealing twice gives different bytes;
 * the length of the plaintext stays visible.
 */
export const seal = (dataKey: DataKey, aad: Aad, plain: string | Uint8Array): Buffer => {
  const header = Buffer.concat([Buffer.of(version, dataKey.provider.alg), dataKey.id])
  return Buffer.concat([header, dataKey.provider.encrypt(dataKey, boundOf(header, aad), plain)])
}

/** Opens a sealed cell; throws {@link SealBroken} unless key, cell and every byte are as sealed. */
export const open = (dataKey: DataKey, aad: Aad, sealed: Uint8Array): Buffer => {
  const broken = (fault: SealFault): SealBroken =>
    new SealBroken(`${aad.table}.${aad.column} ${aad.home}/${aad.id}`, fault)
  if (sealed.length < sealOverhead || sealed[0] !== version) throw broken('format')
  if (sealed[1] !== dataKey.provider.alg) throw broken('algorithm')
  const header = sealed.subarray(0, bodyAt)
  if (!dataKey.id.equals(header.subarray(keyIdAt))) throw broken('key')
  const plain = dataKey.provider.decrypt(dataKey, boundOf(header, aad), sealed.subarray(bodyAt))
  if (!plain) throw broken('mac')
  return plain
}

/** {@link open} for text. */
export const openText = (dataKey: DataKey, aad: Aad, sealed: Uint8Array): string =>
  open(dataKey, aad, sealed).toString('utf8')
