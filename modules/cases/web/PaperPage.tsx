import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { casesContract, type ReprintReason, reprintReasons } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { Answer } from '#platform/contract/route.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { letterName } from '#platform/paper/text.ts'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { paths, toMatter, toPrints } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { PersonAbove } from '#web/shell/PersonAbove.tsx'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keys, type One, retryLost } from './data.ts'
import { LetterChanges } from './LetterChanges.tsx'
import { words } from './matter/words.ts'
import './cases.css'
import './paper.css'

type Letter = Answer<typeof casesContract.paper>

/**
 * A letter as it is printed. Looking takes no number; printing or downloading the finished letter takes it, once. Making it is
 * recorded, so it is asked for once; the window's title tells nothing of the matter.
 */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const handOver = useHandOver()
  const { home = '', id = '', paper = '' } = useParams()
  const one = { home, id }
  const found = useQuery({
    queryKey: keys.paper(one, paper),
    queryFn: () => call(casesContract.paper, { params: { ...one, paper } }),
    retry: retryLost,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState<'print' | 'word' | 'reprint' | null>(null)
  // Printed once the letter with its number stands on the page.
  const [prints, setPrints] = useState(0)
  useEffect(() => {
    if (prints > 0) window.print()
  }, [prints])
  /** The letter with its number, where it gets one. */
  const numbered = async (): Promise<void> => {
    if (found.data?.draft !== 'number') return
    const letter = await call(casesContract.numberPaper, { params: { ...one, paper }, body: {} })
    client.setQueryData(keys.paper(one, paper), letter)
  }
  const reprint = async (reason: ReprintReason): Promise<void> => {
    const letter = await call(casesContract.reprintPaper, { params: { ...one, paper }, body: { reason } })
    client.setQueryData(keys.paper(one, paper), letter)
  }
  const send = (what: 'print' | 'word' | 'reprint', then: () => Promise<void> | void): void => {
    setBusy(what)
    setError(null)
    numbered()
      .then(then)
      .catch(setError)
      .finally(() => setBusy(null))
  }
  const word = async (): Promise<void> => {
    const file = await call(casesContract.paperDocx, { params: { ...one, paper } })
    // It may have got its number since this page was drawn.
    const { letter } = client.getQueryData<Letter>(keys.paper(one, paper))!
    handOver(file, `${letterName(letter as OfficialDocument)}.docx`)
  }
  return (
    <main className="case-paper">
      <div className="case-paper-tools">
        <Link to={toMatter(one)}>{say(words.backToMatter)}</Link>
        <span className="case-row">
          <Button
            type={found.data?.correctedAt ? 'default' : 'primary'}
            disabled={!found.data}
            loading={busy === 'print'}
            onClick={() => send('print', () => setPrints((n) => n + 1))}
          >
            {say(words.print)}
          </Button>
          <Button disabled={!found.data} loading={busy === 'word'} onClick={() => send('word', word)}>
            {say(words.word)}
          </Button>
        </span>
      </div>
      <div className="case-paper-notes">
        {found.data && (
          <Standing
            letter={found.data}
            one={one}
            reprint={
              <Reprint
                busy={busy === 'reprint'}
                onPrint={(reason) => send('reprint', async () => reprint(reason).then(() => setPrints((n) => n + 1)))}
              />
            }
          />
        )}
        <DownloadNote />
        <ProblemAlert error={found.error ?? error} />
      </div>
      {found.data && (
        <OfficialPaper
          letter
          document={found.data.letter as OfficialDocument}
          {...(found.data.bookless ? { unnumbered: say(words.unnumbered) } : {})}
        />
      )}
    </main>
  )
}

/** Why it is a draft, what changed since it took its number and how that is sent, and where its number comes from. */
const Standing = ({ letter, one, reprint }: { letter: Letter; one: One; reprint: ReactNode }): ReactNode => {
  const say = useSay()
  const keeps = useCan('papers.keep')
  const { correctedAt, changes, issued } = letter
  if (letter.draft) return <Reason>{say(letter.draft === 'step' ? words.draftStep : words.draftNumber)}</Reason>
  const again = Boolean((letter.letter as OfficialDocument).reprinted)
  if (correctedAt || again)
    return (
      <div className="case-stack">
        {correctedAt && (
          <>
            <p className="case-stale" role="alert">
              {say(changes ? words.correctedSince : words.correctedUnkept, { at: clockTime(correctedAt) })}
            </p>
            {changes && <LetterChanges changes={changes} />}
            {reprint}
          </>
        )}
        <p>
          {again && (
            <>
              {say(words.reprinted)} {issued && <Link to={toPrints(one, issued)}>{say(words.firstPrint)}</Link>}{' '}
            </>
          )}
          {correctedAt && keeps && <Link to={paths.issued}>{say(words.toIssued)}</Link>}
        </p>
      </div>
    )
  if (!letter.bookless) return null
  return (
    <div className="case-help">
      <p>
        {say(keeps ? words.bookless : words.booklessAsk)}{' '}
        {keeps && <Link to={paths.newBook}>{say(words.toBooks)}</Link>}
      </p>
      {!keeps && <PersonAbove />}
    </div>
  )
}

/** 〔更正重印〕 with its reason, which stands in the register. */
const Reprint = ({ busy, onPrint }: { busy: boolean; onPrint: (reason: ReprintReason) => void }): ReactNode => {
  const say = useSay()
  const [reason, setReason] = useState<ReprintReason | null>(null)
  return (
    <>
      <fieldset className="case-why">
        <legend>{say(words.reprintWhy)}</legend>
        {(Object.keys(reprintReasons) as ReprintReason[]).map((one) => (
          <label key={one} className="radio">
            <input type="radio" name="reprint-reason" checked={reason === one} onChange={() => setReason(one)} />
            {say(reprintReasons[one])}
          </label>
        ))}
      </fieldset>
      <div>
        <Button type="primary" disabled={!reason} loading={busy} onClick={() => reason && onPrint(reason)}>
          {say(words.reprint)}
        </Button>
        {!reason && <Reason>{say(words.reprintNeeds)}</Reason>}
      </div>
    </>
  )
}
