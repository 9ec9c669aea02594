import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { DateField } from '#web/ui/DateField.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { type Body, keyOf } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { Missed } from './Missed.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Obligation = Body['obligations'][number]

const outcomes = ['done', 'partly', 'refused'] as const
const outcomeWords = { done: words.outcomeDone, partly: words.outcomePartly, refused: words.outcomeRefused } as const

const outcomeOf = (code: string | null): (typeof outcomes)[number] => outcomes.find((one) => one === code) ?? 'done'

/** What was promised, by whom it is due when, and whether it was done. Money is kept in fen and shown in yuan. */
export const Promises = ({ view, mayHandle }: { view: CaseView; mayHandle: boolean }): ReactNode => {
  const say = useSay()
  const [meeting, setMeeting] = useState<Obligation | null>(null)
  return (
    <>
      <ul className="case-plain">
        {(view.body?.obligations ?? []).map((one) => (
          <li key={one.id} className="case-line">
            <span>
              <strong>{say(one.label)}</strong> {one.what}
              {one.amountFen === null ? '' : ` · ${say(words.yuan, { n: (one.amountFen / 100).toFixed(2) })}`}
              <span className="case-help">
                {' '}
                {one.doneOn
                  ? `${say(outcomeWords[outcomeOf(one.outcome)])} ${one.doneOn}`
                  : say(words.obligationDue, { day: one.dueOn })}
              </span>
            </span>
            {mayHandle && one.doneOn === null && (
              <Button size="small" onClick={() => setMeeting(one)}>
                {say(words.performed)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {meeting && <Meet view={view} obligation={meeting} onClose={() => setMeeting(null)} />}
    </>
  )
}

const Meet = ({
  view,
  obligation,
  onClose,
}: {
  view: CaseView
  obligation: Obligation
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const now = useNow()
  const send = useSend(view)
  const [doneOn, setDoneOn] = useState(now.today)
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('done')
  const go = async (): Promise<void> => {
    if (
      await send.send(() =>
        call(casesContract.meetObligation, {
          params: { ...keyOf(view.head), obligation: obligation.id },
          body: { doneOn, outcome },
        }),
      )
    )
      onClose()
  }
  return (
    <Sidebar
      open
      title={obligation.what || say(obligation.label)}
      onClose={onClose}
      footer={
        <div className="next-step-buttons">
          <Button type="primary" loading={send.busy} onClick={() => void go()}>
            {say(words.performed)}
          </Button>
          <Button onClick={onClose}>{say(words.back)}</Button>
        </div>
      }
    >
      <Missed view={view} send={send} />
      <Field label={say(words.performedOn)}>
        {(bound) => <DateField {...bound} max={now.today} value={doneOn} onChange={setDoneOn} />}
      </Field>
      <Choices
        label={say(words.result)}
        choices={outcomes.map((one) => ({ value: one, label: say(outcomeWords[one]) }))}
        chosen={[outcome]}
        onChange={([one]) => setOutcome(outcomeOf(one ?? null))}
      />
    </Sidebar>
  )
}

/** A panel's round: how many voted, and one's own vote, cast once. */
export const Review = ({ view, review }: { view: CaseView; review: NonNullable<Body['review']> }): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const [score, setScore] = useState('')
  const number = Number(score)
  const valid = score !== '' && number >= 0 && number <= 100
  return (
    <div className="case-stack">
      <p>
        {say(words.reviewCount, { votes: review.votes, needed: review.needed })}
        {review.mean !== null && <> · {say(words.reviewMean, { mean: review.mean.toFixed(1) })}</>}
        {review.quotaLeft !== null && <> · {say(words.reviewQuota, { n: review.quotaLeft })}</>}
      </p>
      <Field label={say(words.score)} className="case-short">
        {(bound) => (
          <Input
            {...bound}
            inputMode="decimal"
            value={score}
            onChange={(event) => setScore(event.target.value.trim())}
          />
        )}
      </Field>
      <div>
        <Button
          disabled={!valid}
          loading={send.busy}
          onClick={() =>
            void send.send(() => call(casesContract.vote, { params: keyOf(view.head), body: { score: number } }))
          }
        >
          {say(words.vote)}
        </Button>
      </div>
      <Missed view={view} send={send} />
    </div>
  )
}
