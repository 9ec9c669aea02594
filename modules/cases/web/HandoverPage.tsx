import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { toHandover } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { refreshLists, retryLost } from './data.ts'
import { PrepareHandover } from './PrepareHandover.tsx'
import { handoverWords as words } from './handover-words.ts'
import './cases.css'

const key = ['cases', 'handovers']
type Found = Answer<typeof casesContract.handovers>
export type PostLeft = Found['posts'][number]

/** 移交: what posts still have in hand, and the lists by which it goes to who follows. */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = useQuery({ queryKey: key, queryFn: () => call(casesContract.handovers, {}), retry: retryLost })
  const [preparing, setPreparing] = useState<PostLeft | null>(null)
  const [said, setSaid] = useState('')
  const refresh = (): Promise<void> => {
    refreshLists(client)
    return client.invalidateQueries({ queryKey: key })
  }
  // The security administrator gives a word here and has nothing of her own to hand over.
  const works = useMe().permissions.includes('cases.read')
  const posts = found.data?.posts.filter(({ left }) => left.matters + left.requests > 0)
  return (
    <Page title={say(words.title)}>
      <ProblemAlert error={found.error} />
      <p role="status" className={said ? 'case-done' : 'only-heard'}>
        {said}
      </p>
      {works && (
        <Sheet title={say(words.posts)}>
          {posts?.length === 0 && <EmptyState title={say(words.none)} hint={say(words.noneHint)} />}
          <ul className="case-plain">
            {posts?.map((post) => (
              <li key={post.id} className="case-line">
                <span>
                  <strong>{post.name}</strong> · {say(post.title)}
                  <br />
                  {say(words.left, { ...post.left })}
                </span>
                <Button
                  type={post.mine ? 'primary' : 'default'}
                  aria-label={`${say(words.prepare)} ${post.name}`}
                  onClick={() => setPreparing(post)}
                >
                  {say(words.prepare)}
                </Button>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {!works && found.data?.handovers.length === 0 && (
        <EmptyState title={say(words.noLists)} hint={say(words.noListsHint)} />
      )}
      {found.data && found.data.handovers.length > 0 && (
        <Sheet title={say(words.lists)}>
          <ul className="case-plain">
            {found.data.handovers.map((one) => (
              <Line key={one.id} one={one} onDone={refresh} onSaid={setSaid} />
            ))}
          </ul>
        </Sheet>
      )}
      {preparing && <PrepareHandover post={preparing} onDone={refresh} onClose={() => setPreparing(null)} />}
    </Page>
  )
}

const Line = ({
  one,
  onDone,
  onSaid,
}: {
  one: Found['handovers'][number]
  onDone: () => Promise<void>
  onSaid: (said: string) => void
}): ReactNode => {
  const say = useSay()
  const works = useMe().permissions.includes('cases.read')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const line = say(works ? words.line : words.names, { from: one.from.name, to: one.to.name, n: one.n })
  const params = { id: one.id }
  const send = (work: () => Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    work()
      .then(onDone)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <li className="case-line">
      <span>
        {line}{' '}
        <span className="tag">{one.wantsWord ? say(words.wants, { name: one.from.name }) : say(words[one.state])}</span>
        <ProblemAlert error={error} />
      </span>
      <span className="next-step-buttons">
        {one.mayAgree && (
          <Button
            type="primary"
            loading={busy}
            aria-label={`${say(words.agree)} ${line}`}
            onClick={() => send(() => call(casesContract.agreeHandover, { params }))}
          >
            {say(words.agree)}
          </Button>
        )}
        {one.mayAccept && (
          <Button
            type="primary"
            loading={busy}
            aria-label={`${say(words.accept)} ${line}`}
            onClick={() =>
              send(async () => {
                const { moved, stayed } = await call(casesContract.acceptHandover, { params })
                onSaid(say(stayed > 0 ? words.doneStayed : words.done, { moved, stayed }))
              })
            }
          >
            {say(words.accept)}
          </Button>
        )}
        {one.mayWithdraw && (
          <Button
            loading={busy}
            aria-label={`${say(words.withdraw)} ${line}`}
            onClick={() => send(() => call(casesContract.withdrawHandover, { params }))}
          >
            {say(words.withdraw)}
          </Button>
        )}
        {works && (
          <Link className="button-link" to={toHandover(one.id)} aria-label={`${say(words.open)} ${line}`}>
            {say(words.open)}
          </Link>
        )}
      </span>
    </li>
  )
}
