import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keys, retryLost } from './data.ts'
import { LetterChanges } from './LetterChanges.tsx'
import { words } from './matter/words.ts'
import './cases.css'
import './paper.css'

/** The first print of a numbered letter and its corrections, the last first. To be read: what was replaced is not printed again. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { home = '', id = '', issued = '' } = useParams()
  const one = { home, id }
  const found = useQuery({
    queryKey: keys.prints(one, issued),
    queryFn: () => call(casesContract.prints, { params: { ...one, issued } }),
    retry: retryLost,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
  const prints = found.data?.prints
  return (
    <main className="case-paper">
      <div className="case-paper-tools">
        <Link to={toMatter(one)}>{say(words.backToMatter)}</Link>
      </div>
      <div className="case-paper-notes">
        <h1>{say(words.prints)}</h1>
        <ProblemAlert error={found.error} />
        {prints && prints[0]?.round !== 1 && <p>{say(words.firstUnkept)}</p>}
      </div>
      {[...(prints ?? [])].reverse().map(({ round, at, by, reason, letter, changes }) => (
        <section key={round} className="no-print">
          <div className="case-paper-notes">
            <h2>
              {reason ? `${say(words.reprint)} · ${say(reason)}` : say(words.printFirst)}{' '}
              <span className="quiet">{say(words.printedHow, { at: clockTime(at), by })}</span>
            </h2>
            {changes && <LetterChanges changes={changes} />}
          </div>
          <OfficialPaper letter kept document={letter as OfficialDocument} />
        </section>
      ))}
    </main>
  )
}
