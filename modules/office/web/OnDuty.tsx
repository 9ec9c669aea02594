import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { shifts } from '#modules/office/rules/duty.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { dialled } from '#web/shell/PersonAbove.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { useDutyNow } from './data.ts'
import { dutyWords as words } from './duty-words.ts'

/** 今天值班: who is on duty at the unit now, to be dialled. Absent where the unit keeps no roster, unless `always`. */
export const OnDuty = ({ always }: { always: boolean }): ReactNode => {
  const say = useSay()
  const runs = useCan('office.roster')
  const own = useDutyNow().data?.own
  if (own === undefined || (own.length === 0 && !always)) return null
  return (
    <Sheet title={say(words.today)} extra={<Link to={paths.roster}>{say(words.open)}</Link>}>
      {own.length === 0 && <p>{say(runs ? words.todayNone : words.todayNoneYet)}</p>}
      <ul className="case-plain">
        {own.map((one) => (
          <li key={one.shift}>
            {say(shifts[one.shift].label)} <strong>{one.name}</strong>{' '}
            {one.phone && (
              <a className="dial" href={dialled(one.phone)}>
                {one.phone}
              </a>
            )}
            {one.away && <Reason>{say(words.away, { name: one.name })}</Reason>}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
