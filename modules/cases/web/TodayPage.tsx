import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { countedMost, listedMost } from '#modules/cases/desk.ts'
import { OnDuty } from '#modules/office/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { paths, toMatters, toRegister } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan, useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FourNothings, type Quantity } from '#web/ui/FourNothings.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Approvals } from './Approvals.tsx'
import { keys, retryLost } from './data.ts'
import { MatterRows } from './MatterRows.tsx'
import { OfficeHome } from './OfficeHome.tsx'
import { RedLine } from './RedLine.tsx'
import { StandingFor } from './Standing.tsx'
import { words } from './words.ts'
import './cases.css'
import './lists.css'

/** 今天: the work list of the post; a chair sees what waits for her approval first, a village the emergency numbers. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const now = useNow()
  const registers = useCan('cases.register')
  const approves = useCan('cases.approve')
  const reads = useCan('cases.read')
  const runs = useCan('office.roster')
  const found = useQuery({
    queryKey: keys.today,
    queryFn: () => call(casesContract.today, {}),
    refetchInterval: 60_000,
    enabled: reads,
    retry: retryLost,
  })
  const [decided, setDecided] = useState(false)
  const day = found.data
  const others = day?.others ?? []
  if (!reads)
    return (
      <Page title={say(words.today)}>
        <p className="case-lead">{say(words.todayLead, { date: now.today, unit: me.post.unit.name })}</p>
        <OfficeHome />
      </Page>
    )
  return (
    <Page title={say(words.today)}>
      <p className="case-lead">{say(words.todayLead, { date: now.today, unit: me.post.unit.name })}</p>
      {me.post.unit.level === 'V' && <RedLine />}
      <ProblemAlert error={found.error} />
      {approves && (day === undefined || day.approvals > 0 || decided) && (
        <Sheet
          title={say(words.approvals)}
          extra={
            (day?.approvals ?? 0) > 3 && (
              <Link to={paths.approvals}>{say(words.approvalsGo, { n: day?.approvals ?? 0 })}</Link>
            )
          }
        >
          <Approvals most={3} onAnyDecided={() => setDecided(true)} />
        </Sheet>
      )}
      <StandingFor />
      <dl className="case-numbers">
        {approves && (
          <Figure name={say(words.approvals)} value={day?.approvals} to={paths.approvals} failed={found.isError} />
        )}
        <Figure
          name={say(words.overdue)}
          value={day?.overdue}
          to={toMatters({ tab: 'due' })}
          failed={found.isError}
          alarm
        />
        <Figure name={say(words.dueSoon)} value={day?.dueSoon} to={toMatters({ tab: 'due' })} failed={found.isError} />
        <Figure
          name={say(words.received30)}
          value={day?.received30}
          to={toMatters({ tab: 'all' })}
          failed={found.isError}
        />
      </dl>
      <Sheet title={say(words.forMe)} extra={<All tab="mine" rows={day?.mine} most={listedMost.mine} />}>
        <MatterRows
          name="today"
          label={say(words.forMe)}
          rows={found.isError ? [] : day?.mine}
          steps
          empty={
            found.isError ? (
              <p>{say(words.mattersFailed)}</p>
            ) : (
              <EmptyState
                title={say(words.todayNone)}
                hint={say(registers ? words.todayNoneHint : words.todayReads)}
                action={
                  registers && (
                    <Link className="case-step-link" to={toRegister()}>
                      {say(words.register)}
                    </Link>
                  )
                }
              />
            )
          }
        />
      </Sheet>
      {day && day.toFill.length > 0 && (
        <Sheet title={say(words.toFill)}>
          <p className="case-help">{say(words.toFillWhy)}</p>
          <MatterRows name="to-fill" label={say(words.toFill)} rows={day.toFill} empty={null} />
        </Sheet>
      )}
      {day && day.promises.length > 0 && (
        <Sheet title={say(words.promises)}>
          <MatterRows name="promises" label={say(words.promises)} rows={day.promises} empty={null} />
        </Sheet>
      )}
      {others.length > 0 && (
        <Sheet title={say(words.forOthers)} extra={<All tab="below" rows={others} most={listedMost.others} />}>
          <MatterRows name="others" label={say(words.forOthers)} rows={others} empty={<p>{say(words.othersNone)}</p>} />
        </Sheet>
      )}
      <OnDuty always={runs} />
    </Page>
  )
}

/** Leads to the whole list where only the most urgent are shown. */
const All = ({ tab, rows, most }: { tab: string; rows: readonly unknown[] | undefined; most: number }): ReactNode => {
  const say = useSay()
  return rows?.length === most && <Link to={toMatters({ tab })}>{say(words.listedMost, { n: most })}</Link>
}

const Figure = ({
  name,
  value,
  to,
  failed,
  alarm = false,
}: {
  name: string
  value: number | undefined
  to: string
  failed: boolean
  alarm?: boolean
}): ReactNode => {
  const shown: Quantity | undefined = failed ? 'failed' : value
  const text = value === countedMost ? `${value}+` : `${value}`
  return (
    <div className={alarm && value ? 'case-figure case-figure-alarm' : 'case-figure'}>
      <dt>{name}</dt>
      <dd>
        {shown === undefined ? (
          '…'
        ) : typeof shown === 'number' && shown > 0 ? (
          <Link to={to} aria-label={`${name} ${text}`}>
            {text}
          </Link>
        ) : (
          <FourNothings value={shown} />
        )}
      </dd>
    </div>
  )
}
