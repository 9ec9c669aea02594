import { crc32, deflateRawSync } from 'node:zlib'

/** One file of a zip made for tests; the overrides let a test lie about it. */
export type FixtureEntry = {
  readonly name: string
  readonly content: string | Uint8Array
  readonly declaredBytes?: number
  readonly localName?: string
  readonly flags?: number
  /** Makes the directory claim this many bytes beyond the packed ones, so that the entry reaches into the next. */
  readonly packedExtra?: number
}

/** Builds a zip for tests, honest or hostile. */
export const buildZip = (entries: readonly FixtureEntry[]): Buffer => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const packed = deflateRawSync(content)
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(entry.flags ?? 0x800, 2)
    header.writeUInt16LE(8, 4)
    header.writeUInt32LE(crc32(content), 10)
    header.writeUInt32LE(packed.length, 14)
    header.writeUInt32LE(entry.declaredBytes ?? content.length, 18)
    const name = Buffer.from(entry.name)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), withNameLength(header, localName), localName, packed])
    bodies.push(local)
    header.writeUInt32LE(packed.length + (entry.packedExtra ?? 0), 14)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    offset += local.length
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), withNameLength(header, name), tail, name]))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

/** The smallest zip that Office takes for a workbook or a document, with extra entries if wanted. */
export const buildOffice = (kind: 'docx' | 'xlsx', extra: readonly FixtureEntry[] = [], types = ''): Buffer =>
  buildZip([
    { name: '[Content_Types].xml', content: `<?xml version="1.0"?><Types>${types}</Types>` },
    { name: kind === 'docx' ? 'word/document.xml' : 'xl/workbook.xml', content: '<x/>' },
    ...extra,
  ])

/** An OLE compound file header with directory entries of these names, as old Office programs write them. */
export const buildOle = (names: readonly string[]): Buffer => {
  const header = Buffer.alloc(512)
  header.write('d0cf11e0a1b11ae1', 'hex')
  const entries = names.map((name) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 'utf16le')
    entry.writeUInt16LE(name.length * 2 + 2, 64)
    return entry
  })
  return Buffer.concat([header, ...entries, Buffer.alloc(512)])
}

const withNameLength = (header: Buffer, name: Buffer): Buffer => {
  const copy = Buffer.from(header)
  copy.writeUInt16LE(name.length, 22)
  return copy
}
