import './slips.css'
import { memo, type ReactNode } from 'react'
import type { Slip } from '#modules/identity/contract.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { QrCode } from '#web/ui/QrCode.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { slipWords as words } from './slip-words.ts'

/** One slip as it lies on paper: for whom, the code as picture and letters, what to do. */
export const SlipCard = memo(({ slip }: { slip: Slip }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  return (
    <article className="slip">
      <header>
        <span>{say(words.house)}</span>
        <span>{say(words.title)}</span>
      </header>
      <div className="slip-body">
        <div>
          <h2>{slip.name}</h2>
          <p>{slip.place[language]}</p>
          <p>
            <code>{slip.username}</code>
          </p>
          <p className="slip-code">
            {say(words.codeIs)} <code>{slip.code}</code>
          </p>
        </div>
        <QrCode text={slip.address} label={say(words.qr, { name: slip.name })} size={132} />
      </div>
      <p className="slip-how">{say(words.how)}</p>
      <p className="slip-until">{say(words.typedAt, { address: pageOf(slip.address) })}</p>
      <p className="slip-until">{say(words.until, { day: clockTime(slip.until) })}</p>
      <p className="slip-until">{say(words.notYours)}</p>
    </article>
  )
})
SlipCard.displayName = 'SlipCard'

// Whose phone reads no pictures types where the code is asked for.
const pageOf = (address: string): string => address.split('#')[0] ?? address
