import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { QrCode } from '#web/ui/QrCode.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { BindPhone } from './BindPhone.tsx'
import { phoneWords as words } from './phone-words.ts'
import { useSending } from './useSending.ts'

type Phone = Answer<typeof phonesContract.phones>['phones'][number]

/** One's own phones: bind this one, or another by scanning; release one that is lost. */
export const Phones = (): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const queries = useQueryClient()
  const [binding, setBinding] = useState<'here' | 'there' | null>(null)
  const [done, setDone] = useState(false)
  const list = useQuery({ queryKey: ['phones'], queryFn: () => call(phonesContract.phones, {}) })
  const phones = list.data?.phones ?? []
  const close = (): void => {
    setBinding(null)
    void queries.invalidateQueries({ queryKey: ['phones'] })
  }
  return (
    <div className="stack">
      <p className="quiet">{say(words.phonesWhy)}</p>
      <ProblemAlert error={list.error} />
      <PhoneList phones={phones} none={say(words.none)} onDropped={close} />
      <div role="status">{done && <p className="done">{say(words.bindDone)}</p>}</div>
      <div className="next-step-buttons">
        {narrow && !phones.some(({ here }) => here) && (
          <Button onClick={() => setBinding('here')}>{say(words.bindHere)}</Button>
        )}
        {!narrow && <Button onClick={() => setBinding('there')}>{say(words.bindThere)}</Button>}
      </div>
      {binding === 'here' && (
        <Sidebar open title={say(words.bindTitle)} onClose={close}>
          <BindPhone
            onDone={() => {
              setDone(true)
              close()
            }}
          />
        </Sidebar>
      )}
      {binding === 'there' && (
        <Sidebar open title={say(words.bindThere)} onClose={close}>
          <BindThere />
        </Sidebar>
      )}
    </div>
  )
}

/** Phones with when they were bound and used, each to be released. */
export const PhoneList = ({
  phones,
  none,
  onDropped,
}: {
  phones: readonly Phone[]
  none: string
  onDropped: () => void
}): ReactNode => {
  const say = useSay()
  const [asked, setAsked] = useState<Phone | null>(null)
  const { busy, error, send } = useSending()
  const drop = (phone: Phone): void =>
    send(
      call(phonesContract.dropPhone, { params: { id: phone.id } }).then(() => {
        setAsked(null)
        onDropped()
      }),
    )
  if (phones.length === 0) return <p>{none}</p>
  return (
    <ul className="posts">
      {phones.map((phone) => (
        <li key={phone.id}>
          <span>
            <strong>{phone.name}</strong> {phone.here && <span className="tag">{say(words.here)}</span>}
            <br />
            <span className="quiet">
              {say(words[phone.kind])} · {say(words.bound, { day: clockTime(phone.boundAt) })}
              {phone.lastIn && ` · ${say(words.lastIn, { day: clockTime(phone.lastIn) })}`}
            </span>
          </span>
          <Button onClick={() => setAsked(phone)}>{say(words.drop)}</Button>
        </li>
      ))}
      {asked && (
        <Sidebar open title={say(words.dropTitle, { phone: asked.name })} onClose={() => setAsked(null)}>
          <div className="stack">
            <p>{say(words.dropWhy)}</p>
            <ProblemAlert error={error} />
            <div className="next-step-buttons">
              <Button type="primary" loading={busy} onClick={() => drop(asked)}>
                {say(words.drop)}
              </Button>
              <Button onClick={() => setAsked(null)}>{say(words.cancel)}</Button>
            </div>
          </div>
        </Sidebar>
      )}
    </ul>
  )
}

const BindThere = (): ReactNode => {
  const say = useSay()
  const slip = useQuery({
    queryKey: ['phone', 'slip'],
    queryFn: () => call(phonesContract.phoneSlip, { body: {} }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (!slip.data) return <ProblemAlert error={slip.error} />
  return (
    <div className="stack">
      <p>{say(words.bindScan)}</p>
      <QrCode text={slip.data.address} label={say(words.bindQr)} size={220} />
      <p className="quiet">{say(words.bindType)}</p>
      <p className="shown-once">
        <code>{slip.data.code}</code>
      </p>
    </div>
  )
}

/** Phones of somebody whose account one runs. */
export const PhonesOf = ({
  account,
  onClose,
}: {
  account: { readonly id: string; readonly name: string }
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const list = useQuery({
    queryKey: ['phones', account.id],
    queryFn: () => call(phonesContract.phonesOf, { params: { id: account.id } }),
  })
  return (
    <Sidebar open title={`${account.name} · ${say(words.phones)}`} onClose={onClose}>
      <ProblemAlert error={list.error} />
      {list.data && (
        <PhoneList phones={list.data.phones} none={say(words.noneOf, { name: account.name })} onDropped={onClose} />
      )}
    </Sidebar>
  )
}
