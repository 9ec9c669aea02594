import { encodeFields } from './fields.ts'
import type { MacKey } from './provider.ts'
import { softwareProvider } from './provider.ts'

const macSize = 32

/** The MAC of one audit row over its fields in a fixed order (HMAC-SM3, 32 bytes); null and '' are told apart. */
export const rowMac = (key: MacKey, fields: readonly (string | null)[]): Buffer =>
  softwareProvider.mac(key, 'audit row;', encodeFields(fields))

/**
 * The next link of an audit chain: HMAC-SM3 over the link before (null at the start of a day) and the row MACs in
 * order. Keyed as well, so that who can write the table still cannot drop a row and relink the rest.
 */
export const chain = (key: MacKey, prev: Uint8Array | null, rowMacs: readonly Uint8Array[]): Buffer => {
  for (const link of prev ? [prev, ...rowMacs] : rowMacs) {
    if (link.length !== macSize) throw new RangeError(`a link has ${macSize} bytes, not ${link.length}`)
  }
  return softwareProvider.mac(key, `audit link;${prev ? 1 : 0};${rowMacs.length};`, ...(prev ? [prev] : []), ...rowMacs)
}
