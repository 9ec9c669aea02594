import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { PhraseChips, type Standing } from '#modules/office/web/index.tsx'
import { call, CallError } from '#platform/http/client.ts'
import { toMatter, toPaper } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { standingHeader } from '#web/standing.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type Approval, keys, refreshLists, retryLost } from './data.ts'
import { useAbout } from './MatterRows.tsx'
import { words } from './words.ts'

/** What waits for this post's approval. Agreeing is one tap, with a remark three: 同意 opens the phrases, one of them, and again. */
export const Approvals = ({
  most,
  standing,
  onAnyDecided,
}: {
  most?: number
  standing?: Standing
  /** So that whoever shows this keeps it: what was decided is told here. */
  onAnyDecided?: () => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = useQuery({
    queryKey: standing ? [...keys.approvals, standing.id] : keys.approvals,
    queryFn: () => call(casesContract.approvals, inPost(standing)),
    retry: retryLost,
  })
  const [said, setSaid] = useState('')
  const rows = found.data?.rows
  const refresh = (row: Approval): void => {
    void client.invalidateQueries({ queryKey: keys.matter(row.case) })
    refreshLists(client)
  }
  return (
    <>
      <ProblemAlert error={found.error} />
      <p role="status" className={said ? 'case-done' : 'only-heard'}>
        {said}
      </p>
      {rows?.length === 0 && <EmptyState title={say(words.approvalsNone)} hint={say(words.approvalsNoneHint)} />}
      <ul className="case-plain">
        {rows?.slice(0, most).map((row) => (
          <Request
            key={row.id}
            row={row}
            standing={standing}
            onDecided={(decision) => {
              onAnyDecided?.()
              setSaid(
                say(words.decidedJust, {
                  number: row.case.number,
                  decision: say(decision === 'agreed' ? words.agreed : words.returned),
                }),
              )
              refresh(row)
            }}
            onGone={(why) => {
              setSaid(say(words.requestGone, { number: row.case.number, why }))
              refresh(row)
            }}
          />
        ))}
      </ul>
    </>
  )
}

type Decision = 'agreed' | 'returned'

const gone: readonly string[] = ['cases.decided', 'cases.requestGone']

// On a phone what opens under the finger would lie behind the bar of the entries, and the phrases come a moment later.
const intoView = (opened: HTMLElement | null): (() => void) | undefined => {
  if (!opened) return undefined
  const watched = new ResizeObserver(() => opened.scrollIntoView({ block: 'nearest' }))
  watched.observe(opened)
  return () => watched.disconnect()
}

// A deputy decides in the post she stands in for; one's own post needs no word.
const inPost = (standing: Standing | undefined) => (standing ? { headers: standingHeader(standing.id) } : {})

const Request = ({
  row,
  standing,
  onDecided,
  onGone,
}: {
  row: Approval
  standing: Standing | undefined
  onDecided: (decision: Decision) => void
  /** It waits no longer: another decided it, or it was withdrawn. */
  onGone: (why: string) => void
}): ReactNode => {
  const say = useSay()
  const { about } = useAbout(row.case)
  const [open, setOpen] = useState<Decision | null>(null)
  const [remark, setRemark] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const decide = (decision: Decision): void => {
    setBusy(true)
    setError(null)
    call(casesContract.decide, {
      params: { home: row.case.home, id: row.case.id, approval: row.id },
      body: { decision, ...(remark.trim() ? { remark: remark.trim() } : {}) },
      ...inPost(standing),
    })
      .then(
        () => onDecided(decision),
        (failure: unknown) => {
          if (failure instanceof CallError && gone.includes(failure.code)) onGone(failure.message)
          else setError(failure)
        },
      )
      .finally(() => setBusy(false))
  }
  const verb = open === 'returned' ? words.sendBack : words.agree
  return (
    <li className="case-request">
      <p>
        <strong>{say(words.asksFor, { what: say(row.label) })}</strong>{' '}
        {standing ? row.case.number : <Link to={toMatter(row.case)}>{row.case.number}</Link>}
        {row.case.restricted && <span className="tag">{say(words.restricted)}</span>}
      </p>
      <p>{[row.case.who, about, row.case.title].filter(Boolean).join(' · ')}</p>
      {row.rests && (
        <div className="case-rests">
          <p>
            {say(words.asksRests, {
              what: say(row.rests.label),
              how: row.rests.told.map((line) => say(line)).join(' '),
            })}
          </p>
          {row.rests.note && <p className="case-text">{row.rests.note}</p>}
        </div>
      )}
      {row.letter && !standing && (
        <p>
          <Link to={toPaper(row.case, row.letter.key)}>{say(words.asksLetter, { paper: say(row.letter.label) })}</Link>
        </p>
      )}
      {row.told.map((line) => (
        <p key={line.zh}>{say(line)}</p>
      ))}
      {row.note && <p className="case-text">{row.note}</p>}
      <p className="case-help">
        {say(words.asksBy, { who: row.requestedBy, at: clockTime(row.requestedAt) })} · {row.case.unit.name}
      </p>
      {row.due && (
        <p>
          {say(words.asksDue, { clock: say(row.due.clock) })} <DueText due={row.due} />
        </p>
      )}
      {row.until && (
        <p>
          <strong>{say(row.until.provisional ? words.asksUntilMaybe : words.asksUntil, { day: row.until.day })}</strong>
        </p>
      )}
      {row.mine && <Reason>{say(words.ownRequest)}</Reason>}
      {!row.mine && open === null && (
        <div className="next-step-buttons">
          <Button type="primary" size="large" onClick={() => setOpen('agreed')}>
            {say(words.agree)}
          </Button>
          <Button size="large" onClick={() => setOpen('returned')}>
            {say(words.sendBack)}
          </Button>
        </div>
      )}
      {open !== null && (
        <div className="case-stack" ref={intoView}>
          <PhraseChips place={open === 'returned' ? 'giveBack' : 'agree'} value={remark} onChange={setRemark} />
          <Input.TextArea
            aria-label={say(open === 'returned' ? words.remarkReturn : words.remark)}
            placeholder={say(open === 'returned' ? words.remarkReturn : words.remark)}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
          <ProblemAlert error={error} />
          <div className="next-step-buttons">
            <Button type="primary" size="large" loading={busy} onClick={() => decide(open)}>
              {say(verb)}
            </Button>
            <Button
              size="large"
              onClick={() => {
                setOpen(null)
                setRemark('')
              }}
            >
              {say(words.cancel)}
            </Button>
          </div>
        </div>
      )}
    </li>
  )
}
