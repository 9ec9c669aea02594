import { useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { usePages } from '#web/usePages.ts'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { words } from './words.ts'

type Verdict = 'normal' | 'act'
type Row = {
  readonly id: string
  readonly review: { readonly by: string; readonly verdict: Verdict; readonly remark: string } | null
}
type State = 'open' | 'all'

/** A list of what waits for a review, each with 〔复核〕: in order, or to be acted on, with a remark. */
export const ToReview = <T extends Row>({
  name,
  title,
  none,
  hint,
  load,
  send,
  what,
  rowTo,
  columns,
}: {
  name: string
  title: Label
  none: Label
  /** What brings a row here. */
  hint: Label
  load: (state: State, cursor: string) => Promise<{ rows: T[]; next: string | null }>
  send: (id: string, body: { verdict: Verdict; remark: string }) => Promise<{ told: readonly string[] }>
  what: (row: T) => Label
  /** Where a row leads, when it leads anywhere. */
  rowTo?: (row: T) => string
  columns: readonly Column<T>[]
}): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const [state, setState] = useState<State>('open')
  const [asked, setAsked] = useState<T | null>(null)
  const [verdict, setVerdict] = useState<Verdict>('normal')
  const [told, setTold] = useState<readonly string[] | null>(null)
  const found = usePages(['audit', name, state], (cursor) => load(state, cursor))
  const actions = (row: T): ReactNode =>
    row.review ? (
      <span className="quiet">
        {say(words.reviewed, {
          by: row.review.by,
          verdict: say(words[row.review.verdict]),
          remark: row.review.remark,
        })}
      </span>
    ) : (
      <Button
        size="small"
        onClick={() => {
          setVerdict('normal')
          setAsked(row)
        }}
      >
        {say(words.review)}
      </Button>
    )
  return (
    <Sheet
      title={say(title)}
      extra={
        <Button type="link" onClick={() => setState(state === 'open' ? 'all' : 'open')}>
          {say(state === 'open' ? words.showAll : words.showOpen)}
        </Button>
      }
    >
      <ProblemAlert error={found.error} />
      {told && (
        <p role="status">
          {told.length > 0 ? say(words.told, { names: told.join(say(words.comma)) }) : say(words.toldNobody)}
        </p>
      )}
      <RowCards
        name={`audit-${name}`}
        label={say(title)}
        columns={columns}
        rows={found.error ? [] : found.rows}
        rowKey={(row) => row.id}
        {...(rowTo ? { rowTo } : {})}
        actions={actions}
        empty={<EmptyState title={say(none)} hint={say(hint)} />}
        onMore={found.more}
        loadingMore={found.loadingMore}
      />
      {asked && (
        <ConfirmReason
          key={asked.id}
          open
          title={say(words.reviewTitle, { what: say(what(asked)) })}
          verb={say(words.review)}
          explain={say(words.reviewWhy)}
          onClose={() => setAsked(null)}
          onConfirm={async (remark) => {
            const done = await send(asked.id, { verdict, remark })
            setTold(verdict === 'act' ? done.told : null)
            await queries.invalidateQueries({ queryKey: ['audit', name] })
          }}
        >
          <Radio.Group
            aria-label={say(words.verdict)}
            value={verdict}
            onChange={(event) => setVerdict(event.target.value as Verdict)}
            options={[
              { value: 'normal', label: say(words.normal) },
              { value: 'act', label: say(words.act) },
            ]}
          />
          {verdict === 'act' && <p className="quiet">{say(words.actWhy)}</p>}
        </ConfirmReason>
      )}
    </Sheet>
  )
}
