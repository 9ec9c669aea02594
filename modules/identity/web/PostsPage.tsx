import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { AskedPosts } from './AskedPosts.tsx'
import { GivePost } from './GivePost.tsx'
import { useFound } from './useFound.tsx'
import { officeWords as words } from './office-words.ts'

export type Holder = Answer<typeof identityContract.holders>['holders'][number]
type Held = Holder['posts'][number]
type Asking =
  | { readonly what: 'give' | 'release'; readonly holder: Holder }
  | { readonly what: 'end'; readonly holder: Holder; readonly post: Held }

const columnsIn = (say: Say, onEnd: (holder: Holder, post: Held) => void): readonly Column<Holder>[] => [
  { key: 'name', title: say(words.name), primary: true, width: 120, cell: (holder) => holder.name },
  { key: 'username', title: say(words.account), width: 160, cell: (holder) => <code>{holder.username}</code> },
  {
    key: 'posts',
    title: say(words.posts),
    cell: (holder) =>
      holder.posts.length === 0
        ? say(words.noPost)
        : holder.posts.map((post) => (
            <div key={post.id}>
              {say(post.title)}{' '}
              <span className="quiet">
                {say(post.to ? words.fromTo : words.from, { from: post.from, to: post.to ?? '' })}
              </span>{' '}
              {!holder.mine && post.within && (
                <Button
                  size="small"
                  type="link"
                  aria-label={`${say(words.end)} ${say(post.title)}`}
                  onClick={() => onEnd(holder, post)}
                >
                  {say(words.end)}
                </Button>
              )}
            </div>
          )),
  },
  {
    key: 'state',
    title: say(words.state),
    width: 130,
    quiet: true,
    cell: (holder) => (holder.status !== 'active' ? say(words.disabled) : holder.held ? say(words.held) : ''),
  },
]

/** The security administrator's desk: who holds which post, from when to when; giving and ending them, releasing reset accounts. */
export const Component = (): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Asking | null>(null)
  const list = useFound(
    ['holders'],
    async (query) => {
      const { holders, next } = await call(identityContract.holders, { query })
      return { rows: holders, next }
    },
    (one) => [one.name, one.username, ...one.posts.flatMap(({ title, unit }) => [say(title), unit.name])].join(' '),
  )
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['holders'] })
  const close = (): void => setAsking(null)
  const actions = (holder: Holder): ReactNode =>
    holder.mine ? (
      <span className="quiet">{say(words.mine)}</span>
    ) : (
      <span className="next-step-buttons">
        {holder.releasable && (
          <Button size="small" type="primary" onClick={() => setAsking({ what: 'release', holder })}>
            {say(words.release)}
          </Button>
        )}
        {holder.status === 'active' && (
          <Button size="small" onClick={() => setAsking({ what: 'give', holder })}>
            {say(words.give)}
          </Button>
        )}
      </span>
    )
  return (
    <Page title={say(words.postsTitle)}>
      <ProblemAlert error={list.error} />
      <AskedPosts />
      <Sheet>
        {list.box}
        <RowCards
          atOnce={100}
          name="holders"
          label={say(words.postsTitle)}
          columns={columnsIn(say, (holder, post) => setAsking({ what: 'end', holder, post }))}
          rows={list.error ? [] : list.found}
          onMore={list.more}
          loadingMore={list.loadingMore}
          rowKey={(holder) => holder.id}
          actions={actions}
          empty={
            <EmptyState
              title={say(list.looking ? words.findNone : words.holdersNone)}
              hint={say(list.looking ? words.findNoneHint : words.holdersNoneHint)}
            />
          }
        />
      </Sheet>
      {asking?.what === 'give' && <GivePost holder={asking.holder} onDone={refresh} onClose={close} />}
      {asking?.what === 'end' && <EndPost {...asking} onDone={refresh} onClose={close} />}
      {asking?.what === 'release' && <Release holder={asking.holder} onDone={refresh} onClose={close} />}
    </Page>
  )
}

type Panel = { readonly holder: Holder; readonly onDone: () => Promise<void>; readonly onClose: () => void }

const EndPost = ({ holder, post, onDone, onClose }: Panel & { post: Held }): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const [on, setOn] = useState<string>(today)
  const [anyway, setAnyway] = useState(false)
  return (
    <ConfirmReason
      open
      title={say(words.endTitle, { name: holder.name, title: say(post.title) })}
      verb={say(words.end)}
      explain={say(words.endWhy)}
      onClose={onClose}
      onConfirm={async (reason) => {
        await call(identityContract.endPost, { params: { id: post.id }, body: { on, reason, anyway } })
        await onDone()
      }}
    >
      <label htmlFor="post-last-day">{say(words.lastDay)}</label>
      <DateField id="post-last-day" value={on} onChange={setOn} />
      <Checkbox checked={anyway} onChange={(event) => setAnyway(event.target.checked)}>
        {say(words.endAnyway)}
      </Checkbox>
    </ConfirmReason>
  )
}

const Release = ({ holder, onDone, onClose }: Panel): ReactNode => {
  const say = useSay()
  const [dropFactor, setDropFactor] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const release = (): void => {
    setBusy(true)
    setError(null)
    call(identityContract.releaseAccount, { params: { id: holder.id }, body: { dropFactor } })
      .then(onDone)
      .then(onClose)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar open title={say(words.releaseTitle, { name: holder.name })} onClose={onClose}>
      <div className="stack">
        <p>{say(words.releaseWhy)}</p>
        <Checkbox checked={dropFactor} onChange={(event) => setDropFactor(event.target.checked)}>
          {say(words.dropFactor)}
        </Checkbox>
        <ProblemAlert error={error} />
        <div className="next-step-buttons">
          <Button type="primary" loading={busy} onClick={release}>
            {say(words.releaseGo)}
          </Button>
          <Button onClick={onClose}>{say(words.cancel)}</Button>
        </div>
      </div>
    </Sidebar>
  )
}
