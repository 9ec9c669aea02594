import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
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

/** 通知: what others did that concerns this post. A notice never tells what a matter is about. */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = useQuery({ queryKey: keys.notices, queryFn: () => call(casesContract.notices, {}), retry: retryLost })
  const rows = found.data?.rows
  const unread = rows?.filter((row) => !row.read).map((row) => row.id) ?? []
  const read = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return
    await call(casesContract.readNotices, { body: { ids: ids.slice(0, 100) } }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: keys.notices })
  }
  return (
    <Page
      title={say(words.notices)}
      actions={unread.length > 0 && <Button onClick={() => void read(unread)}>{say(words.markRead)}</Button>}
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
                    onClick={() => void read(row.read ? [] : [row.id])}
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
        </Sheet>
      )}
    </Page>
  )
}
