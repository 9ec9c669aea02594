import type { DataKey } from './envelope.ts'
import { SealBroken } from './envelope.ts'
import { encodeFields } from './fields.ts'
import type { CryptoProvider, KeyHandle } from './provider.ts'
import { softwareProvider } from './provider.ts'
import { makeRecent } from './recent.ts'
import type { RootKey } from './root.ts'

export type { RootKey } from './root.ts'
export { derive, loadRootKey, rootFingerprint, rootFromBytes } from './root.ts'

/** A key-encrypting key as the database holds it: wrapped by the root, one row per (home, domain, version). */
export type StoredKek = { readonly version: number; readonly wrapped: Uint8Array }

/** Where a keyring finds its keys. */
export type KeyringSource = {
  readonly root: RootKey
  /** The row of one version, or of the highest when none is named; null when there is none. */
  readonly loadKek: (home: string, domain: string, version?: number) => Promise<StoredKek | null>
  /**
   * Adds a row; when the version exists already it leaves that row as it is. Must be committed before it answers, apart
   * from any request's transaction: a key lost by a rollback takes with it what was sealed under it.
   */
  readonly saveKek: (home: string, domain: string, kek: StoredKek) => Promise<void>
  readonly provider?: CryptoProvider
}

/** The keys of records: root → key per (home, domain, version) → data key per head record (mechanisms §5). */
export type Keyring = {
  /** A fresh data key and its wrapped form, to be stored with the head record; deleting that form erases the record. */
  readonly newDataKey: (
    home: string,
    domain: string,
  ) => Promise<{ readonly dataKey: DataKey; readonly wrapped: Buffer }>
  /** The data key of a record; throws {@link SealBroken} when the wrapped form was changed or is another home's. */
  readonly unwrap: (home: string, domain: string, wrapped: Uint8Array) => Promise<DataKey>
  /** The same data key under the newest version; the same bytes when they are that already. Cells stay untouched. */
  readonly rewrap: (home: string, domain: string, wrapped: Uint8Array) => Promise<Buffer>
  /** Makes the next version, used from now on, and answers it. Old versions stay until nothing is wrapped by them. */
  readonly rotate: (home: string, domain: string) => Promise<number>
  /** Forgets which version is newest, for when another process has rotated. */
  readonly refresh: (home: string, domain: string) => void
}

const maxKeks = 4000
const maxDataKeys = 2000
const format = 1
const headSize = 6

/** The version of the key a wrapped data key is under, for finding what a rotation has left to do. */
export const kekVersionOf = (wrapped: Uint8Array): number => {
  if (wrapped.length < headSize || wrapped[0] !== format) throw new SealBroken('wrapped data key', 'format')
  return new DataView(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).getUint32(2)
}

/** Makes the keyring of one process; unwrapped keys stay in bounded caches, in memory only. */
export const makeKeyring = ({ root, loadKek, saveKek, provider = softwareProvider }: KeyringSource): Keyring => {
  const rootKey = provider.importKey(root.export())
  const newest = makeRecent<string, Promise<number>>(maxKeks)
  const keks = makeRecent<string, Promise<KeyHandle>>(maxKeks)
  const dataKeys = makeRecent<string, DataKey>(maxDataKeys)

  const boundOf = (what: string, home: string, domain: string, version: number): string =>
    encodeFields([what, home, domain, String(version)])

  const openKek = (home: string, domain: string, { version, wrapped }: StoredKek): KeyHandle => {
    const broken = (fault: 'algorithm' | 'mac'): SealBroken =>
      new SealBroken(`key ${home}/${domain} version ${version}`, fault)
    if (wrapped[0] !== provider.alg) throw broken('algorithm')
    const kek = provider.unwrapKey(rootKey, boundOf('kek', home, domain, version), wrapped.subarray(1))
    if (!kek) throw broken('mac')
    return kek
  }

  const kekOf = (home: string, domain: string, version: number): Promise<KeyHandle> =>
    remembered(keks, boundOf('kek', home, domain, version), async () => {
      const stored = await loadKek(home, domain, version)
      if (!stored) throw new Error(`key ${home}/${domain} version ${version} is not stored`)
      return openKek(home, domain, { version, wrapped: stored.wrapped })
    })

  const addKek = async (home: string, domain: string, version: number): Promise<number> => {
    const wrapped = provider.wrapKey(rootKey, boundOf('kek', home, domain, version), provider.generateKey())
    await saveKek(home, domain, { version, wrapped: Buffer.concat([Buffer.of(provider.alg), wrapped]) })
    // The stored row counts, not the one just made: another process may have been first.
    await kekOf(home, domain, version)
    return version
  }

  const newestOf = (home: string, domain: string): Promise<number> =>
    remembered(newest, encodeFields([home, domain]), async () => {
      const stored = await loadKek(home, domain)
      return stored ? stored.version : addKek(home, domain, 1)
    })

  const refresh = (home: string, domain: string): void => newest.delete(encodeFields([home, domain]))

  const wrap = async (home: string, domain: string, dataKey: DataKey): Promise<Buffer> => {
    const version = await newestOf(home, domain)
    const kek = await kekOf(home, domain, version)
    const head = Buffer.alloc(headSize)
    head.writeUInt8(format, 0)
    head.writeUInt8(provider.alg, 1)
    head.writeUInt32BE(version, 2)
    const wrapped = Buffer.concat([head, provider.wrapKey(kek, boundOf('data key', home, domain, version), dataKey)])
    dataKeys.set(cacheKey(home, domain, wrapped), dataKey)
    return wrapped
  }

  const unwrap = async (home: string, domain: string, wrapped: Uint8Array): Promise<DataKey> => {
    const cached = dataKeys.get(cacheKey(home, domain, wrapped))
    if (cached) return cached
    const version = kekVersionOf(wrapped)
    const broken = (fault: 'algorithm' | 'mac'): SealBroken =>
      new SealBroken(`data key of ${home}/${domain} version ${version}`, fault)
    if (wrapped[1] !== provider.alg) throw broken('algorithm')
    const kek = await kekOf(home, domain, version)
    const bound = boundOf('data key', home, domain, version)
    const dataKey = provider.unwrapKey(kek, bound, wrapped.subarray(headSize))
    if (!dataKey) throw broken('mac')
    dataKeys.set(cacheKey(home, domain, wrapped), dataKey)
    return dataKey
  }

  return {
    newDataKey: async (home, domain) => {
      const dataKey = provider.generateKey()
      return { dataKey, wrapped: await wrap(home, domain, dataKey) }
    },
    unwrap,
    rewrap: async (home, domain, wrapped) => {
      const dataKey = await unwrap(home, domain, wrapped)
      // A version above the newest known was made by another process.
      if (kekVersionOf(wrapped) > (await newestOf(home, domain))) refresh(home, domain)
      return kekVersionOf(wrapped) === (await newestOf(home, domain))
        ? Buffer.from(wrapped)
        : wrap(home, domain, dataKey)
    },
    rotate: async (home, domain) => {
      refresh(home, domain)
      const version = await addKek(home, domain, (await newestOf(home, domain)) + 1)
      newest.set(encodeFields([home, domain]), Promise.resolve(version))
      return version
    },
    refresh,
  }
}

const cacheKey = (home: string, domain: string, wrapped: Uint8Array): string =>
  encodeFields([home, domain, Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).toString('latin1')])

// Callers that come while the first is still reading share its answer; a failure is not remembered.
const remembered = <T>(
  cache: {
    get: (key: string) => Promise<T> | undefined
    set: (key: string, value: Promise<T>) => void
    delete: (key: string) => void
  },
  key: string,
  make: () => Promise<T>,
): Promise<T> => {
  const known = cache.get(key)
  if (known) return known
  const made = make()
  cache.set(key, made)
  made.catch(() => cache.delete(key))
  return made
}
