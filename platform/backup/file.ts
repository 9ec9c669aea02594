import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { encodeFields } from '#platform/crypto/fields.ts'
import { type KeyHandle, keySize, softwareProvider } from '#platform/crypto/provider.ts'
import { derive, type RootKey, rootFingerprint } from '#platform/crypto/root.ts'
import { BackupError } from './trouble.ts'

/** What a backup says of itself without a key: nothing of what is in it. */
export type Header = {
  readonly format: number
  /** Names this backup; its key is derived from the root key and this. */
  readonly id: string
  readonly madeAt: string
  /** Version of the product that made it, and of its PostgreSQL. */
  readonly version: string
  readonly postgres: string
  /** Fingerprint of the root key without which it is of no use. */
  readonly key: string
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[]
}

/** Kinds of sealed pieces, in the order they come: the plan; for each table its name, data, and end; the end of all. */
export const pieces = { plan: 1, table: 2, data: 3, tableEnd: 4, end: 5 } as const
export type PieceKind = (typeof pieces)[keyof typeof pieces]
export type Piece = { readonly kind: PieceKind; readonly bytes: Buffer }

/** The newest format this version reads and the one it writes. */
export const format = 1
const magic = Buffer.from('NUANJIA BACKUP\n', 'ascii')

/** Most bytes of one piece before it is sealed: small, so that a server that seals one goes on answering. */
export const pieceSize = 256 * 1024
// What no piece and no header reaches: a length beyond it is damage, not a reason to ask for memory.
const longest = 16 * 1024 * 1024
const digestSize = 32

/*
 * The file:  magic, length and JSON of the header; then pieces, each its length and `iv | text | mac`, sealed to their
 * place and to the header; then a length of zero and SM3 over all bytes before it, which anyone can check without a key.
 */

const keyOf = (root: RootKey, id: string): KeyHandle =>
  softwareProvider.importKey(derive(root, `backup ${id}`).subarray(0, keySize))

const boundOf = (header: Buffer) => {
  const seal = softwareProvider.digest(header).toString('hex')
  return (place: number): string => encodeFields(['nuanjia backup', seal, String(place)])
}

const lengthOf = (n: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(n)
  return bytes
}

/** A backup being written beside its name; nothing of it is there until it is whole. */
export type BackupWriter = {
  readonly add: (kind: PieceKind, bytes: Uint8Array | string) => Promise<void>
  /** Gives the file its name once the disk has it; answers its size. */
  readonly finish: () => Promise<number>
  /** Takes away what was written. */
  readonly discard: () => Promise<void>
}

/** Ending of a file that is still being written. */
export const partial = '.writing'

/** Begins a backup file that only its owner may read. */
export const writeBackup = async (
  path: string,
  facts: Omit<Header, 'format' | 'id' | 'key'>,
  root: RootKey,
): Promise<BackupWriter> => {
  const header: Header = { format, id: randomBytes(16).toString('hex'), key: rootFingerprint(root), ...facts }
  const text = Buffer.from(JSON.stringify(header), 'utf8')
  const key = keyOf(root, header.id)
  const bound = boundOf(text)
  const hash = createHash('sm3')
  const draft = `${path}.${randomBytes(4).toString('hex')}${partial}`
  const file = await open(draft, 'wx', 0o600)
  let place = 0
  let size = 0
  const write = async (bytes: Buffer): Promise<void> => {
    hash.update(bytes)
    size += bytes.length
    await file.writeFile(bytes)
  }
  const discard = async (): Promise<void> => {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
  }
  try {
    await write(Buffer.concat([magic, lengthOf(text.length), text]))
  } catch (error) {
    await discard()
    throw error
  }
  return {
    add: async (kind, bytes) => {
      const plain = Buffer.concat([Buffer.of(kind), typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes])
      const sealed = softwareProvider.encrypt(key, bound(place++), plain)
      await write(Buffer.concat([lengthOf(sealed.length), sealed]))
    },
    finish: async () => {
      await write(lengthOf(0))
      await write(hash.copy().digest())
      await file.sync()
      await file.close()
      await rename(draft, path)
      await syncFolder(dirname(path))
      return size
    },
    discard,
  }
}

const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** A backup being read, from its first byte to its last. */
export type BackupReader = {
  readonly header: Header
  /** The next piece, or null behind the last one, when the digest of the whole file was found right. */
  readonly next: () => Promise<Piece | null>
  /** Share of the file read, 0 to 1. */
  readonly share: () => number
  readonly close: () => Promise<void>
}

/** Opens a backup: refuses what is none, what is of a newer format, and what was made with another root key. */
export const readBackup = async (path: string, root: RootKey, keyFile: string): Promise<BackupReader> => {
  const file = await open(path, 'r')
  try {
    return await readOpened(file, path, root, keyFile)
  } catch (error) {
    await file.close()
    throw error
  }
}

const readOpened = async (file: FileHandle, path: string, root: RootKey, keyFile: string): Promise<BackupReader> => {
  const { size } = await file.stat()
  const hash = createHash('sm3')
  let at = 0
  const damaged = (from = at): BackupError => new BackupError('damaged', { file: path, at: from })
  const ends = async (): Promise<boolean> => {
    const { buffer } = await file.read(Buffer.alloc(4, 1), 0, 4, Math.max(0, size - digestSize - 4))
    return buffer.equals(lengthOf(0))
  }
  const take = async (n: number): Promise<Buffer> => {
    if (n > longest) throw damaged()
    const bytes = Buffer.allocUnsafe(n)
    let got = 0
    while (got < n) {
      const { bytesRead } = await file.read(bytes, got, n - got)
      // Where its end is still there, what said how long this piece is was changed.
      if (bytesRead === 0) throw (await ends()) ? damaged() : new BackupError('cut', { file: path, at: size })
      got += bytesRead
    }
    at += n
    return bytes
  }
  const hashed = async (n: number): Promise<Buffer> => {
    const bytes = await take(n)
    hash.update(bytes)
    return bytes
  }
  if (size < magic.length || !(await hashed(magic.length)).equals(magic))
    throw new BackupError('notOne', { file: path })
  const text = await hashed((await hashed(4)).readUInt32BE())
  const header = headerOf(text)
  if (header === null) throw damaged(magic.length)
  if (header.format > format) throw new BackupError('newerFormat', { file: path, format: header.format, known: format })
  const found = rootFingerprint(root)
  if (header.key !== found) throw new BackupError('otherKey', { file: path, keyFile, wanted: header.key, found })
  const key = keyOf(root, header.id)
  const bound = boundOf(text)
  let place = 0
  return {
    header,
    next: async () => {
      const from = at
      const length = (await hashed(4)).readUInt32BE()
      if (length === 0) {
        const digest = hash.digest()
        if (!(await take(digestSize)).equals(digest) || at !== size) throw damaged(from)
        return null
      }
      const plain = softwareProvider.decrypt(key, bound(place++), await hashed(length))
      if (plain === null) throw damaged(from)
      return { kind: plain[0] as PieceKind, bytes: plain.subarray(1) }
    },
    share: () => at / size,
    close: () => file.close(),
  }
}

const headerOf = (text: Buffer): Header | null => {
  try {
    const header = JSON.parse(text.toString('utf8')) as Header
    return typeof header.format === 'number' && typeof header.key === 'string' && typeof header.id === 'string'
      ? header
      : null
  } catch {
    return null
  }
}
