import { createSecretKey } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chain, rowMac } from './chain.ts'

const key = createSecretKey(Uint8Array.from({ length: 32 }, (_, at) => at))
const other = createSecretKey(Buffer.alloc(32, 9))
const rows = [
  ['cases.open', null, '1'],
  ['cases.reveal', 'name', '1'],
  ['cases.open', null, '2'],
]
const macs = rows.map((row) => rowMac(key, row))

test('row MACs and links stay what they were: old days must verify', () => {
  const mac = rowMac(key, ['a', null, ''])
  expect(mac.toString('hex')).toBe('535e8c9212da739835830a1fff83be5248d0477fa5a18fef62522c565f198585')
  expect(chain(key, null, [mac]).toString('hex')).toBe(
    '56a8b29ea59c615e2ddf1719e8cdc5e4073c13675cfe89b111a3a22bd54b5001',
  )
})

test('any change of a row changes its MAC', () => {
  const field = fc.option(fc.string({ maxLength: 3 }))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 4 }), fc.array(field, { maxLength: 4 }), (one, two) => {
      expect(rowMac(key, one).equals(rowMac(key, two))).toBe(JSON.stringify(one) === JSON.stringify(two))
    }),
  )
  expect(rowMac(key, ['a', 'bc'])).not.toEqual(rowMac(key, ['ab', 'c']))
  expect(rowMac(key, ['a', null])).not.toEqual(rowMac(key, ['a', '']))
  expect(rowMac(key, ['a'])).not.toEqual(rowMac(other, ['a']))
})

test('dropping, swapping, repeating or moving a row between seals breaks the chain', () => {
  const [one, two, three] = macs as [Buffer, Buffer, Buffer]
  const whole = chain(key, chain(key, null, [one, two]), [three])
  const forged = [
    chain(key, chain(key, null, [one]), [three]),
    chain(key, chain(key, null, [two, one]), [three]),
    chain(key, chain(key, null, [one, two, two]), [three]),
    chain(key, chain(key, null, [one]), [two, three]),
    chain(key, chain(key, null, [one, two]), []),
    chain(key, null, [three]),
    chain(key, null, [chain(key, null, [one, two]), three]),
    chain(other, chain(other, null, [one, two]), [three]),
  ]
  for (const link of forged) expect(link).not.toEqual(whole)
  expect(chain(key, chain(key, null, [one, two]), [three])).toEqual(whole)
})

test('a link of the wrong size is refused, so borders between rows cannot shift', () => {
  expect(() => chain(key, null, [Buffer.alloc(31)])).toThrow(RangeError)
  expect(() => chain(key, Buffer.alloc(16), [])).toThrow(RangeError)
})
