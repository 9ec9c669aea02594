import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keyOf, type Step } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { instantOf } from '../register/form.ts'
import { faultAt } from './fault.ts'
import { FormDrawer } from './FormDrawer.tsx'
import { useSend } from './useSend.ts'
import { WhenField } from './WhenField.tsx'
import { words } from './words.ts'

/** What an answer is noted from: the step it answers, or the paper it came on. */
export type AnswerOf = { readonly answers?: number; readonly paper?: string }

const none = 'none'

/** 代录: what a body that signs in nowhere answered, by telephone or on stamped paper, and to which step. */
export const Answer = ({
  view,
  about,
  onClose,
}: {
  view: CaseView
  about: AnswerOf
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const steps = view.body?.steps ?? []
  const asked = steps.filter((step) => step.awaitsAnswer).reverse()
  const papers = answersOn(view)
  // One id for the whole panel: pressing twice is one answer.
  const [id] = useState(newId)
  const [from, setFrom] = useState('')
  const [said, setSaid] = useState('')
  // What was sent last is what is mostly answered.
  const [answers, setAnswers] = useState(String(about.answers ?? asked[0]?.seq ?? none))
  const [paper, setPaper] = useState(about.paper ?? papers[0]?.paper ?? none)
  const [when, setWhen] = useState('')
  const at = (path: string): string | undefined => faultAt(send.error, path)
  const go = async (): Promise<void> => {
    const params = { ...keyOf(view.head), answer: id }
    const body = {
      from: from.trim(),
      ...(said.trim() ? { said: said.trim() } : {}),
      ...(paper === none ? {} : { paper }),
      ...(answers === none ? {} : { answers: Number(answers) }),
      ...(when ? { occurredAt: instantOf(when) } : {}),
    }
    if (await send.send(() => call(casesContract.recordAnswer, { params, body }))) onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={say(words.answer)}
      verb={say(words.noteSave)}
      onGo={go}
      onClose={onClose}
    >
      <Field label={say(words.answerFrom)} help={say(words.answerFromHelp)} problem={at('from')}>
        {(bound) => (
          <Input {...bound} autoFocus maxLength={60} value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      {asked.length > 0 && (
        <Choices
          label={say(words.answerOf)}
          problem={at('answers')}
          choices={[
            ...asked.map((step) => ({
              value: String(step.seq),
              label: [say(step.label), ...step.told.map((line) => say(line)), clockTime(step.at).slice(0, 10)].join(
                ' ',
              ),
            })),
            { value: none, label: say(words.answerOfNone) },
          ]}
          chosen={[answers]}
          onChange={([one]) => setAnswers(one ?? none)}
        />
      )}
      {papers.length > 0 ? (
        <Choices
          label={say(words.answerPaper)}
          problem={at('paper')}
          choices={[
            ...papers.map((one) => ({
              value: one.paper,
              label: say(words.answerPages, { n: one.n, at: clockTime(one.at).slice(0, 16) }),
            })),
            { value: none, label: say(words.answerNoPaper) },
          ]}
          chosen={[paper]}
          onChange={([one]) => setPaper(one ?? none)}
        />
      ) : (
        <p className="case-help">{say(words.answerPaperHelp)}</p>
      )}
      <Field label={say(paper === none ? words.answerSaid : words.answerSaidOptional)} problem={at('said')}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 3, maxRows: 12 }}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        )}
      </Field>
      <WhenField value={when} problem={at('occurredAt')} onChange={setWhen} />
    </FormDrawer>
  )
}

/** The stamped answers among the attachments that are not noted yet, the last one first. */
const answersOn = ({
  body,
}: CaseView): readonly { readonly paper: string; readonly n: number; readonly at: string }[] => {
  const noted = notedPapers(body?.steps ?? [])
  const found = new Map<string, { paper: string; n: number; at: string }>()
  for (const { paper, purpose, addedAt } of body?.files ?? [])
    if (paper && purpose === 'answer' && !noted.includes(paper))
      found.set(paper, { paper, n: (found.get(paper)?.n ?? 0) + 1, at: addedAt })
  return [...found.values()].reverse()
}

/** Papers that stand at an answer already. */
export const notedPapers = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ paper, reversed }) => (paper && !reversed ? [paper] : []))
