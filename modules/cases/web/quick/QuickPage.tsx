import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { findChips } from '#modules/people/rules/chips.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { toRegister } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import type { DraftContent } from '#web/ui/draft-keeper.ts'
import { DraftNote } from '#web/ui/DraftNote.tsx'
import { newId } from '#web/ui/newId.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { WritesFor } from '#web/ui/WritesFor.tsx'
import { codesQuery, type Kind, refreshLists, useKinds } from '../data.ts'
import { Choices, Field } from '../Field.tsx'
import { RedLine } from '../RedLine.tsx'
import { offersOf, take } from '../register/chips.ts'
import { fieldOf } from '../register/form.ts'
import { Offers } from '../register/Offers.tsx'
import { personWords, words as formWords } from '../register/words.ts'
import { useAboveName } from './above.ts'
import { Done, type Saved } from './Done.tsx'
import {
  bodyOf,
  chipsOf,
  classesOf,
  datesOf,
  emptyNote,
  kindOf,
  type Note,
  noteOf,
  type NotePerson,
  problemsOf,
  proposalsOf,
  touched,
} from './note.ts'
import { About } from './About.tsx'
import { Who } from './Who.tsx'
import { words } from './words.ts'
import '../cases.css'
import '../register/register.css'
import './quick.css'

/** 记一笔: is she safe, who, one line, what about, what came of it; nothing else. */
export const Component = (): ReactNode => {
  const say = useSay()
  const kinds = useKinds()
  const [turn, setTurn] = useState(0)
  const [saved, setSaved] = useState<Saved | null>(null)
  if (kinds.error)
    return (
      <Page title={say(words.title)}>
        <ProblemAlert error={kinds.error} />
      </Page>
    )
  const again = (): void => {
    setSaved(null)
    setTurn(turn + 1)
  }
  if (saved) return <Done {...saved} onAgain={again} />
  return (
    <Page
      title={say(words.title)}
      actions={
        <Link className="button-link" to={toRegister()}>
          {say(words.full)}
        </Link>
      }
    >
      <WritesFor />
      <QuickForm
        key={turn}
        kinds={(kinds.data ?? []).filter((kind) => kind.quick && kind.canRegister)}
        onSaved={setSaved}
        onDrop={again}
      />
    </Page>
  )
}

const QuickForm = ({
  kinds,
  onSaved,
  onDrop,
}: {
  readonly kinds: readonly Kind[]
  readonly onSaved: (saved: Saved) => void
  readonly onDrop: () => void
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { today } = useNow()
  const queries = useQueryClient()
  const above = useAboveName()
  const draft = useDraft('note')
  const box = useRef<HTMLFormElement>(null)
  const sending = useRef(false)
  const [note, setNote] = useState<Note>(() => {
    const fresh = emptyNote(newId(), newId())
    return draft.restored ? noteOf(draft.restored, fresh) : fresh
  })
  const [tried, setTried] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const lists = [...new Set(kinds.map((kind) => kind.categories))]
  const rows = useQueries({
    queries: lists.map((list) => codesQuery(list)),
    combine: (found) => new Map(lists.map((list, place) => [list, found[place]?.data?.rows ?? []])),
  })
  const classes = classesOf(kinds, rows)
  const chips = chipsOf(kinds, note.safe)
  const kind = kindOf(kinds, note)
  const dates = datesOf(kind)
  const offers = offersOf(findChips(note.line, today), note, dates, today)

  const set = (part: Partial<Note>): void => {
    const next = { ...note, ...part }
    setNote(next)
    if (touched(next)) draft.change(next as unknown as DraftContent)
  }
  const person = (part: Partial<NotePerson>): void => set({ people: [{ ...note.people[0], ...part }] })

  const wrong = tried > 0 ? problemsOf(note, today) : new Map<string, never>()
  const problemAt = (name: string): string | undefined => {
    const why = wrong.get(name)
    return why && say(why)
  }
  useEffect(() => {
    if (tried === 0) return
    // Of a question: a number in the words that is no ID number may stay as it is.
    const first = box.current?.querySelector('.case-field .case-problem')?.closest('.case-field')
    first?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'center' })
  }, [tried])

  const save = (): void => {
    if (sending.current) return
    setError(null)
    setTried(tried + 1)
    if (!kind || problemsOf(note, today).size > 0) return
    sending.current = true
    setBusy(true)
    call(casesContract.quickNote, {
      params: { home: me.home, id: note.id },
      body: bodyOf(note, kind, draft.savedAt && !draft.elsewhere ? draft.id : null),
    })
      .then(async (view) => {
        await draft.clear()
        refreshLists(queries)
        onSaved({ view, danger: note.safe === 'danger' })
      })
      .catch(async (failure: unknown) => {
        // Its answer was lost and it has gone up since: it stands, and only its number is out of sight here.
        if (failure instanceof CallError && failure.code === 'http.exists') {
          await draft.clear()
          return onSaved({ view: null, danger: note.safe === 'danger' })
        }
        setError(failure)
      })
      .finally(() => {
        sending.current = false
        setBusy(false)
      })
  }
  const outcomes = kind?.quick?.outcomes ?? []
  return (
    <form
      ref={box}
      className="quick"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Sheet className="quick-safe">
        <DraftNote draft={draft} onTake={(content) => setNote(noteOf(content, note))} onDrop={onDrop} />
        {note.safe === 'danger' && (
          <div role="alert" className="quick-danger">
            <p>{say(words.danger)}</p>
            <RedLine />
          </div>
        )}
        <Choices
          label={say(words.safe)}
          problem={problemAt('safe')}
          choices={[
            { value: 'safe', label: say(words.safeYes) },
            { value: 'unclear', label: say(words.safeUnclear) },
            { value: 'danger', label: say(words.safeNo) },
          ]}
          chosen={note.safe ? [note.safe] : []}
          onChange={([safe]) => set({ safe: (safe ?? '') as Note['safe'] })}
        />
      </Sheet>
      <Sheet>
        <Who
          note={note}
          problems={{ name: problemAt('name'), phone: problemAt('phone'), idNumber: problemAt('idNumber') }}
          onPerson={person}
          onKnown={(known) => set({ known })}
        />
        <Field label={say(words.line)} help={say(words.lineHelp)} problem={problemAt('line')} path="line">
          {(bound) => (
            <Input.TextArea
              {...bound}
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={2000}
              value={note.line}
              onChange={(event) => set({ line: event.target.value })}
            />
          )}
        </Field>
        <Offers
          offers={offers}
          placeOf={(goal) =>
            say(
              goal.to === 'data'
                ? (fieldOf(kind as Kind, goal.field)?.label ?? formWords.chipDate)
                : personWords[goal.field],
            )
          }
          onTake={(offer, goal) => set(take(note, offer, goal) as Note)}
        />
        <About
          chips={chips}
          classes={classes}
          proposed={proposalsOf(chips, classes, note.line)}
          what={note.what}
          problem={problemAt('what')}
          onChange={(what) => set({ what, outcome: keptOutcome(kinds, note, what), data: {} })}
        />
        {kind ? (
          <Choices
            label={say(words.outcome)}
            problem={problemAt('outcome')}
            choices={outcomes.map(({ key, label }) => ({ value: key, label: say(label, { above: say(above) }) }))}
            chosen={note.outcome ? [note.outcome] : []}
            onChange={([outcome]) => set({ outcome: outcome ?? '' })}
          />
        ) : (
          <p className="case-help">{say(words.outcomeLater)}</p>
        )}
      </Sheet>
      <div className="case-save">
        {wrong.size > 0 && (
          <p className="case-problem" role="alert">
            {say(words.problems, { n: wrong.size })}
          </p>
        )}
        <ProblemAlert error={error} />
        <Button type="primary" size="large" htmlType="submit" loading={busy}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}

// Another class keeps what came of it where its kind knows that too.
const keptOutcome = (kinds: readonly Kind[], note: Note, what: string): string =>
  kindOf(kinds, { ...note, what })?.quick?.outcomes.some(({ key }) => key === note.outcome) ? note.outcome : ''
