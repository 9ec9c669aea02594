import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localCertificate } from '#test/harness/certificate.ts'
import { certificateState } from './certificate.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  writeFileSync(join(folder, 'cert.pem'), localCertificate)
  writeFileSync(join(folder, 'other.pem'), 'no certificate')
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['2030-01-01T00:00:00Z', 'good', 35364],
  ['2126-09-29T13:22:21Z', 'good', 30],
  ['2126-09-29T13:22:23Z', 'soon', 29],
  ['2126-10-29T13:22:21Z', 'soon', 0],
  ['2126-10-29T13:22:22Z', 'over', 0],
  ['2020-01-01T00:00:00Z', 'notYet', 39017],
] as const)('on %s it is %s', (now, state, days) => {
  const found = certificateState(join(folder, 'cert.pem'), new Date(now))
  expect([found.state, found.days]).toEqual([state, days])
  expect(found.ends?.toISOString()).toBe('2126-10-29T13:22:22.000Z')
})

test('none, one that is gone and one that is none are told apart from an end', () => {
  const now = new Date('2030-01-01T00:00:00Z')
  expect(certificateState(null, now).state).toBe('none')
  expect(certificateState(join(folder, 'gone.pem'), now).state).toBe('unreadable')
  expect(certificateState(join(folder, 'other.pem'), now).state).toBe('unreadable')
})
