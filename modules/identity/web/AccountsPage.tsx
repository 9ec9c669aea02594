import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { type Role, roles } from '#modules/identity/rules.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { identityWords as words } from './words.ts'

type Account = Answer<typeof identityContract.accounts>['accounts'][number]
type Asking = { readonly what: 'reset' | 'disable'; readonly account: Account }

const PostsOf = ({ account }: { account: Account }): ReactNode => {
  const say = useSay()
  if (account.posts.length === 0) return say(words.noPost)
  return account.posts.map((post) => {
    const role = post.role in roles ? say(roles[post.role as Role].label) : post.role
    return <div key={`${post.role} ${post.unit}`}>{post.title || `${post.unit} ${role}`}</div>
  })
}

const statusOf = (account: Account, say: Say): string => {
  if (account.status !== 'active') return say(words.statusDisabled)
  return account.lockedUntil
    ? say(words.statusLocked, { time: clockTime(account.lockedUntil) })
    : say(words.statusActive)
}
const columnsIn = (say: Say): readonly Column<Account>[] => [
  { key: 'name', title: say(words.realName), primary: true, width: 120, cell: (account) => account.name },
  { key: 'username', title: say(words.username), width: 160, cell: (account) => <code>{account.username}</code> },
  {
    key: 'posts',
    title: say(words.post),
    cell: (account) => <PostsOf account={account} />,
  },
  { key: 'status', title: say(words.status), width: 150, cell: (account) => statusOf(account, say) },
  {
    key: 'opened',
    title: say(words.opened),
    width: 120,
    quiet: true,
    cell: (account) => clockTime(account.createdAt).slice(0, 10),
  },
]

const help = [words.accountsHelp, words.accountsHelpLaw]

/** The accounts of the house: their posts and state, reset of a password, disabling. Nothing about matters. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [error, setError] = useState<unknown>(null)
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => call(identityContract.accounts, {}) })
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['accounts'] })
  const enable = (account: Account): void => {
    call(identityContract.setAccountStatus, { params: { id: account.id }, body: { status: 'active' } })
      .then(refresh)
      .catch(setError)
  }
  const actions = (account: Account): ReactNode => {
    if (account.id === me.account.id) return null
    return (
      <span className="next-step-buttons">
        <Button size="small" onClick={() => setAsking({ what: 'reset', account })}>
          {say(words.reset)}
        </Button>
        {account.status === 'active' ? (
          <Button size="small" onClick={() => setAsking({ what: 'disable', account })}>
            {say(words.disable)}
          </Button>
        ) : (
          <Button size="small" onClick={() => enable(account)}>
            {say(words.enable)}
          </Button>
        )}
      </span>
    )
  }
  return (
    <Page title={say(words.accounts)} crumbs={[{ label: say(words.me), to: paths.me }]} help={help}>
      <ProblemAlert error={accounts.error ?? error} />
      <Sheet>
        {!accounts.isError && (
          <RowCards
            name="accounts"
            label={say(words.accounts)}
            columns={columnsIn(say)}
            rows={accounts.data?.accounts}
            rowKey={(account) => account.id}
            actions={actions}
            empty={<EmptyState title={say(words.accountsNone)} />}
          />
        )}
      </Sheet>
      {asking && <AskPanel key={asking.account.id} asking={asking} onDone={refresh} onClose={() => setAsking(null)} />}
    </Page>
  )
}

const AskPanel = ({
  asking: { what, account },
  onDone,
  onClose,
}: {
  asking: Asking
  onDone: () => Promise<void>
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const [password, setPassword] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const name = { name: account.name }
  const run = async (): Promise<void> => {
    const params = { id: account.id }
    if (what === 'disable') {
      await call(identityContract.setAccountStatus, { params, body: { status: 'disabled' } })
      await onDone()
      return onClose()
    }
    setPassword((await call(identityContract.resetAccount, { params, body: {} })).password)
    await onDone()
  }
  return (
    <Sidebar open title={say(what === 'reset' ? words.resetTitle : words.disableTitle, name)} onClose={onClose}>
      <div className="stack">
        {password === null ? (
          <>
            <p>{say(what === 'reset' ? words.resetWhy : words.disableWhy, name)}</p>
            <ProblemAlert error={error} />
            <div className="next-step-buttons">
              <Button
                type="primary"
                loading={busy}
                onClick={() => {
                  setBusy(true)
                  setError(null)
                  run()
                    .catch(setError)
                    .finally(() => setBusy(false))
                }}
              >
                {say(what === 'reset' ? words.reset : words.disable)}
              </Button>
              <Button onClick={onClose}>{say(words.cancel)}</Button>
            </div>
          </>
        ) : (
          <>
            <p>{say(words.resetShown)}</p>
            <p className="shown-once">
              <code>{password}</code>
            </p>
            <p className="quiet">{say(words.accountsHelp)}</p>
          </>
        )}
      </div>
    </Sidebar>
  )
}
