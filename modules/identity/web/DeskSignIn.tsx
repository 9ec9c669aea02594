import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Me } from '#modules/identity/contract.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { QrCode } from '#web/ui/QrCode.tsx'
import { phoneWords as words } from './phone-words.ts'

// Asked each second: who has agreed on her phone is in within two.
const pace = 1000

/** A picture for a minute, to be scanned with a bound phone; the desk is in as soon as the phone agrees. */
export const DeskSignIn = ({ onDone }: { onDone: (me: Me) => void }): ReactNode => {
  const say = useSay()
  const [round, setRound] = useState(0)
  const desk = useQuery({
    queryKey: ['desk', round],
    queryFn: () => call(phonesContract.askDesk, { body: {} }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const poll = desk.data?.poll
  const asked = useQuery({
    queryKey: ['desk', 'taken', poll],
    queryFn: () => call(phonesContract.takeDesk, { body: { poll: poll ?? '' } }),
    enabled: poll !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'waiting' ? false : pace),
    refetchIntervalInBackground: true,
    gcTime: 0,
    staleTime: 0,
  })
  const me = asked.data?.me
  useEffect(() => {
    if (me) onDone(me)
  }, [me, onDone])
  const state = asked.data?.state ?? 'waiting'
  if (!desk.data) return <ProblemAlert error={desk.error} />
  if (state === 'over' || state === 'refused') {
    return (
      <div className="stack" role="status">
        <p>{say(state === 'over' ? words.scanOver : words.scanRefused)}</p>
        <Button onClick={() => setRound(round + 1)}>{say(words.scanNew)}</Button>
      </div>
    )
  }
  return (
    <div className="stack desk-sign-in">
      <p>{say(words.scanHow)}</p>
      <p className="desk-number">{desk.data.number}</p>
      <QrCode text={desk.data.address} label={say(words.scanQr)} size={220} />
      <p className="quiet">
        {say(words.scanType, { address: `${desk.data.address.split('/scan')[0]}${paths.scan}`, code: desk.data.code })}
      </p>
    </div>
  )
}
