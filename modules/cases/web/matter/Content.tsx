import type { ReactNode } from 'react'
import { usePreferences, useSay } from '#web/preferences.ts'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { nameOf } from '../codes.ts'
import { type Field, type Kind, type One, useCodes } from '../data.ts'
import { noteField } from '../register/form.ts'
import { words as formWords } from '../register/words.ts'
import { words as listWords } from '../words.ts'
import { Told } from './Told.tsx'

/** What was written down: the narrative as told, then the fields that hold something. */
export const Content = ({
  one,
  kind,
  data,
}: {
  one: One
  kind: Kind
  data: Readonly<Record<string, unknown>>
}): ReactNode => {
  const say = useSay()
  const note = noteField(kind)
  const order = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
  const fields = [...kind.fields]
    .filter((field) => field.key !== note?.key)
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
  const told = (field: Field, text: string): ReactNode => (
    <Told one={one} at={`data.${field.key}`} label={say(field.label)} text={text} />
  )
  const valueOf = (field: Field, value: unknown): ReactNode =>
    typeof value === 'string' && !field.codes ? (
      <span className="case-text">{told(field, value)}</span>
    ) : (
      <FieldValue field={field} value={value} />
    )
  const rows = fields.flatMap((field): Fact[] =>
    filled(data[field.key])
      ? [{ key: field.key, label: say(field.label), value: valueOf(field, data[field.key]) }]
      : [],
  )
  return (
    <>
      {note && filled(data[note.key]) && <p className="case-narrative">{told(note, String(data[note.key]))}</p>}
      {rows.length > 0 && <KeyValue rows={rows} />}
    </>
  )
}

const filled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

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
