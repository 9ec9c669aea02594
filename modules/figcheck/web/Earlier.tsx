import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import type { CheckedText } from '../contract.ts'
import { isAlarm } from './compare.ts'
import { type Doc, setEarlier } from './store.ts'
import { words } from './words.ts'

/** What the comparison with an earlier report of the same unit came to; the places themselves stand in the list. */
export const Earlier = ({ doc, checked }: { doc: Doc; checked: CheckedText }): ReactNode => {
  const say = useSay()
  if (!doc.earlier) return null
  const name = doc.earlier.name
  if (doc.state === 'failed')
    return (
      <div className="stack">
        <ProblemAlert error={doc.error} />
        <div>
          <Button onClick={() => setEarlier(doc.id, null)}>{say(words.earlierAway)}</Button>
        </div>
      </div>
    )
  if (doc.state !== 'checked') return <p role="status">{say(words.earlierGoing, { name })}</p>
  const lines = checked.lines.filter(({ operands }) => operands.some(({ earlier }) => earlier))
  const wrong = lines.filter(isAlarm).length
  return (
    <p role="status">
      {lines.length === 0
        ? say(words.earlierNone, { name })
        : say(words.earlierFound, { name, fit: lines.length - wrong, wrong })}
    </p>
  )
}
