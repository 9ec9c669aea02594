import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { KeyValue } from '#web/ui/KeyValue.tsx'
import { newId } from '#web/ui/newId.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type Body, type Kind, keyOf, type One } from '../data.ts'
import { KindField } from '../KindField.tsx'
import { dataOf, type Value } from '../register/form.ts'
import { FormDrawer } from './FormDrawer.tsx'
import { FieldValue } from './Content.tsx'
import { faultAt } from './fault.ts'
import { Told } from './Told.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Spec = Kind['parts'][number]

/** The repeating rows of a matter, a card for each sort: incidents, sessions. What was written down stays. */
export const Parts = ({ view, kind, mayHandle }: { view: CaseView; kind: Kind; mayHandle: boolean }): ReactNode => {
  const say = useSay()
  const [adding, setAdding] = useState<Spec | null>(null)
  return (
    <>
      {kind.parts.map((spec) => {
        const rows = (view.body?.parts ?? []).filter((part) => part.key === spec.key)
        if (rows.length === 0 && !mayHandle) return null
        return (
          <Sheet key={spec.key} title={say(spec.label)}>
            {rows.length > 0 && (
              <ul className="case-plain">
                {rows.map((part) => (
                  <li key={part.id}>
                    <Part one={keyOf(view.head)} at={(view.body?.parts ?? []).indexOf(part)} spec={spec} part={part} />
                  </li>
                ))}
              </ul>
            )}
            {mayHandle && (
              <Button onClick={() => setAdding(spec)}>{say(words.addOne, { what: say(spec.label) })}</Button>
            )}
          </Sheet>
        )
      })}
      {adding && <AddPart view={view} spec={adding} onClose={() => setAdding(null)} />}
    </>
  )
}

const Part = ({
  one,
  at,
  spec,
  part,
}: {
  one: One
  /** Its place among the rows of the matter. */
  at: number
  spec: Spec
  part: Body['parts'][number]
}): ReactNode => {
  const say = useSay()
  return (
    <>
      <KeyValue
        rows={spec.fields
          .filter((field) => part.data[field.key] !== undefined && part.data[field.key] !== '')
          .map((field) => ({
            key: field.key,
            label: say(field.label),
            value:
              typeof part.data[field.key] === 'string' && !field.codes ? (
                <Told
                  one={one}
                  at={`parts.${at}.data.${field.key}`}
                  label={say(field.label)}
                  text={String(part.data[field.key])}
                />
              ) : (
                <FieldValue field={field} value={part.data[field.key]} />
              ),
          }))}
      />
      <p className="case-help">{say(words.notedAt, { at: clockTime(part.recordedAt) })}</p>
    </>
  )
}

const AddPart = ({ view, spec, onClose }: { view: CaseView; spec: Spec; onClose: () => void }): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  // One id for the whole panel: pressing twice is one row.
  const [id] = useState(newId)
  const [data, setData] = useState<Readonly<Record<string, Value>>>({})
  const go = async (): Promise<void> => {
    const body = { key: spec.key, data: dataOf(spec.fields, data) }
    if (await send.send(() => call(casesContract.addPart, { params: { ...keyOf(view.head), part: id }, body })))
      onClose()
  }
  return (
    <FormDrawer
      view={view}
      send={send}
      title={say(words.addOne, { what: say(spec.label) })}
      verb={say(words.noteSave)}
      onGo={go}
      onClose={onClose}
    >
      {spec.fields.map((field) => (
        <KindField
          key={field.key}
          spec={field}
          value={data[field.key]}
          problem={faultAt(send.error, `data.${field.key}`)}
          onChange={(value) => setData({ ...data, [field.key]: value })}
        />
      ))}
    </FormDrawer>
  )
}
