import type { ReactNode } from 'react'
import type { CaseView } from '#modules/cases/contract.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { happeningsOf } from './happening.tsx'
import type { Send } from './useSend.ts'
import { words } from './words.ts'

/** What went wrong with a change; when somebody was faster, what they did. */
export const Missed = ({ view, send }: { view: CaseView; send: Send }): ReactNode => {
  const say = useSay()
  if (!send.missed) return <ProblemAlert error={send.error} />
  const news = new Set(send.missed.map((step) => String(step.seq)))
  return (
    <div className="case-stale" role="alert">
      <p>{say(words.stale)}</p>
      {send.missed.length > 0 && <h3>{say(words.staleNew)}</h3>}
      <Timeline items={happeningsOf(view.body?.steps ?? [], say).filter((one) => news.has(one.key))} />
    </div>
  )
}
