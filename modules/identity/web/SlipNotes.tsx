import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Slip } from '#modules/identity/contract.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe, useSession } from '#web/session.tsx'
import { isHere } from './address.ts'
import { officeWords } from './office-words.ts'
import { slipWords as words } from './slip-words.ts'

/** What is known before slips are printed and carried to the villages: that codes are shown once, and what is still missing. */
export const SlipNotes = ({ slips: [first] }: { slips: readonly Slip[] }): ReactNode => {
  const say = useSay()
  const { protocol, host, hostname } = new URL(first?.address ?? '', window.location.href)
  return (
    <div className="no-print stack">
      <p>{say(words.slipsOnce)}</p>
      {isHere(hostname) && <p role="alert">{say(words.onlyHere, { address: `${protocol}//${host}` })}</p>}
      <PostNext />
    </div>
  )
}

// Posts asked for with the accounts wait for a security administrator, who may be the same person.
const PostNext = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { switchPost } = useSession()
  const navigate = useNavigate()
  const security = me.posts.find((post) => post.role === 'security')
  if (!security) return <p>{say(words.postNext)}</p>
  return (
    <div>
      <p>{say(words.postNextOwn)}</p>
      <Button onClick={() => void switchPost(security.id).then(() => navigate(paths.today))}>
        {say(officeWords.toPosts)}
      </Button>
    </div>
  )
}
