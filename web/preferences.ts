import { useSyncExternalStore } from 'react'
import { speak } from '#platform/http/client.ts'
import type { Label, Language } from '#platform/text/label.ts'
import { keptAs } from './practice.ts'

/** What a reader sets for this browser; kept in its local storage, nothing about people in it. */
export type Preferences = {
  readonly language: Language
  /** Large type: the root font and every control at 1.25. */
  readonly large: boolean
  /** Single-key shortcuts (`/`, `N`, `?`); some readers of assistive tools need them off (WCAG 2.1.4). */
  readonly keys: boolean
}

const place = keptAs('preferences')
const standard: Preferences = { language: 'zh', large: false, keys: true }

const read = (): Preferences => {
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>) }
  } catch {
    return standard
  }
}

let current = read()
const listeners = new Set<() => void>()

const apply = (): void => {
  speak(current.language)
  document.documentElement.lang = current.language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.classList.toggle('large', current.large)
}
apply()

/** Changes some preferences at once, everywhere on the page. */
export const setPreferences = (change: Partial<Preferences>): void => {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // A browser without storage keeps the choice until the page is closed.
  }
  apply()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The preferences of this browser. */
export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current)

/** Values for the `{name}` places of a sentence. */
export type Vars = Readonly<Record<string, string | number>>

/** A label in one language with its `{name}` places filled. */
export const fill = (text: Label, language: Language, vars: Vars = {}): string =>
  text[language].replace(/\{(\w+)\}/g, (whole, key: string) => String(vars[key] ?? whole))

/** Says a label in the reader's language. */
export type Say = (text: Label, vars?: Vars) => string

/** `const say = useSay()`; `say(words.signIn)`. */
export const useSay = (): Say => {
  const { language } = usePreferences()
  return (text, vars) => fill(text, language, vars)
}

/** The same outside of components, for a sentence that is made once. */
export const saidNow: Say = (text, vars) => fill(text, current.language, vars)
