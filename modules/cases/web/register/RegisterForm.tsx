import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import type { Missing } from '#modules/cases/rules/missing.ts'
import { call, CallError } from '#platform/http/client.ts'
import type { Label } from '#platform/text/label.ts'
import { useNow } from '#web/now.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import type { DraftContent } from '#web/ui/draft-keeper.ts'
import { DraftNote } from '#web/ui/DraftNote.tsx'
import { newId } from '#web/ui/newId.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { asksNotify, restricts, rowOf } from '../codes.ts'
import { flagsList, keys, type Kind, refreshLists, useCodes } from '../data.ts'
import { KindField } from '../KindField.tsx'
import { About } from './About.tsx'
import { Drafts } from './Drafts.tsx'
import {
  emptyForm,
  emptyPerson,
  fieldOf,
  flagsOf,
  type Form,
  formOf,
  groupFrom,
  known,
  newCaseOf,
  noteField,
  type Person,
  problemsOf,
  representativesMost,
  stillOpen,
  touched,
} from './form.ts'
import { Hints } from './Hints.tsx'
import { NoteBox } from './NoteBox.tsx'
import { PersonFields } from './PersonFields.tsx'
import { Protect } from './Protect.tsx'
import { words as listWords } from '../words.ts'
import { personWords, words } from './words.ts'

/** Writes a new matter of a kind down; `onSaved` gets it as the server has it, `onDrop` is told that it was discarded. */
export const RegisterForm = ({
  kind,
  onSaved,
  onDrop,
}: {
  kind: Kind
  onSaved: (view: CaseView) => void
  onDrop: () => void
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const now = useNow()
  const queries = useQueryClient()
  const narrow = useNarrow()
  const draft = useDraft(kind.key)
  const [form, setForm] = useState<Form>(() => {
    const fresh = emptyForm(kind, newId(), newId())
    return draft.restored ? formOf(draft.restored, kind, fresh) : fresh
  })
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const box = useRef<HTMLFormElement>(null)
  const isProtected = useProtected(kind, form)

  const change = (next: Form): void => {
    setForm(next)
    if (touched(next)) draft.change(next as unknown as DraftContent)
  }
  const set = (part: Partial<Form>): void => change({ ...form, ...part })
  const person = (id: string, part: Partial<Person>): void =>
    set({ people: form.people.map((one) => (one.id === id ? { ...one, ...part } : one)) })
  const takeDraft = (content: DraftContent): void => setForm(formOf(content, kind, form))

  // Each fault stands at its field; the first one takes the cursor.
  useEffect(() => {
    if (problems.size === 0) return
    const first = box.current?.querySelector<HTMLElement>('[aria-invalid=true], .case-problem')
    first?.scrollIntoView({ block: 'center' })
    first?.focus()
  }, [problems])

  const save = (): void => {
    if (sending.current) return
    const wrong = problemsOf(form, kind, now.today, now.wall())
    setProblems(new Map([...wrong].map(([path, why]) => [path, say(why)])))
    setError(null)
    if (wrong.size > 0) return
    sending.current = true
    setBusy(true)
    call(casesContract.create, {
      params: { home: me.home, id: form.id },
      body: newCaseOf(form, kind, now.today, draft.savedAt && !draft.elsewhere ? draft.id : null),
    })
      .then(async (view) => {
        await draft.clear()
        queries.setQueryData(keys.matter(view.head), view)
        refreshLists(queries)
        onSaved(view)
      })
      .catch((failure: unknown) => {
        setError(failure)
        if (failure instanceof CallError)
          setProblems(new Map(failure.fields.map((field) => [field.path, field.message])))
      })
      .finally(() => {
        sending.current = false
        setBusy(false)
      })
  }

  // What was mended meanwhile is no longer said; what the server found stands until the next try.
  const wrong = problems.size > 0 && error === null ? problemsOf(form, kind, now.today, now.wall()) : problems
  const standing = [...problems.keys()].filter((path) => wrong.has(path))
  const problemAt = (path: string): string | undefined => {
    const why = problems.has(path) ? wrong.get(path) : undefined
    return typeof why === 'object' ? say(why) : why
  }
  const sent = known(form)
  const titles = titlesOf(form, kind, (text, vars) => say(text, vars))
  const note = noteField(kind)
  const others = kind.form.first.filter((key) => key !== note?.key)
  const open = stillOpen(form, kind, isProtected.notify)
  const main = kind.parties[0]
  const grouped = Number(form.persons) >= groupFrom
  return (
    <form
      ref={box}
      className="case-register"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="case-register-note">
        <Sheet>
          <DraftNote draft={draft} onTake={takeDraft} onDrop={onDrop} />
          <NoteBox
            kind={kind}
            form={form}
            today={now.today}
            problem={problemAt(`data.${note?.key ?? ''}`)}
            nameOfPerson={(id) => titles.get(id) ?? ''}
            onChange={change}
          />
          <Drafts
            kind={kind.key}
            own={draft.id}
            onTake={(content) => {
              const next = formOf(content, kind, form)
              change(next)
            }}
          />
        </Sheet>
        <Hints form={form} note={String(form.data[note?.key ?? ''] ?? '')} onRepeat={(repeatOf) => set({ repeatOf })} />
      </div>
      <div className="case-register-fields">
        <Sheet title={say(words.who)}>
          {form.people.map((one) => (
            <PersonFields
              key={one.id}
              person={one}
              title={titles.get(one.id) ?? ''}
              today={now.today}
              brief={narrow && kind.channels === null}
              problemAt={(field) => problemAt(`parties.${sent.findIndex((each) => each.id === one.id)}.${field}`)}
              onChange={(part) => person(one.id, part)}
              onRemove={
                form.people.length > 1 && one !== form.people[0]
                  ? () => set({ people: form.people.filter((each) => each.id !== one.id) })
                  : undefined
              }
            />
          ))}
          <div className="case-row">
            {kind.parties
              .filter(
                (party) =>
                  form.people.filter((one) => one.role === party.role).length <
                  (party === main && grouped ? representativesMost : party.max),
              )
              .map((party) => (
                <Button
                  key={party.role}
                  onClick={() => set({ people: [...form.people, emptyPerson(newId(), party.role)] })}
                >
                  {party === main && grouped
                    ? say(words.addRepresentative)
                    : say(words.addPerson, { role: say(party.label) })}
                </Button>
              ))}
          </div>
        </Sheet>
        <Sheet title={say(words.whatClass)}>
          <About
            kind={kind}
            form={form}
            flags={flagsOf(form, kind)}
            note={String(form.data[note?.key ?? ''] ?? '')}
            wall={now.wall}
            problemAt={problemAt}
            onChange={set}
          />
          {others.map((key) => {
            const field = fieldOf(kind, key)
            return (
              field && (
                <KindField
                  key={key}
                  spec={field}
                  value={form.data[key]}
                  problem={problemAt(`data.${key}`)}
                  onChange={(value) => set({ data: { ...form.data, [key]: value } })}
                />
              )
            )
          })}
        </Sheet>
        {isProtected.notify && (
          <Protect form={form} restricted={isProtected.restricted} problemAt={problemAt} onChange={set} />
        )}
        {kind.form.groups.map((group) => (
          <details
            key={say(group.label)}
            className="case-fold"
            {...(group.fields.some((key) => problems.has(`data.${key}`)) ? { open: true } : {})}
          >
            <summary>
              {say(group.label)} <span className="case-help">{say(words.later)}</span>
            </summary>
            <div className="case-grid">
              {group.fields.map((key) => {
                const field = fieldOf(kind, key)
                return (
                  field && (
                    <KindField
                      key={key}
                      spec={field}
                      value={form.data[key]}
                      problem={problemAt(`data.${key}`)}
                      onChange={(value) => set({ data: { ...form.data, [key]: value } })}
                    />
                  )
                )
              })}
            </div>
          </details>
        ))}
        {!isProtected.notify && (
          <details
            className="case-fold"
            {...(problems.has('notTo') || problems.has('notToPosts') ? { open: true } : {})}
          >
            <summary>
              {say(words.apart)}{' '}
              <span className="case-help">
                {[...form.notToPeople, ...form.notTo].map(({ name }) => name).join(say(listWords.comma))}
              </span>
            </summary>
            <Protect form={form} restricted={false} bare problemAt={problemAt} onChange={set} />
          </details>
        )}
        <div className="case-save">
          {open.length > 0 && standing.length === 0 && !error && (
            <p className="case-help">
              {say(words.laterList, {
                list: open.map((one) => say(missingLabel(one, kind))).join(say(listWords.comma)),
              })}
            </p>
          )}
          {standing.length > 0 && !error && (
            <p className="case-problem" role="alert">
              {say(words.problems, { n: standing.length })}
            </p>
          )}
          <ProblemAlert error={error} fieldName={(path) => nameOfPath(path, kind, sent, titles, say)} />
          {error instanceof CallError && error.code === 'http.exists' && (
            <p className="case-row">
              <Link to={toMatter({ home: me.home, id: form.id })} target="_blank">
                {say(words.standing)}
              </Link>
              <Button onClick={() => void draft.clear().then(onDrop)}>{say(words.dropThis)}</Button>
            </p>
          )}
          <Button type="primary" size="large" htmlType="submit" loading={busy}>
            {say(words.save)}
          </Button>
        </div>
      </div>
    </form>
  )
}

const factWords = { sex: personWords.sex, age: personWords.age, contact: words.contact, marital: personWords.marital }

const missingLabel = (one: Missing, kind: Kind): Label => {
  const [sort = '', name = ''] = one.split('.')
  if (sort === 'party') return kind.parties.find((party) => party.role === name)?.label ?? words.who
  if (sort === 'person') return factWords[name as keyof typeof factWords]
  if (sort === 'data') return fieldOf(kind, name)?.label ?? words.later
  return sort === 'category' ? words.category : words.notifyMode
}

/** Whether anything chosen so far means that she must be protected; the server decides, this only asks in time. */
const useProtected = (kind: Kind, form: Form): { readonly notify: boolean; readonly restricted: boolean } => {
  const category = rowOf(useCodes(kind.categories).data, form.category)
  const flags = useCodes(flagsList).data
  const coded = kind.fields.find((field) => field.type === 'code' && kind.form.first.includes(field.key))
  const value = rowOf(useCodes(coded?.codes ?? null).data, String(form.data[coded?.key ?? ''] ?? ''))
  const restricted = kind.access !== 'open' || restricts(category) || restricts(value)
  return {
    restricted,
    notify: restricted || asksNotify(category) || flagsOf(form, kind).some((flag) => asksNotify(rowOf(flags, flag))),
  }
}

const titlesOf = (
  form: Form,
  kind: Kind,
  say: (text: { zh: string; en: string }, vars?: Record<string, string | number>) => string,
): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>()
  return new Map(
    form.people.map((one) => {
      const role = say(kind.parties.find((party) => party.role === one.role)?.label ?? { zh: one.role, en: one.role })
      const n = (counts.get(one.role) ?? 0) + 1
      counts.set(one.role, n)
      const several = form.people.filter((each) => each.role === one.role).length > 1
      return [one.id, several ? say(words.nth, { role, n }) : role]
    }),
  )
}

const nameOfPath = (
  path: string,
  kind: Kind,
  sent: readonly Person[],
  titles: ReadonlyMap<string, string>,
  say: (text: { zh: string; en: string }) => string,
): string | null => {
  const [head = '', second = '', third = ''] = path.split('.')
  if (head === 'data') return say(fieldOf(kind, second)?.label ?? { zh: second, en: second })
  if (head === 'parties' && third in personWords)
    return `${titles.get(sent[Number(second)]?.id ?? '') ?? ''} ${say(personWords[third as keyof typeof personWords])}`
  return head in words ? say(words[head as keyof typeof words]) : null
}
