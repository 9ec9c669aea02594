import type { KeyObject } from 'node:crypto'
import { createSecretKey, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '#platform/files/folder.ts'
import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import { encodeFields } from './fields.ts'
import { keySize, softwareProvider } from './provider.ts'

/** The root of all keys of one instance; a KeyObject, so that logging it shows nothing. */
export type RootKey = KeyObject

/** The root key file cannot be used; `sentence` names the file and what to do. */
export class KeyFileError extends Error {
  readonly sentence: Label
  constructor(sentence: Label) {
    super(sentence.en)
    this.name = 'KeyFileError'
    this.sentence = sentence
  }
}

/** A root key from 32 bytes, for tests and for custodians who keep it elsewhere than in a file. */
export const rootFromBytes = (bytes: Uint8Array): RootKey => {
  if (bytes.length !== keySize) throw new RangeError(`a root key has ${keySize} bytes, not ${bytes.length}`)
  return createSecretKey(bytes)
}

/**
 * Reads the root key: 64 hexadecimal digits on one line, file mode 0600. Makes the file on first use; with
 * `create: false` (a database already holds sealed data) a missing file is an error, since a new key opens nothing.
 */
export const loadRootKey = (path: string, options: { readonly create?: boolean } = {}): RootKey => {
  const mode = modeOf(path)
  if (mode === null) {
    if (options.create === false) throw missing(path)
    createKeyFile(path)
  }
  const text = readKey(path)
  // Windows keeps access lists, not mode bits; there the folder's rights are the administrator's work.
  if (mode !== null && process.platform !== 'win32' && (mode & 0o077) !== 0) throw exposed(path, mode)
  if (!/^[0-9a-f]{64}$/i.test(text)) throw malformed(path)
  return rootFromBytes(Buffer.from(text, 'hex'))
}

/** Sixteen hexadecimal digits that tell one root key from another and reveal nothing of it; kept in the database. */
export const rootFingerprint = (root: RootKey): string => derive(root, 'fingerprint').toString('hex', 0, 8)

/**
 * A 32-byte key for one purpose (the first block of HKDF-Expand with HMAC-SM3), for example `search`, `audit`,
 * `session` or `login/app`. The same label always gives the same key, and no key leads to another or to the root.
 */
export const derive = (root: RootKey, label: string): Buffer =>
  softwareProvider.mac(root, encodeFields(['nuanjia derive', label]), Uint8Array.of(1))

const readKey = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code ?? '')
  }
}

const modeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.mode ?? null

// Written whole under another name and then linked: two processes starting at once agree on one key, and a crash
// leaves either no key or a complete one.
const createKeyFile = (path: string): void => {
  makeFolder(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(keySize).toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(dirname(path))
}

const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const missing = (path: string): KeyFileError =>
  new KeyFileError(
    label(
      `找不到根密钥文件 ${path}。数据库里已有加密内容,新密钥打不开;请从备份恢复这个文件。`,
      `The root key file ${path} is missing. The database holds sealed data a new key cannot open: restore the file from its backup.`,
    ),
  )

const unreadable = (path: string, code: string): KeyFileError =>
  new KeyFileError(
    code === 'EISDIR'
      ? label(
          `根密钥文件 ${path} 是一个文件夹:容器挂载时文件不在就会这样。请删掉这个空文件夹,把密钥文件放回来。`,
          `The root key file ${path} is a folder, which containers make when the file was not there. Remove the empty folder and put the key file back.`,
        )
      : label(
          `根密钥文件 ${path} 读不了(${code})。请把它给运行服务的用户:chown nuanjia '${path}',权限 600。`,
          `The root key file ${path} cannot be read (${code}). Give it to the user of the service: chown nuanjia '${path}', mode 600.`,
        ),
  )

const exposed = (path: string, mode: number): KeyFileError => {
  const shown = (mode & 0o777).toString(8).padStart(4, '0')
  return new KeyFileError(
    label(
      `根密钥文件 ${path} 可被其他用户访问(权限 ${shown})。请执行:chmod 600 '${path}';如已外泄,请更换密钥。`,
      `The root key file ${path} is open to other users (mode ${shown}). Run: chmod 600 '${path}'. If it may have been copied, change the key.`,
    ),
  )
}

const malformed = (path: string): KeyFileError =>
  new KeyFileError(
    label(
      `根密钥文件 ${path} 内容不完整:应为一行 64 位十六进制。请从备份恢复这个文件。`,
      `The root key file ${path} is damaged: it must hold one line of 64 hexadecimal digits. Restore it from its backup.`,
    ),
  )
