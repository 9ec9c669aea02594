import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { DateField } from '#web/ui/DateField.tsx'
import { newId } from '#web/ui/newId.ts'
import { type Body, type Kind, keyOf } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { faultAt } from './fault.ts'
import { FormDrawer } from './FormDrawer.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Obligation = Body['obligations'][number]

const outcomes = ['done', 'partly', 'refused'] as const
const outcomeWords = { done: words.outcomeDone, partly: words.outcomePartly, refused: words.outcomeRefused } as const

const outcomeOf = (code: string | null): (typeof outcomes)[number] => outcomes.find((one) => one === code) ?? 'done'

/** What was promised: who does what by when, and whether it was done. Money is kept in fen and shown in yuan. */
export const Promises = ({ view, kind, mayHandle }: { view: CaseView; kind: Kind; mayHandle: boolean }): ReactNode => {
  const say = useSay()
  const [meeting, setMeeting] = useState<Obligation | null>(null)
  const [adding, setAdding] = useState(false)
  const { today } = useNow()
  const nameOf = (id: string | null): string => view.body?.parties.find((party) => party.id === id)?.name ?? ''
  const rows = view.body?.obligations ?? []
  return (
    <>
      {rows.length === 0 && <p className="case-help">{say(words.obligationsNone)}</p>}
      <ul className="case-plain">
        {rows.map((one) => (
          <li key={one.id} className="case-line">
            <span>
              <strong>{say(one.label)}</strong> {nameOf(one.byParty)} {one.what}
              {one.amountFen === null ? '' : ` · ${say(words.yuan, { n: (one.amountFen / 100).toFixed(2) })}`}
              <span className={one.doneOn === null && one.dueOn < today ? 'case-problem' : 'case-help'}>
                {' '}
                {one.doneOn
                  ? `${say(outcomeWords[outcomeOf(one.outcome)])} ${one.doneOn}`
                  : say(one.dueOn < today ? words.obligationLate : words.obligationDue, { day: one.dueOn })}
              </span>
            </span>
            {mayHandle && one.outcome !== 'done' && (
              <Button size="small" onClick={() => setMeeting(one)}>
                {say(words.performance)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayHandle && kind.obligations.length > 0 && (
        <Button onClick={() => setAdding(true)}>{say(words.addOne, { what: say(words.obligations) })}</Button>
      )}
      {meeting && <Meet view={view} obligation={meeting} onClose={() => setMeeting(null)} />}
      {adding && <AddPromise view={view} kind={kind} onClose={() => setAdding(false)} />}
    </>
  )
}

const noPromise = { what: '', yuan: '', dueOn: '', byParty: '' }

const AddPromise = ({ view, kind, onClose }: { view: CaseView; kind: Kind; onClose: () => void }): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  // One id for the whole panel: pressing twice is one promise.
  const [id] = useState(newId)
  const [key, setKey] = useState(kind.obligations[0]?.key ?? '')
  const [typed, setTyped] = useState(noPromise)
  const set = (part: Partial<typeof noPromise>): void => setTyped({ ...typed, ...part })
  const money = kind.obligations.find((one) => one.key === key)?.money === true
  const fen = fenOf(typed.yuan)
  const wrongMoney = money && typed.yuan !== '' && fen === null
  const go = async (): Promise<void> => {
    if (wrongMoney) return
    const body = {
      key,
      what: typed.what,
      dueOn: typed.dueOn,
      ...(money && fen !== null ? { amountFen: fen } : {}),
      ...(typed.byParty ? { byParty: typed.byParty } : {}),
    }
    const params = { ...keyOf(view.head), obligation: id }
    if (await send.send(() => call(casesContract.addObligation, { params, body }))) onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={say(words.addOne, { what: say(words.obligations) })}
      verb={say(words.noteSave)}
      onGo={go}
      onClose={onClose}
    >
      {kind.obligations.length > 1 && (
        <Choices
          label={say(words.sort)}
          choices={kind.obligations.map((one) => ({ value: one.key, label: say(one.label) }))}
          chosen={[key]}
          onChange={([one]) => one && setKey(one)}
        />
      )}
      <Choices
        label={say(words.byWhom)}
        problem={faultAt(send.error, 'byParty')}
        choices={(view.body?.parties ?? []).map((party) => ({
          value: party.id,
          label: `${say(party.roleLabel)} ${party.name}`,
        }))}
        chosen={typed.byParty ? [typed.byParty] : []}
        onChange={([byParty]) => set({ byParty: byParty ?? '' })}
      />
      <Field label={say(words.promiseWhat)} problem={faultAt(send.error, 'what')}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={typed.what}
            onChange={(event) => set({ what: event.target.value })}
          />
        )}
      </Field>
      {money && (
        <Field
          label={say(words.amount)}
          problem={wrongMoney ? say(words.amountWrong) : faultAt(send.error, 'amountFen')}
          className="case-short"
        >
          {(bound) => (
            <Input
              {...bound}
              inputMode="decimal"
              value={typed.yuan}
              onChange={(event) => set({ yuan: event.target.value.trim() })}
            />
          )}
        </Field>
      )}
      <Field label={say(words.promiseDue)} problem={faultAt(send.error, 'dueOn')}>
        {(bound) => <DateField {...bound} value={typed.dueOn} onChange={(dueOn) => set({ dueOn })} />}
      </Field>
    </FormDrawer>
  )
}

/** Yuan as typed, with at most two decimals, in fen; null when it is not an amount. */
const fenOf = (yuan: string): number | null => {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan.replace(/[,,]/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
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
  const [doneOn, setDoneOn] = useState<string>(now.today)
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('done')
  const go = async (): Promise<void> => {
    const params = { ...keyOf(view.head), obligation: obligation.id }
    if (await send.send(() => call(casesContract.meetObligation, { params, body: { doneOn, outcome } }))) onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={obligation.what || say(obligation.label)}
      verb={say(words.noteSave)}
      onGo={go}
      onClose={onClose}
    >
      <Choices
        label={say(words.performance)}
        choices={outcomes.map((one) => ({ value: one, label: say(outcomeWords[one]) }))}
        chosen={[outcome]}
        onChange={([one]) => setOutcome(outcomeOf(one ?? null))}
      />
      <Field label={say(words.performedOn)} problem={faultAt(send.error, 'doneOn')}>
        {(bound) => <DateField {...bound} max={now.today} value={doneOn} onChange={setDoneOn} />}
      </Field>
    </FormDrawer>
  )
}
