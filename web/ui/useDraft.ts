import { useCallback, useEffect, useRef, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useCan, useMe } from '../session.tsx'
import { newId } from './newId.ts'

/** What is typed, by field. */
export type DraftContent = Record<string, unknown>

/** A form's draft: what it starts from, how it is kept, and an older one from the server if there is one. */
export type Draft = {
  /** Becomes the draft's id on the server; hand it over on creation (`draft`), so that it disappears there. */
  readonly id: string
  /** What this window held before a reload; read once when the form opens. */
  readonly restored: DraftContent | null
  /** Call on each change: kept in this window at once, on the server every two seconds. */
  readonly change: (content: DraftContent) => void
  readonly state: 'empty' | 'saving' | 'saved' | 'kept'
  /** When the server took it, an instant. */
  readonly savedAt: string | null
  /** One left unfinished elsewhere; never filled in unasked. */
  readonly offer: { readonly savedAt: string; readonly take: () => DraftContent; readonly drop: () => void } | null
  /** The form is sent or given up: nothing remains, here or on the server. */
  readonly clear: () => Promise<void>
}

type Kept = {
  readonly id: string
  readonly content: DraftContent
  readonly savedAt: string | null
  readonly behind: boolean
}

const pause = 2000
const tryAgain = 5000

const readKept = (place: string): Kept | null => {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

const writeKept = (place: string, kept: Kept | null): void => {
  try {
    if (kept) sessionStorage.setItem(place, JSON.stringify(kept))
    else sessionStorage.removeItem(place)
  } catch {
    // A full or forbidden storage leaves the server's copy.
  }
}

/** Keeps what is typed into a form of a kind: survives a reload, a lost connection and the end of a sign-in. */
export const useDraft = (kind: string): Draft => {
  const me = useMe()
  const maySave = useCan('cases.register')
  const place = `nuanjia.draft.${me.account.id}.${kind}`
  const [start] = useState(() => readKept(place))
  const kept = useRef<Kept | null>(start)
  const [id, setId] = useState(() => start?.id ?? newId())
  const [state, setState] = useState<Draft['state']>(start ? (start.behind ? 'kept' : 'saved') : 'empty')
  const [savedAt, setSavedAt] = useState<string | null>(start?.savedAt ?? null)
  const [offered, setOffered] = useState<{ id: string; savedAt: string; content: DraftContent } | null>(null)
  const timer = useRef<number | null>(null)
  const closed = useRef(false)

  const save = useCallback(async (): Promise<void> => {
    timer.current = null
    const now = kept.current
    if (!now?.behind || closed.current || !maySave) return
    setState('saving')
    try {
      const answer = await call(casesContract.saveDraft, {
        params: { id: now.id },
        body: { kind, content: now.content },
      })
      if (closed.current || kept.current?.id !== now.id) return
      const behind = kept.current.content !== now.content
      kept.current = { ...kept.current, savedAt: answer.savedAt, behind }
      writeKept(place, kept.current)
      setSavedAt(answer.savedAt)
      setState('saved')
      if (behind) timer.current ??= window.setTimeout(() => void save(), pause)
    } catch {
      if (closed.current) return
      setState('kept')
      timer.current ??= window.setTimeout(() => void save(), tryAgain)
    }
  }, [kind, place, maySave])

  const change = useCallback(
    (content: DraftContent): void => {
      if (closed.current) return
      kept.current = { id, content, savedAt: kept.current?.savedAt ?? null, behind: true }
      writeKept(place, kept.current)
      if (!maySave) return setState('kept')
      timer.current ??= window.setTimeout(() => void save(), pause)
    },
    [id, place, save, maySave],
  )

  useEffect(() => {
    closed.current = false
    if (kept.current?.behind) timer.current ??= window.setTimeout(() => void save(), pause)
    return () => {
      if (timer.current !== null) window.clearTimeout(timer.current)
      timer.current = null
      // Leaving the page within the two seconds still brings the last words to the server.
      if (kept.current?.behind) void save()
    }
  }, [save])

  useEffect(() => {
    if (start || !maySave) return
    let gone = false
    call(casesContract.drafts, {}).then(
      ({ drafts }) => {
        const latest = drafts
          .filter((draft) => draft.kind === kind)
          .sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0]
        if (!gone && latest)
          setOffered({ id: latest.id, savedAt: latest.savedAt, content: (latest.content ?? {}) as DraftContent })
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [start, kind, maySave])

  const clear = async (): Promise<void> => {
    closed.current = true
    if (timer.current !== null) window.clearTimeout(timer.current)
    const saved = kept.current?.savedAt
    kept.current = null
    writeKept(place, null)
    if (saved) await call(casesContract.dropDraft, { params: { id } }).catch(() => undefined)
  }

  const offer = offered && {
    savedAt: offered.savedAt,
    take: (): DraftContent => {
      setId(offered.id)
      kept.current = { id: offered.id, content: offered.content, savedAt: offered.savedAt, behind: false }
      writeKept(place, kept.current)
      setOffered(null)
      return offered.content
    },
    drop: (): void => {
      void call(casesContract.dropDraft, { params: { id: offered.id } }).catch(() => undefined)
      setOffered(null)
    },
  }
  return { id, restored: start?.content ?? null, change, state, savedAt, offer, clear }
}
