import { keptAs } from '../practice.ts'
import { useEffect, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useCan, useMe } from '../session.tsx'
import { type DraftContent, type Kept, type KeptState, makeKeeper, readKept, type Stored } from './draft-keeper.ts'
import { newId } from './newId.ts'

/** A form's draft: what it starts from, how it is kept, and an older one from the server if there is one. */
export type Draft = {
  /** The draft's id on the server; hand it over on creation (`draft`), so that it disappears there. */
  readonly id: string
  /** What this window held before a reload; what the form starts from. */
  readonly restored: DraftContent | null
  /** Call on each change: kept in this window at once, on the server every two seconds. */
  readonly change: (content: DraftContent) => void
  readonly state: KeptState
  /** When the server took it, an instant. */
  readonly savedAt: string | null
  /** One left unfinished elsewhere; never filled in unasked. */
  readonly offer: { readonly savedAt: string; readonly take: () => DraftContent; readonly drop: () => void } | null
  /** Another window or device saved other words since; one is gone on with, the other stays as a draft of its own. */
  readonly elsewhere: {
    readonly savedAt: string
    readonly keepThis: () => void
    readonly takeOther: () => DraftContent
  } | null
  /** The form is sent or given up: nothing remains, here or on the server. */
  readonly clear: () => Promise<void>
}

type Offered = { readonly id: string; readonly savedAt: string; readonly content: DraftContent }

const saveDraft = async (
  kind: string,
  { id, content, savedAt }: Kept,
): Promise<{ savedAt: string } | { other: Stored | null }> => {
  try {
    return await call(casesContract.saveDraft, { params: { id }, body: { kind, content, basedOn: savedAt } })
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'cases.draftElsewhere') throw error
    const { drafts } = await call(casesContract.drafts, {})
    const other = drafts.find((draft) => draft.id === id)
    return { other: other ? { savedAt: other.savedAt, content: (other.content ?? {}) as DraftContent } : null }
  }
}

const dropDraft = (id: string): Promise<unknown> => call(casesContract.dropDraft, { params: { id } })

/** Keeps what is typed into a form of a kind: survives a reload, a lost connection and the end of a sign-in. */
export const useDraft = (kind: string): Draft => {
  const me = useMe()
  const onServer = useCan('cases.register')
  const place = keptAs(`draft.${me.account.id}.${kind}`)
  const [start] = useState(() => readKept(place))
  const [id, setId] = useState(() => start?.id ?? newId())
  const [shown, setShown] = useState<{ state: KeptState; savedAt: string | null; other: Stored | null }>({
    state: start ? (start.behind ? 'kept' : 'saved') : 'empty',
    savedAt: start?.savedAt ?? null,
    other: null,
  })
  const [offered, setOffered] = useState<Offered | null>(null)
  const [keeper] = useState(() =>
    makeKeeper({
      place,
      id,
      save: onServer ? (kept) => saveDraft(kind, kept) : null,
      drop: dropDraft,
      tell: (state, savedAt, other) => setShown({ state, savedAt, other: other ?? null }),
    }),
  )

  useEffect(() => {
    keeper.resume()
    return () => keeper.leave()
  }, [keeper])

  useEffect(() => {
    if (start || !onServer) return
    let gone = false
    call(casesContract.drafts, {}).then(
      ({ drafts }) => {
        const [latest] = drafts
          .filter((draft) => draft.kind === kind)
          .sort((a, b) => b.savedAt.localeCompare(a.savedAt))
        if (gone || !latest) return
        setOffered({ id: latest.id, savedAt: latest.savedAt, content: (latest.content ?? {}) as DraftContent })
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [start, kind, onServer])

  const offer = offered && {
    savedAt: offered.savedAt,
    take: (): DraftContent => {
      setId(offered.id)
      keeper.take({ ...offered, behind: false })
      setOffered(null)
      return offered.content
    },
    drop: (): void => {
      dropDraft(offered.id).catch(() => undefined)
      setOffered(null)
    },
  }
  const { state, savedAt, other } = shown
  const setAside = (content: DraftContent): void =>
    void saveDraft(kind, { id: newId(), content, savedAt: null, behind: true }).catch(() => undefined)
  const elsewhere = other && {
    savedAt: other.savedAt,
    keepThis: (): void => {
      setAside(other.content)
      keeper.keepThis(other)
    },
    takeOther: (): DraftContent => {
      const kept = keeper.kept()
      if (kept) setAside(kept.content)
      keeper.take({ id, ...other, behind: false })
      return other.content
    },
  }
  return {
    id,
    restored: start?.content ?? null,
    change: keeper.change,
    state,
    savedAt,
    offer,
    elsewhere,
    clear: keeper.clear,
  }
}
