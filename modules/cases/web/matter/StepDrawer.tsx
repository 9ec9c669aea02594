import { Button, Checkbox, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView, type NewStep } from '#modules/cases/contract.ts'
import { PhraseChips } from '#modules/office/web/index.tsx'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { newId } from '#web/ui/newId.ts'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { type Action, type Field as KindFieldSpec, keyOf, useCodes, useKinds, usePostsAt } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { KindField } from '../KindField.tsx'
import { dataOf, instantOf, type Value } from '../register/form.ts'
import { faultAt } from './fault.ts'
import { Missed } from './Missed.tsx'
import { type Target, TargetField } from './TargetField.tsx'
import { useSend } from './useSend.ts'
import { WhenField } from './WhenField.tsx'
import { words } from './words.ts'

/** How a reply was delivered; its date starts the term for review (信访工作条例 Art. 35). */
const deliveryModes = 'delivery-modes'
const toldInPerson = 'told'

/** What a step may need that stands above its words. */
const asksFirst = ['result', 'reason', 'unit', 'receiver', 'target', 'proof']

type Typed = {
  note: string
  result: string
  reason: string
  unit: string
  receiver: string
  dueOn: string
  proofOn: string
  proofMode: string
  told: boolean
  target: Target | null
  occurredAt: string
  data: Readonly<Record<string, Value>>
}

const empty = (today: string): Typed => ({
  note: '',
  result: '',
  reason: '',
  unit: '',
  receiver: '',
  dueOn: '',
  proofOn: today,
  proofMode: '',
  told: false,
  target: null,
  occurredAt: '',
  data: {},
})

/** Asks what a step needs and takes it, or asks for approval where another person must agree. Opens with the cursor in the first field. */
export const StepDrawer = ({
  view,
  action,
  onClose,
  onDone,
}: {
  view: CaseView
  action: Action
  onClose: () => void
  onDone: (view: CaseView) => void
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const now = useNow()
  // One id for the whole drawer: pressing twice is one step.
  const [id] = useState(newId)
  const [input, setInput] = useState<Typed>(() => empty(now.today))
  const send = useSend(view)
  const set = (part: Partial<Typed>): void => setInput({ ...input, ...part })
  const need = (what: string): boolean => action.needs.includes(what)
  const still = view.body?.actions.find((one) => one.key === action.key)
  const gone = send.missed !== null && (!still || still.blocked !== null)
  const receivers = usePostsAt(input.unit)
  const mayTell = !view.mustSetNotify || view.notifyMode !== null
  const kind = useKinds().data?.find((one) => one.key === view.head.kind)
  const asked = kind?.fields.filter(({ key }) => action.asks.includes(key) && view.body?.data[key] === undefined) ?? []
  const at = (path: string): string | undefined => faultAt(send.error, path)

  const go = async (): Promise<void> => {
    const done = await send.send((version) =>
      call(casesContract.step, {
        params: { ...keyOf(view.head) },
        body: stepOf(id, version, action, input, asked, now.today),
      }),
    )
    if (done) onDone(done)
  }
  return (
    <Sidebar
      open
      title={say(action.label)}
      onClose={onClose}
      footer={
        <div className="sidebar-foot">
          {gone && (
            <Reason>{say(words.staleGone, { state: say(view.head.statusLabel), what: say(action.label) })}</Reason>
          )}
          <div className="next-step-buttons">
            <Button type="primary" size="large" loading={send.busy} disabled={gone} onClick={() => void go()}>
              {say(action.asksApproval ? words.ask : action.label)}
            </Button>
            <Button onClick={onClose}>{say(words.back)}</Button>
          </div>
        </div>
      }
    >
      <div className="case-stack">
        <Missed view={view} send={send} />
        {action.asksApproval && <p>{say(words.asksNote)}</p>}
        {action.leaves && <p>{say(words.leavesNote)}</p>}
        {action.results && (
          <Coded
            list={action.results}
            label={say(need('result') ? words.result : words.resultOptional)}
            problem={at('result')}
            value={input.result}
            onChange={(result) => set({ result })}
          />
        )}
        {need('reason') && (
          <Coded
            list={action.reasons}
            label={say(words.reason)}
            problem={at('reason')}
            value={input.reason}
            onChange={(reason) => set({ reason })}
          />
        )}
        {need('unit') && (
          <>
            <Field label={say(words.unit)} help={say(words.unitHelp)} problem={at('unit')}>
              {(bound) => (
                <UnitPicker
                  {...bound}
                  value={input.unit}
                  below={me.post.unit.code}
                  onChange={(unit) => set({ unit: unit ?? '' })}
                />
              )}
            </Field>
            {input.unit && receivers.data?.posts.length === 0 && <Reason>{say(words.unitEmpty)}</Reason>}
          </>
        )}
        {need('receiver') && (
          <Field label={say(words.receiver)} help={say(words.receiverHelp)} problem={at('receiver')}>
            {(bound) => (
              <Input
                {...bound}
                autoFocus
                maxLength={60}
                value={input.receiver}
                onChange={(event) => set({ receiver: event.target.value })}
              />
            )}
          </Field>
        )}
        {need('target') && (
          <TargetField
            problem={at('target')}
            value={input.target}
            of={view.head}
            onChange={(target) => set({ target })}
          />
        )}
        {asked.map((spec) => (
          <KindField
            key={spec.key}
            spec={spec}
            value={input.data[spec.key]}
            problem={at(`data.${spec.key}`)}
            onChange={(value) => set({ data: { ...input.data, [spec.key]: value } })}
          />
        ))}
        {need('proof') && (
          <>
            <Field label={say(words.proofOn)} problem={at('proof')}>
              {(bound) => (
                <DateField {...bound} max={now.today} value={input.proofOn} onChange={(proofOn) => set({ proofOn })} />
              )}
            </Field>
            <Coded
              list={deliveryModes}
              label={say(words.proofMode)}
              problem={faultAt(send.error, 'proof.mode')}
              value={input.proofMode}
              onChange={(proofMode) => set({ proofMode })}
            />
          </>
        )}
        <Field label={say(need('note') ? words.noteNeeded : words.note)} problem={at('note')}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              autoFocus={!asksFirst.some(need) && asked.length === 0}
              autoSize={{ minRows: 4, maxRows: 14 }}
              value={input.note}
              onChange={(event) => set({ note: event.target.value })}
            />
          )}
        </Field>
        <PhraseChips place={action.phrases} value={input.note} onChange={(note) => set({ note })} />
        {need('dueOn') && (
          <Field label={say(words.dueOn)} problem={at('dueOn')}>
            {(bound) => (
              <DateField {...bound} min={now.today} value={input.dueOn} onChange={(dueOn) => set({ dueOn })} />
            )}
          </Field>
        )}
        {action.tells && (
          <>
            <Checkbox
              disabled={!mayTell}
              checked={input.told}
              onChange={(event) => set({ told: event.target.checked })}
            >
              {say(words.toldInPerson)}
            </Checkbox>
            {!mayTell && <Reason>{say(words.tellNeedsMode)}</Reason>}
            {at('proof') && <p className="case-problem">{at('proof')}</p>}
          </>
        )}
        <WhenField value={input.occurredAt} problem={at('occurredAt')} onChange={(occurredAt) => set({ occurredAt })} />
      </div>
    </Sidebar>
  )
}

const stepOf = (
  id: string,
  version: number,
  action: Action,
  input: Typed,
  asked: readonly KindFieldSpec[],
  today: string,
): NewStep => ({
  id,
  version,
  action: action.key,
  ...(input.note.trim() ? { note: input.note.trim() } : {}),
  ...(input.result ? { result: input.result } : {}),
  ...(input.reason ? { reason: input.reason } : {}),
  ...(input.unit ? { unit: input.unit } : {}),
  ...(input.receiver.trim() ? { receiver: input.receiver.trim() } : {}),
  ...(input.dueOn ? { dueOn: input.dueOn } : {}),
  ...(action.needs.includes('proof') && input.proofOn && input.proofMode
    ? { proof: { on: input.proofOn, mode: input.proofMode } }
    : {}),
  ...(action.tells && input.told
    ? { proof: { on: input.occurredAt ? input.occurredAt.slice(0, 10) : today, mode: toldInPerson } }
    : {}),
  ...(input.target ? { target: { home: input.target.home, id: input.target.id } } : {}),
  ...(input.occurredAt ? { occurredAt: instantOf(input.occurredAt) } : {}),
  ...(asked.length > 0 ? { data: dataOf(asked, input.data) } : {}),
})

const Coded = ({
  list,
  label,
  problem,
  value,
  onChange,
}: {
  list: string | null
  label: string
  problem: string | undefined
  value: string
  onChange: (code: string) => void
}): ReactNode => {
  const { language } = usePreferences()
  const rows = (useCodes(list).data?.rows ?? []).filter((row) => !row.flags.includes('register'))
  return (
    <Choices
      label={label}
      problem={problem}
      choices={rows.map((row) => ({ value: row.code, label: row[language] }))}
      chosen={value ? [value] : []}
      onChange={([code]) => onChange(code ?? '')}
    />
  )
}
