import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { DateField } from '#web/ui/DateField.tsx'
import { newId } from '#web/ui/newId.ts'
import { type Body, type Kind, keyOf } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { ActFields, actOf, noAct } from './ActFields.tsx'
import { FieldValue } from './Content.tsx'
import { faultAt } from './fault.ts'
import { FormDrawer } from './FormDrawer.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Act = Body['acts'][number]

/** Papers other bodies issued in this matter (orders, rulings, warning letters): recorded here, never issued here. */
export const Acts = ({ view, kind, mayHandle }: { view: CaseView; kind: Kind; mayHandle: boolean }): ReactNode => {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const [serving, setServing] = useState<Act | null>(null)
  const acts = view.body?.acts ?? []
  const listOf = (key: string): string | null => kind.acts.find((one) => one.key === key)?.codes ?? null
  return (
    <>
      {acts.length === 0 && <p className="case-help">{say(words.actsNone)}</p>}
      <ul className="case-plain">
        {acts.map((act) => (
          <li key={act.id} className="case-line">
            <span>
              <strong>{say(act.label)}</strong>{' '}
              {say(words.actLine, { issuer: act.issuer, number: act.number, on: act.issuedOn })}
              {act.codes.length > 0 && (
                <>
                  {' · '}
                  <FieldValue field={{ type: 'codes', codes: listOf(act.key) }} value={act.codes} />
                </>
              )}
              <span className="case-help">
                {act.validUntil ? ` ${say(words.actUntil, { day: act.validUntil })}` : ''}{' '}
                {act.servedOn ? say(words.actServed, { day: act.servedOn }) : say(words.actUnserved)}
              </span>
            </span>
            {mayHandle && act.servedOn === null && (
              <Button size="small" onClick={() => setServing(act)}>
                {say(words.serve)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayHandle && <Button onClick={() => setAdding(true)}>{say(words.addOne, { what: say(words.acts) })}</Button>}
      {adding && <AddAct view={view} kind={kind} onClose={() => setAdding(false)} />}
      {serving && <Serve view={view} act={serving} onClose={() => setServing(null)} />}
    </>
  )
}

const AddAct = ({ view, kind, onClose }: { view: CaseView; kind: Kind; onClose: () => void }): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  // One id for the whole panel: pressing twice is one paper.
  const [id] = useState(newId)
  const [key, setKey] = useState(kind.acts[0]?.key ?? '')
  const [act, setAct] = useState(noAct)
  const spec = kind.acts.find((one) => one.key === key)
  const go = async (): Promise<void> => {
    const params = { ...keyOf(view.head), act: id }
    if (await send.send(() => call(casesContract.addAct, { params, body: { key, ...actOf(act) } }))) onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={say(words.addOne, { what: say(words.acts) })}
      verb={say(words.noteSave)}
      onGo={go}
      onClose={onClose}
    >
      {kind.acts.length > 1 && (
        <Choices
          label={say(words.actSort)}
          choices={kind.acts.map((one) => ({ value: one.key, label: say(one.label) }))}
          chosen={[key]}
          onChange={([one]) => {
            if (!one) return
            setKey(one)
            setAct({ ...act, codes: [] })
          }}
        />
      )}
      <ActFields
        list={spec?.codes ?? null}
        value={act}
        faultOf={(field) => faultAt(send.error, field)}
        onChange={setAct}
      />
    </FormDrawer>
  )
}

const Serve = ({ view, act, onClose }: { view: CaseView; act: Act; onClose: () => void }): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const send = useSend(view)
  const [servedOn, setServedOn] = useState<string>(today)
  const go = async (): Promise<void> => {
    const params = { ...keyOf(view.head), act: act.id }
    if (await send.send(() => call(casesContract.serveAct, { params, body: { servedOn } }))) onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={`${say(act.label)} ${act.number}`}
      verb={say(words.serve)}
      onGo={go}
      onClose={onClose}
    >
      <Field label={say(words.servedOn)} problem={faultAt(send.error, 'servedOn')}>
        {(bound) => <DateField {...bound} max={today} value={servedOn} onChange={setServedOn} />}
      </Field>
    </FormDrawer>
  )
}
