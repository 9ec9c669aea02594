/** What is typed, by field. */
export type DraftContent = Record<string, unknown>

/** A draft as this window keeps it; `behind` while the server does not have the last words. */
export type Kept = {
  readonly id: string
  readonly content: DraftContent
  /** When the server took it, an instant. */
  readonly savedAt: string | null
  readonly behind: boolean
}

/** A draft as it stands on the server. */
export type Stored = { readonly savedAt: string; readonly content: DraftContent }

/** Where the last words are: nowhere yet, on the way, on the server, on this machine only, or here while others stand on the server. */
export type KeptState = 'empty' | 'saving' | 'saved' | 'kept' | 'elsewhere'

/** Keeps one draft: in the window's storage at once, on the server every two seconds of change. */
export type Keeper = {
  readonly kept: () => Kept | null
  readonly change: (content: DraftContent) => void
  /** Goes on with a draft that came from the server. */
  readonly take: (draft: Kept) => void
  /** Goes on here although another window saved other words, which are written over. */
  readonly keepThis: (other: Stored) => void
  /** Starts again after a reload with words the server does not have. */
  readonly resume: () => void
  /** The page is left: what is behind is sent now. */
  readonly leave: () => void
  /** The form is done: nothing remains here, and nothing arrives late on the server. */
  readonly clear: () => Promise<void>
}

type Parts = {
  readonly place: string
  readonly id: string
  /** Absent when the post keeps no drafts on the server. */
  /** Answers when it was saved; or what stands there instead of what this goes on from, null when nothing does. */
  readonly save: ((kept: Kept) => Promise<{ readonly savedAt: string } | { readonly other: Stored | null }>) | null
  readonly drop: (id: string) => Promise<unknown>
  readonly tell: (state: KeptState, savedAt: string | null, other?: Stored) => void
}

const pause = 2000
const tryAgain = 5000

/** Reads what this window kept under a place. */
export const readKept = (place: string): Kept | null => {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/** Keeps a draft in this window under a place; null forgets it. */
export const writeKept = (place: string, kept: Kept | null): void => {
  try {
    if (kept) sessionStorage.setItem(place, JSON.stringify(kept))
    else sessionStorage.removeItem(place)
  } catch {
    // A full or forbidden storage leaves the server's copy.
  }
}

/** Makes the keeper of one form. */
export const makeKeeper = ({ place, id, save, drop, tell }: Parts): Keeper => {
  let kept = readKept(place)
  let timer: number | null = null
  let sending: Promise<void> | null = null
  let done = false
  let apart = false
  // What was sent and not answered may have arrived.
  const sent = new Set(kept?.behind ? [JSON.stringify(kept.content)] : [])

  const set = (next: Kept | null): void => {
    kept = next
    writeKept(place, next)
  }
  const later = (milliseconds: number): void => {
    timer ??= window.setTimeout(() => {
      timer = null
      sending ??= send().finally(() => {
        sending = null
      })
    }, milliseconds)
  }
  const send = async (): Promise<void> => {
    const now = kept
    if (!now?.behind || done || apart || !save) return
    tell('saving', now.savedAt)
    try {
      sent.add(JSON.stringify(now.content))
      const answer = await save(now)
      if (done || !kept) return
      if ('other' in answer) return meet(answer.other)
      sent.clear()
      const { savedAt } = answer
      const behind = kept.content !== now.content
      set({ ...kept, savedAt, behind })
      tell('saved', savedAt)
      if (behind) later(pause)
    } catch {
      if (done) return
      tell('kept', now.savedAt)
      later(tryAgain)
    }
  }
  // Another window or device saved meanwhile, unless it was this one and the answer was lost.
  const meet = (other: Stored | null): void => {
    if (!kept) return
    if (other && !sent.has(JSON.stringify(other.content))) {
      apart = true
      return tell('elsewhere', kept.savedAt, other)
    }
    set({ ...kept, savedAt: other?.savedAt ?? null })
    later(0)
  }
  return {
    kept: () => kept,
    change: (content) => {
      if (done) return
      set({ id: kept?.id ?? id, content, savedAt: kept?.savedAt ?? null, behind: true })
      if (save) later(pause)
      else tell('kept', null)
    },
    take: (draft) => {
      apart = false
      set(draft)
      tell('saved', draft.savedAt)
    },
    keepThis: ({ savedAt }) => {
      if (!kept) return
      apart = false
      set({ ...kept, savedAt, behind: true })
      tell('saving', savedAt)
      later(0)
    },
    resume: () => {
      if (kept?.behind && save) later(pause)
    },
    leave: () => {
      if (timer !== null) window.clearTimeout(timer)
      timer = null
      void (sending ?? Promise.resolve()).then(send)
    },
    clear: async () => {
      done = true
      if (timer !== null) window.clearTimeout(timer)
      timer = null
      const last = kept
      // What another window saved is not this form's to drop.
      const mayBeThere = !apart && (Boolean(last?.savedAt) || sending !== null)
      set(null)
      await sending
      if (last && mayBeThere) await drop(last.id).catch(() => undefined)
    },
  }
}
