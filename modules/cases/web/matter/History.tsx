import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { dayOrTime, Timeline } from '#web/ui/Timeline.tsx'
import { type Kind, keyOf, type Step } from '../data.ts'
import { Changes } from './Changes.tsx'
import { happeningsOf } from './happening.tsx'
import { Original } from './Original.tsx'
import { Told } from './Told.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

const takings = {
  undo: { verb: words.withdraw, title: words.withdrawTitle, why: words.withdrawWhy },
  correct: { verb: words.correct, title: words.strikeTitle, why: words.strikeWhy },
  untell: { verb: words.untell, title: words.untellTitle, why: words.untellWhy },
} as const

/** What happened, newest first; nothing is ever removed. What was noted wrongly is taken back or corrected, with the reason kept. */
export const History = ({
  view,
  kind,
  mayHandle,
  onAnswer,
}: {
  view: CaseView
  kind: Kind
  mayHandle: boolean
  /** The answer to a step is to be noted. */
  onAnswer: (step: number) => void
}): ReactNode => {
  const say = useSay()
  const [taking, setTaking] = useState<Step | null>(null)
  const send = useSend(view)
  // An attachment is known by its name, another entry by what it is.
  const titleOf = (step: Step, { title }: { title: Label }): string =>
    say(title, { what: step.action === 'file' && step.note ? `${say(step.label)}:${step.note}` : say(step.label) })
  const undo = (step: Step): ReactNode => {
    if (!mayHandle) return undefined
    if (step.awaitsAnswer)
      return (
        <Button size="small" aria-label={`${say(words.answer)}:${say(step.label)}`} onClick={() => onAnswer(step.seq)}>
          {say(words.answer)}
        </Button>
      )
    if (step.takeBack)
      return (
        <Button size="small" aria-label={titleOf(step, takings[step.takeBack])} onClick={() => setTaking(step)}>
          {say(takings[step.takeBack].verb)}
        </Button>
      )
    return step.notTakenBack && <Reason>{say(step.notTakenBack)}</Reason>
  }
  const changes = (step: Step): ReactNode => <Changes one={keyOf(view.head)} kind={kind} step={step} />
  const told = (step: Step, which: 'note' | 'remark', text: string): ReactNode => (
    <Told one={keyOf(view.head)} at={`steps.${step.seq - 1}.${which}`} label={say(step.label)} text={text} />
  )
  const paper = (step: Step): ReactNode =>
    step.paper && <Original one={keyOf(view.head)} files={view.body?.files ?? []} paper={step.paper} />
  return (
    <>
      <Timeline items={[...happeningsOf(view.body?.steps ?? [], say, undo, changes, told, paper)].reverse()} />
      {taking?.takeBack && (
        <ConfirmReason
          open
          title={titleOf(taking, takings[taking.takeBack])}
          verb={say(takings[taking.takeBack].verb)}
          explain={say(takings[taking.takeBack].why)}
          onClose={() => setTaking(null)}
          onConfirm={(reason) =>
            send.attempt((version) =>
              call(casesContract.withdraw, {
                params: { ...keyOf(view.head) },
                body: { version, seq: taking.seq, reason },
              }),
            )
          }
        >
          <p className="case-help">
            {[dayOrTime(taking.at), taking.by, beginning(taking.note ?? '')].filter(Boolean).join(' · ')}
          </p>
        </ConfirmReason>
      )}
    </>
  )
}

const beginning = (note: string): string => {
  const letters = [...note]
  return letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : note
}
