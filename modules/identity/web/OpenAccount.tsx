import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { identityContract, type Slip } from '#modules/identity/contract.ts'
import { type Role, roles } from '#modules/identity/rules.ts'
import { askedRoles } from '#modules/identity/rules/above.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useCan, useMe, useSession } from '#web/session.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { officeWords as words } from './office-words.ts'
import { ShownSlip } from './ShownSlip.tsx'
import { useSending } from './useSending.ts'

/** Opens an account, asks for its post and shows its slip. The post is given by a security administrator. */
export const OpenAccount = ({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const { switchPost } = useSession()
  const navigate = useNavigate()
  const me = useMe()
  // An administrator opens accounts of her own unit as well, also before their post is known.
  const whole = useCan('settings.change')
  // The first administrator holds both offices until she gives one away.
  const security = me.posts.find((post) => post.role === 'security')
  const at = useId()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [role, setRole] = useState<Role>()
  const [unit, setUnit] = useState<string>()
  const [slip, setSlip] = useState<Slip | null>(null)
  const { busy, error, send } = useSending()
  const names: Readonly<Record<string, string>> = {
    name: say(words.name),
    username: say(words.username),
    'post.unit': say(words.unit),
    'post.role': say(words.role),
  }
  const ready = name.trim() !== '' && (role && unit ? true : whole && !role && !unit)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ready) return
    const body = {
      id,
      name: name.trim(),
      ...(username.trim() ? { username: username.trim().toLowerCase() } : {}),
      ...(role && unit ? { post: { role, unit } } : {}),
    }
    send(
      call(identityContract.openAccount, { body }).then((opened) => {
        setSlip(opened.slip)
        return onDone()
      }),
    )
  }
  return (
    <Sidebar open title={say(words.openTitle)} onClose={onClose}>
      {slip === null ? (
        <form className="stack" noValidate onSubmit={submit}>
          <label htmlFor={`${at}name`}>{say(words.name)}</label>
          <Input id={`${at}name`} maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
          <label htmlFor={`${at}unit`}>{say(words.unit)}</label>
          <UnitPicker
            id={`${at}unit`}
            value={unit}
            onChange={setUnit}
            {...(whole ? { within: me.post.unit.code } : { below: me.post.unit.code })}
          />
          <label htmlFor={`${at}role`}>{say(words.role)}</label>
          <select
            id={`${at}role`}
            className="field"
            value={role ?? ''}
            onChange={(event) => setRole((event.target.value || undefined) as Role | undefined)}
          >
            <option value="">{say(whole ? words.roleLater : words.roleChoose)}</option>
            {askedRoles.map((value) => (
              <option key={value} value={value}>
                {roles[value].label[language]}
              </option>
            ))}
          </select>
          <label htmlFor={`${at}user`}>{say(words.usernameMaybe)}</label>
          <Input
            id={`${at}user`}
            autoComplete="off"
            maxLength={40}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <p className="quiet">{say(words.usernameRule)}</p>
          <ProblemAlert error={error} fieldName={(path) => names[path] ?? null} />
          {!ready && <p className="quiet">{say(whole ? words.openNeedsWhole : words.openNeeds)}</p>}
          <div className="next-step-buttons">
            <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
              {say(words.open)}
            </Button>
            <Button onClick={onClose}>{say(words.cancel)}</Button>
          </div>
        </form>
      ) : (
        <div className="stack">
          <p>{say(words.opened)}</p>
          <ShownSlip slip={slip} />
          <p className="quiet">{say(security ? words.openedOwn : words.openedNext)}</p>
          {security && (
            <div className="next-step-buttons">
              <Button onClick={() => void switchPost(security.id).then(() => navigate(paths.today))}>
                {say(words.toPosts)}
              </Button>
            </div>
          )}
        </div>
      )}
    </Sidebar>
  )
}
