import { Input } from 'antd'
import { type ReactNode, useId, useMemo } from 'react'
import { findChips } from '#modules/people/rules/chips.ts'
import type { LocalDate } from '#platform/clock/time.ts'
import { useSay } from '#web/preferences.ts'
import type { Kind } from '../data.ts'
import { offersOf, take } from './chips.ts'
import { fieldOf, type Form, noteField } from './form.ts'
import { Offers } from './Offers.tsx'
import { personWords, words } from './words.ts'

/** The note comes first: one big box, and beneath it what was found in it, each put in its place only when pressed. */
export const NoteBox = ({
  kind,
  form,
  today,
  problem,
  nameOfPerson,
  onChange,
}: {
  readonly kind: Kind
  readonly form: Form
  readonly today: LocalDate
  readonly problem: string | undefined
  readonly nameOfPerson: (id: string) => string
  readonly onChange: (form: Form) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const field = noteField(kind)
  const note = field ? String(form.data[field.key] ?? '') : ''
  const chips = useMemo(() => findChips(note, today), [note, today])
  if (!field) return null
  const dates = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
    .flatMap((key) => fieldOf(kind, key) ?? [])
    .filter((one) => one.type === 'date')
  const offers = offersOf(chips, form, dates, today)
  return (
    <div className="case-note">
      <label htmlFor={id} className="case-note-label">
        {say(words.listen)}
      </label>
      <Input.TextArea
        id={id}
        autoFocus
        aria-describedby={`${id}n`}
        aria-invalid={Boolean(problem)}
        autoSize={{ minRows: 7, maxRows: 24 }}
        value={note}
        onChange={(event) => onChange({ ...form, data: { ...form.data, [field.key]: event.target.value } })}
      />
      <div id={`${id}n`} className="case-field-note">
        {problem ? <p className="case-problem">{problem}</p> : <p className="case-help">{say(words.listenHelp)}</p>}
      </div>
      <Offers
        offers={offers}
        placeOf={(goal) =>
          goal.to === 'data'
            ? say(fieldOf(kind, goal.field)?.label ?? words.chipDate)
            : `${nameOfPerson(goal.person)} ${say(personWords[goal.field])}`
        }
        onTake={(offer, goal) => onChange(take(form, offer, goal))}
      />
    </div>
  )
}
