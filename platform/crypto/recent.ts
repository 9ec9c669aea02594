/** A bounded cache: holds at most `max` entries and forgets those not used for longest. */
export type Recent<K, V> = {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => void
  readonly delete: (key: K) => void
  readonly size: () => number
}

/**
 * Two generations instead of a linked list: when the young half is full it becomes the old half and the former old half
 * is dropped whole. Costs O(1) a call, where deleting the first key of a large Map walks its holes.
 */
export const makeRecent = <K, V>(max: number): Recent<K, V> => {
  const half = Math.max(1, Math.floor(max / 2))
  let young = new Map<K, V>()
  let old = new Map<K, V>()
  const set = (key: K, value: V): void => {
    if (young.size >= half && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    old.delete(key)
  }
  const get = (key: K): V | undefined => {
    const fresh = young.get(key)
    if (fresh !== undefined) return fresh
    const aged = old.get(key)
    if (aged !== undefined) set(key, aged)
    return aged
  }
  return {
    get,
    set,
    delete: (key) => {
      young.delete(key)
      old.delete(key)
    },
    size: () => young.size + old.size,
  }
}
