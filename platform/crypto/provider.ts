import type { KeyObject } from 'node:crypto'
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** Text (taken as UTF-8) or bytes. */
export type Bytes = string | Uint8Array

/** A key for {@link CryptoProvider.mac}, from `createSecretKey`: its bytes stay out of logs, and raw bytes made ready for each MAC cost five MACs. */
export type MacKey = KeyObject

/** A key that can be used but not read: its bytes stay with the provider, so logging one shows only its id. */
export type KeyHandle = {
  readonly provider: CryptoProvider
  /** Eight bytes that name the key and say nothing about it. */
  readonly id: Buffer
}

/**
 * The one door to cryptography (domain/11 §4): the software provider stands behind it here, a certified module
 * (密码机, 密码卡) can stand behind it where 密评 asks for one. `bound` is what a ciphertext is tied to.
 */
export type CryptoProvider = {
  /** Written into every ciphertext. 1 = SM4-CTR, then HMAC-SM3 over it. */
  readonly alg: number
  readonly name: string
  /** SM3, 32 bytes. */
  readonly digest: (...parts: readonly Bytes[]) => Buffer
  /** HMAC-SM3 of the parts joined, 32 bytes; join fields with `encodeFields`. */
  readonly mac: (key: MacKey, ...parts: readonly Bytes[]) => Buffer
  readonly random: (size: number) => Buffer
  /** A key from 32 bytes. */
  readonly importKey: (material: Uint8Array) => KeyHandle
  readonly generateKey: () => KeyHandle
  /** Answers `iv | ciphertext | mac`, fresh iv each time. */
  readonly encrypt: (key: KeyHandle, bound: Bytes, plain: Bytes) => Buffer
  /** The plain bytes, or null when key, bound or any byte differs; nothing is decrypted before the MAC agrees. */
  readonly decrypt: (key: KeyHandle, bound: Bytes, body: Uint8Array) => Buffer | null
  readonly wrapKey: (wrapping: KeyHandle, bound: Bytes, key: KeyHandle) => Buffer
  readonly unwrapKey: (wrapping: KeyHandle, bound: Bytes, wrapped: Uint8Array) => KeyHandle | null
}

/** Length of a key in bytes. */
export const keySize = 32
const ivSize = 16
const macSize = 32

type KeyParts = { readonly material: Uint8Array; readonly enc: KeyObject; readonly mac: KeyObject }

const bufferOf = (bytes: Bytes): Buffer =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const makeSoftwareProvider = (): CryptoProvider => {
  const held = new WeakMap<KeyHandle, KeyParts>()

  const partsOf = (key: KeyHandle): KeyParts => {
    const parts = held.get(key)
    if (!parts) throw new TypeError('this key belongs to another crypto provider')
    return parts
  }

  const digest = (...parts: readonly Bytes[]): Buffer => {
    const hash = createHash('sm3')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }

  const mac = (key: MacKey, ...parts: readonly Bytes[]): Buffer => {
    const hmac = createHmac('sm3', key)
    for (const part of parts) hmac.update(part)
    return hmac.digest()
  }

  // Separate keys for encryption and MAC, so a fault in one use cannot be turned against the other.
  const importKey = (material: Uint8Array): KeyHandle => {
    if (material.length !== keySize) throw new RangeError(`a key has ${keySize} bytes, not ${material.length}`)
    const source = createSecretKey(material)
    const first = mac(source, 'sm4-ctr key and id')
    const second = mac(source, 'hmac-sm3 key')
    const handle: KeyHandle = { provider, id: Buffer.from(first.subarray(16, 24)) }
    held.set(handle, {
      material: Uint8Array.from(material),
      enc: createSecretKey(first.subarray(0, 16)),
      mac: createSecretKey(second),
    })
    return handle
  }

  const tag = (key: KeyObject, bound: Buffer, ivAndText: Uint8Array): Buffer => {
    const length = Buffer.allocUnsafe(4)
    length.writeUInt32BE(bound.length)
    return mac(key, length, bound, ivAndText)
  }

  const encrypt = (key: KeyHandle, bound: Bytes, plain: Bytes): Buffer => {
    const parts = partsOf(key)
    const iv = randomBytes(ivSize)
    const cipher = createCipheriv('sm4-ctr', parts.enc, iv)
    const ivAndText = Buffer.concat([iv, cipher.update(bufferOf(plain)), cipher.final()])
    return Buffer.concat([ivAndText, tag(parts.mac, bufferOf(bound), ivAndText)])
  }

  const decrypt = (key: KeyHandle, bound: Bytes, body: Uint8Array): Buffer | null => {
    const parts = partsOf(key)
    if (body.length < ivSize + macSize) return null
    const ivAndText = body.subarray(0, body.length - macSize)
    if (!timingSafeEqual(tag(parts.mac, bufferOf(bound), ivAndText), body.subarray(body.length - macSize))) return null
    const decipher = createDecipheriv('sm4-ctr', parts.enc, ivAndText.subarray(0, ivSize))
    return Buffer.concat([decipher.update(ivAndText.subarray(ivSize)), decipher.final()])
  }

  const provider: CryptoProvider = {
    alg: 1,
    name: 'SM4-CTR + HMAC-SM3, software',
    digest,
    mac,
    random: (size) => randomBytes(size),
    importKey,
    generateKey: () => importKey(randomBytes(keySize)),
    encrypt,
    decrypt,
    wrapKey: (wrapping, bound, key) => encrypt(wrapping, bound, partsOf(key).material),
    unwrapKey: (wrapping, bound, wrapped) => {
      const material = decrypt(wrapping, bound, wrapped)
      return material?.length === keySize ? importKey(material) : null
    },
  }
  return provider
}

/** SM3 and SM4 from OpenSSL by `node:crypto` (`sm4-gcm` is not there): correct, but not a certified module. */
export const softwareProvider: CryptoProvider = makeSoftwareProvider()
