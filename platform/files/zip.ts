import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** One file inside a zip. `bytes` is the size its directory declares; inflating stops and fails beyond it. */
export type ZipEntry = {
  readonly name: string
  readonly deflated: boolean
  readonly crc: number
  readonly start: number
  readonly packedBytes: number
  readonly bytes: number
}

export type ZipRefusal = { readonly ok: false; readonly code: string; readonly reason: Label }
export type ZipSummary =
  | { readonly ok: true; readonly entries: readonly ZipEntry[]; readonly bytes: number }
  | ZipRefusal

const MiB = 1024 * 1024

/** What a zip may declare. `ratio` is unpacked to packed, for the whole file and for every entry over 1 MiB. */
export const zipLimits = { entries: 2_000, bytes: 200 * MiB, ratio: 100 } as const

/** Thrown while inflating an entry that is not what its directory declared (larger, shorter, other checksum). */
export class ZipFault extends Error {
  override readonly name = 'ZipFault'
}

/**
 * Reads the central directory and the local headers, and inflates nothing. Refuses bombs (size, ratio, count,
 * overlapping or nested archives), encrypted and ambiguous files; what it lets through has one reading only.
 */
export const zipSummary = (bytes: Uint8Array): ZipSummary => {
  const data = view(bytes)
  const end = endRecord(data)
  if (end === null) return refuse('zip.damaged', reasons.damaged)
  const count = data.readUInt16LE(end + 10)
  const size = data.readUInt32LE(end + 12)
  const offset = data.readUInt32LE(end + 16)
  if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) return refuse('zip.zip64', reasons.zip64)
  if (count > zipLimits.entries) return refuse('zip.entries', reasons.entries)
  if (data.readUInt32LE(end + 4) !== 0 || data.readUInt16LE(end + 8) !== count || offset + size !== end)
    return refuse('zip.damaged', reasons.damaged)

  const entries: ZipEntry[] = []
  const spans: { readonly from: number; readonly to: number }[] = [{ from: offset, to: end }]
  const names = new Set<string>()
  let at = offset
  let total = 0
  for (let i = 0; i < count; i++) {
    const read = readEntry(data, at, end)
    if (!read.ok) return read
    const { entry } = read
    if (names.has(entry.name.toLowerCase())) return refuse('zip.damaged', reasons.damaged)
    names.add(entry.name.toLowerCase())
    if (entry.bytes > MiB && entry.bytes > zipLimits.ratio * entry.packedBytes)
      return refuse('zip.ratio', reasons.ratio)
    if (nestedName.test(entry.name)) return refuse('zip.nested', reasons.nested)
    total += entry.bytes
    spans.push({ from: read.headerStart, to: entry.start + entry.packedBytes })
    if (!entry.name.endsWith('/')) entries.push(entry)
    at = read.next
  }
  if (at !== end) return refuse('zip.damaged', reasons.damaged)
  if (total > zipLimits.bytes) return refuse('zip.tooLarge', reasons.tooLarge)
  if (total > MiB && total > zipLimits.ratio * data.length) return refuse('zip.ratio', reasons.ratio)
  spans.sort((a, b) => a.from - b.from)
  if (spans.some((span, i) => i > 0 && span.from < (spans[i - 1]?.to ?? 0)))
    return refuse('zip.overlap', reasons.overlap)
  return { ok: true, entries, bytes: total }
}

/** Inflates one entry piece by piece; throws {@link ZipFault} at the first byte beyond the declared size. */
export async function* inflateEntry(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = packedPart(bytes, entry)
  let seen = 0
  let crc = 0
  const take = (chunk: Buffer): Buffer => {
    seen += chunk.length
    if (seen > entry.bytes) throw new ZipFault(`${entry.name} is larger than declared`)
    crc = crc32(chunk, crc)
    return chunk
  }
  if (!entry.deflated) yield take(packed)
  else {
    const inflate = createInflateRaw({ chunkSize: 128 * 1024 })
    inflate.end(packed)
    try {
      for await (const chunk of inflate) yield take(chunk as Buffer)
    } catch (error) {
      throw error instanceof ZipFault ? error : new ZipFault(`${entry.name} cannot be unpacked`, { cause: error })
    }
  }
  if (seen !== entry.bytes || crc !== entry.crc) throw new ZipFault(`${entry.name} is not what was declared`)
}

/** Inflates one small entry at once, at most `cap` bytes; null when it is larger, damaged or not as declared. */
export const inflateSmall = (bytes: Uint8Array, entry: ZipEntry, cap: number): Buffer | null => {
  if (entry.bytes > cap) return null
  const packed = packedPart(bytes, entry)
  try {
    const whole = entry.deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) }) : packed
    return whole.length === entry.bytes && crc32(whole) === entry.crc ? whole : null
  } catch {
    return null
  }
}

const reasons = {
  damaged: label(
    '文件已损坏,无法打开。请用 WPS 或 Excel 重新保存后再上传。',
    'The file is damaged. Save it again in WPS or Office, then upload it.',
  ),
  zip64: label(
    '文件的压缩方式不受支持。请用 WPS 或 Excel 打开,另存后再上传。',
    'This compression is not supported. Open the file in WPS or Office, save it again, then upload it.',
  ),
  entries: label(
    '文件内含的部件太多(超过 2000 个),可能不安全。请另存为新文件后再上传。',
    'The file holds more than 2,000 parts and may be unsafe. Save its content as a new file.',
  ),
  tooLarge: label(
    '文件解开后超过 200 MB,不能接收。请拆成几个文件。',
    'The file unpacks to more than 200 MB. Split it into several files.',
  ),
  ratio: label(
    '文件解开后比原来大一百倍以上,可能是恶意文件,不能接收。请删去空白行列另存后再上传。',
    'The file unpacks to over 100 times its size and may be hostile. Delete blank rows and columns, save it again.',
  ),
  nested: label(
    '文件里还嵌有别的压缩包或文档,不能接收。请把嵌入的对象粘贴为图片或表格后再上传。',
    'Another archive or document is embedded in the file. Paste it as a picture or a table, then upload again.',
  ),
  overlap: label(
    '文件结构异常(内容互相重叠),可能是恶意文件,不能接收。',
    'The parts of this file overlap; it may be hostile and is not accepted.',
  ),
  encrypted: label(
    '文件设了密码,无法读取。请先取消密码,再上传。',
    'The file is protected by a password. Remove the password, then upload it.',
  ),
} as const

const refuse = (code: string, reason: Label): ZipRefusal => ({ ok: false, code, reason })

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const packedPart = (bytes: Uint8Array, entry: ZipEntry): Buffer =>
  view(bytes).subarray(entry.start, entry.start + entry.packedBytes)

// A document inside a document is judged by its name here, because nothing is inflated yet.
const nestedName =
  /(^|\/)embeddings\/.+\.bin$|\.(zip|jar|7z|rar|gz|tgz|bz2|xz|tar|cab|iso|docx|docm|xlsx|xlsm|xlsb|pptx|pptm|doc|xls|ppt|wps|et)$/i

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/** The end record must close the file exactly: trailing bytes let two readers see two different archives. */
const endRecord = (data: Buffer): number | null => {
  const lowest = Math.max(0, data.length - 22 - 0xffff)
  for (let at = data.length - 22; at >= lowest; at--)
    if (data.readUInt32LE(at) === END && at + 22 + data.readUInt16LE(at + 20) === data.length) return at
  return null
}

type EntryRead = { readonly ok: true; readonly entry: ZipEntry; readonly headerStart: number; readonly next: number }

const readEntry = (data: Buffer, at: number, end: number): EntryRead | ZipRefusal => {
  const damaged = refuse('zip.damaged', reasons.damaged)
  if (at + 46 > end || data.readUInt32LE(at) !== CENTRAL) return damaged
  const flags = data.readUInt16LE(at + 8)
  const method = data.readUInt16LE(at + 10)
  const packedBytes = data.readUInt32LE(at + 20)
  const bytes = data.readUInt32LE(at + 24)
  const nameEnd = at + 46 + data.readUInt16LE(at + 28)
  const next = nameEnd + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32)
  const headerStart = data.readUInt32LE(at + 42)
  if (next > end) return damaged
  if ((flags & 0x41) !== 0) return refuse('zip.encrypted', reasons.encrypted)
  if (packedBytes === 0xffffffff || bytes === 0xffffffff || headerStart === 0xffffffff)
    return refuse('zip.zip64', reasons.zip64)
  if (method !== 0 && method !== 8) return refuse('zip.zip64', reasons.zip64)
  if (method === 0 && bytes !== packedBytes) return damaged
  const rawName = data.subarray(at + 46, nameEnd)
  const name = rawName.toString('utf8')
  if (name === '' || /[\0\\]|(^|\/)\.\.(\/|$)|^\//.test(name)) return damaged
  if (headerStart + 30 > data.length || data.readUInt32LE(headerStart) !== LOCAL) return damaged
  const localNameEnd = headerStart + 30 + data.readUInt16LE(headerStart + 26)
  const start = localNameEnd + data.readUInt16LE(headerStart + 28)
  // A local header that names another file than the directory shows one thing to us and another to Office.
  if (!data.subarray(headerStart + 30, localNameEnd).equals(rawName)) return damaged
  if (data.readUInt16LE(headerStart + 8) !== method || start + packedBytes > end) return damaged
  const crc = data.readUInt32LE(at + 16)
  return { ok: true, entry: { name, deflated: method === 8, crc, start, packedBytes, bytes }, headerStart, next }
}
