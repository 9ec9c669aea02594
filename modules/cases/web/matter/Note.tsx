import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { PhraseChips } from '#modules/office/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { keptAs } from '#web/practice.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { readKept, writeKept } from '#web/ui/draft-keeper.ts'
import { newId } from '#web/ui/newId.ts'
import { keyOf } from '../data.ts'
import { instantOf } from '../register/form.ts'
import { Missed } from './Missed.tsx'
import { useSend } from './useSend.ts'
import { WhenField } from './WhenField.tsx'
import { words } from './words.ts'

/** 记一笔: adds a line to what happened; it changes no state and never conflicts with another's work. */
export const Note = ({ view }: { view: CaseView }): ReactNode => {
  const say = useSay()
  const field = useId()
  const me = useMe()
  const place = keptAs(`draft.${me.account.id}.matter.${view.head.home}.${view.head.id}`)
  const [kept] = useState(() => readKept(place))
  const [id, setId] = useState(() => kept?.id ?? newId())
  const [note, setText] = useState(() => String(kept?.content['note'] ?? ''))
  // The phrases come when she turns to the field: a page that is only read stays quiet.
  const [open, setOpen] = useState(false)
  const [when, setWhen] = useState('')
  const send = useSend(view)
  // The same words under the same id: sent again after a lost answer they are one note.
  const setNote = (text: string): void => {
    setText(text)
    writeKept(place, text.trim() === '' ? null : { id, content: { note: text }, savedAt: null, behind: false })
  }
  const save = async (): Promise<void> => {
    const done = await send.send(() =>
      call(casesContract.note, {
        params: { ...keyOf(view.head) },
        body: { id, note: note.trim(), ...(when ? { occurredAt: instantOf(when) } : {}) },
      }),
    )
    if (!done) return
    setNote('')
    setWhen('')
    setId(newId())
  }
  return (
    <div className="case-stack no-print">
      <label htmlFor={field}>{say(words.addNote)}</label>
      <Input.TextArea
        id={field}
        placeholder={say(words.noteLabel)}
        autoSize={{ minRows: 2, maxRows: 10 }}
        value={note}
        onFocus={() => setOpen(true)}
        onChange={(event) => setNote(event.target.value)}
      />
      {(open || note !== '') && <PhraseChips place="note" value={note} onChange={setNote} />}
      {note.trim() !== '' && (
        <>
          <WhenField value={when} onChange={setWhen} />
          <div>
            <Button type="primary" loading={send.busy} onClick={() => void save()}>
              {say(words.noteSave)}
            </Button>
          </div>
        </>
      )}
      <Missed view={view} send={send} />
    </div>
  )
}
