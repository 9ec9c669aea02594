import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { casesContract, type CaseRow } from '#modules/cases/contract.ts'
import { type Standing, useStanding } from '#modules/office/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { standingHeader } from '#web/standing.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Approvals } from './Approvals.tsx'
import { keys, retryLost } from './data.ts'
import { Urgent, useAbout } from './MatterRows.tsx'
import { words } from './words.ts'

/** What waits for those one stands in for (AB角), in one's own 今天; each block says for whom. */
export const StandingFor = (): ReactNode => {
  const { standsFor } = useMe()
  const found = useStanding()
  return standsFor === null && found.data?.map((post) => <For key={post.id} post={post} />)
}

const For = ({ post }: { post: Standing }): ReactNode => {
  const say = useSay()
  const found = useQuery({
    queryKey: [...keys.today, post.id],
    queryFn: () => call(casesContract.today, { headers: standingHeader(post.id) }),
    refetchInterval: 60_000,
    retry: retryLost,
  })
  const [decided, setDecided] = useState(false)
  const day = found.data
  return (
    <Sheet title={say(words.standingFor, { name: post.name, title: say(post.title) })}>
      <p className="case-help">
        {say(post.until ? words.standingUntil : words.standingOpen, { day: post.until ?? '' })}
        {!post.restricted && ` ${say(words.standingPlain)}`}
      </p>
      <ProblemAlert error={found.error} />
      {day && (day.approvals > 0 || decided) && (
        <>
          <h3>{say(words.approvals)}</h3>
          <Approvals most={3} standing={post} onAnyDecided={() => setDecided(true)} />
        </>
      )}
      {day && day.mine.length > 0 && (
        <>
          <h3>{say(words.forMe)}</h3>
          <ul className="case-plain">
            {day.mine.map((row) => (
              <Row key={`${row.home}${row.id}`} row={row} post={post} />
            ))}
          </ul>
        </>
      )}
      {day && day.approvals === 0 && day.mine.length === 0 && <p>{say(words.standingNone, { name: post.name })}</p>}
    </Sheet>
  )
}

const Row = ({ row, post }: { row: CaseRow; post: Standing }): ReactNode => {
  const say = useSay()
  const { about } = useAbout(row)
  return (
    <li className="case-line">
      <span>
        {row.urgent && <Urgent openable={row.openable} />} {row.number}
        {row.restricted && <span className="tag">{say(words.restricted)}</span>}
        <br />
        {[row.who, about, row.title].filter(Boolean).join(' · ')}
        {row.due && (
          <>
            <br />
            <DueText due={row.due} />
          </>
        )}
      </span>
      <OpenFor post={post} row={row}>
        {say(words.standingGo)}
      </OpenFor>
    </li>
  )
}

/** Opens a matter in the post one stands in for; from then on this window acts there. */
export const OpenFor = ({ post, row, children }: { post: Standing; row: CaseRow; children: ReactNode }): ReactNode => {
  const say = useSay()
  const { standIn } = useSession()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  return (
    <Button
      loading={busy}
      aria-label={`${say(words.standingGo)} ${row.number}`}
      onClick={() => {
        setBusy(true)
        void standIn(post.id)
          .then(() => navigate(toMatter(row)))
          .finally(() => setBusy(false))
      }}
    >
      {children}
    </Button>
  )
}
