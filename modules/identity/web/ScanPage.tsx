import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { KeyValue } from '#web/ui/KeyValue.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { useCodeOfAddress } from './address.ts'
import { askPhone, PhoneProblem, useBoundPhone } from './PhoneSignIn.tsx'
import { signWithPasskey } from './passkey.ts'
import { phoneWords as words } from './phone-words.ts'
import { PinField } from './PinField.tsx'
import { useSending } from './useSending.ts'

/** Where the picture of a desk leads on the phone: which desk it is, which number it shows, and finger, face or digits. */
export const Component = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const [code, setCode] = useCodeOfAddress()
  const [typed, setTyped] = useState('')
  const [over, setOver] = useState<'in' | 'refused' | null>(null)
  const kind = useBoundPhone()
  const navigate = useNavigate()
  const desk = useQuery({
    queryKey: ['desk', 'look', code],
    queryFn: () => call(phonesContract.lookDesk, { body: { code } }),
    enabled: code !== '',
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  })
  const again = (): void => {
    setOver(null)
    setCode('')
    setTyped('')
  }
  return (
    <Page title={say(words.deskTitle)}>
      <Sheet>
        {over ? (
          <div className="stack" role="status">
            <p className={over === 'in' ? 'done' : ''}>{say(over === 'in' ? words.deskIn : words.deskRefused)}</p>
          </div>
        ) : desk.data && kind === null ? (
          <div className="stack">
            <p>{say(words.deskUnbound)}</p>
            <Button onClick={() => void navigate(paths.me)}>{say(words.toMe)}</Button>
          </div>
        ) : desk.data ? (
          <Decide code={code} desk={desk.data} kind={kind ?? 'pin'} onOver={setOver} onAgain={again} />
        ) : (
          <form
            className="stack narrow-form"
            onSubmit={(event: FormEvent) => {
              event.preventDefault()
              setCode(typed.trim())
            }}
          >
            <ProblemAlert error={desk.error} />
            <label htmlFor={id}>{say(words.deskCode)}</label>
            <Input
              id={id}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={24}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            {!typed.trim() && <p className="quiet">{say(words.deskNeed)}</p>}
            <Button type="primary" htmlType="submit" loading={desk.isFetching} disabled={!typed.trim()}>
              {say(words.deskLook)}
            </Button>
          </form>
        )}
      </Sheet>
    </Page>
  )
}

type Desk = {
  readonly machine: { readonly zh: string; readonly en: string }
  readonly ip: string
  readonly at: string
  readonly near: boolean
  readonly numbers: readonly number[]
}

const Decide = ({
  code,
  desk,
  kind,
  onOver,
  onAgain,
}: {
  code: string
  desk: Desk
  kind: 'passkey' | 'pin'
  onOver: (how: 'in' | 'refused') => void
  onAgain: () => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [number, setNumber] = useState<number | null>(null)
  const [pin, setPin] = useState('')
  const { busy, error, send } = useSending(() => setPin(''))
  const decide = async (chosen: number | null, proof: { pin?: string; passkey?: unknown }): Promise<void> => {
    const { agreed } = await call(phonesContract.decideDesk, { body: { code, number: chosen, ...proof } })
    onOver(agreed ? 'in' : 'refused')
  }
  const choose = (chosen: number): void => {
    setNumber(chosen)
    if (kind === 'passkey')
      send((async () => decide(chosen, { passkey: await signWithPasskey((await askPhone()).options) }))())
  }
  return (
    <div className="stack">
      <p>{say(words.deskLead)}</p>
      <KeyValue
        rows={[
          { key: 'machine', label: say(words.deskMachine), value: say(desk.machine) },
          { key: 'ip', label: say(words.deskIp), value: desk.ip },
          { key: 'at', label: say(words.deskAt), value: clockTime(desk.at) },
        ]}
      />
      <p className={desk.near ? 'quiet' : 'reason'}>{say(desk.near ? words.deskNear : words.deskFar)}</p>
      {number === null || kind === 'passkey' ? (
        <>
          <p id={id}>{say(words.deskNumber)}</p>
          <div className="next-step-buttons" role="group" aria-labelledby={id}>
            {desk.numbers.map((one) => (
              <Button key={one} size="large" disabled={busy} onClick={() => choose(one)}>
                {one}
              </Button>
            ))}
          </div>
        </>
      ) : (
        <form
          className="stack narrow-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (pin.length === 6) send(decide(number, { pin }))
          }}
        >
          <label htmlFor={id}>{say(words.deskPin, { number })}</label>
          <PinField id={id} value={pin} onChange={setPin} autoFocus />
          <Button type="primary" htmlType="submit" size="large" loading={busy} disabled={pin.length < 6}>
            {say(words.deskGo)}
          </Button>
        </form>
      )}
      <PhoneProblem error={error} />
      <div className="next-step-buttons">
        <Button disabled={busy} onClick={() => send(decide(null, {}))}>
          {say(words.deskRefuse)}
        </Button>
        {error ? <Button onClick={onAgain}>{say(words.again)}</Button> : null}
      </div>
    </div>
  )
}
