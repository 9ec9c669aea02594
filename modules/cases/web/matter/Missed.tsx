import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { happeningOf } from './happening.tsx'
import type { Send } from './useSend.ts'
import { words } from './words.ts'

/** What went wrong with a change; when somebody was faster, what they did. */
export const Missed = ({ send }: { send: Send }): ReactNode => {
  const say = useSay()
  if (!send.missed) return <ProblemAlert error={send.error} />
  return (
    <div className="case-stale" role="alert">
      <p>{say(words.stale)}</p>
      {send.missed.length > 0 && <h3>{say(words.staleNew)}</h3>}
      <Timeline items={send.missed.map((step) => happeningOf(step, say))} />
    </div>
  )
}
