import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { localDateTime } from '#platform/clock/time.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { newId } from '#web/ui/newId.ts'
import { MomentField } from '#web/ui/DateField.tsx'
import { type Field as Spec, flagsList, keyOf, type Kind, useCodes } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { KindField } from '../KindField.tsx'
import {
  emptyForm,
  emptyPerson,
  type Form,
  instantOf,
  partyOf,
  type Person,
  type Value,
  valueOf,
} from '../register/form.ts'
import { Hints } from '../register/Hints.tsx'
import { PersonFields } from '../register/PersonFields.tsx'
import { changeOf, CorrectPerson, type Edit } from './CorrectPerson.tsx'
import { correctWords } from './correct-words.ts'
import { faultAt } from './fault.ts'
import type { Send } from './useSend.ts'
import { words } from './words.ts'

type Typed = {
  readonly category: string
  readonly channel: string
  readonly title: string
  readonly openedAt: string
  readonly persons: string
  readonly flags: readonly string[]
  readonly result: string
  readonly data: Readonly<Record<string, Value>>
}

const wallOf = (instant: string): string => localDateTime(new Date(instant)).replace(' ', 'T')

const typedOf = ({ head, body }: CaseView): Typed => ({
  category: head.category ?? '',
  channel: head.channel ?? '',
  title: head.title ?? '',
  openedAt: wallOf(head.openedAt),
  persons: String(head.persons),
  flags: head.flags,
  result: head.result ?? '',
  data: Object.fromEntries(
    Object.entries(body?.data ?? {}).map(([key, value]): [string, Value] => [
      key,
      typeof value === 'boolean' ? value : Array.isArray(value) ? value.map(String) : String(value ?? ''),
    ]),
  ),
})

/** Only what was changed is sent; `null` empties a field of the kind. */
const changesOf = (kind: Kind, before: Typed, after: Typed): Record<string, unknown> => {
  const data = kind.fields.flatMap((field) => {
    const value = valueOf(field, after.data[field.key]) ?? null
    return JSON.stringify(value) === JSON.stringify(valueOf(field, before.data[field.key]) ?? null)
      ? []
      : [[field.key, value] as const]
  })
  return {
    ...(after.category && after.category !== before.category ? { category: after.category } : {}),
    ...(after.channel && after.channel !== before.channel ? { channel: after.channel } : {}),
    ...(after.title !== before.title ? { title: after.title.trim() || null } : {}),
    ...(after.openedAt && after.openedAt !== before.openedAt ? { openedAt: instantOf(after.openedAt) } : {}),
    ...(after.persons !== before.persons && Number(after.persons) > 0 ? { persons: Number(after.persons) } : {}),
    ...(after.flags.join() === before.flags.join() ? {} : { flags: after.flags }),
    ...(after.result && after.result !== before.result ? { result: after.result } : {}),
    ...(data.length > 0 ? { data: Object.fromEntries(data) } : {}),
  }
}

/** What was typed of a person that tells whether she came before. */
const told = ({ name = '', phone = '', idNumber = '' }: Edit): Pick<Person, 'name' | 'phone' | 'idNumber'> => ({
  name,
  phone,
  idNumber,
})

/** 更正: changes what was registered, with the reason; the timeline keeps which fields, and the figures follow. */
export const Correct = ({
  view,
  kind,
  send,
  onClose,
}: {
  view: CaseView
  kind: Kind
  send: Send
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const classes = useCodes(kind.categories).data
  const channels = useCodes(kind.channels).data
  const results = useCodes(kind.results).data
  const flags = useCodes(flagsList).data?.rows ?? []
  const now = useNow()
  const [before] = useState(() => typedOf(view))
  const [typed, setTyped] = useState(before)
  const set = (part: Partial<Typed>): void => setTyped({ ...typed, ...part })
  const [edits, setEdits] = useState<Readonly<Record<string, Edit>>>({})
  const [added, setAdded] = useState<readonly Person[]>([])
  const parties = view.body?.parties ?? []
  const people = [
    ...parties.flatMap((party) => changeOf(party, edits[party.id] ?? {}) ?? []),
    ...added.map((person) => partyOf(person, now.today)),
  ]
  const [repeatOf, setRepeatOf] = useState<Form['repeatOf']>(null)
  const changes = {
    ...changesOf(kind, before, typed),
    ...(people.length > 0 ? { parties: people } : {}),
    ...(repeatOf ? { repeatOf: { home: repeatOf.home, id: repeatOf.id } } : {}),
  }
  const asked = Object.entries(edits).find(([, edit]) => edit.idNumber || edit.phone || edit.name)
  const faultOf = (id: string) => (field: string) =>
    faultAt(send.error, `parties.${people.findIndex((one) => one.id === id)}.${field}`)
  const countOf = (role: string): number =>
    parties.filter((party) => !edits[party.id]?.remove && (edits[party.id]?.role ?? party.role) === role).length +
    added.filter((person) => person.role === role).length
  const desk = kind.channels !== null
  const grouped = new Set(kind.form.groups.flatMap((group) => group.fields))
  const kindField = (field: Spec): ReactNode => (
    <KindField
      key={field.key}
      spec={field}
      value={typed.data[field.key]}
      problem={faultAt(send.error, `data.${field.key}`)}
      onChange={(value) => set({ data: { ...typed.data, [field.key]: value } })}
    />
  )
  return (
    <ConfirmReason
      open
      title={say(words.correctTitle)}
      verb={say(words.correct)}
      explain={say(words.correctWhy)}
      onClose={onClose}
      onConfirm={(reason) => {
        if (Object.keys(changes).length === 0) return Promise.reject(new Error(say(words.correctSame)))
        return send.attempt((version) =>
          call(casesContract.correct, { params: { ...keyOf(view.head) }, body: { version, reason, ...changes } }),
        )
      }}
    >
      <FirstField>
        <h3>{say(correctWords.people)}</h3>
        {parties.map((party) => (
          <CorrectPerson
            key={party.id}
            party={party}
            kind={kind}
            edit={edits[party.id] ?? {}}
            faultOf={faultOf(party.id)}
            onChange={(edit) => setEdits({ ...edits, [party.id]: edit })}
          />
        ))}
        {added.map((person) => (
          <PersonFields
            key={person.id}
            person={person}
            title={say(kind.parties.find((one) => one.role === person.role)?.label ?? words.people)}
            today={now.today}
            brief={false}
            problemAt={faultOf(person.id)}
            onChange={(part) => setAdded(added.map((one) => (one.id === person.id ? { ...one, ...part } : one)))}
            onRemove={() => setAdded(added.filter((one) => one.id !== person.id))}
          />
        ))}
        <div className="case-row">
          {kind.parties
            .filter((party) => countOf(party.role) < party.max)
            .map((party) => (
              <Button key={party.role} onClick={() => setAdded([...added, emptyPerson(newId(), party.role)])}>
                {say(correctWords.add, { role: say(party.label) })}
              </Button>
            ))}
        </div>
        {asked && (
          <Hints
            form={{
              ...emptyForm(kind, view.head.id, asked[0]),
              people: [{ ...emptyPerson(asked[0], ''), ...told(asked[1]) }],
              repeatOf,
            }}
            note=""
            onRepeat={setRepeatOf}
          />
        )}
        <h3>{say(correctWords.fields)}</h3>
        <Field label={say(classes?.label ?? words.category)}>
          {(bound) => (
            <CodePicker
              {...bound}
              rows={classes?.rows ?? []}
              leaves
              value={typed.category}
              onChange={(code) => set({ category: code ?? '' })}
            />
          )}
        </Field>
        {desk && (
          <Field label={say(channels?.label ?? words.channel)}>
            {(bound) => (
              <CodePicker
                {...bound}
                rows={channels?.rows ?? []}
                value={typed.channel}
                onChange={(code) => set({ channel: code ?? '' })}
              />
            )}
          </Field>
        )}
        <Field label={say(words.title)}>
          {(bound) => (
            <Input
              {...bound}
              maxLength={60}
              value={typed.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={say(words.openedAt)}>
          {(bound) => (
            <MomentField {...bound} max={now.today} value={typed.openedAt} onChange={(openedAt) => set({ openedAt })} />
          )}
        </Field>
        {desk && (
          <Field label={say(words.persons)}>
            {(bound) => (
              <Input
                {...bound}
                inputMode="numeric"
                value={typed.persons}
                onChange={(event) => set({ persons: event.target.value.trim() })}
              />
            )}
          </Field>
        )}
        {desk && (
          <Choices
            label={say(words.flags)}
            many
            choices={flags.map((row) => ({ value: row.code, label: row[language] }))}
            chosen={typed.flags}
            onChange={(chosen) => set({ flags: chosen })}
          />
        )}
        {before.result && (
          <Field label={say(words.result)} problem={faultAt(send.error, 'result')}>
            {(bound) => (
              <CodePicker
                {...bound}
                rows={results?.rows ?? []}
                value={typed.result}
                onChange={(code) => set({ result: code ?? '' })}
              />
            )}
          </Field>
        )}
        {kind.fields.filter((field) => !grouped.has(field.key)).map(kindField)}
        {kind.form.groups.map((group) => (
          <details
            key={say(group.label)}
            className="case-fold"
            {...(group.fields.some((key) => faultAt(send.error, `data.${key}`)) ? { open: true } : {})}
          >
            <summary>{say(group.label)}</summary>
            {kind.fields.filter((field) => group.fields.includes(field.key)).map(kindField)}
          </details>
        ))}
      </FirstField>
    </ConfirmReason>
  )
}

/** The reason is asked last: the cursor begins at the first field, and the panel at its top. */
const FirstField = ({ children }: { children: ReactNode }): ReactNode => {
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The field of the reason takes the focus when it appears; a frame later it is given back.
    const frame = requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('summary, input')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return <div ref={fields}>{children}</div>
}
