import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import { auditContract } from '#modules/audit/contract.ts'
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
import { personText } from './data.ts'
import { fields, words } from './words.ts'

type Look = Answer<typeof auditContract.record>['rows'][number]

const doneText = (row: Look, say: Say): string =>
  [
    say(row.done),
    row.field ? say(fields[row.field] ?? words.action) : '',
    row.result === 'ok' ? '' : say(words.refused),
  ].join(' ')

const columnsIn = (say: Say): readonly Column<Look>[] => [
  { key: 'when', title: say(words.when), width: 160, cell: (row) => clockTime(row.at) },
  {
    key: 'who',
    title: say(words.who),
    primary: true,
    cell: (row) => `${personText(row.person, say)} ${row.person.unit}`,
  },
  { key: 'what', title: say(words.action), cell: (row) => doneText(row, say) },
  {
    key: 'why',
    title: say(words.reason),
    quiet: true,
    cell: (row) => row.purpose && say(row.purpose),
  },
]

/** 查一条记录: by its exact number, who looked at it, when and why. */
export const Component = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const [params, setParams] = useSearchParams()
  const number = params.get('number') ?? ''
  const [typed, setTyped] = useState(number)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setParams(typed.trim() ? { number: typed.trim() } : {})
  }
  return (
    <Page title={say(words.record)} crumbs={[{ label: say(words.audit), to: paths.audit }]}>
      <Sheet>
        <form className="stack" onSubmit={submit}>
          <label htmlFor={id}>{say(words.number)}</label>
          <Input
            id={id}
            autoFocus
            autoComplete="off"
            maxLength={40}
            value={typed}
            aria-describedby={`${id}why`}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p id={`${id}why`} className="quiet">
            {say(words.recordLead)}
          </p>
          <div>
            <Button type="primary" htmlType="submit">
              {say(words.recordGo)}
            </Button>
          </div>
        </form>
      </Sheet>
      {number && <Looks key={number} number={number} />}
    </Page>
  )
}

const Looks = ({ number }: { number: string }): ReactNode => {
  const say = useSay()
  const found = usePages(['audit', 'record', number], (cursor) =>
    call(auditContract.record, { query: { number, ...(cursor ? { cursor } : {}) } }),
  )
  return (
    <Sheet title={number}>
      {found.error ? (
        <ProblemAlert error={found.error} />
      ) : (
        <RowCards
          name="audit-record"
          label={number}
          columns={columnsIn(say)}
          rows={found.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={say(words.recordNone)} hint={say(words.recordHint)} />}
          onMore={found.more}
          loadingMore={found.loadingMore}
        />
      )}
    </Sheet>
  )
}
