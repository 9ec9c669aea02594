import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { identityContract } from '#modules/identity/contract.ts'
import { orgContract } from '#modules/org/contract.ts'
import { beforeRecords, levelLabels } from '#modules/org/define.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { addDays } from '#platform/clock/time.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths, toUnit } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { ChangeUnit } from './ChangeUnit.tsx'
import { identityWords } from './words.ts'
import { unitWords as words } from './unit-words.ts'

export type Unit = Answer<typeof orgContract.unit>
type Child = Answer<typeof orgContract.children>['units'][number]
type Account = Answer<typeof identityContract.accounts>['accounts'][number]

/** Units for the administrator, one at a time: its place, history, what is below, who works there, and its changes. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [asked] = useSearchParams()
  const code = asked.get('code') ?? me.post.unit.code
  const [changing, setChanging] = useState(false)
  const [done, setDone] = useState<{ readonly code: string; readonly on: string } | null>(null)
  const found = useQuery({
    queryKey: ['unit', code],
    queryFn: () => call(orgContract.unit, { params: { code }, query: {} }),
  })
  const unit = found.data
  const mine =
    unit !== undefined && [unit, ...unit.above].some((one) => one.code === me.post.unit.code) && unit.validTo === null
  return (
    <Page
      title={unit?.name ?? say(words.units)}
      crumbs={(unit?.above ?? []).map((one) => ({ label: one.name, to: toUnit(one.code) }))}
      actions={
        mine && (
          <Button type="primary" onClick={() => setChanging(true)}>
            {say(words.change)}
          </Button>
        )
      }
    >
      <Sheet>
        <UnitPicker
          aria-label={say(words.find)}
          value=""
          onChange={(chosen) => chosen && void navigate(toUnit(chosen))}
        />
      </Sheet>
      <ProblemAlert error={found.error} />
      {done?.code === code && <p role="status">{say(words.done, { on: done.on })}</p>}
      {unit && (
        <>
          <Sheet>
            <KeyValue rows={factsOf(unit, say)} />
            {!mine && unit.validTo === null && <p className="quiet">{say(words.notMine)}</p>}
          </Sheet>
          {mine && <Accounts code={unit.code} />}
          {unit.validTo === null && <Below code={unit.code} />}
        </>
      )}
      {changing && unit && (
        <ChangeUnit
          unit={unit}
          onDone={async (now, on) => {
            setDone({ code: now, on })
            await queries.invalidateQueries({ queryKey: ['unit'] })
            await queries.invalidateQueries({ queryKey: ['units'] })
            await navigate(toUnit(now))
          }}
          onClose={() => setChanging(false)}
        />
      )}
    </Page>
  )
}

const factsOf = (unit: Unit, say: Say): readonly Fact[] => {
  const { validFrom: from, validTo: to } = unit
  const told = ({ name, code, on }: { name: string; code: string; on: string }) => (
    <p key={`${code}${on}`}>
      <Link to={toUnit(code)}>{say(words.on, { name, code, on })}</Link>
    </p>
  )
  const past = unit.history.filter((one) => one.validTo !== null && (one.name !== unit.name || one.code !== unit.code))
  return [
    { label: say(words.code), value: unit.code },
    { label: say(words.level), value: say(levelLabels[unit.level]) },
    {
      label: say(words.valid),
      value: [from === beforeRecords ? say(words.always) : say(words.since, { from }), to && say(words.until, { to })]
        .filter(Boolean)
        .join(say(words.comma)),
    },
    ...(past.length > 0
      ? [
          {
            label: say(words.formerly),
            value: past
              .map(({ name, code, validTo }) => say(words.once, { name, code, to: addDays(validTo ?? '', -1) }))
              .join(' '),
          },
        ]
      : []),
    ...(unit.predecessors.length > 0 ? [{ label: say(words.came), value: unit.predecessors.map(told) }] : []),
    ...(unit.successors.length > 0 ? [{ label: say(words.went), value: unit.successors.map(told) }] : []),
  ]
}

const Below = ({ code }: { code: string }): ReactNode => {
  const say = useSay()
  const found = useQuery({
    queryKey: ['units', 'below', code],
    queryFn: () => call(orgContract.children, { params: { code } }),
  })
  const columns: readonly Column<Child>[] = [
    { key: 'name', title: say(words.name), primary: true, cell: (unit) => unit.name },
    { key: 'code', title: say(words.code), width: 160, cell: (unit) => unit.code },
    { key: 'level', title: say(words.level), width: 120, quiet: true, cell: (unit) => say(levelLabels[unit.level]) },
  ]
  return (
    <Sheet title={say(words.below)}>
      <ProblemAlert error={found.error} />
      {!found.isError && (
        <RowCards
          name="units-below"
          label={say(words.below)}
          columns={columns}
          rows={found.data?.units}
          rowKey={(unit) => unit.code}
          rowTo={(unit) => toUnit(unit.code)}
          empty={<EmptyState title={say(words.belowNone)} hint={say(words.belowNoneHint)} />}
        />
      )}
    </Sheet>
  )
}

const Accounts = ({ code }: { code: string }): ReactNode => {
  const say = useSay()
  const found = useQuery({
    queryKey: ['accounts', code],
    queryFn: () => call(identityContract.accounts, { query: { unit: code } }),
  })
  const columns: readonly Column<Account>[] = [
    { key: 'name', title: say(identityWords.realName), primary: true, cell: (one) => one.name },
    { key: 'account', title: say(identityWords.username), width: 180, cell: (one) => one.username },
    {
      key: 'posts',
      title: say(identityWords.post),
      cell: (one) => one.posts.map(({ title }) => say(title)).join(' ') || say(identityWords.noPost),
    },
  ]
  return (
    <Sheet title={say(words.accounts)} extra={<Link to={paths.accounts}>{say(identityWords.accounts)}</Link>}>
      <ProblemAlert error={found.error} />
      {!found.isError && (
        <RowCards
          name="unit-accounts"
          label={say(words.accounts)}
          columns={columns}
          rows={found.data?.accounts}
          rowKey={(one) => one.id}
          empty={<EmptyState title={say(words.accountsNone)} hint={say(words.unitAccountsHint)} />}
        />
      )}
    </Sheet>
  )
}
