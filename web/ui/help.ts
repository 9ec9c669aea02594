import { useEffect, useSyncExternalStore } from 'react'
import type { Label } from '#platform/text/label.ts'

const none: readonly Label[] = []
let laws = none
const listeners = new Set<() => void>()

const set = (next: readonly Label[]): void => {
  laws = next
  for (const listener of listeners) listener()
}

/** Tells ？ which law the deadlines on screen rest on, while they are on screen; the lines must be the same array each time. */
export const useLaws = (lines: readonly Label[]): void => {
  useEffect(() => {
    set(lines)
    return () => set(none)
  }, [lines])
}

/** The laws behind what is on screen. */
export const useShownLaws = (): readonly Label[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => laws,
  )
