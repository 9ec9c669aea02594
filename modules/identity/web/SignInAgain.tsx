import { Button } from 'antd'
import type { ReactNode } from 'react'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { Question } from '#web/ui/Question.tsx'
import { PhoneSignIn, useBoundPhone } from './PhoneSignIn.tsx'
import { phoneWords } from './phone-words.ts'
import { SignInForm } from './SignInForm.tsx'
import { identityWords as words } from './words.ts'

/**
 * Asks above whatever is on screen when the sign-in has ended (a bound phone by finger or digits), or when a step wants the
 * full check of somebody who came by phone; nothing beneath is lost or reloaded.
 */
export const SignInAgain = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { ended } = useSession()
  const bound = useBoundPhone()
  if (!ended) return null
  const full = ended.why === 'full'
  return (
    <Question title={say(full ? phoneWords.fullTitle : words.endedTitle)} name="again-root">
      <p>{say(full ? phoneWords.fullWhy : words.endedWhy, { name: me.account.name })}</p>
      {full ? (
        <SignInForm
          username={me.account.username}
          verb={say(phoneWords.fullGo)}
          by={({ password, code }) => call(phonesContract.fullCheck, { body: { password, ...(code ? { code } : {}) } })}
          onDone={ended.done}
        />
      ) : (
        <>
          <PhoneSignIn onDone={ended.done} />
          <SignInForm
            username={me.account.username}
            verb={say(words.goOn)}
            plain={bound !== null}
            onDone={ended.done}
          />
        </>
      )}
      <Button type="text" block onClick={ended.leave}>
        {say(full ? phoneWords.cancel : words.leave)}
      </Button>
    </Question>
  )
}
