import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { KeyFileError, derive, loadRootKey, rootFingerprint, rootFromBytes } from './root.ts'

const folder = mkdtempSync(join(tmpdir(), 'root-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fixed = rootFromBytes(Uint8Array.from({ length: 32 }, (_, at) => at))

const problemOf = (attempt: () => unknown): KeyFileError => {
  try {
    attempt()
  } catch (error) {
    if (error instanceof KeyFileError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('first use makes a private file with a random key, later use reads the same key', () => {
  const path = join(folder, 'new', 'root.key')
  const made = loadRootKey(path)
  expect(rootFingerprint(loadRootKey(path, { create: false }))).toBe(rootFingerprint(made))
  // Windows has no mode bits.
  expect(process.platform === 'win32' ? 0o600 : statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(dirname(path))).toEqual(['root.key'])
  expect(rootFingerprint(loadRootKey(join(folder, 'other.key')))).not.toBe(rootFingerprint(made))
})

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o660, 0o602])(
  'a key file of mode %o is refused with the remedy',
  (mode) => {
    const path = join(folder, `exposed-${mode}.key`)
    loadRootKey(path)
    chmodSync(path, mode)
    const { sentence } = problemOf(() => loadRootKey(path))
    for (const text of [sentence.zh, sentence.en]) expect(text).toContain(`chmod 600 '${path}'`)
    chmodSync(path, 0o600)
    expect(() => loadRootKey(path)).not.toThrow()
  },
)

test('a missing file is not replaced when sealed data exists, and a damaged one never is', () => {
  const gone = join(folder, 'gone.key')
  expect(problemOf(() => loadRootKey(gone, { create: false })).message).toContain(gone)
  expect(existsSync(gone)).toBe(false)
  const damaged = join(folder, 'damaged.key')
  for (const text of ['', 'ab'.repeat(31), `${'ab'.repeat(32)}00`, 'zz'.repeat(32)]) {
    writeFileSync(damaged, text, { mode: 0o600 })
    expect(problemOf(() => loadRootKey(damaged)).sentence.zh).toContain(damaged)
    expect(readFileSync(damaged, 'utf8')).toBe(text)
  }
  // What a container makes where the file to be mounted was not there.
  const empty = join(folder, 'empty.key')
  mkdirSync(empty)
  expect(problemOf(() => loadRootKey(empty)).sentence.zh).toContain('是一个文件夹')
  // As saved by an editor on Windows.
  writeFileSync(damaged, `${'AB'.repeat(32)}\r\n`, { mode: 0o600 })
  expect(rootFingerprint(loadRootKey(damaged))).toBe(rootFingerprint(rootFromBytes(Buffer.alloc(32, 0xab))))
})

test('derived keys are steady over releases, differ by label and root, and lead nowhere else', () => {
  expect(rootFingerprint(fixed)).toBe('72f78bb907438399')
  expect(derive(fixed, 'search').toString('hex')).toBe(
    'b8d4b7f86591971f39c6d02cf90195a15b8ca70324002ec8d531d35da1216ec6',
  )
  const labels = ['search', 'audit', 'session', 'login/app', 'login/system', '']
  const keys = [...labels.map((label) => derive(fixed, label)), derive(rootFromBytes(Buffer.alloc(32)), 'search')]
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(keys.length)
  for (const key of keys) expect(key).toHaveLength(32)
})

test('a logged root key shows nothing', () => {
  expect(inspect(fixed) + JSON.stringify(fixed)).not.toMatch(/000102|0, ?1, ?2/)
  expect(() => rootFromBytes(Buffer.alloc(31))).toThrow(RangeError)
})
