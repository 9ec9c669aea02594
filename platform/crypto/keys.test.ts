import { expect, test } from 'vitest'
import { SealBroken, openText, seal } from './envelope.ts'
import type { StoredKek } from './keys.ts'
import { kekVersionOf, makeKeyring, rootFromBytes } from './keys.ts'

const root = rootFromBytes(Buffer.alloc(32, 1))
const cell = { table: 'person', column: 'name', home: '430200', id: '1' }

/** A key table in memory, as the database keeps it: rows are added once and never changed. */
const makeTable = () => {
  const rows = new Map<string, StoredKek[]>()
  const of = (home: string, domain: string): StoredKek[] => rows.get(`${home}/${domain}`) ?? []
  const counts = { load: 0, save: 0 }
  return {
    rows,
    counts,
    loadKek: async (home: string, domain: string, version?: number): Promise<StoredKek | null> => {
      counts.load++
      return of(home, domain).findLast((row) => version === undefined || row.version === version) ?? null
    },
    saveKek: async (home: string, domain: string, kek: StoredKek): Promise<void> => {
      counts.save++
      const known = of(home, domain)
      if (!known.some((row) => row.version === kek.version)) rows.set(`${home}/${domain}`, [...known, kek])
    },
  }
}

test('a record written by one process opens in another from the wrapped form alone', async () => {
  const table = makeTable()
  const { dataKey, wrapped } = await makeKeyring({ root, ...table }).newDataKey('430200', 'DV')
  const sealed = seal(dataKey, cell, '单雄信')
  const other = await makeKeyring({ root, ...table }).unwrap('430200', 'DV', wrapped)
  expect(openText(other, cell, sealed)).toBe('单雄信')
})

test('every record has its own data key', async () => {
  const keyring = makeKeyring({ root, ...makeTable() })
  const [one, two] = [await keyring.newDataKey('430200', 'DV'), await keyring.newDataKey('430200', 'DV')]
  expect(() => openText(two.dataKey, cell, seal(one.dataKey, cell, 'x'))).toThrow(SealBroken)
})

test('a wrapped key opens for no other home or domain, under no other root and with no byte changed', async () => {
  const table = makeTable()
  const { wrapped } = await makeKeyring({ root, ...table }).newDataKey('430200', 'DV')
  const keyring = makeKeyring({ root, ...table })
  for (const [home, domain] of [
    ['430202', 'DV'],
    ['430200', 'PERSON'],
  ] as const) {
    await keyring.newDataKey(home, domain)
    await expect(keyring.unwrap(home, domain, wrapped)).rejects.toThrow(SealBroken)
  }
  const stranger = makeKeyring({ root: rootFromBytes(Buffer.alloc(32, 2)), ...table })
  await expect(stranger.unwrap('430200', 'DV', wrapped)).rejects.toThrow(SealBroken)
  for (let at = 0; at < wrapped.length; at++) {
    const changed = Buffer.from(wrapped)
    changed.writeUInt8(wrapped.readUInt8(at) ^ 1, at)
    await expect(keyring.unwrap('430200', 'DV', changed), `byte ${at}`).rejects.toThrow(/does not open|is not stored/)
  }
  await expect(keyring.unwrap('430200', 'DV', Buffer.alloc(0))).rejects.toThrow(SealBroken)
})

test('a KEK row copied to another home does not open there', async () => {
  const table = makeTable()
  const { wrapped } = await makeKeyring({ root, ...table }).newDataKey('430200', 'DV')
  table.rows.set('430202/DV', table.rows.get('430200/DV') ?? [])
  await expect(makeKeyring({ root, ...table }).unwrap('430202', 'DV', wrapped)).rejects.toThrow(SealBroken)
})

test('rotation: new records take the new version, old ones open before and after rewrapping, cells stay as they are', async () => {
  const table = makeTable()
  const keyring = makeKeyring({ root, ...table })
  const old = await keyring.newDataKey('430200', 'DV')
  const sealed = seal(old.dataKey, cell, '单雄信')
  expect(await keyring.rotate('430200', 'DV')).toBe(2)
  expect(kekVersionOf((await keyring.newDataKey('430200', 'DV')).wrapped)).toBe(2)

  const renewed = await keyring.rewrap('430200', 'DV', old.wrapped)
  expect([kekVersionOf(old.wrapped), kekVersionOf(renewed)]).toEqual([1, 2])
  expect(await keyring.rewrap('430200', 'DV', renewed)).toEqual(renewed)

  const fresh = makeKeyring({ root, ...table })
  for (const form of [old.wrapped, renewed]) {
    expect(openText(await fresh.unwrap('430200', 'DV', form), cell, sealed)).toBe('单雄信')
  }
  // Version 1 may go once nothing is wrapped by it.
  table.rows.set(
    '430200/DV',
    (table.rows.get('430200/DV') ?? []).filter((row) => row.version === 2),
  )
  const later = makeKeyring({ root, ...table })
  expect(openText(await later.unwrap('430200', 'DV', renewed), cell, sealed)).toBe('单雄信')
  await expect(later.unwrap('430200', 'DV', old.wrapped)).rejects.toThrow('430200/DV version 1 is not stored')
})

test('a process learns of a rotation by another when told, or by meeting the newer version', async () => {
  const table = makeTable()
  const [one, two] = [makeKeyring({ root, ...table }), makeKeyring({ root, ...table })]
  const old = await one.newDataKey('430200', 'DV')
  await two.rotate('430200', 'DV')
  expect(kekVersionOf((await one.newDataKey('430200', 'DV')).wrapped)).toBe(1)
  const newer = await two.newDataKey('430200', 'DV')
  expect(await one.rewrap('430200', 'DV', newer.wrapped)).toEqual(newer.wrapped)
  expect(kekVersionOf(await one.rewrap('430200', 'DV', old.wrapped))).toBe(2)
  await two.rotate('430200', 'DV')
  one.refresh('430200', 'DV')
  expect(kekVersionOf((await one.newDataKey('430200', 'DV')).wrapped)).toBe(3)
})

test('two processes that start at once agree on one KEK', async () => {
  const table = makeTable()
  const [one, two] = [makeKeyring({ root, ...table }), makeKeyring({ root, ...table })]
  const made = await Promise.all([
    one.newDataKey('430200', 'DV'),
    two.newDataKey('430200', 'DV'),
    one.newDataKey('430200', 'DV'),
  ])
  expect(table.rows.get('430200/DV')).toHaveLength(1)
  const later = makeKeyring({ root, ...table })
  for (const { dataKey, wrapped } of made) {
    expect(openText(await later.unwrap('430200', 'DV', wrapped), cell, seal(dataKey, cell, 'x'))).toBe('x')
  }
})

test('a list of records reads each KEK once, and a failed read is tried again', async () => {
  const table = makeTable()
  const writer = makeKeyring({ root, ...table })
  const wrapped = await Promise.all(
    Array.from({ length: 50 }, async () => (await writer.newDataKey('430200', 'DV')).wrapped),
  )
  table.counts.load = 0
  let broken = true
  const reader = makeKeyring({
    root,
    ...table,
    loadKek: (home, domain, version) =>
      broken ? Promise.reject(new Error('database away')) : table.loadKek(home, domain, version),
  })
  await expect(Promise.all(wrapped.map((form) => reader.unwrap('430200', 'DV', form)))).rejects.toThrow('database away')
  broken = false
  await Promise.all(wrapped.map((form) => reader.unwrap('430200', 'DV', form)))
  expect(table.counts.load).toBe(1)
})
