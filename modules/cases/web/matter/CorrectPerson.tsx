import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import type { PartyChange } from '#modules/cases/contract.ts'
import { ageOn } from '#modules/people/rules/age.ts'
import { useNow } from '#web/now.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { type Kind, type Party, useCodes } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { derived, emptyPerson, type PersonField } from '../register/form.ts'
import { personWords, words as formWords } from '../register/words.ts'
import { correctWords } from './correct-words.ts'

/** What was typed about one person noted: absent untouched, '' emptied. */
export type Edit = Partial<Record<PersonField | 'role', string>> & { readonly remove?: true }

/** A correction as the server takes it; undefined where nothing was touched. */
export const changeOf = (party: Party, { remove, ...edit }: Edit): PartyChange | undefined => {
  if (remove) return { id: party.id, remove }
  const said = Object.entries(edit).filter(([field, value]) => value !== standing(party, field))
  if (said.length === 0) return undefined
  return Object.fromEntries([
    ['id', party.id],
    ...said.map(([field, value]) => [
      field,
      value.trim() === '' ? null : field === 'age' ? Number(value) : value.trim(),
    ]),
  ]) as PartyChange
}

/** What the page may show of a person to begin with: of identifiers nothing, they are typed anew. */
const standing = (party: Party, field: string): string | undefined => {
  if (hidden.includes(field as PersonField)) return undefined
  const value = (party as unknown as Record<string, unknown>)[field]
  return value === null || value === undefined ? '' : String(value)
}

const hidden: readonly PersonField[] = ['name', 'idNumber', 'birth', 'phone', 'address', 'safeContact']
/** The type of certificate of somebody who has none. */
const noId = '99'
const texts = ['relation', 'occupation', 'employer'] as const
const lists = { marital: 'marriages', education: 'educations', ethnicity: 'ethnicities' } as const
const longest: Partial<Record<PersonField, number>> = { name: 50, idNumber: 30, phone: 30, employer: 100, address: 200 }

/** Corrects one person. Identifiers stand masked and are typed anew; each can be emptied; sex and birth follow the ID number. */
export const CorrectPerson = ({
  party,
  kind,
  edit,
  faultOf,
  onChange,
}: {
  readonly party: Party
  readonly kind: Kind
  readonly edit: Edit
  readonly faultOf: (field: string) => string | undefined
  readonly onChange: (edit: Edit) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const { today } = useNow()
  const sexes = useCodes('sexes').data?.rows.filter((row) => row.code === '1' || row.code === '2') ?? []
  const set = (part: Edit): void => onChange({ ...edit, ...part })
  const found = derived({ ...emptyPerson(party.id, party.role), idNumber: edit.idNumber?.trim() ?? '' }, today)
  const title = `${say(party.roleLabel)} ${party.name}`
  if (edit.remove)
    return (
      <p className="case-line">
        <s>{title}</s>
        <Button size="small" onClick={() => onChange({})}>
          {say(correctWords.keep)}
        </Button>
      </p>
    )
  const masked = (field: PersonField, before: string | null): ReactNode => {
    const value = edit[field]
    return (
      <Field
        label={say(personWords[field])}
        problem={field === 'idNumber' && found ? undefined : faultOf(field)}
        help={
          value === '' ? say(correctWords.emptied) : before ? say(correctWords.stands, { what: before }) : undefined
        }
      >
        {(bound) => (
          <div className="case-beside">
            {field === 'birth' ? (
              <DateField {...bound} max={today} value={value ?? ''} onChange={(birth) => set({ birth })} />
            ) : (
              <Input
                {...bound}
                autoComplete="off"
                maxLength={longest[field] ?? 200}
                value={value ?? ''}
                onChange={(event) => {
                  // Rubbing out what was typed is no emptying: that has a button of its own.
                  const { [field]: _typed, ...others } = edit
                  onChange(event.target.value === '' ? others : { ...edit, [field]: event.target.value })
                }}
              />
            )}
            {field === 'idNumber' && !before && (
              <Button
                aria-pressed={edit.idType === noId}
                onClick={() => {
                  const { idNumber: _number, idType: _type, ...others } = edit
                  onChange(edit.idType === noId ? others : { ...others, idType: noId })
                }}
              >
                {say(formWords.noId)}
              </Button>
            )}
            {before && (
              <Button
                aria-label={say(correctWords.emptyOf, { what: say(personWords[field]) })}
                aria-pressed={value === ''}
                onClick={() => {
                  const { [field]: _typed, ...others } = edit
                  onChange(value === '' ? others : { ...edit, [field]: '' })
                }}
              >
                {say(correctWords.empty)}
              </Button>
            )}
          </div>
        )}
      </Field>
    )
  }
  const value = (field: PersonField): string => edit[field] ?? standing(party, field) ?? ''
  const anonymous = value('anonymous')
  return (
    <details className="case-fold">
      <summary>{say(correctWords.person, { who: title })}</summary>
      {anonymous === '' && masked('name', party.anonymous ? null : party.name)}
      <Choices
        label={say(personWords.anonymous)}
        choices={[
          { value: 'anonymous', label: say(correctWords.anonymous) },
          { value: 'unclear', label: say(correctWords.unclear) },
        ]}
        chosen={anonymous ? [anonymous] : []}
        onChange={([one]) => {
          const { name: _name, ...others } = edit
          onChange(one ? { ...others, anonymous: one, name: '' } : { ...others, anonymous: '' })
        }}
      />
      {masked('idNumber', party.idNumber)}
      {found ? (
        <p className="case-derived">
          {say(correctWords.fromId, {
            sex: sexes.find((row) => row.code === found.sex)?.[language] ?? found.sex,
            birth: found.birth,
            age: ageOn(found.birth, today),
          })}
        </p>
      ) : (
        <>
          <Choices
            label={say(personWords.sex)}
            problem={faultOf('sex')}
            choices={sexes.map((row) => ({ value: row.code, label: row[language] }))}
            chosen={value('sex') ? [value('sex')] : []}
            onChange={([sex]) => set({ sex: sex ?? '' })}
          />
          {masked('birth', party.birthYear === null ? null : String(party.birthYear))}
        </>
      )}
      {masked('phone', party.phone)}
      {masked('address', party.address)}
      {masked('safeContact', party.safeContact ? say(correctWords.kept) : null)}
      {Object.entries(lists).map(([field, list]) => (
        <Coded
          key={field}
          list={list}
          label={say(personWords[field as keyof typeof lists])}
          value={value(field as keyof typeof lists)}
          onChange={(code) => set({ [field]: code })}
        />
      ))}
      {texts.map((field) => (
        <Field key={field} label={say(personWords[field])} problem={faultOf(field)}>
          {(bound) => (
            <Input
              {...bound}
              autoComplete="off"
              maxLength={longest[field] ?? 60}
              value={value(field)}
              onChange={(event) => set({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {kind.parties.length > 1 && (
        <Choices
          label={say(correctWords.role)}
          choices={kind.parties.map((one) => ({ value: one.role, label: say(one.label) }))}
          chosen={[edit.role ?? party.role]}
          onChange={([role]) => role && set({ role })}
        />
      )}
      <p>
        <Button size="small" danger onClick={() => onChange({ remove: true })}>
          {say(correctWords.remove)}
        </Button>
      </p>
    </details>
  )
}

const Coded = ({
  list,
  label,
  value,
  onChange,
}: {
  list: string
  label: string
  value: string
  onChange: (code: string) => void
}): ReactNode => {
  const rows = useCodes(list).data?.rows ?? []
  return (
    <Field label={label}>
      {(bound) => <CodePicker {...bound} rows={rows} value={value} onChange={(code) => onChange(code ?? '')} />}
    </Field>
  )
}
