import type { ReactNode } from 'react'
import type { CaseView } from '#modules/cases/contract.ts'
import { soonShare } from '#platform/clock/deadline.ts'
import { useSay } from '#web/preferences.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { words } from './words.ts'

const outcomes = { met: words.met, missed: words.missed, void: words.void } as const

/** The clocks of a matter, each with what it rests on; running ones warn at 50, 80 and 100 % of their time. */
export const Clocks = ({ clocks }: { clocks: CaseView['clocks'] }): ReactNode => {
  const say = useSay()
  if (clocks.length === 0) return <p className="case-help">{say(words.noClocks)}</p>
  const running = clocks.filter((clock) => clock.stoppedAt === null)
  const stopped = clocks.filter((clock) => clock.stoppedAt !== null)
  return (
    <ul className="case-plain">
      {running.map((clock) => {
        // What is overdue says so by itself.
        const late = clock.share >= 1 && !clock.wait
        const warn =
          clock.wait || clock.share >= 1
            ? null
            : clock.share >= soonShare
              ? words.warn80
              : clock.share >= 0.5
                ? words.warn50
                : null
        return (
          <li key={`${clock.key}${clock.startedAt}`} className="case-clock">
            <p>
              <strong>{say(clock.label)}</strong>{' '}
              {clock.wait && clock.share >= 1 ? (
                <span>{say(words.waited)}</span>
              ) : (
                <DueText
                  due={{
                    text: clock.text,
                    overdue: late,
                    share: clock.wait ? 0 : clock.share,
                    provisional: clock.provisional,
                  }}
                />
              )}
              {warn && <span className="tag">{say(warn)}</span>}
              {clock.extended && <span className="tag">{say(words.extended)}</span>}
            </p>
            <div className="case-bar" aria-hidden="true">
              <span
                className={late ? 'case-bar-over' : clock.share >= soonShare && !clock.wait ? 'case-bar-soon' : ''}
                style={{ width: `${Math.min(100, Math.round(clock.share * 100))}%` }}
              />
            </div>
            <p className="case-help">
              {say(words.runs, { from: clockTime(clock.startedAt).slice(0, 10) })} ·{' '}
              {say(words.basis, { basis: say(clock.basis) })}
            </p>
          </li>
        )
      })}
      {stopped.map((clock) => (
        <li key={`${clock.key}${clock.startedAt}`} className="case-help">
          {say(clock.label)}:
          {say(
            clock.wait && clock.outcome === 'met'
              ? words.waited
              : outcomes[(clock.outcome ?? 'void') as keyof typeof outcomes],
          )}{' '}
          · {say(words.stopped, { at: clockTime(clock.stoppedAt ?? '').slice(0, 10) })}
        </li>
      ))}
    </ul>
  )
}
