import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { CallError } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { useMe, useSession } from '../session.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { Question } from '../ui/Question.tsx'
import { usePostName } from '../ui/usePostName.ts'
import { words } from '../words.ts'

/** Asks above whatever is on screen when the post is no longer the page's: back to the page's own and on, or follow. */
export const OtherPost = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { moved } = useSession()
  const name = usePostName()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  if (!moved) return null
  const told = { page: name(me.post), now: name(moved.now.post) }
  const { back, now } = moved
  const why =
    now.account.id !== me.account.id
      ? say(words.movedPerson, { page: me.account.name, now: now.account.name })
      : me.standsFor
        ? say(words.movedOver, { ...told, name: me.standsFor })
        : say(words.movedWhy, told)
  return (
    <Question title={say(words.movedTitle)} name="other-post">
      <p>{why}</p>
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
    </Question>
  )
}
