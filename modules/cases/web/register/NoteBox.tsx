import { Button, Input } from 'antd'
import { type ReactNode, useId, useMemo } from 'react'
import { type Chip, findChips } from '#modules/people/rules/chips.ts'
import type { LocalDate } from '#platform/clock/time.ts'
import { type Say, useSay } from '#web/preferences.ts'
import type { Kind } from '../data.ts'
import { offersOf, take } from './chips.ts'
import { fieldOf, type Form, noteField } from './form.ts'
import { personWords, words } from './words.ts'

const kindWords = { idNumber: words.chipIdNumber, phone: words.chipPhone, date: words.chipDate, age: words.chipAge }

const chipText = (chip: Chip, say: Say): string =>
  `${say(kindWords[chip.kind])} ${chip.value}${chip.kind === 'date' && chip.assumed ? `(${say(words.assumedYear)})` : ''}`

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
  const offers = offersOf(chips, form, dates)
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
      {offers.length > 0 && (
        <div className="case-offers" role="group" aria-label={say(words.found)}>
          <span className="case-offers-title">{say(words.found)}</span>
          {offers.map((offer) => {
            const where =
              offer.goal.to === 'data'
                ? say(fieldOf(kind, offer.goal.field)?.label ?? words.chipDate)
                : nameOfPerson(offer.goal.person)
            const what = chipText(offer.chip, say)
            if (offer.taken)
              return (
                <span key={`${offer.chip.start}`} className="case-offer-taken">
                  ✓ {what} · {say(words.taken)}
                </span>
              )
            if (offer.chip.kind === 'idNumber' && offer.chip.problem)
              return (
                <p key={`${offer.chip.start}`} className="case-problem">
                  {say(offer.chip.problem)}
                </p>
              )
            return (
              <Button key={`${offer.chip.start}`} onClick={() => onChange(take(form, offer))}>
                {say(words.into, {
                  what,
                  where: offer.goal.to === 'person' ? `${where} ${say(personWords[offer.goal.field])}` : where,
                })}
              </Button>
            )
          })}
        </div>
      )}
    </div>
  )
}
