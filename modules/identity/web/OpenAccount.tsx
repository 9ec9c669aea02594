import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { useSending } from './useSending.ts'
import { officeWords as words } from './office-words.ts'

/** Opens an account and shows its first password, once. What it may do is given by a security administrator. */
export const OpenAccount = ({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }): ReactNode => {
  const say = useSay()
  const { switchPost } = useSession()
  const navigate = useNavigate()
  // The first administrator holds both offices until she gives one away.
  const security = useMe().posts.find((post) => post.role === 'security')
  const at = useId()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState<string | null>(null)
  const { busy, error, send } = useSending()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = { id, username: username.trim().toLowerCase(), name: name.trim() }
    send(
      call(identityContract.openAccount, { body }).then((opened) => {
        setPassword(opened.password)
        return onDone()
      }),
    )
  }
  return (
    <Sidebar open title={say(words.openTitle)} onClose={onClose}>
      {password === null ? (
        <form className="stack" noValidate onSubmit={submit}>
          <label htmlFor={`${at}name`}>{say(words.name)}</label>
          <Input id={`${at}name`} maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
          <label htmlFor={`${at}user`}>{say(words.username)}</label>
          <Input
            id={`${at}user`}
            autoComplete="off"
            maxLength={40}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <p className="quiet">{say(words.usernameRule)}</p>
          <ProblemAlert error={error} fieldName={(path) => (path === 'name' ? say(words.name) : say(words.username))} />
          <div className="next-step-buttons">
            <Button type="primary" htmlType="submit" loading={busy} disabled={!name.trim() || !username.trim()}>
              {say(words.open)}
            </Button>
            <Button onClick={onClose}>{say(words.cancel)}</Button>
          </div>
        </form>
      ) : (
        <div className="stack">
          <p>{say(words.opened)}</p>
          <p className="shown-once">
            <code>{username.trim().toLowerCase()}</code>
            <br />
            <code>{password}</code>
          </p>
          <p className="quiet">{say(security ? words.openedOwn : words.openedNext)}</p>
          {security && (
            <div className="next-step-buttons">
              <Button type="primary" onClick={() => void switchPost(security.id).then(() => navigate(paths.today))}>
                {say(words.toPosts)}
              </Button>
            </div>
          )}
        </div>
      )}
    </Sidebar>
  )
}
