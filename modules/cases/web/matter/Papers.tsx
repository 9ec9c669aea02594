import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { toMatter, toPaper } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import type { Body, One } from '../data.ts'
import { words } from './words.ts'

/** The letters of a matter: printed by the browser in their layout, or taken as Word. A blocked one says why. */
export const Papers = ({ one, number, papers }: { one: One; number: string; papers: Body['papers'] }): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const handOver = useHandOver()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState('')
  const word = (paper: string): void => {
    setBusy(paper)
    setError(null)
    // The finished letter takes its number first, a draft stays one.
    call(casesContract.numberPaper, { params: { ...one, paper }, body: {} })
      .then(() => call(casesContract.paperDocx, { params: { ...one, paper } }))
      .then((blob) => handOver(blob, `${number}.docx`))
      .catch(setError)
      .finally(() => setBusy(''))
  }
  // One reason usually blocks all of them: it is said once.
  const reasons = [...new Set(papers.flatMap((paper) => (paper.blocked ? [say(paper.blocked)] : [])))]
  return (
    <>
      <div className="case-row">
        {(
          [
            [words.printForm, 'form'],
            [words.printExtract, 'extract'],
          ] as const
        ).map(([name, page]) => (
          <Button
            key={page}
            onClick={() => void navigate(`${toMatter(one)}/${page}`)}
            aria-label={`${say(words.print)} ${say(name)}`}
          >
            {say(name)}
          </Button>
        ))}
      </div>
      <ul className="case-plain">
        {papers.map((paper) => (
          <li key={paper.key}>
            <div className="case-line">
              <strong>{say(paper.label)}</strong>
              <span className="case-row">
                <Button
                  disabled={paper.blocked !== null}
                  onClick={() => void navigate(toPaper(one, paper.key))}
                  aria-label={`${say(words.print)} ${say(paper.label)}`}
                >
                  {say(words.print)}
                </Button>
                <Button
                  disabled={paper.blocked !== null}
                  loading={busy === paper.key}
                  onClick={() => word(paper.key)}
                  aria-label={`Word ${say(paper.label)}`}
                >
                  {say(words.word)}
                </Button>
              </span>
            </div>
          </li>
        ))}
      </ul>
      {reasons.map((reason) => (
        <Reason key={reason}>{reason}</Reason>
      ))}
      <ProblemAlert error={error} />
      {papers.some((paper) => paper.blocked === null) && <DownloadNote />}
    </>
  )
}
