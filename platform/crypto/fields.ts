/**
 * Writes a row of fields so that no two different rows read the same (each field carries its length, null is its own
 * sign). Everything that is authenticated or tokenised goes through here, so `a|bc` can never pass for `ab|c`.
 */
export const encodeFields = (fields: readonly (string | null)[]): string => {
  let out = `${fields.length};`
  for (const field of fields) out += field === null ? '-' : `${field.length}:${field}`
  return out
}
