import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import type { CheckedText } from '../contract.ts'
import { noiseWords, words } from './words.ts'

const atOnce = 50

/** What was read past, place by place: an auditor can see that no number was touched. */
export const Cleaned = ({ changes }: { changes: CheckedText['changes'] }): ReactNode => {
  const say = useSay()
  const [most, setMost] = useState(atOnce)
  if (changes.length === 0) return null
  return (
    <Sheet>
      <details>
        <summary>{say(words.cleaned, { n: changes.length })}</summary>
        <p>{say(words.cleanedWhy)}</p>
        <ul className="figcheck-changes">
          {changes.slice(0, most).map(({ start, was, now, why }) => (
            <li key={`${start}${why}`}>
              <span className="tag">{say(noiseWords[why] ?? { zh: why, en: why })}</span>
              <span>{was.replace(/\n/g, '↵')}</span>
              <span aria-hidden="true">→</span>
              <span>{now === '' ? say(words.dropped) : now.replace(/\n/g, '↵')}</span>
            </li>
          ))}
        </ul>
        {changes.length > most && (
          <Button onClick={() => setMost(most + atOnce)}>{say(words.more, { n: changes.length - most })}</Button>
        )}
      </details>
    </Sheet>
  )
}
