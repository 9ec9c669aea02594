import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { identityWords as words } from './words.ts'

/** The number of the desk one sits at, for those below who need help. */
export const DeskPhone = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const me = useMe()
  const { enter } = useSession()
  const [phone, setPhone] = useState(me.post.phone ?? '')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [kept, setKept] = useState(false)
  const save = (): void => {
    setBusy(true)
    setError(null)
    call(identityContract.notePhone, { body: { phone } })
      .then((next) => {
        enter(next)
        setKept(true)
      }, setError)
      .finally(() => setBusy(false))
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <label htmlFor={id}>{say(words.deskPhoneWhy)}</label>
      <Input
        id={id}
        type="tel"
        autoComplete="off"
        maxLength={20}
        placeholder={say(words.deskPhoneSample)}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <ProblemAlert error={error} fieldName={() => say(words.deskPhone)} />
      <div className="next-step-buttons">
        <Button htmlType="submit" loading={busy} disabled={phone.trim() === (me.post.phone ?? '')}>
          {say(words.deskPhoneSave)}
        </Button>
        {kept && phone.trim() === (me.post.phone ?? '') && <span className="done">{say(words.deskPhoneKept)}</span>}
      </div>
    </form>
  )
}
