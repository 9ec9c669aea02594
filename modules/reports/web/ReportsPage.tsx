import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { toReport } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import type { ReportHead } from '../contract.ts'
import { useReports } from './data.ts'
import { NewReport } from './NewReport.tsx'
import { words } from './words.ts'
import './reports.css'

/** 材料: the reports of one's range, the last written first, and ＋写材料. */
export const Component = (): ReactNode => {
  const say = useSay()
  const mayWrite = useCan('reports.write')
  const [writing, setWriting] = useState(false)
  const found = useReports()
  const button = (
    <Button type="primary" onClick={() => setWriting(true)}>
      ＋{say(words.write)}
    </Button>
  )
  return (
    <Page title={say(words.papers)} actions={mayWrite ? button : undefined}>
      <Sheet>
        <ProblemAlert error={found.error} />
        <RowCards
          name="reports"
          label={say(words.papers)}
          columns={columnsOf(say)}
          rows={found.error && !found.data ? [] : found.data?.pages.flatMap(({ reports }) => reports)}
          rowKey={({ id }) => id}
          rowTo={({ id }) => toReport(id)}
          empty={
            found.error ? null : (
              <EmptyState title={say(words.empty)} hint={say(mayWrite ? words.emptyHint : words.emptyReads)} />
            )
          }
          onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          loadingMore={found.isFetchingNextPage}
        />
      </Sheet>
      <NewReport open={writing} onClose={() => setWriting(false)} />
    </Page>
  )
}

const columnsOf = (say: Say): Column<ReportHead>[] => [
  { key: 'title', title: say(words.title), primary: true, width: 460, cell: ({ title }) => title },
  {
    key: 'status',
    title: say(words.status),
    width: 100,
    cell: ({ status }) => <span className="tag">{say(status === 'frozen' ? words.frozen : words.draft)}</span>,
  },
  { key: 'owner', title: say(words.owner), cell: ({ owner }) => owner },
  {
    key: 'saved',
    title: say(words.saved),
    quiet: true,
    cell: ({ savedAt, savedBy }) => say(words.savedBy, { time: clockTime(savedAt), by: savedBy }),
  },
]
