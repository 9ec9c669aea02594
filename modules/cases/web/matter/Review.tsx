import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { type Body, keyOf } from '../data.ts'
import { Field } from '../Field.tsx'
import { Missed } from './Missed.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

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
