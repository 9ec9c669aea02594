import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { Me } from '#modules/identity/contract.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { signWithPasskey } from './passkey.ts'
import { phoneWords as words } from './phone-words.ts'
import { PinField } from './PinField.tsx'
import { useSending } from './useSending.ts'

/** How this phone proves itself, and a fresh question for its passkey. */
export const askPhone = () => call(phonesContract.askPhone, { body: {} })

/** What this browser is bound as; nothing while it is not known. */
export const useBoundPhone = () =>
  useQuery({ queryKey: ['phone', 'here'], queryFn: askPhone, retry: false, staleTime: 0, gcTime: 0 }).data?.kind ?? null

/** Finger, face or digits on a bound phone; nothing at all on other machines. */
export const PhoneSignIn = ({ onDone }: { onDone: (me: Me) => Promise<void> | void }): ReactNode => {
  const say = useSay()
  const id = useId()
  const kind = useBoundPhone()
  const [pin, setPin] = useState('')
  const { busy, error, send } = useSending(() => setPin(''))
  if (kind === null) return null
  const byPasskey = (): void =>
    send(
      (async () => {
        const passkey = await signWithPasskey((await askPhone()).options)
        await onDone(await call(phonesContract.signInByPhone, { body: { passkey } }))
      })(),
    )
  const byPin = (event: FormEvent): void => {
    event.preventDefault()
    if (pin.length === 6) send(call(phonesContract.signInByPhone, { body: { pin } }).then(onDone))
  }
  return (
    <section className="stack phone-sign-in">
      {kind === 'passkey' ? (
        <Button type="primary" size="large" block loading={busy} onClick={byPasskey}>
          {say(words.byPasskey)}
        </Button>
      ) : (
        <form className="stack" onSubmit={byPin}>
          <label htmlFor={id}>{say(words.pin)}</label>
          <PinField id={id} value={pin} onChange={setPin} autoFocus />
          <Button type="primary" size="large" block htmlType="submit" loading={busy} disabled={pin.length < 6}>
            {say(words.byPin)}
          </Button>
        </form>
      )}
      <PhoneProblem error={error} />
      <p className="quiet">{say(words.orPassword)}</p>
    </section>
  )
}

/** What went wrong with a phone; that she turned away is no fault of anything. */
export const PhoneProblem = ({ error }: { error: unknown }): ReactNode => {
  const say = useSay()
  if (!error) return null
  return error instanceof CallError ? <ProblemAlert error={error} /> : <Reason>{say(words.cancelled)}</Reason>
}
