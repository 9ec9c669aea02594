import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import type { Input } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths, toMatter } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { Sidebar } from '../ui/Sidebar.tsx'
import { clockTime } from '../ui/Timeline.tsx'
import { words } from '../words.ts'

/** What others did that concerns the post; opening one marks it read. */
export const NoticesPanel = ({ onClose }: { onClose: () => void }): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const notices = useQuery({ queryKey: ['cases', 'notices'], queryFn: () => call(casesContract.notices, {}) })
  const rows = notices.data?.rows ?? []
  const read = (which: Input<(typeof casesContract)['readNotices']>['body']): void =>
    void call(casesContract.readNotices, { body: which })
      .then(() => queries.invalidateQueries({ queryKey: ['cases', 'notices'] }))
      .catch(() => undefined)
  // What arrives meanwhile has not been seen: only what came up to the newest one here is marked.
  const until = rows[0]?.at
  return (
    <Sidebar
      open
      title={say(words.notices)}
      onClose={onClose}
      footer={
        until &&
        (notices.data?.unread ?? 0) > 0 && <Button onClick={() => read({ until })}>{say(words.noticesRead)}</Button>
      }
    >
      <ProblemAlert error={notices.error} />
      {notices.data && rows.length === 0 && (
        <EmptyState title={say(words.noticesNone)} hint={say(words.noticesNoneHint)} />
      )}
      <ul className="notices">
        {rows.map((row) => (
          <li key={row.id} className={row.read ? '' : 'notice-new'}>
            {row.home && row.caseId ? (
              <Link
                to={toMatter({ home: row.home, id: row.caseId })}
                onClick={() => {
                  if (!row.read) read({ ids: [row.id] })
                  onClose()
                }}
              >
                {say(row.text)}
              </Link>
            ) : (
              <span>{say(row.text)}</span>
            )}
            <span className="quiet">
              {!row.read && <span className="tag">{say(words.unread)}</span>} {clockTime(row.at)}
            </span>
          </li>
        ))}
      </ul>
      {notices.data?.next && (
        <Link className="notices-all" to={paths.notices} onClick={onClose}>
          {say(words.noticesAll)}
        </Link>
      )}
    </Sidebar>
  )
}
