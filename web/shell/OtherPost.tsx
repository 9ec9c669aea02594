import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { CallError } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { useMe, useSession } from '../session.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { usePostName } from '../ui/usePostName.ts'
import { words } from '../words.ts'

// Above every panel and list of the page, so that nothing of it needs to close.
const above = 4000

/** Asks above whatever is on screen when another window changed the post: back to the page's own and on, or follow. */
export const OtherPost = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { moved } = useSession()
  const name = usePostName()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  if (!moved) return null
  const told = { page: name(me.post), now: name(moved.now.post) }
  const { back } = moved
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      centered
      zIndex={above}
      title={say(words.movedTitle)}
      rootClassName="other-post"
    >
      <p>{say(words.movedWhy, told)}</p>
      <ProblemAlert error={error} />
      {back && (
        <Button
          type="primary"
          block
          loading={busy}
          onClick={() => {
            setBusy(true)
            void back().catch((problem: CallError) => {
              setError(problem)
              setBusy(false)
            })
          }}
        >
          {say(words.movedBack, told)}
        </Button>
      )}
      <Button type={back ? 'default' : 'primary'} block disabled={busy} onClick={moved.follow}>
        {say(words.movedFollow, told)}
      </Button>
    </Modal>
  )
}
