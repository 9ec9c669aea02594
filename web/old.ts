// Chromium 86 lacks a few later built-ins that libraries call; each is filled only where it is absent.

const define = (target: object, name: string, value: unknown): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

const at = function <T>(this: ArrayLike<T>, index: number): T | undefined {
  const place = Math.trunc(index) || 0
  return this[place < 0 ? this.length + place : place]
}

define(Array.prototype, 'at', at)
define(String.prototype, 'at', at)
define(Object, 'hasOwn', (target: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(target, key))
define(Array.prototype, 'findLast', function <T>(this: T[], wanted: (value: T, index: number, all: T[]) => boolean):
  | T
  | undefined {
  for (let index = this.length - 1; index >= 0; index--) {
    if (wanted(this[index] as T, index, this)) return this[index]
  }
  return undefined
})
define(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown)

export {}
