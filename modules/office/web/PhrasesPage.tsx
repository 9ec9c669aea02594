import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import { type PhrasePlace, phrasePlaces } from '#modules/office/define.ts'
import { longestPhrase } from '#modules/office/rules/phrases.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { newId } from '#web/ui/newId.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { keys, type Phrase, usePhrases } from './data.ts'
import { words } from './words.ts'
import './office.css'

const places = Object.keys(phrasePlaces) as PhrasePlace[]

type Edited = { readonly id: string; readonly place: PhrasePlace; readonly text: string; readonly shared: boolean }

/** 我的常用语: what was saved, by field; added, changed and removed here. */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = usePhrases()
  const [edited, setEdited] = useState<Edited | null>(null)
  const [error, setError] = useState<unknown>(null)
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: keys.phrases })
  const saved = found.data?.filter((one) => one.id !== null)
  const drop = (id: string): void => {
    setError(null)
    call(officeContract.dropPhrase, { params: { id } }).then(refresh, setError)
  }
  return (
    <Page title={say(words.phrases)}>
      <ProblemAlert error={found.error ?? error} />
      <Sheet
        extra={
          <Button type="primary" onClick={() => setEdited({ id: newId(), place: 'handling', text: '', shared: false })}>
            {say(words.addPhrase)}
          </Button>
        }
      >
        {saved?.length === 0 && <EmptyState title={say(words.phrasesNone)} hint={say(words.phrasesNoneHint)} />}
        {places.map((place) => (
          <Saved
            key={place}
            place={place}
            phrases={saved?.filter((one) => one.place === place) ?? []}
            onEdit={setEdited}
            onDrop={drop}
          />
        ))}
      </Sheet>
      <Sheet title={say(words.phrasesShipped)}>
        <p className="quiet">{say(words.phrasesShippedWhy)}</p>
        {places.map((place) => (
          <section key={place}>
            <h3>{say(phrasePlaces[place])}</h3>
            <ul className="phrase-list">
              {found.data
                ?.filter((one) => one.id === null && one.place === place)
                .map((one) => (
                  <li key={one.key}>{say(one.text)}</li>
                ))}
            </ul>
          </section>
        ))}
      </Sheet>
      {edited && <Edit edited={edited} onDone={refresh} onClose={() => setEdited(null)} />}
    </Page>
  )
}

const Saved = ({
  place,
  phrases,
  onEdit,
  onDrop,
}: {
  place: PhrasePlace
  phrases: readonly Phrase[]
  onEdit: (edited: Edited) => void
  onDrop: (id: string) => void
}): ReactNode => {
  const say = useSay()
  if (phrases.length === 0) return null
  return (
    <section>
      <h3>{say(phrasePlaces[place])}</h3>
      <ul className="phrase-list">
        {phrases.map(({ key, id, text, shared, mine, removable }) => (
          <li key={key}>
            <span>
              {say(text)} {shared && <span className="tag">{say(words.phraseSharedTag)}</span>}
            </span>
            <span className="next-step-buttons">
              {mine && id && (
                <Button
                  aria-label={`${say(words.editPhrase)} ${say(text)}`}
                  onClick={() => onEdit({ id, place, text: say(text), shared })}
                >
                  {say(words.editPhrase)}
                </Button>
              )}
              {removable && id && (
                <Button aria-label={`${say(words.dropPhrase)} ${say(text)}`} onClick={() => onDrop(id)}>
                  {say(words.dropPhrase)}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Edit = ({
  edited,
  onDone,
  onClose,
}: {
  edited: Edited
  onDone: () => Promise<void>
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [{ place, text, shared }, setInput] = useState(edited)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const set = (part: Partial<Edited>): void => setInput((before) => ({ ...before, ...part }))
  const short = text.trim().length < 2
  const save = (): void => {
    setBusy(true)
    setError(null)
    call(officeContract.savePhrase, { params: { id: edited.id }, body: { place, text: text.trim(), shared } })
      .then(onDone)
      .then(onClose)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar
      open
      title={say(words.phraseText)}
      onClose={onClose}
      footer={
        <div className="sidebar-foot">
          {short && <Reason id={`${id}why`}>{say(words.phraseShort)}</Reason>}
          <div className="next-step-buttons">
            <Button type="primary" disabled={short} loading={busy} onClick={save} aria-describedby={`${id}why`}>
              {say(words.save)}
            </Button>
            <Button onClick={onClose}>{say(words.cancel)}</Button>
          </div>
        </div>
      }
    >
      <div className="stack">
        <label htmlFor={`${id}place`}>{say(words.phrasePlace)}</label>
        <select
          className="field"
          id={`${id}place`}
          value={place}
          onChange={(event) => set({ place: event.target.value as PhrasePlace })}
        >
          {places.map((each) => (
            <option key={each} value={each}>
              {say(phrasePlaces[each])}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}text`}>{say(words.phraseText)}</label>
        <Input.TextArea
          id={`${id}text`}
          autoFocus
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={longestPhrase}
          value={text}
          onChange={(event) => set({ text: event.target.value })}
        />
        <Checkbox checked={shared} onChange={(event) => set({ shared: event.target.checked })}>
          {say(words.phraseShared)} <span className="quiet">{say(words.phraseSharedWhy)}</span>
        </Checkbox>
        <ProblemAlert error={error} />
      </div>
    </Sidebar>
  )
}
