import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { usePages } from '#web/usePages.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { officeWords } from './office-words.ts'
import { slipWords as words } from './slip-words.ts'
import { useSending } from './useSending.ts'

type Asked = Answer<typeof accountsContract.proposals>['proposals'][number]

const columnsIn = (say: Say): readonly Column<Asked>[] => [
  { key: 'name', title: say(officeWords.name), primary: true, width: 120, cell: ({ account }) => account.name },
  { key: 'user', title: say(officeWords.account), width: 160, cell: ({ account }) => <code>{account.username}</code> },
  {
    key: 'post',
    title: say(officeWords.posts),
    cell: ({ title, unit, holders }) => (
      <>
        {say(title)} ({unit.code})
        {holders.length > 0 && <div className="problem">{say(words.askedTaken, { names: holders.join('、') })}</div>}
      </>
    ),
  },
  {
    key: 'by',
    title: say(officeWords.state),
    quiet: true,
    width: 200,
    cell: ({ by, at, held }) => (
      <>
        {say(words.askedBy, { by, day: clockTime(at).slice(0, 10) })}
        {held && <div className="problem">{say(words.askedHeld)}</div>}
      </>
    ),
  },
]

// So many to one request, that none lasts long.
const many = 100

/** Posts the level above asked for with the accounts it opened: given one by one, or at once those nobody holds, or not. */
export const AskedPosts = (): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const list = usePages(['proposals'], async (cursor) => {
    const { proposals, next } = await call(accountsContract.proposals, { query: cursor ? { cursor } : {} })
    return { rows: proposals, next }
  })
  const { busy, error, send } = useSending()
  const rows = list.rows ?? []
  const free = rows.filter(({ holders }) => holders.length === 0)
  const taken = rows.length - free.length
  const decide = (asked: readonly Asked[], give: boolean): void =>
    send(
      (async () => {
        for (let from = 0; from < asked.length; from += many)
          await call(accountsContract.decideProposals, {
            body: { ids: asked.slice(from, from + many).map(({ id }) => id), give },
          })
      })().finally(() =>
        Promise.all([
          queries.invalidateQueries({ queryKey: ['proposals'] }),
          queries.invalidateQueries({ queryKey: ['holders'] }),
        ]),
      ),
    )
  const actions = (asked: Asked): ReactNode => (
    <span className="next-step-buttons">
      <Button size="small" type="primary" disabled={busy} onClick={() => decide([asked], true)}>
        {say(words.giveAsked)}
      </Button>
      <Button size="small" disabled={busy} onClick={() => decide([asked], false)}>
        {say(words.refuseAsked)}
      </Button>
    </span>
  )
  if (rows.length === 0) return error || list.error ? <ProblemAlert error={error ?? list.error} /> : null
  return (
    <Sheet
      title={say(words.askedTitle, { n: list.more ? `${rows.length}+` : rows.length })}
      extra={
        free.length > 0 && (
          <Button loading={busy} onClick={() => decide(free, true)}>
            {say(words.giveAll, { n: free.length })}
          </Button>
        )
      }
    >
      <p className="quiet">
        {say(words.askedWhy)} {taken > 0 && <strong>{say(words.giveAllBut, { n: taken })}</strong>}
      </p>
      <ProblemAlert error={error} />
      <RowCards
        atOnce={100}
        name="proposals"
        label={say(words.askedTitle, { n: rows.length })}
        columns={columnsIn(say)}
        rows={rows}
        rowKey={({ id }) => id}
        actions={actions}
        onMore={list.more}
        loadingMore={list.loadingMore}
        empty={null}
      />
    </Sheet>
  )
}
