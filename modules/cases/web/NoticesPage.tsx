import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import type { Input } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keys, retryLost } from './data.ts'
import { words } from './words.ts'
import './cases.css'

type Which = Input<(typeof casesContract)['readNotices']>['body']

/** 通知: what others did that concerns this post. A notice never tells what a matter is about. */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = useInfiniteQuery({
    queryKey: [...keys.notices, 'all'],
    queryFn: ({ pageParam }) => call(casesContract.notices, { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    retry: retryLost,
  })
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page.rows)
  const read = async (which: Which): Promise<void> => {
    await call(casesContract.readNotices, { body: which }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: keys.notices })
  }
  // What arrives meanwhile has not been seen: only what came up to the newest one here is marked.
  const until = rows?.[0]?.at
  return (
    <Page
      title={say(words.notices)}
      actions={
        until && (first?.unread ?? 0) > 0 && <Button onClick={() => void read({ until })}>{say(words.markRead)}</Button>
      }
    >
      <ProblemAlert error={found.error} />
      {rows?.length === 0 && <EmptyState title={say(words.noticesNone)} hint={say(words.noticesNoneHint)} />}
      {rows && rows.length > 0 && (
        <Sheet>
          <ul className="case-plain">
            {rows.map((row) => (
              <li key={row.id} className="case-line">
                {row.home && row.caseId ? (
                  <Link
                    to={toMatter({ home: row.home, id: row.caseId })}
                    onClick={() => void (row.read || read({ ids: [row.id] }))}
                  >
                    {say(row.text)}
                  </Link>
                ) : (
                  <span>{say(row.text)}</span>
                )}
                <span className="case-help">
                  {!row.read && <span className="tag">{say(words.unread)}</span>} {clockTime(row.at)}
                </span>
              </li>
            ))}
          </ul>
          {found.hasNextPage && (
            <div className="rows-more">
              <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {say(words.moreNotices)}
              </Button>
            </div>
          )}
        </Sheet>
      )}
    </Page>
  )
}
