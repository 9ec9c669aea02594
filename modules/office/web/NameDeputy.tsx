import { Button, Checkbox } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { DateField } from '#web/ui/DateField.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { useChoices } from './data.ts'
import { words } from './words.ts'

/** Names who stands in: for one's own post, or one in one's range; from a day to a day. */
export const NameDeputy = ({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const id = useId()
  const [key] = useState(newId)
  const [picked, setPicked] = useState<string | null>(null)
  const [deputy, setDeputy] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  const [restricted, setRestricted] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const posts = useChoices('').data?.posts ?? []
  // Her own post, unless she chooses another of her range.
  const post = picked ?? posts.find((one) => one.mine)?.id ?? ''
  const choices = useChoices(post)
  const candidates = choices.data?.candidates ?? []
  const possible = candidates.filter((one) => one.why === null)
  // Of her own unit it says why somebody is not among them.
  const unit = posts.find((one) => one.id === post)?.unit
  const refused = candidates.filter((one) => one.why !== null && one.unit === unit && one.id !== post).slice(0, 5)
  const chosen = candidates.find((one) => one.id === deputy)
  const save = (): void => {
    setBusy(true)
    setError(null)
    call(officeContract.nameDeputy, {
      params: { id: key },
      body: { post, deputy, from, restricted, ...(to ? { to } : {}) },
    })
      .then(onDone)
      .then(onClose)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar
      open
      title={say(words.nameDeputy)}
      onClose={onClose}
      footer={
        <div className="sidebar-foot">
          {!chosen && <Reason id={`${id}why`}>{say(words.deputyChoose)}</Reason>}
          <div className="next-step-buttons">
            <Button type="primary" disabled={!chosen} loading={busy} onClick={save} aria-describedby={`${id}why`}>
              {say(words.ask)}
            </Button>
            <Button onClick={onClose}>{say(words.cancel)}</Button>
          </div>
        </div>
      }
    >
      <div className="stack">
        <label htmlFor={`${id}post`}>{say(words.deputyOf)}</label>
        <select
          className="field"
          id={`${id}post`}
          value={post}
          onChange={(event) => {
            setPicked(event.target.value)
            setDeputy('')
          }}
        >
          {post === '' && <option value="" />}
          {posts.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} · {say(one.title)}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}deputy`}>{say(words.deputyWho)}</label>
        <select className="field" id={`${id}deputy`} value={deputy} onChange={(event) => setDeputy(event.target.value)}>
          <option value="" />
          {possible.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} · {say(one.title)}
            </option>
          ))}
        </select>
        {post !== '' && choices.data && possible.length === 0 && <Reason>{say(words.deputyNobody)}</Reason>}
        {refused.map((one) => (
          <p key={one.id} className="quiet">
            {say(words.deputyNot, { name: one.name, why: say(one.why!) })}
          </p>
        ))}
        {chosen?.limits && <p className="quiet">{say(chosen.limits)}</p>}
        <label htmlFor={`${id}from`}>{say(words.from)}</label>
        <DateField id={`${id}from`} min={today} value={from} onChange={setFrom} />
        <label htmlFor={`${id}to`}>{say(words.to)}</label>
        <DateField id={`${id}to`} min={from} value={to} onChange={setTo} />
        <Checkbox checked={restricted} onChange={(event) => setRestricted(event.target.checked)}>
          {say(words.withRestricted)} <span className="quiet">{say(words.withRestrictedWhy)}</span>
        </Checkbox>
        <ProblemAlert error={error} />
      </div>
    </Sidebar>
  )
}
