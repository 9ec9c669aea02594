import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { sixDigits } from './digits.ts'
import { identityWords as words } from './words.ts'

type Offer = { readonly secret: string; readonly qr: string }

/** Sets up or drops the second factor: password, QR code, six digits. */
export const Factor = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { enter } = useSession()
  const queries = useQueryClient()
  const id = useId()
  const on = me.account.secondFactor
  const [asking, setAsking] = useState(false)
  const [password, setPassword] = useState('')
  const [offer, setOffer] = useState<Offer | null>(null)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const close = (): void => {
    setAsking(false)
    setOffer(null)
    setPassword('')
    setCode('')
    setError(null)
  }
  const run = (work: () => Promise<void>): void => {
    setBusy(true)
    setError(null)
    work()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const begin = (): void =>
    run(async () => {
      if (!on) return setOffer(await call(identityContract.offerFactor, { body: { password } }))
      enter(await call(identityContract.dropFactor, { body: { password, code } }))
      void queries.invalidateQueries({ queryKey: ['phones'] })
      close()
    })
  const confirm = (): void =>
    run(async () => {
      if (!offer) return
      enter(await call(identityContract.confirmFactor, { body: { secret: offer.secret, code } }))
      close()
    })
  if (!asking) {
    return (
      <div className="stack">
        <p>{say(on ? words.factorOn : words.factorOff)}</p>
        <div>
          <Button onClick={() => setAsking(true)}>{say(on ? words.factorStop : words.factorStart)}</Button>
        </div>
      </div>
    )
  }
  return (
    <form
      className="stack narrow-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (offer) confirm()
        else begin()
      }}
    >
      {offer ? (
        <>
          <p>{say(words.factorScan)}</p>
          <img className="factor-qr" src={offer.qr} alt={say(words.factorQr)} width="200" height="200" />
          <p className="quiet">
            {say(words.factorManual)} <code>{offer.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
          </p>
        </>
      ) : (
        <>
          <label htmlFor={`${id}password`}>{say(words.factorPassword)}</label>
          <Input.Password
            id={`${id}password`}
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      )}
      {(offer || on) && (
        <>
          <label htmlFor={`${id}code`}>{say(words.code)}</label>
          <Input
            id={`${id}code`}
            autoFocus={offer !== null}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(sixDigits(event.target.value))}
          />
        </>
      )}
      {on && <p className="quiet">{say(words.factorStopWhy)}</p>}
      <ProblemAlert error={error} />
      <div className="next-step-buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={(!offer && password === '') || ((offer !== null || on) && !/^\d{6}$/.test(code))}
        >
          {say(offer ? words.factorDone : on ? words.factorStop : words.next)}
        </Button>
        <Button onClick={close}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
