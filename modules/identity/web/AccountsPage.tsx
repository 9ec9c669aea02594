import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { type Role, roles } from '#modules/identity/rules.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { officeWords } from './office-words.ts'
import { OpenAccount } from './OpenAccount.tsx'
import { useFound } from './useFound.tsx'
import { identityWords as words } from './words.ts'

type Account = Answer<typeof identityContract.accounts>['accounts'][number]
type Asking = { readonly what: 'reset' | 'disable'; readonly account: Account }

const PostsOf = ({ account }: { account: Account }): ReactNode => {
  const say = useSay()
  if (account.posts.length === 0) return say(words.noPost)
  return account.posts.map((post) => {
    const role = post.role in roles ? say(roles[post.role as Role].label) : post.role
    return <div key={`${post.role} ${post.unit}`}>{say(post.title) || `${post.unit} ${role}`}</div>
  })
}

const statusOf = (account: Account, say: Say): string => {
  if (account.status !== 'active') return say(words.statusDisabled)
  if (account.held) return say(officeWords.held)
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
    key: 'lastIn',
    title: say(officeWords.lastIn),
    width: 170,
    quiet: true,
    cell: ({ lastIn, createdAt }) =>
      say(lastIn ? officeWords.lastOn : officeWords.never, { day: clockTime(lastIn ?? createdAt).slice(0, 10) }),
  },
]

/** An account nobody used for so many days is to be disabled (MLPS 8.1.4.2). */
const unusedDays = 90

const isUnused = (account: Account, now: Date): boolean =>
  account.status === 'active' &&
  (account.lastIn === null || now.getTime() - new Date(account.lastIn).getTime() > unusedDays * 86_400_000)

const help = [words.accountsHelp, words.accountsHelpLaw]

/** The accounts of the house: their posts and state, reset of a password, disabling. Nothing about matters. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [opening, setOpening] = useState(false)
  const [unusedOnly, setUnusedOnly] = useState(false)
  const now = useNow()
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
  const rows = accounts.data?.accounts
  const textOf = (one: Account): string =>
    [one.name, one.username, ...one.posts.flatMap(({ title, unit }) => [say(title), unit])].join(' ')
  const unused = rows?.filter((account) => isUnused(account, new Date(`${now.today}T12:00:00+08:00`)))
  const { box, found, looking } = useFound(unusedOnly ? unused : rows, textOf)
  return (
    <Page
      title={say(words.accounts)}
      help={help}
      actions={
        <Button type="primary" onClick={() => setOpening(true)}>
          {say(officeWords.open)}
        </Button>
      }
    >
      <ProblemAlert error={accounts.error ?? error} />
      <Sheet
        extra={
          unused &&
          unused.length > 0 && (
            <Button type="link" onClick={() => setUnusedOnly(!unusedOnly)}>
              {unusedOnly
                ? say(officeWords.everyone)
                : say(officeWords.unusedOnly, { days: unusedDays, n: unused.length })}
            </Button>
          )
        }
      >
        {box}
        {!accounts.isError && (
          <RowCards
            name="accounts"
            label={say(words.accounts)}
            columns={columnsIn(say)}
            rows={found}
            rowKey={(account) => account.id}
            actions={actions}
            empty={<EmptyState title={say(looking ? officeWords.findNone : words.accountsNone)} />}
          />
        )}
      </Sheet>
      {opening && <OpenAccount onDone={refresh} onClose={() => setOpening(false)} />}
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
  const [held, setHeld] = useState(false)
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
    const reset = await call(identityContract.resetAccount, { params, body: {} })
    setPassword(reset.password)
    setHeld(reset.held)
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
              <code>{account.username}</code>
              <br />
              <code>{password}</code>
            </p>
            <p className="quiet">{say(held ? words.resetHeld : words.accountsHelp)}</p>
          </>
        )}
      </div>
    </Sidebar>
  )
}
