import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { auditContract } from '#modules/audit/contract.ts'
import { roleLabel } from '#modules/identity/define.ts'
import { changeLabel } from '#modules/org/define.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { usePages } from '#web/usePages.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { Chain } from './Chain.tsx'
import { ToReview } from './ToReview.tsx'
import { changeActions, purposes, statuses, words } from './words.ts'
import { personText } from './data.ts'

type Unusual = Answer<typeof auditContract.unusual>['rows'][number]
const unusualColumns = (say: Say): readonly Column<Unusual>[] => [
  { key: 'what', title: say(words.what), primary: true, cell: (row) => say(row.rule) },
  { key: 'who', title: say(words.who), cell: (row) => personText(row.person, say) },
  { key: 'n', title: say(words.times), width: 80, cell: (row) => row.n },
  { key: 'when', title: say(words.when), width: 160, quiet: true, cell: (row) => clockTime(row.at) },
  { key: 'why', title: say(words.reason), quiet: true, cell: (row) => say(row.why) },
]

type Emergency = Answer<typeof auditContract.emergency>['rows'][number]
const emergencyColumns = (say: Say): readonly Column<Emergency>[] => [
  { key: 'what', title: say(words.what), primary: true, cell: (row) => say(purposes[row.purpose]) },
  { key: 'number', title: say(words.number), cell: (row) => row.number },
  { key: 'who', title: say(words.who), cell: (row) => personText(row.person, say) },
  { key: 'reason', title: say(words.reason), cell: (row) => row.reason },
  { key: 'when', title: say(words.when), width: 160, quiet: true, cell: (row) => clockTime(row.at) },
]

/** The auditor's desk: what looks unusual, emergency views to review, the chain, changes of accounts. */
export const Component = (): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return (
    <Page
      title={say(words.audit)}
      actions={
        <Button type="primary" onClick={() => void navigate(paths.auditRecord)}>
          {say(words.record)}
        </Button>
      }
    >
      <ToReview
        name="unusual"
        title={words.unusual}
        none={words.unusualNone}
        hint={words.unusualHint}
        load={(state, cursor) => call(auditContract.unusual, { query: { state, ...(cursor ? { cursor } : {}) } })}
        send={(id, body) => call(auditContract.reviewUnusual, { params: { id }, body })}
        what={(row) => row.rule}
        columns={unusualColumns(say)}
      />
      <ToReview
        name="emergency"
        title={words.emergency}
        none={words.emergencyNone}
        hint={words.emergencyHint}
        load={(state, cursor) => call(auditContract.emergency, { query: { state, ...(cursor ? { cursor } : {}) } })}
        send={(id, body) => call(auditContract.reviewEmergency, { params: { id }, body })}
        what={(row) => purposes[row.purpose]}
        rowTo={(row) => `${paths.auditRecord}?number=${encodeURIComponent(row.number)}`}
        columns={emergencyColumns(say)}
      />
      <Chain onChange={() => void queries.invalidateQueries({ queryKey: ['audit', 'chain'] })} />
      <Changes />
    </Page>
  )
}

type Change = Answer<typeof auditContract.changes>['rows'][number]

// Whoever gives a post gives no reason: its role stands in the place of one.
const reasonOf = ({ purpose, role }: Change, say: Say): string | null => {
  const status = purpose ? statuses[purpose] : undefined
  return status ? say(status) : purpose === role ? null : purpose
}

const detailOf = (row: Change, say: Say): string =>
  [
    ...row.kinds.map((kind) => say(changeLabel(kind))),
    row.role && say(roleLabel(row.role)),
    row.unit,
    row.from && say(words.since, { day: row.from }),
    row.to && say(words.until, { day: row.to }),
    reasonOf(row, say),
  ]
    .filter(Boolean)
    .join(' ')

const Changes = (): ReactNode => {
  const say = useSay()
  const found = usePages(['audit', 'changes'], (cursor) =>
    call(auditContract.changes, { query: cursor ? { cursor } : {} }),
  )
  const columns: readonly Column<Change>[] = [
    {
      key: 'change',
      title: say(words.change),
      primary: true,
      cell: (row) => say(changeActions[row.action] ?? words.change),
    },
    { key: 'account', title: say(words.account), cell: (row) => `${row.name} ${row.username}` },
    { key: 'detail', title: say(words.what), cell: (row) => detailOf(row, say) },
    { key: 'by', title: say(words.by), cell: (row) => `${row.byUnit} ${row.by}` },
    { key: 'when', title: say(words.when), width: 160, quiet: true, cell: (row) => clockTime(row.at) },
  ]
  return (
    <Sheet title={say(words.changes)}>
      <ProblemAlert error={found.error} />
      <RowCards
        name="audit-changes"
        label={say(words.changes)}
        columns={columns}
        rows={found.error ? [] : found.rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={say(words.changesNone)} hint={say(words.changesHint)} />}
        onMore={found.more}
        loadingMore={found.loadingMore}
      />
    </Sheet>
  )
}
