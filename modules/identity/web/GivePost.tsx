import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { type Role, roles } from '#modules/identity/rules.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { officeWords as words } from './office-words.ts'
import type { Holder } from './PostsPage.tsx'

/** Gives a post: the role, the unit within one's range, from a day, perhaps to a day. */
export const GivePost = ({
  holder,
  onDone,
  onClose,
}: {
  holder: Holder
  onDone: () => Promise<void>
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const me = useMe()
  const { today } = useNow()
  const at = useId()
  const [id] = useState(newId)
  const [role, setRole] = useState<Role>()
  const [unit, setUnit] = useState<string>()
  const [title, setTitle] = useState('')
  const [from, setFrom] = useState<string>(today)
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const names: Readonly<Record<string, string>> = {
    role: say(words.role),
    unit: say(words.unit),
    from: say(words.begins),
    to: say(words.lastDay),
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!role || !unit) return
    setBusy(true)
    setError(null)
    call(identityContract.givePost, {
      params: { id },
      body: {
        accountId: holder.id,
        unit,
        role,
        from,
        ...(to ? { to } : {}),
        ...(title.trim() ? { title: title.trim() } : {}),
      },
    })
      .then(onDone)
      .then(onClose)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar open title={say(words.giveTitle, { name: holder.name })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        <label htmlFor={`${at}role`}>{say(words.role)}</label>
        <select
          id={`${at}role`}
          className="field"
          value={role ?? ''}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          <option value="" disabled>
            {say(words.roleChoose)}
          </option>
          {Object.entries(roles).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label[language]}
            </option>
          ))}
        </select>
        <label htmlFor={`${at}unit`}>{say(words.unit)}</label>
        <UnitPicker id={`${at}unit`} value={unit} onChange={setUnit} within={me.post.unit.code} />
        <label htmlFor={`${at}title`}>{say(words.title)}</label>
        <Input
          id={`${at}title`}
          maxLength={40}
          value={title}
          placeholder={say(words.titleHint)}
          onChange={(event) => setTitle(event.target.value)}
        />
        <label htmlFor={`${at}from`}>{say(words.begins)}</label>
        <DateField id={`${at}from`} value={from} onChange={setFrom} />
        <label htmlFor={`${at}to`}>{say(words.lastDayMaybe)}</label>
        <DateField id={`${at}to`} value={to} onChange={setTo} />
        <ProblemAlert error={error} fieldName={(path) => names[path] ?? null} />
        <div className="next-step-buttons">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!role || !unit}>
            {say(words.give)}
          </Button>
          <Button onClick={onClose}>{say(words.cancel)}</Button>
        </div>
      </form>
    </Sidebar>
  )
}
