import { Button, Input, Radio } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { orgContract } from '#modules/org/contract.ts'
import { type ChangeKind, changeWords } from '#modules/org/define.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import type { Answer, Call } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import type { Unit } from './UnitsPage.tsx'
import { unitWords as words } from './unit-words.ts'

type Change = Call<typeof orgContract.changeUnit>
type Seen = Answer<typeof orgContract.changeUnit>
const kinds = Object.keys(changeWords) as ChangeKind[]
const blank = { name: '', code: '', to: '', source: '' }

/** One change of a unit: what happens to it is shown before it is done, by the same rules. */
export const ChangeUnit = ({
  unit,
  onDone,
  onClose,
}: {
  unit: Unit
  /** Told the code the unit has now, and the day. */
  onDone: (code: string, on: string) => Promise<void>
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { today } = useNow()
  const at = useId()
  const [what, setWhat] = useState<ChangeKind>('rename')
  const [on, setOn] = useState<string>(today)
  const [typed, setTyped] = useState(blank)
  const [seen, setSeen] = useState<Seen | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isNew = what === 'new'
  // What was seen is of what was typed then.
  const set = (part: Partial<typeof blank>): void => {
    setTyped({ ...typed, ...part })
    setSeen(null)
  }
  const code = typed.code.trim()
  const change: Change = {
    params: { code: isNew ? code : unit.code },
    body: {
      what,
      on,
      source: typed.source.trim(),
      ...(typed.name.trim() ? { name: typed.name.trim() } : {}),
      ...(isNew ? { to: unit.code } : typed.to ? { to: typed.to } : {}),
      ...(!isNew && code ? { newCode: code } : {}),
    },
  }
  const send = (rehearse: boolean): void => {
    setBusy(true)
    setError(null)
    call(orgContract.changeUnit, { ...change, body: { ...change.body, rehearse } })
      .then(async (answer) => {
        if (rehearse) return setSeen(answer)
        await onDone(isNew || what === 'merge' || what === 'abolish' ? unit.code : code || unit.code, on)
        onClose()
      })
      .catch((problem: unknown) => {
        setSeen(null)
        setError(problem)
      })
      .finally(() => setBusy(false))
  }
  const line = (key: 'name' | 'code' | 'source', title: string, placeholder?: string): ReactNode => (
    <>
      <label htmlFor={`${at}${key}`}>{title}</label>
      <Input
        id={`${at}${key}`}
        maxLength={key === 'source' ? 200 : 60}
        value={typed[key]}
        {...(placeholder ? { placeholder } : {})}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </>
  )
  return (
    <Sidebar
      open
      title={say(words.changeTitle, { name: unit.name })}
      onClose={onClose}
      footer={
        <div className="next-step-buttons">
          <Button type="primary" loading={busy} onClick={() => send(!seen)}>
            {say(seen ? words.go : words.see)}
          </Button>
          <Button onClick={onClose}>{say(words.cancel)}</Button>
        </div>
      }
    >
      <div className="stack">
        <Radio.Group
          aria-label={say(words.what)}
          value={what}
          options={kinds.map((value) => ({ value, label: say(words[value]) }))}
          onChange={(event) => {
            setWhat(event.target.value as ChangeKind)
            set(blank)
          }}
        />
        {(what === 'rename' || isNew) && line('name', say(isNew ? words.name : words.newName))}
        {(what === 'rename' || isNew) && line('code', say(isNew ? words.ownCode : words.newCode))}
        {(what === 'move' || what === 'merge') && (
          <>
            <label htmlFor={`${at}to`}>{say(what === 'move' ? words.moveTo : words.mergeTo)}</label>
            <UnitPicker
              id={`${at}to`}
              value={typed.to}
              onChange={(to) => set({ to: to ?? '' })}
              within={me.post.unit.code}
            />
          </>
        )}
        <label htmlFor={`${at}on`}>{say(words.from)}</label>
        <DateField
          id={`${at}on`}
          max={today}
          value={on}
          onChange={(day) => {
            setOn(day)
            setSeen(null)
          }}
        />
        {line('source', say(words.source), say(words.sourceHint))}
        <ProblemAlert error={error} />
        {seen && (
          <div role="status">
            <p>
              {isNew ? say(words.makes, { name: unit.name, unit: typed.name.trim() }) : say(words.holds, seen.holds)}
            </p>
            {seen.ended.flatMap((one) =>
              one.posts.map((post) => (
                <p key={`${post.username}${post.title.zh}`}>
                  {say(words.endsPost, { name: post.name, title: say(post.title) })}
                </p>
              )),
            )}
          </div>
        )}
      </div>
    </Sidebar>
  )
}
