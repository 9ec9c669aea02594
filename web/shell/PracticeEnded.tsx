import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { practiceContract } from '#modules/practice/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { useMe, useSession } from '../session.tsx'
import { Question } from '../ui/Question.tsx'
import { words } from '../words.ts'

/** The session ended while she practised: whoever is still signed in to the real house goes on with one press. */
export const PracticeEnded = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { ended } = useSession()
  const [refused, setRefused] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!ended) return null
  const goOn = async (): Promise<void> => {
    setBusy(true)
    // A call of the real house: an address that is no text passes by what leads calls to this one.
    const answer = await window
      .fetch(new URL(practiceContract.enter.path, location.origin), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: me.account.username }),
      })
      .catch(() => null)
    setBusy(false)
    if (answer?.ok) return ended.done(await call(identityContract.me, {}))
    setRefused(true)
  }
  return (
    <Question title={say(words.practice)}>
      <p>{say(words.practiceEnded)}</p>
      {refused ? (
        <>
          <p role="alert">{say(words.practiceFirst)}</p>
          <a href="/me/practice">{say(words.practiceBack)}</a>
        </>
      ) : (
        <Button type="primary" block loading={busy} onClick={() => void goOn()}>
          {say(words.practiceOn)}
        </Button>
      )}
    </Question>
  )
}
