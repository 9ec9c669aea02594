import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { officeWords } from './office-words.ts'
import { slipWords as words } from './slip-words.ts'
import { useSending } from './useSending.ts'

type List = Answer<typeof accountsContract.openedLists>['lists'][number]

/** The lists one opened accounts from, each to be taken back while nobody has used it; nothing where there are none. */
export const OpenedLists = ({ onDone }: { onDone: () => Promise<void> }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [asked, setAsked] = useState<List | null>(null)
  const [taken, setTaken] = useState<{ closed: number; kept: number } | null>(null)
  const { busy, error, send } = useSending()
  const found = useQuery({ queryKey: ['accounts', 'lists'], queryFn: () => call(accountsContract.openedLists, {}) })
  const lists = found.data?.lists ?? []
  const takeBack = ({ id }: List): void =>
    send(
      call(accountsContract.takeBackList, { params: { id }, body: {} }).then(async (done) => {
        setTaken(done)
        setAsked(null)
        await client.invalidateQueries({ queryKey: ['accounts', 'lists'] })
        await onDone()
      }),
    )
  if (lists.length === 0) return null
  return (
    <Sheet title={say(words.lists)}>
      <div role="status">{taken && <p className="done">{say(words.takenBack, taken)}</p>}</div>
      <ul className="posts">
        {lists.map((list) => (
          <li key={list.id}>
            <span>
              {say(words.listOf, { day: clockTime(list.at), n: list.opened, unused: list.unused })}
              {list.closed > 0 && <span className="quiet"> · {say(words.listClosed, { n: list.closed })}</span>}
            </span>
            {list.unused > 0 && <Button onClick={() => setAsked(list)}>{say(words.takeBack)}</Button>}
          </li>
        ))}
      </ul>
      {asked && (
        <Sidebar
          open
          title={say(words.takeBackTitle, { day: clockTime(asked.at).slice(0, 10) })}
          onClose={() => setAsked(null)}
        >
          <div className="stack">
            <p>{say(words.takeBackWhy, { unused: asked.unused })}</p>
            <ProblemAlert error={error} />
            <div className="next-step-buttons">
              <Button type="primary" loading={busy} onClick={() => takeBack(asked)}>
                {say(words.takeBack)}
              </Button>
              <Button onClick={() => setAsked(null)}>{say(officeWords.cancel)}</Button>
            </div>
          </div>
        </Sidebar>
      )}
    </Sheet>
  )
}
