import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { toMatter } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type DriftView, useDrift } from './data.ts'
import { words } from './words.ts'

const signed = (n: number): string => (n > 0 ? `+${n}` : `−${Math.abs(n)}`)

/** 定稿后变化 +1,补登: the sum on the first figure that moved, and the reasons. */
export const driftLine = (drift: DriftView, say: Say): string => {
  const reasons = [...new Set(drift.entries.map(({ reason }) => say(reason)))].join('、')
  const [first] = drift.figures
  return first ? say(words.driftSum, { change: signed(first.n), reasons }) : say(words.driftOnly, { reasons })
}

/** What changed since a report was frozen, by record and reason; the report itself stays as it is. */
export const DriftPanel = ({ id }: { id: string }): ReactNode => {
  const say = useSay()
  const { data, error } = useDrift(id, true)
  if (error && !data) return <ProblemAlert error={error} />
  if (!data) return null
  return (
    <Sheet className="drift no-print" title={say(words.drift)}>
      <p role="status" className={data.entries.length > 0 ? 'drift-line' : 'quiet'}>
        {data.entries.length > 0 ? driftLine(data, say) : say(words.driftNone)}
      </p>
      <ul className="drift-list">
        {data.entries.map((entry, place) => (
          <li key={place}>
            <span className="tag">{say(entry.reason)}</span>{' '}
            {entry.matter ? <Link to={toMatter(entry.matter)}>{entry.matter.number}</Link> : say(words.driftHidden)}{' '}
            <time className="quiet" dateTime={entry.at}>
              {clockTime(entry.at)}
            </time>
            <ul className="quiet">
              {entry.effects.slice(0, 4).map((effect) => (
                <li key={effect.figure}>
                  {say(words.driftOf, { label: say(effect.label), change: signed(effect.n) })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {data.more && <p className="quiet">{say(words.driftMore)}</p>}
    </Sheet>
  )
}
