import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Aad } from './envelope.ts'
import { SealBroken, open, openText, seal, sealOverhead } from './envelope.ts'
import { softwareProvider } from './provider.ts'

const cell: Aad = { table: 'person', column: 'name', home: '430200', id: '0193a1b2-0000-7000-8000-000000000001' }
const key = softwareProvider.generateKey()

const faultOf = (attempt: () => unknown): string => {
  try {
    attempt()
  } catch (error) {
    if (error instanceof SealBroken) return error.fault
    throw error
  }
  return 'opened'
}

test('any text and any bytes come back as sealed, empty ones and rare characters too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(openText(key, cell, seal(key, cell, text))).toBe(text)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const sealed = seal(key, cell, bytes)
      expect(open(key, cell, sealed)).toEqual(Buffer.from(bytes))
      expect(sealed.length).toBe(bytes.length + sealOverhead)
    }),
  )
  for (const text of ['', '𠮷野', '👩‍👧', '单雄信']) expect(openText(key, cell, seal(key, cell, text))).toBe(text)
})

test('a cell sealed by the first release opens: the format is kept for ever', () => {
  const raw = Uint8Array.from({ length: 32 }, (_, at) => at)
  const kept =
    '01013dbc52d026665864e401ebca728fcb2a38cb4bae363b1e8bacf8e5074f224f1e4ab6b8cbc95a1775d63e53d9029f6aab8f78ee00ffa2ef9bbbf49b371adc7c74e8'
  expect(openText(softwareProvider.importKey(raw), cell, Buffer.from(kept, 'hex'))).toBe('单雄信')
})

test('changing any bit of any byte, shortening or lengthening keeps it shut', () => {
  const sealed = seal(key, cell, '单雄信')
  for (let at = 0; at < sealed.length; at++) {
    for (const bit of [0x01, 0x10, 0x80]) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(sealed.readUInt8(at) ^ bit, at)
      expect(() => open(key, cell, changed), `byte ${at}`).toThrow(SealBroken)
    }
    expect(() => open(key, cell, sealed.subarray(0, at)), `cut to ${at}`).toThrow(SealBroken)
  }
  expect(faultOf(() => open(key, cell, Buffer.concat([sealed, Buffer.of(0)])))).toBe('mac')
})

test('a cell swapped into another column, row, home or table does not open', () => {
  const sealed = seal(key, cell, '13900000000')
  const elsewhere: Partial<Aad>[] = [{ column: 'phone' }, { id: `${cell.id}0` }, { home: '430202' }, { table: 'party' }]
  for (const change of elsewhere) expect(faultOf(() => open(key, { ...cell, ...change }, sealed))).toBe('mac')
  // Same letters, other borders.
  expect(faultOf(() => open(key, { ...cell, table: 'perso', column: 'nname' }, sealed))).toBe('mac')
})

test('the wrong key, another algorithm and a foreign format are told apart, and no error carries the plaintext', () => {
  const sealed = seal(key, cell, '单雄信')
  expect(faultOf(() => open(softwareProvider.generateKey(), cell, sealed))).toBe('key')
  expect(faultOf(() => open(key, cell, Buffer.concat([Buffer.of(1, 9), sealed.subarray(2)])))).toBe('algorithm')
  expect(faultOf(() => open(key, cell, Buffer.concat([Buffer.of(2), sealed.subarray(1)])))).toBe('format')
  expect(faultOf(() => open(key, cell, Buffer.from('单雄信'.repeat(20))))).toBe('format')
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30)
  expect(() => open(key, cell, changed)).toThrow(
    /^sealed value at person\.name 430200\/[-0-9a-f]+ does not open \(mac\)$/,
  )
})

test('sealing the same text twice shows no likeness', () => {
  const [one, two] = [seal(key, cell, '单雄信'), seal(key, cell, '单雄信')]
  expect(one.subarray(10, 26)).not.toEqual(two.subarray(10, 26))
  expect(one.subarray(26)).not.toEqual(two.subarray(26))
})
