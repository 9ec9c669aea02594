import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { ageOn } from '#modules/people/rules/age.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { useCodes } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { derived, type Person, type PersonField } from './form.ts'
import { hintWords, personWords, sampleWords, words } from './words.ts'
import './register.css'

/** What is asked of every person at once; the rest is one tap away. */
const rest: readonly PersonField[] = [
  'relation',
  'marital',
  'ethnicity',
  'employer',
  'occupation',
  'education',
  'safeContact',
]

/** The type of certificate of somebody who has none. */
const noId = '99'

/** Longest texts where they are shorter than an address, in characters. */
const longest: Partial<Record<PersonField, number>> = {
  name: 50,
  phone: 30,
  age: 3,
  occupation: 60,
  employer: 100,
  relation: 60,
}

/** The lists behind coded facts of a person. */
const lists: Partial<Record<PersonField, string>> = {
  marital: 'marriages',
  education: 'educations',
  ethnicity: 'ethnicities',
}

/** One person: name, ID number (sex and birth follow from it), phone, address; or why there is no name. */
export const PersonFields = ({
  person,
  title,
  today,
  brief,
  problemAt,
  onChange,
  onRemove,
}: {
  readonly person: Person
  readonly title: string
  readonly today: string
  /** The quick form on a phone: name and phone, the rest one tap away. */
  readonly brief: boolean
  readonly problemAt: (field: string) => string | undefined
  readonly onChange: (change: Partial<Person>) => void
  readonly onRemove: (() => void) | undefined
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [more, setMore] = useState(() => rest.some((field) => person[field] !== ''))
  // What was shown once stays, also when it is emptied: a field must not go from under the finger.
  const [opened, setOpened] = useState(false)
  const full = !brief || more || opened || person.idNumber !== ''
  if (full && !opened) setOpened(true)
  // A day found in the note takes the place of the age, and stays when it is emptied.
  const [birth, setBirth] = useState(person.birth !== '')
  if (person.birth !== '' && !birth) setBirth(true)
  const sexes = useCodes('sexes').data?.rows.filter((row) => row.code === '1' || row.code === '2') ?? []
  const found = derived(person, today)
  const input = (field: PersonField, extra: { inputMode?: 'numeric' | 'tel'; type?: string } = {}): ReactNode => (
    <Field
      label={say(personWords[field])}
      problem={problemAt(field)}
      path={`${person.id}.${field}`}
      {...(hintWords[field] ? { help: say(hintWords[field]) } : {})}
    >
      {(bound) => (
        <Input
          {...bound}
          {...extra}
          {...(sampleWords[field] ? { placeholder: say(sampleWords[field]) } : {})}
          autoComplete="off"
          maxLength={longest[field] ?? 200}
          value={person[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="case-person" role="group" aria-label={title}>
      <div className="case-person-head">
        <h3>{title}</h3>
        {onRemove && (
          <Button type="text" size="small" onClick={onRemove}>
            {say(words.removePerson)}
          </Button>
        )}
      </div>
      <div className="case-grid">
        {person.anonymous === '' && input('name')}
        <Choices
          label={say(personWords.anonymous)}
          choices={[
            { value: 'anonymous', label: say(words.anonymous) },
            { value: 'unclear', label: say(words.unclear) },
          ]}
          chosen={person.anonymous ? [person.anonymous] : []}
          onChange={([one]) =>
            // The field of the number goes too: what is no longer seen must not be sent.
            onChange({
              anonymous: (one ?? '') as Person['anonymous'],
              ...(one ? { name: '', idType: '', idNumber: '' } : {}),
            })
          }
        />
        {full && person.anonymous === '' && (
          <Field label={say(personWords.idNumber)} problem={problemAt('idNumber')} path={`${person.id}.idNumber`}>
            {(bound) => (
              <div className="case-beside">
                <Input
                  {...bound}
                  placeholder={say(words.idSample)}
                  autoComplete="off"
                  maxLength={30}
                  disabled={person.idType === noId}
                  value={person.idNumber}
                  onChange={(event) => onChange({ idNumber: event.target.value })}
                />
                <Button
                  aria-pressed={person.idType === noId}
                  onClick={() => onChange(person.idType === noId ? { idType: '' } : { idType: noId, idNumber: '' })}
                >
                  {say(words.noId)}
                </Button>
              </div>
            )}
          </Field>
        )}
        {full &&
          (found ? (
            <p className="case-derived">
              {say(words.fromId, {
                sex: sexes.find((row) => row.code === found.sex)?.[language] ?? found.sex,
                birth: found.birth,
                age: ageOn(found.birth, today),
              })}
            </p>
          ) : (
            <>
              <Choices
                label={say(personWords.sex)}
                problem={problemAt('sex')}
                choices={sexes.map((row) => ({ value: row.code, label: row[language] }))}
                chosen={person.sex ? [person.sex] : []}
                onChange={([sex]) => onChange({ sex: sex ?? '' })}
              />
              {birth ? (
                <Field label={say(personWords.birth)} problem={problemAt('birth')} path={`${person.id}.birth`}>
                  {(bound) => (
                    <DateField
                      {...bound}
                      max={today}
                      value={person.birth}
                      onChange={(day) => onChange({ birth: day })}
                    />
                  )}
                </Field>
              ) : (
                input('age', { inputMode: 'numeric' })
              )}
            </>
          ))}
        {input('phone', { inputMode: 'tel', type: 'tel' })}
        {full && input('address')}
        {more &&
          rest.map((field) =>
            lists[field] ? (
              <PersonCode
                key={field}
                list={lists[field]}
                field={field}
                value={person[field]}
                onChange={(code) => onChange({ [field]: code })}
              />
            ) : (
              <div key={field}>{input(field)}</div>
            ),
          )}
      </div>
      {!more && (
        <Button type="link" className="case-more" onClick={() => setMore(true)}>
          {say(words.morePerson)}
        </Button>
      )}
    </div>
  )
}

const PersonCode = ({
  list,
  field,
  value,
  onChange,
}: {
  list: string
  field: PersonField
  value: string
  onChange: (code: string) => void
}): ReactNode => {
  const say = useSay()
  const codes = useCodes(list)
  return (
    <Field label={say(personWords[field])}>
      {(bound) => (
        <CodePicker {...bound} rows={codes.data?.rows ?? []} value={value} onChange={(code) => onChange(code ?? '')} />
      )}
    </Field>
  )
}
