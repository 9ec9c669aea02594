import { createCipheriv, createSecretKey } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFields } from './fields.ts'
import { softwareProvider as provider } from './provider.ts'

const bytes = (max: number) => fc.uint8Array({ maxLength: max })
const material = fc.uint8Array({ minLength: 32, maxLength: 32 })
const sm4Ecb = (key: Uint8Array, block: Uint8Array): Buffer => {
  const cipher = createCipheriv('sm4-ecb', key, null)
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()])
}

test('SM3 and SM4 of this Node agree with the vectors of domain/11 §4', () => {
  expect(provider.digest('a', 'bc').toString('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  )
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  expect(sm4Ecb(key, key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
})

test('mac is HMAC over SM3 as RFC 2104 defines it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), bytes(100), (key, message) => {
      const padded = Buffer.concat([key, Buffer.alloc(64 - key.length)])
      const inner = provider.digest(
        padded.map((byte) => byte ^ 0x36),
        message,
      )
      expect(provider.mac(createSecretKey(key), message)).toEqual(
        provider.digest(
          padded.map((byte) => byte ^ 0x5c),
          inner,
        ),
      )
    }),
  )
})

test('the ciphertext is SM4 in counter mode under the derived key, computed here block by block', () => {
  fc.assert(
    fc.property(material, bytes(70), (raw, plain) => {
      const body = provider.encrypt(provider.importKey(raw), 'cell', plain)
      const enc = provider.mac(createSecretKey(raw), 'sm4-ctr key and id').subarray(0, 16)
      let counter = BigInt(`0x${body.toString('hex', 0, 16)}`)
      const stream: Buffer[] = []
      for (let at = 0; at < plain.length; at += 16) {
        stream.push(sm4Ecb(enc, Buffer.from((counter % 2n ** 128n).toString(16).padStart(32, '0'), 'hex')))
        counter++
      }
      const key = Buffer.concat(stream)
      expect([...body.subarray(16, 16 + plain.length)]).toEqual([...plain].map((byte, at) => byte ^ (key[at] ?? 0)))
    }),
  )
})

test('what is encrypted decrypts under the same key and bound, and under no other', () => {
  fc.assert(
    fc.property(material, material, bytes(200), fc.string(), fc.string(), (raw, other, plain, bound, elsewhere) => {
      fc.pre(Buffer.compare(raw, other) !== 0 && bound !== elsewhere)
      const key = provider.importKey(raw)
      const body = provider.encrypt(key, bound, plain)
      expect(provider.decrypt(provider.importKey(raw), bound, body)).toEqual(Buffer.from(plain))
      expect(provider.decrypt(key, elsewhere, body)).toBeNull()
      expect(provider.decrypt(provider.importKey(other), bound, body)).toBeNull()
    }),
  )
})

test('a wrapped key unwraps to a key that opens the same ciphertexts', () => {
  const [wrapping, key] = [provider.generateKey(), provider.generateKey()]
  const body = provider.encrypt(key, 'cell', '暖家')
  const again = provider.unwrapKey(wrapping, 'place', provider.wrapKey(wrapping, 'place', key))
  expect(again?.id).toEqual(key.id)
  expect(again && provider.decrypt(again, 'cell', body)?.toString()).toBe('暖家')
  expect(provider.unwrapKey(wrapping, 'other', provider.wrapKey(wrapping, 'place', key))).toBeNull()
})

test('a key handle shows nothing of its key and is useless without the provider that made it', () => {
  const raw = Buffer.alloc(32, 7)
  const key = provider.importKey(raw)
  expect(JSON.stringify(key)).not.toContain('7,7')
  expect(Object.keys(key).sort()).toEqual(['id', 'provider'])
  expect(() => provider.encrypt({ ...key }, 'cell', 'x')).toThrow(TypeError)
  expect(() => provider.importKey(Buffer.alloc(16))).toThrow(RangeError)
})

test('fields: different rows never encode the same', () => {
  const field = fc.option(fc.string({ unit: fc.constantFrom('a', ':', '|', '-', '1', '2', ';') }))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 4 }), fc.array(field, { maxLength: 4 }), (one, two) => {
      expect(encodeFields(one) === encodeFields(two)).toBe(JSON.stringify(one) === JSON.stringify(two))
    }),
    { numRuns: 2000 },
  )
  expect(encodeFields(['a|bc'])).not.toBe(encodeFields(['a', 'bc']))
  expect(encodeFields([null])).not.toBe(encodeFields(['']))
})
