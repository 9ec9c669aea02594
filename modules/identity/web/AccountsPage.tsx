import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { identityContract, type Slip } from '#modules/identity/contract.ts'
import { type Role, roles } from '#modules/identity/rules.ts'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { paths } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { holdSlips } from './held-slips.ts'
import { officeWords } from './office-words.ts'
import { OpenAccount } from './OpenAccount.tsx'
import { OpenedLists } from './OpenedLists.tsx'
import { OpenList } from './OpenList.tsx'
import { PhonesOf } from './Phones.tsx'
import { phoneWords } from './phone-words.ts'
import { ShownSlip } from './ShownSlip.tsx'
import { slipWords } from './slip-words.ts'
import { useFound } from './useFound.tsx'
import { identityWords as words } from './words.ts'

type Account = Answer<typeof identityContract.accounts>['accounts'][number]
type Asking = { readonly what: 'reset' | 'disable' | 'withdraw'; readonly account: Account }

const PostsOf = ({ account }: { account: Account }): ReactNode => {
  const say = useSay()
  if (account.posts.length === 0)
    return account.asked ? say(slipWords.asked, { title: say(account.asked) }) : say(words.noPost)
  return account.posts.map((post) => {
    const role = post.role in roles ? say(roles[post.role as Role].label) : post.role
    const title = say(post.title) || role
    const named = [title, post.title.zh].some((one) => one.includes(post.unit))
    return <div key={`${post.role} ${post.unit}`}>{named ? title : say(words.postAt, { unit: post.unit, title })}</div>
  })
}

const statusOf = (account: Account, say: Say): string => {
  if (account.status !== 'active') return say(words.statusDisabled)
  if (account.held) return say(officeWords.held)
  return account.lockedUntil
    ? say(words.statusLocked, { time: clockTime(account.lockedUntil) })
    : say(words.statusActive)
}
// A slip that was used is no news once she has been in.
const slipOf = ({ slip, lastIn }: Account, say: Say): string | null =>
  slip && !(slip.state === 'used' && lastIn)
    ? say(slipWords[`state_${slip.state}`], { day: clockTime(slip.until) })
    : null

const isUntouched = ({ lastIn, slip, status }: Account): boolean =>
  status === 'active' && lastIn === null && slip !== null && slip.state !== 'used'

const columnsIn = (say: Say): readonly Column<Account>[] => [
  { key: 'name', title: say(words.realName), primary: true, width: 120, cell: (account) => account.name },
  { key: 'username', title: say(words.username), width: 160, cell: (account) => <code>{account.username}</code> },
  {
    key: 'posts',
    title: say(words.post),
    cell: (account) => <PostsOf account={account} />,
  },
  {
    key: 'status',
    title: say(words.status),
    width: 190,
    cell: (account) => (
      <>
        {statusOf(account, say)}
        {[slipOf(account, say), account.devices > 0 && say(slipWords.phones, { n: account.devices })].map(
          (line) =>
            line && (
              <div key={line} className="quiet">
                {line}
              </div>
            ),
        )}
      </>
    ),
  },
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

/** The accounts of the house: their posts and state, reset of a password, disabling. Nothing about matters. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asked] = useSearchParams()
  const [opening, setOpening] = useState<'one' | 'list' | null>(asked.has('new') ? 'one' : null)
  const [phones, setPhones] = useState<Account | null>(null)
  const [unusedOnly, setUnusedOnly] = useState(false)
  const now = useNow()
  const textOf = (one: Account): string =>
    [one.name, one.username, ...one.posts.flatMap(({ title, unit }) => [say(title), unit])].join(' ')
  const accounts = useFound(
    ['accounts', 'list'],
    async (query) => {
      const { accounts: rows, next } = await call(identityContract.accounts, { query })
      return { rows, next }
    },
    textOf,
  )
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
        {account.status === 'active' && (
          <Button size="small" onClick={() => setAsking({ what: 'reset', account })}>
            {say(isUntouched(account) ? slipWords.again : words.reset)}
          </Button>
        )}
        {account.slip?.state === 'good' && (
          <Button size="small" onClick={() => setAsking({ what: 'withdraw', account })}>
            {say(slipWords.withdraw)}
          </Button>
        )}
        {account.devices > 0 && (
          <Button size="small" onClick={() => setPhones(account)}>
            {say(phoneWords.phones)}
          </Button>
        )}
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
  const { rows, box, looking } = accounts
  const rests = (account: Account): boolean => isUnused(account, new Date(`${now.today}T12:00:00+08:00`))
  const unused = rows?.filter(rests)
  const found = unusedOnly ? accounts.found?.filter(rests) : accounts.found
  const expired = rows?.filter((account) => isUntouched(account) && account.slip?.state === 'expired') ?? []
  const againAll = async (): Promise<void> => {
    const slips: Slip[] = []
    for (const { id } of expired)
      slips.push((await call(identityContract.resetAccount, { params: { id }, body: {} })).slip)
    holdSlips(slips)
    await refresh()
    await navigate(paths.accountSlips)
  }
  return (
    <Page
      title={say(words.accounts)}
      actions={
        <>
          <Button type="primary" onClick={() => setOpening('one')}>
            {say(officeWords.open)}
          </Button>
          <Button onClick={() => setOpening('list')}>{say(slipWords.byList)}</Button>
        </>
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
        {expired.length > 1 && (
          <p>
            <Button onClick={() => void againAll().catch(setError)}>
              {say(slipWords.againAll, { n: expired.length })}
            </Button>
          </p>
        )}
        {!accounts.error && (
          <RowCards
            atOnce={100}
            name="accounts"
            label={say(words.accounts)}
            columns={columnsIn(say)}
            rows={found}
            rowKey={(account) => account.id}
            actions={actions}
            onMore={accounts.more}
            loadingMore={accounts.loadingMore}
            empty={
              <EmptyState
                title={say(looking ? officeWords.findNone : words.accountsNone)}
                hint={say(looking ? officeWords.findNoneHint : words.accountsNoneHint)}
              />
            }
          />
        )}
      </Sheet>
      <OpenedLists onDone={refresh} />
      {opening === 'one' && <OpenAccount onDone={refresh} onClose={() => setOpening(null)} />}
      {opening === 'list' && <OpenList onDone={refresh} onClose={() => setOpening(null)} />}
      {phones && (
        <PhonesOf
          account={phones}
          onClose={() => {
            setPhones(null)
            void refresh()
          }}
        />
      )}
      {asking && <AskPanel key={asking.account.id} asking={asking} onDone={refresh} onClose={() => setAsking(null)} />}
    </Page>
  )
}

const asked = {
  reset: { title: words.resetTitle, why: words.resetWhy, go: words.reset },
  disable: { title: words.disableTitle, why: words.disableWhy, go: words.disable },
  withdraw: { title: slipWords.withdrawTitle, why: slipWords.withdrawWhy, go: slipWords.withdraw },
} as const

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
  const [slip, setSlip] = useState<Slip | null>(null)
  const [held, setHeld] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const name = { name: account.name }
  const run = async (): Promise<void> => {
    const params = { id: account.id }
    if (what !== 'reset') {
      if (what === 'disable') await call(identityContract.setAccountStatus, { params, body: { status: 'disabled' } })
      else await call(accountsContract.withdrawSlip, { params })
      await onDone()
      return onClose()
    }
    const reset = await call(identityContract.resetAccount, { params, body: {} })
    setSlip(reset.slip)
    setHeld(reset.held)
    await onDone()
  }
  return (
    <Sidebar open title={say(asked[what].title, name)} onClose={onClose}>
      <div className="stack">
        {slip === null ? (
          <>
            <p>{say(asked[what].why, name)}</p>
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
                {say(asked[what].go)}
              </Button>
              <Button onClick={onClose}>{say(words.cancel)}</Button>
            </div>
          </>
        ) : (
          <>
            <p>{say(words.resetShown)}</p>
            <ShownSlip slip={slip} />
            <p className="quiet">{say(held ? words.resetHeld : words.accountsHelp)}</p>
          </>
        )}
      </div>
    </Sidebar>
  )
}
