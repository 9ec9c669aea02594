import type { ReactNode } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useSession } from '#web/session.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { Front } from './Front.tsx'
import { identityWords as words } from './words.ts'

/** All that is shown until a password given by somebody else is changed. */
export const MustChange = (): ReactNode => {
  const say = useSay()
  const { enter } = useSession()
  return (
    <Front title={say(words.mustTitle)} lead={say(words.mustWhy)}>
      <ChangePassword onDone={() => void call(identityContract.me, {}).then(enter)} />
    </Front>
  )
}
