/** What an old Office file (OLE compound file: .doc .xls .wps .et) holds, by the names in its directory. */
export type OleContent = {
  readonly kind: 'word' | 'sheet' | 'other'
  readonly macro: boolean
  readonly encrypted: boolean
}

const magic = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Null when the bytes are no OLE compound file. Source: [MS-CFB] 2.6, directory entries of 128 bytes. */
export const oleContent = (data: Buffer): OleContent | null => {
  if (!data.subarray(0, 8).equals(magic)) return null
  const has = (name: string): boolean => hasDirectoryEntry(data, name)
  const kind = has('WordDocument') ? 'word' : has('Workbook') || has('Book') ? 'sheet' : 'other'
  return {
    kind,
    macro: has('_VBA_PROJECT') || has('VBA') || has('Macros') || has('_VBA_PROJECT_CUR'),
    encrypted: has('EncryptedPackage') || has('EncryptionInfo'),
  }
}

/** Directory entries start on a multiple of 128 and carry the length of their name, so body text cannot pass for one. */
const hasDirectoryEntry = (data: Buffer, name: string): boolean => {
  const wanted = Buffer.from(`${name}\0`, 'utf16le')
  for (let at = data.indexOf(wanted, 512); at >= 0; at = data.indexOf(wanted, at + 1))
    if (at % 128 === 0 && at + 128 <= data.length && data.readUInt16LE(at + 64) === wanted.length) return true
  return false
}
