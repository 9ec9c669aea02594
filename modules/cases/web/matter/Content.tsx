import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { useNow } from '#web/now.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { nameOf } from '../codes.ts'
import { type Field, type Kind, useCodes } from '../data.ts'
import { noteField } from '../register/form.ts'
import { words as formWords } from '../register/words.ts'
import { maskNumbers } from './numbers.ts'
import { words as listWords } from '../words.ts'
import { words } from './words.ts'

/** What was written down: the narrative as told, then the fields that hold something. */
export const Content = ({ kind, data }: { kind: Kind; data: Readonly<Record<string, unknown>> }): ReactNode => {
  const say = useSay()
  const note = noteField(kind)
  const order = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
  const fields = [...kind.fields]
    .filter((field) => field.key !== note?.key)
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
  const rows = fields.flatMap((field): Fact[] =>
    filled(data[field.key])
      ? [{ key: field.key, label: say(field.label), value: <FieldValue field={field} value={data[field.key]} /> }]
      : [],
  )
  return (
    <>
      {note && filled(data[note.key]) && <Narrative text={String(data[note.key])} />}
      {rows.length > 0 && <KeyValue rows={rows} />}
    </>
  )
}

const filled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The narrative as told. Numbers of people in it stand masked until asked for: a screen at the desk is seen by the next visitor. */
const Narrative = ({ text }: { text: string }): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const [clear, setClear] = useState(false)
  const masked = useMemo(() => maskNumbers(text, today), [text, today])
  return (
    <>
      <p className="case-narrative">{clear ? text : masked}</p>
      {masked !== text && (
        <Button size="small" onClick={() => setClear(!clear)}>
          {say(clear ? words.hideNumbers : words.showNumbers)}
        </Button>
      )}
    </>
  )
}

/** One value of a field in words. */
export const FieldValue = ({ field, value }: { field: Pick<Field, 'type' | 'codes'>; value: unknown }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const codes = useCodes(field.codes).data
  if (typeof value === 'boolean') return say(value ? formWords.yes : formWords.no)
  if (Array.isArray(value)) return value.map((one) => nameOf(codes, String(one))[language]).join(say(listWords.comma))
  if (field.codes) return nameOf(codes, String(value))[language]
  return <span className="case-text">{String(value)}</span>
}
