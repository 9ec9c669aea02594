import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { runningContract } from '#modules/running/contract.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { accountsContract } from '../accounts-contract.ts'
import { type Concern, concerns } from '../rules/concerns.ts'
import { deskWords as words } from './desk-words.ts'
import { officeWords } from './office-words.ts'
import { Vacant } from './Vacant.tsx'

/** 今天 of the administrator: accounts to look at, the backup, the calendar of next year, the version. No names of clients. */
export const Component = (): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const review = useQuery({
    queryKey: ['accounts', 'review', 'first'],
    queryFn: () => call(accountsContract.review, { query: {} }),
  })
  const running = useQuery({ queryKey: ['running'], queryFn: () => call(runningContract.state, {}) })
  const accounts = review.data?.accounts
  const counts = (Object.keys(concerns) as Concern[])
    .map((why) => ({ why, n: accounts?.filter((one) => one.concerns.includes(why)).length ?? 0 }))
    .filter(({ n }) => n > 0)
  const state = running.data
  const made = state?.backup.made
  const failed = state?.backup.failed
  return (
    <Page
      title={say(words.title)}
      actions={
        <Button type="primary" onClick={() => void navigate(`${paths.accounts}?new=1`)}>
          {say(officeWords.open)}
        </Button>
      }
    >
      <ProblemAlert error={review.error ?? running.error} />
      <Vacant />
      <Sheet title={say(words.accounts)} extra={<Link to={paths.accountReview}>{say(words.accountsSee)}</Link>}>
        {accounts && counts.length === 0 && <p>{say(words.accountsFine)}</p>}
        <ul className="plain">
          {counts.map(({ why, n }) => (
            <li key={why}>{say(words.counted, { n: review.data?.next ? `${n}+` : n, why: say(concerns[why]) })}</li>
          ))}
        </ul>
      </Sheet>
      {state && (
        <>
          <Sheet title={say(words.backup)} extra={<Link to={paths.running}>{say(words.backupSee)}</Link>}>
            <p>{made ? say(words.backupMade, { at: clockTime(made.at) }) : say(words.backupNone)}</p>
            {failed && (
              <p className="problem">{say(words.backupFailed, { at: clockTime(failed.at), fault: failed.fault })}</p>
            )}
          </Sheet>
          <Sheet
            title={say(words.calendar, { year: state.nextYear.year })}
            extra={<Link to={paths.calendar}>{say(words.calendarSee)}</Link>}
          >
            <p>{say(state.nextYear.published ? words.calendarThere : words.calendarMissing)}</p>
          </Sheet>
          <Sheet title={say(words.version)}>
            <p>{say(words.versionIs, { version: state.version, at: clockTime(state.startedAt) })}</p>
          </Sheet>
        </>
      )}
    </Page>
  )
}
