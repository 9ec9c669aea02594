import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localCertificate, localKey } from '#test/harness/certificate.ts'
import { CertificateError, certificateInPlace, certificateState, readCertificate } from './certificate.ts'

const strange = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const put = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text)
  put('cert.pem', localCertificate)
  put('key.pem', localKey)
  put('other.pem', 'no certificate')
  put('strange.pem', strange.export({ type: 'pkcs8', format: 'pem' }))
  put('locked.pem', strange.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }))
  mkdirSync(join(folder, 'folder.pem'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const files = (cert: string, key: string) => ({ certFile: join(folder, cert), keyFile: join(folder, key) })

const troubleOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof CertificateError) return error.sentence.zh
    throw error
  }
  return 'none'
}

test.each([
  ['2030-01-01T00:00:00Z', 'good', 35364],
  ['2126-09-29T13:22:21Z', 'good', 30],
  ['2126-09-29T13:22:23Z', 'soon', 29],
  ['2126-10-29T13:22:21Z', 'soon', 0],
  ['2126-10-29T13:22:22Z', 'over', 0],
  ['2020-01-01T00:00:00Z', 'notYet', 39017],
] as const)('on %s it is %s', (now, state, days) => {
  const found = certificateState(readCertificate(files('cert.pem', 'key.pem')), new Date(now))
  expect([found.state, found.days]).toEqual([state, days])
  expect(found.ends?.toISOString()).toBe('2126-10-29T13:22:22.000Z')
  expect(certificateState(null, new Date(now)).state).toBe('none')
})

test.each([
  ['a certificate that is gone', 'gone.pem', 'key.pem', /gone\.pem 读不到\(ENOENT\)/],
  ['a folder in its place', 'folder.pem', 'key.pem', /folder\.pem 读不到\(EISDIR\)/],
  ['what is no certificate', 'other.pem', 'key.pem', /other\.pem 不是 PEM 格式的证书/],
  ['what is no key', 'cert.pem', 'other.pem', /other\.pem 不是 PEM 格式的私钥/],
  ['a key behind a pass phrase', 'cert.pem', 'locked.pem', /加了口令/],
  ['the key of another', 'cert.pem', 'strange.pem', /不是一对。请放申请这张证书时用的私钥/],
])('%s is told by its file, with what to do', (_, cert, key, words) => {
  expect(troubleOf(() => readCertificate(files(cert, key)))).toMatch(words)
})

test('a new pair waits for a start, and one with which no start would succeed is told while the old one works', () => {
  const served = readCertificate(files('cert.pem', 'key.pem'))
  expect(certificateInPlace(served)).toBe('same')
  writeFileSync(served.certFile, `${localCertificate}\n`)
  expect(certificateInPlace(served)).toBe('new')
  writeFileSync(served.keyFile, strange.export({ type: 'pkcs8', format: 'pem' }))
  expect(certificateInPlace(served)).toMatchObject({ sentence: { zh: expect.stringContaining('不是一对') } })
  writeFileSync(served.certFile, localCertificate)
  writeFileSync(served.keyFile, localKey)
})
