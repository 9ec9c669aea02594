import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import type { DraftContent } from '#web/ui/draft-keeper.ts'
import { keys } from '../data.ts'
import { words } from './words.ts'

/** What was left unfinished in this kind, the present form apart; going on with one moves it here. */
export const Drafts = ({
  kind,
  own,
  onTake,
}: {
  kind: string
  own: string
  onTake: (content: DraftContent) => void
}): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const found = useQuery({ queryKey: keys.drafts, queryFn: () => call(casesContract.drafts, {}), staleTime: 10_000 })
  const drafts = found.data?.drafts.filter((draft) => draft.kind === kind && draft.id !== own) ?? []
  if (drafts.length < 2 && !open) return null
  const drop = async (id: string): Promise<void> => {
    await call(casesContract.dropDraft, { params: { id } }).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: keys.drafts })
  }
  return (
    <>
      <Button type="link" className="case-more" onClick={() => setOpen(true)}>
        {say(words.drafts, { n: drafts.length })}
      </Button>
      <Sidebar open={open} title={say(words.draftsTitle)} onClose={() => setOpen(false)}>
        <ul className="case-plain">
          {drafts.map((draft) => (
            <li key={draft.id}>
              <p>{clockTime(draft.savedAt)}</p>
              <p className="case-help">{firstWords(draft.content)}</p>
              <div className="case-row">
                <Button
                  onClick={() => {
                    onTake((draft.content ?? {}) as DraftContent)
                    setOpen(false)
                    void drop(draft.id)
                  }}
                >
                  {say(words.draftTake)}
                </Button>
                <Button type="text" onClick={() => void drop(draft.id)}>
                  {say(words.draftDrop)}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </Sidebar>
    </>
  )
}

/** The beginning of the note, so that one draft is known from another. */
const firstWords = (content: unknown): string => {
  const data = (content as { data?: Record<string, unknown> } | null)?.data ?? {}
  const text = Object.values(data).find((value): value is string => typeof value === 'string' && value.length > 1) ?? ''
  return [...text].slice(0, 40).join('')
}
