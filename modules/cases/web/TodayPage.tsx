import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { type CaseRow, casesContract } from '#modules/cases/contract.ts'
import { countedMost, listedMost } from '#modules/cases/desk.ts'
import { ClassChanges, HomeFigures } from '#modules/figures/web/index.tsx'
import { Contacts, OnDuty } from '#modules/office/web/index.tsx'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import type { Label } from '#platform/text/label.ts'
import { registerAt } from '#web/nav.ts'
import { useNow } from '#web/now.ts'
import { paths, toMatters } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan, useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FourNothings, type Quantity } from '#web/ui/FourNothings.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { PrintedBy } from '#web/ui/PrintedBy.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { usePrintPage } from '#web/ui/usePrintPage.ts'
import { Approvals } from './Approvals.tsx'
import { keys, retryLost } from './data.ts'
import { HandOn } from './HandOn.tsx'
import { MatterRows } from './MatterRows.tsx'
import { OfficeHome } from './OfficeHome.tsx'
import { RedLine } from './RedLine.tsx'
import { StandingFor } from './Standing.tsx'
import { Urge } from './Urge.tsx'
import { words } from './words.ts'
import './cases.css'
import './lists.css'

/** 今天: the work list of the post. What comes first follows the post: a village's emergency numbers, a chair's approvals, a desk's deadlines. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const now = useNow()
  usePrintPage()
  const approves = useCan('cases.approve')
  const registers = useCan('cases.register')
  const reads = useCan('cases.read')
  const counted = useCan('figures.read')
  const onDuty = useCan('office.duty')
  const found = useQuery({
    queryKey: keys.today,
    queryFn: () => call(casesContract.today, {}),
    refetchInterval: 60_000,
    enabled: reads,
    retry: retryLost,
  })
  const [decided, setDecided] = useState(false)
  const day = found.data
  const village = me.post.unit.level === 'V'
  const town = me.post.unit.level === 'T'
  // Who answers for a range without working in it sees what stands still there, and how it goes.
  const answers = approves && !registers
  const handles = useCan('cases.handle')
  // What a range owes is told to who works in it or answers for it.
  const counts = (handles || approves) && <Counts day={day} failed={found.isError} approves={approves && !answers} />
  // Somebody in danger stands before what is only to be completed.
  const urgent = day?.mine[0]?.urgent === true
  const gives = useCan('cases.transfer') && handles
  const givesOn = gives && (town || 'NPC'.includes(me.post.unit.level))
  const waiting = <ToFill rows={day?.toFill} title={say(town ? words.fromVillages : words.toFill)} />
  return (
    <Page
      title={say(words.today)}
      {...(givesOn ? { actions: <HandOn verb={town ? words.handOn : words.assignDown} rows={atHand(day)} /> } : {})}
    >
      <p className="case-lead">{say(words.todayLead, { date: now.today, unit: me.post.unit.name })}</p>
      {village && <RedLine />}
      <ProblemAlert error={found.error} />
      {!reads && <OfficeHome />}
      {!reads && counted && (
        <Suspense fallback={null}>
          <HomeFigures />
        </Suspense>
      )}
      {!reads && onDuty && <OnDuty always />}
      {reads && approves && (answers || day === undefined || day.approvals > 0 || decided) && (
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
      {reads && (
        <>
          <StandingFor />
          {!village && !town && counts}
          <Asked rows={day?.asked} />
          <Rows
            rows={day?.red}
            name="red"
            title={words.redLights}
            extra={<All tab="red" rows={day?.red} most={listedMost.red} />}
          />
          <Rows rows={day?.unheld} name="unheld" title={words.unheld} why={words.unheldWhy}>
            <Link className="button-link" to={paths.handovers}>
              {say(words.unheldGo)}
            </Link>
          </Rows>
          {answers && (
            <Suspense fallback={null}>
              <HomeFigures />
            </Suspense>
          )}
          {town && !urgent && waiting}
          {(!answers || (day?.mine.length ?? 0) > 0) && <ForMe rows={day?.mine} failed={found.isError} />}
          {town && urgent && waiting}
          <Rows
            rows={day?.others}
            name="others"
            title={words.forOthers}
            extra={<All tab="below" rows={day?.others} most={listedMost.others} />}
            actions={urgeOf}
          />
          <Rows rows={day?.promises} name="promises" title={words.promises} />
          {handles && counted && 'NPC'.includes(me.post.unit.level) && (
            <Suspense fallback={null}>
              <ClassChanges />
            </Suspense>
          )}
          {!town && waiting}
          {(village || town) && counts}
          {town && <Contacts />}
          <OnDuty always={!village} />
        </>
      )}
      <PrintedBy />
    </Page>
  )
}

// What a village noted and what waits here, each once.
const atHand = (day: Day | undefined): readonly CaseRow[] => {
  const mine = day?.mine ?? []
  const filled = (day?.toFill ?? []).filter((row) => !mine.some(({ id }) => id === row.id))
  // What is answered is given to nobody.
  return [...mine, ...filled].filter((row) => row.phase === 0)
}

/** 交办未反馈 by the unit next below, the most overdue first. */
const Asked = ({ rows }: { rows: Day['asked'] | undefined }): ReactNode => {
  const say = useSay()
  if (!rows || rows.length === 0) return null
  return (
    <Sheet title={say(words.asked)}>
      <ul className="case-plain">
        {rows.map(({ code, unit, n, overdue }) => (
          <li key={code} className="case-line">
            <span>
              <strong>{unit}</strong> {say(words.askedLine, { n })}
              {overdue > 0 && <span className="tag tag-urgent">{say(words.askedLate, { n: overdue })}</span>}
            </span>
            <Link className="button-link" to={toMatters({ tab: 'below', within: code })}>
              {say(words.askedSee, { unit })}
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

const urgeOf = (row: CaseRow): ReactNode => <Urge row={row} />

type Day = Answer<typeof casesContract.today>

/** 到期与超期: what is late, what will be, what came. */
const Counts = ({ day, failed, approves }: { day: Day | undefined; failed: boolean; approves: boolean }): ReactNode => {
  const say = useSay()
  return (
    <dl className="case-numbers">
      {approves && <Figure name={say(words.approvals)} value={day?.approvals} to={paths.approvals} failed={failed} />}
      <Figure name={say(words.overdue)} value={day?.overdue} to={toMatters({ tab: 'overdue' })} failed={failed} alarm />
      <Figure name={say(words.dueSoon)} value={day?.dueSoon} to={toMatters({ tab: 'soon' })} failed={failed} />
      <Figure name={say(words.received30)} value={day?.received30} to={toMatters({ tab: 'all' })} failed={failed} />
    </dl>
  )
}

/** 等我的; without any it says what brings one here, with the button that does it. */
const ForMe = ({ rows, failed }: { rows: Day['mine'] | undefined; failed: boolean }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const registers = useCan('cases.register')
  const to = registerAt(me, useNarrow())
  const notes = to === paths.note
  return (
    <Sheet title={say(words.forMe)} extra={<All tab="mine" rows={rows} most={listedMost.mine} />}>
      <MatterRows
        name="today"
        label={say(words.forMe)}
        rows={failed ? [] : rows}
        steps
        empty={
          failed ? (
            <p>{say(words.mattersFailed)}</p>
          ) : (
            <EmptyState
              title={say(words.todayNone)}
              hint={say(!registers ? words.todayReads : notes ? words.todayNoneNote : words.todayNoneHint)}
              action={
                registers && (
                  <Link className="button-link" to={to}>
                    {say(notes ? words.note : words.register)}
                  </Link>
                )
              }
            />
          )
        }
      />
    </Sheet>
  )
}

const ToFill = ({ rows, title }: { rows: Day['toFill'] | undefined; title: string }): ReactNode => {
  const say = useSay()
  if (!rows || rows.length === 0) return null
  return (
    <Sheet title={title}>
      <p className="case-help">{say(words.toFillWhy)}</p>
      <MatterRows name="to-fill" label={title} rows={rows} empty={null} />
    </Sheet>
  )
}

/** A block that is absent where it holds nothing. */
const Rows = ({
  rows,
  name,
  title,
  why,
  extra,
  actions,
  children,
}: {
  rows: readonly CaseRow[] | undefined
  name: string
  title: Label
  why?: Label
  extra?: ReactNode
  actions?: (row: CaseRow) => ReactNode
  children?: ReactNode
}): ReactNode => {
  const say = useSay()
  if (!rows || rows.length === 0) return null
  return (
    <Sheet title={say(title)} extra={extra}>
      {why && <p className="case-help">{say(why)}</p>}
      <MatterRows name={name} label={say(title)} rows={rows} empty={null} {...(actions ? { actions } : {})} />
      {children}
    </Sheet>
  )
}

/** Leads to the whole list where only the most urgent are shown. */
const All = ({ tab, rows, most }: { tab: string; rows: readonly unknown[] | undefined; most: number }): ReactNode => {
  const say = useSay()
  return rows && rows.length >= most && <Link to={toMatters({ tab })}>{say(words.listedMost, { n: rows.length })}</Link>
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
