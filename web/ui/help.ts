import { useEffect, useSyncExternalStore } from 'react'
import type { Label } from '#platform/text/label.ts'

let lines: readonly Label[] = []
const listeners = new Set<() => void>()

const set = (next: readonly Label[]): void => {
  lines = next
  for (const listener of listeners) listener()
}

/** Offers a page's help lines to the ？ of the top bar while the page is shown. */
export const useHelp = (help: readonly Label[] | undefined): void => {
  useEffect(() => {
    if (!help) return
    set(help)
    return () => set([])
  }, [help])
}

/** The help lines of the page on screen. */
export const useHelpLines = (): readonly Label[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lines,
  )
