import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildZip } from './fixtures.ts'
import { inflateEntry, inflateSmall, ZipFault, zipSummary } from './zip.ts'
import type { ZipEntry } from './zip.ts'

const MiB = 1024 * 1024
const noise = (size: number): string =>
  Array.from({ length: size }, (_, i) => ((i * 7919) % 94) + 33)
    .map((code) => String.fromCharCode(code))
    .join('')

const onlyEntry = (bytes: Buffer): ZipEntry => {
  const zip = zipSummary(bytes)
  const entry = zip.ok ? zip.entries[0] : undefined
  if (entry === undefined) throw new Error('no entry')
  return entry
}

const inflateAll = async (
  bytes: Buffer,
  entry: ZipEntry,
): Promise<{ readonly seen: number; readonly fault: boolean }> => {
  let seen = 0
  try {
    for await (const piece of inflateEntry(bytes, entry)) seen += piece.length
    return { seen, fault: false }
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error
    return { seen, fault: true }
  }
}

test('an honest archive lists its parts and gives them back', async () => {
  const bytes = buildZip([
    { name: 'xl/a.xml', content: '暖家' },
    { name: 'xl/b.xml', content: '' },
  ])
  expect(zipSummary(bytes)).toMatchObject({ ok: true, bytes: 6, entries: [{ name: 'xl/a.xml' }, { name: 'xl/b.xml' }] })
  expect(inflateSmall(bytes, onlyEntry(bytes), 100)?.toString()).toBe('暖家')
  expect(await inflateAll(bytes, onlyEntry(bytes))).toEqual({ seen: 6, fault: false })
})

test.each<[string, Buffer, string]>([
  ['a bomb that admits its size', buildZip([{ name: 'a.xml', content: Buffer.alloc(20 * MiB) }]), 'zip.ratio'],
  [
    'parts of more than 200 MiB',
    buildZip(
      Array.from({ length: 3 }, (_, i) => ({ name: `${i}.xml`, content: randomBytes(MiB), declaredBytes: 80 * MiB })),
    ),
    'zip.tooLarge',
  ],
  ['too many parts', buildZip(Array.from({ length: 2001 }, (_, i) => ({ name: `${i}`, content: '' }))), 'zip.entries'],
  ['an archive in the archive', buildZip([{ name: 'word/embeddings/x.xlsx', content: 'x' }]), 'zip.nested'],
  ['a packaged object', buildZip([{ name: 'word/embeddings/oleObject1.bin', content: 'x' }]), 'zip.nested'],
  [
    'parts that share bytes',
    buildZip([
      { name: 'a.xml', content: noise(99), packedExtra: 40 },
      { name: 'b.xml', content: 'b' },
    ]),
    'zip.overlap',
  ],
  ['two names for one part', buildZip([{ name: 'a.xml', localName: 'b.xml', content: 'x' }]), 'zip.damaged'],
  [
    'the same name twice',
    buildZip([
      { name: 'a.xml', content: 'x' },
      { name: 'A.xml', content: 'y' },
    ]),
    'zip.damaged',
  ],
  ['a way out of the folder', buildZip([{ name: '../a.xml', content: 'x' }]), 'zip.damaged'],
  ['a password', buildZip([{ name: 'a.xml', content: 'x', flags: 1 }]), 'zip.encrypted'],
  [
    'bytes behind the end',
    Buffer.concat([buildZip([{ name: 'a.xml', content: 'x' }]), Buffer.from('zz')]),
    'zip.damaged',
  ],
  [
    'bytes before the start',
    Buffer.concat([Buffer.from('MZ'), buildZip([{ name: 'a.xml', content: 'x' }])]),
    'zip.damaged',
  ],
  ['no archive at all', Buffer.from('hello'), 'zip.damaged'],
])('refuses %s', (_, bytes, code) => {
  expect(zipSummary(bytes)).toMatchObject({ ok: false, code })
})

test('a bomb that lies about its size is stopped near the size it stated', async () => {
  const bytes = buildZip([{ name: 'a.xml', content: Buffer.alloc(50 * MiB), declaredBytes: 1000 }])
  const entry = onlyEntry(bytes)
  const { seen, fault } = await inflateAll(bytes, entry)
  expect(fault).toBe(true)
  expect(seen).toBeLessThanOrEqual(1000)
  expect(inflateSmall(bytes, entry, MiB)).toBeNull()
})

test('an entry shorter than stated or with other content is a fault', async () => {
  const short = buildZip([{ name: 'a.xml', content: 'abc', declaredBytes: 9 }])
  expect((await inflateAll(short, onlyEntry(short))).fault).toBe(true)
  const changed = buildZip([{ name: 'a.xml', content: noise(500) }])
  const entry = onlyEntry(changed)
  changed[entry.start + 20] = (changed[entry.start + 20] ?? 0) ^ 0xff
  expect((await inflateAll(changed, entry)).fault).toBe(true)
  expect(inflateSmall(changed, entry, MiB)).toBeNull()
})

test('damage anywhere is refused or caught, never thrown out of the summary', () => {
  const honest = buildZip([
    { name: 'a.xml', content: noise(300) },
    { name: 'b/c.xml', content: 'x' },
  ])
  fc.assert(
    fc.property(fc.nat(honest.length - 1), fc.nat(255), fc.nat(honest.length), (at, value, length) => {
      const bytes = Buffer.from(honest)
      bytes[at] = value
      expect(typeof zipSummary(bytes).ok).toBe('boolean')
      expect(zipSummary(honest.subarray(0, length)).ok).toBe(length === honest.length)
    }),
    { numRuns: 500 },
  )
})
