import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { SignInForm } from './SignInForm.tsx'
import { identityWords as words } from './words.ts'

// Above every panel and list of the page, so that nothing of it needs to close.
const above = 4000

/** Asks for the password above whatever is on screen when the sign-in has ended; nothing beneath is lost or reloaded. */
export const SignInAgain = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { ended } = useSession()
  if (!ended) return null
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      centered
      zIndex={above}
      title={say(words.endedTitle)}
      className="again"
      rootClassName="again-root"
    >
      <p>{say(words.endedWhy, { name: me.account.name })}</p>
      <SignInForm username={me.account.username} verb={say(words.goOn)} onDone={ended.done} />
      <Button type="text" block onClick={ended.leave}>
        {say(words.leave)}
      </Button>
    </Modal>
  )
}
