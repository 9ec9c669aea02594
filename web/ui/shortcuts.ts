import { useEffect, useLayoutEffect, useRef } from 'react'
import { usePreferences } from '../preferences.ts'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Runs on a single key pressed outside of fields; off while a dialog is open, an input method is composing, or the reader has shortcuts off. */
export const useShortcut = (key: string, run: () => void): void => {
  const { keys } = usePreferences()
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  }, [run])
  useEffect(() => {
    if (!keys) return
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.key.toLowerCase() !== key || typing(event.target)) return
      if (document.querySelector('[role=dialog][aria-modal=true]')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [key, keys])
}
