import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { type Concern, concerns } from '#modules/identity/rules/concerns.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { usePages } from '#web/usePages.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { officeWords } from './office-words.ts'
import { reviewWords as words } from './review-words.ts'
import { Vacant } from './Vacant.tsx'
import { useSending } from './useSending.ts'
import { identityWords } from './words.ts'

type Row = Answer<typeof accountsContract.review>['accounts'][number]

const columnsIn = (say: Say): readonly Column<Row>[] => [
  { key: 'name', title: say(officeWords.name), primary: true, width: 110, cell: ({ name }) => name },
  { key: 'user', title: say(officeWords.account), width: 150, cell: ({ username }) => <code>{username}</code> },
  {
    key: 'why',
    title: say(words.why),
    cell: (row) => row.concerns.map((one) => <div key={one}>{say(concerns[one])}</div>),
  },
  {
    key: 'posts',
    title: say(officeWords.posts),
    quiet: true,
    cell: ({ posts }) => posts.map((title) => <div key={title.zh}>{say(title)}</div>),
  },
  {
    key: 'lastIn',
    title: say(officeWords.lastIn),
    width: 160,
    quiet: true,
    cell: ({ lastIn, createdAt }) =>
      say(lastIn ? officeWords.lastOn : officeWords.never, { day: clockTime(lastIn ?? createdAt).slice(0, 10) }),
  },
]

/** Accounts unused, or more than their holders need, for the three offices; the administrator disables them from here. */
export const Component = (): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const mayClose = useCan('identity.accounts')
  const mayEnd = useCan('identity.posts')
  const [only, setOnly] = useState<Concern | null>(null)
  const [asked, setAsked] = useState<readonly Row[] | null>(null)
  const list = usePages(['accounts', 'review'], async (cursor) => {
    const { accounts, next } = await call(accountsContract.review, { query: cursor ? { cursor } : {} })
    return { rows: accounts, next }
  })
  const { busy, error, send } = useSending()
  const all = list.rows
  const rows = only === null ? all : all?.filter((row) => row.concerns.includes(only))
  const kinds = (Object.keys(concerns) as Concern[]).flatMap((key) => {
    const n = all?.filter((row) => row.concerns.includes(key)).length ?? 0
    return n > 0 ? [{ key, n }] : []
  })
  const rested = all?.filter((row) => row.concerns.includes('unused90') && !row.mine) ?? []
  const close = (which: readonly Row[]): void =>
    send(
      (async () => {
        for (const { id } of which)
          await call(identityContract.setAccountStatus, { params: { id }, body: { status: 'disabled' } })
        setAsked(null)
      })().finally(() => queries.invalidateQueries({ queryKey: ['accounts'] })),
    )
  const actions = (row: Row): ReactNode => {
    if (row.mine) return <span className="quiet">{say(officeWords.mine)}</span>
    if (mayClose)
      return (
        <Button size="small" onClick={() => setAsked([row])}>
          {say(identityWords.disable)}
        </Button>
      )
    return mayEnd ? <Link to={paths.posts}>{say(words.toPosts)}</Link> : null
  }
  return (
    <Page title={say(words.title)}>
      <ProblemAlert error={list.error ?? (asked ? null : error)} />
      <Vacant />
      <Sheet
        extra={
          mayClose &&
          rested.length > 1 && (
            <Button onClick={() => setAsked(rested)}>{say(words.closeAll, { n: rested.length })}</Button>
          )
        }
      >
        <p className="quiet">{say(mayClose ? words.whyAdmin : mayEnd ? words.whySecurity : words.whyAuditor)}</p>
        {kinds.length > 0 && (
          <div className="next-step-buttons" role="group" aria-label={say(words.why)}>
            <Button
              aria-pressed={only === null}
              type={only === null ? 'primary' : 'default'}
              onClick={() => setOnly(null)}
            >
              {say(words.all, { n: all?.length ?? 0 })}
            </Button>
            {kinds.map(({ key, n }) => (
              <Button
                key={key}
                aria-pressed={only === key}
                type={only === key ? 'primary' : 'default'}
                onClick={() => setOnly(key)}
              >
                {`${say(concerns[key])} (${n})`}
              </Button>
            ))}
          </div>
        )}
        {!list.error && (
          <RowCards
            atOnce={100}
            name="review"
            label={say(words.title)}
            columns={columnsIn(say)}
            rows={rows}
            rowKey={({ id }) => id}
            onMore={list.more}
            loadingMore={list.loadingMore}
            {...(mayClose || mayEnd ? { actions } : {})}
            empty={<EmptyState title={say(words.none)} hint={say(words.noneHint)} />}
          />
        )}
      </Sheet>
      {asked && (
        <Sidebar
          open
          title={
            asked.length === 1
              ? say(identityWords.disableTitle, { name: asked[0]?.name ?? '' })
              : say(words.closeAll, { n: asked.length })
          }
          onClose={() => setAsked(null)}
        >
          <div className="stack">
            <p>{say(identityWords.disableWhy)}</p>
            {asked.length > 1 && <p className="quiet">{asked.map(({ name }) => name).join('、')}</p>}
            <ProblemAlert error={error} />
            <div className="next-step-buttons">
              <Button type="primary" loading={busy} onClick={() => close(asked)}>
                {say(identityWords.disable)}
              </Button>
              <Button onClick={() => setAsked(null)}>{say(officeWords.cancel)}</Button>
            </div>
          </div>
        </Sidebar>
      )}
    </Page>
  )
}
