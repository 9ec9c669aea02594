import { type ReactNode, useSyncExternalStore } from 'react'
import { fileName, keptAs } from '../practice.ts'
import { useSay } from '../preferences.ts'
import { useMe } from '../session.tsx'
import { uiWords } from './words.ts'

// Whose session has downloaded here: a tab is often handed on without being closed.
const place = keptAs('downloaded')
const read = (): string => {
  try {
    return sessionStorage.getItem(place) ?? ''
  } catch {
    return ''
  }
}
let current = read()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const note = (account: string): void => {
  current = account
  try {
    sessionStorage.setItem(place, account)
  } catch {
    // A browser without storage warns again after the page is closed.
  }
  for (const listener of listeners) listener()
}

/** Gives a file to the browser under its own name; from then on this session is no longer warned. */
export const useHandOver = (): ((blob: Blob, name: string) => void) => {
  const me = useMe()
  return (blob, name) => {
    handOver(blob, name)
    note(me.account.id)
  }
}

const handOver = (blob: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName(name)
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** The line beside a download before the first one of a session: who else uses this computer? */
export const DownloadNote = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const warned = useSyncExternalStore(subscribe, () => current) === me.account.id
  return warned ? null : <p className="download-note">{say(uiWords.downloadShared)}</p>
}
