import { useSyncExternalStore } from 'react'
import { call } from '#platform/http/client.ts'
import { newId } from '#web/ui/newId.ts'
import { type CheckedText, type Decision, figcheckContract } from '../contract.ts'
import { keyOf } from './compare.ts'

/** One text on the table; it lives in this page only and is gone with it, as the server keeps nothing. */
export type Doc = {
  readonly id: string
  readonly name: string
  readonly file: File
  readonly state: 'waiting' | 'checking' | 'checked' | 'failed'
  readonly checked: CheckedText | null
  readonly error: unknown
  /** Decisions by the line they are of, the latest state only. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** The version this one mends. */
  readonly before: string | null
  /** An earlier report of the same unit, against which it says things of the time before. */
  readonly earlier: File | null
}

type Table = {
  readonly docs: readonly Doc[]
  readonly open: string | null
  /** Decisions that can be taken back, the last one last. */
  readonly past: readonly { readonly doc: string; readonly decisions: ReadonlyMap<string, Decision> }[]
}

const none: Table = { docs: [], open: null, past: [] }
let table = none
const listeners = new Set<() => void>()

const set = (next: Table): void => {
  table = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What lies on the table; it stays while one looks at other pages. */
export const useTable = (): Table => useSyncExternalStore(subscribe, () => table)

const change = (id: string, next: Partial<Doc>): void =>
  set({ ...table, docs: table.docs.map((one) => (one.id === id ? { ...one, ...next } : one)) })

/** Puts files on the table and checks them one after the other; a single one opens at once. */
export const bring = (files: readonly File[], before: string | null = null): void => {
  const fresh = files.map((file): Doc => ({
    id: newId(),
    name: file.name,
    file,
    state: 'waiting',
    checked: null,
    error: null,
    decisions: new Map(),
    before,
    earlier: table.docs.find(({ id }) => id === before)?.earlier ?? null,
  }))
  const [only] = fresh
  set({
    ...table,
    docs: [...table.docs, ...fresh],
    open: fresh.length === 1 && only ? only.id : table.open,
  })
  void work()
}

let working = false

// One at a time: the server checks two at once for everybody.
const work = async (): Promise<void> => {
  if (working) return
  working = true
  for (let next = waiting(); next; next = waiting()) await checkOne(next)
  working = false
}

const waiting = (): Doc | undefined => table.docs.find(({ state }) => state === 'waiting')

const checkOne = async ({ id, name, file, before, earlier, decisions }: Doc): Promise<void> => {
  change(id, { state: 'checking', error: null })
  try {
    const checked = earlier
      ? await call(figcheckContract.against, {
          body: { ...(await droppedOf(file)), earlier: await droppedOf(earlier) },
        })
      : await call(figcheckContract.check, { query: { name: name.slice(-255) }, body: file })
    change(id, { state: 'checked', checked, decisions: decisions.size > 0 ? decisions : carried(checked, before) })
  } catch (error) {
    change(id, { state: 'failed', error })
  }
}

// What was found right in the version before is right in this one while its numbers are the same.
const carried = ({ lines }: CheckedText, before: string | null): ReadonlyMap<string, Decision> => {
  const known = table.docs.find(({ id }) => id === before)?.decisions
  const kept = new Map<string, Decision>()
  for (const line of known ? lines : []) {
    const decision = known?.get(keyOf(line))
    if (decision?.state === 'dismissed') kept.set(keyOf(line), { ...decision, start: line.start, end: line.end })
  }
  return kept
}

/** A file as it goes along with others in one request. */
export const droppedOf = async (file: File): Promise<{ readonly name: string; readonly file: string }> => ({
  name: file.name.slice(-255),
  file: await base64Of(file),
})

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('unread'))
    reader.readAsDataURL(file)
  })

/** Checks a text once more, what it says of the time before against an earlier report; null takes that away again. Decisions stay. */
export const setEarlier = (id: string, earlier: File | null): void => {
  change(id, { earlier, state: 'waiting' })
  void work()
}

/** Tries a text again whose check was cut off. */
export const again = (id: string): void => {
  change(id, { state: 'waiting' })
  void work()
}

/** Opens one text, or the table with all. */
export const show = (id: string | null): void => set({ ...table, open: id })

/** Takes a text off the table. */
export const drop = (id: string): void =>
  set({
    docs: table.docs.filter((one) => one.id !== id),
    open: table.open === id ? null : table.open,
    past: table.past.filter(({ doc }) => doc !== id),
  })

/** Notes what the reader decided of a line, or takes it back with null. */
export const decide = (id: string, key: string, decision: Decision | null): void => {
  const doc = table.docs.find((one) => one.id === id)
  if (!doc) return
  const decisions = new Map(doc.decisions)
  if (decision) decisions.set(key, decision)
  else decisions.delete(key)
  set({ ...table, past: [...table.past, { doc: id, decisions: doc.decisions }] })
  change(id, { decisions })
}

/** Takes the last decision back. */
export const undo = (): void => {
  const last = table.past.at(-1)
  if (!last) return
  set({ ...table, past: table.past.slice(0, -1) })
  change(last.doc, { decisions: last.decisions })
}
