import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { Approvals } from './Approvals.tsx'
import { words } from './words.ts'
import './cases.css'
import './lists.css'

/** 待我批: what colleagues ask this post to agree to. */
export const Component = (): ReactNode => {
  const say = useSay()
  return (
    <Page title={say(words.approvals)}>
      <Sheet>
        <Approvals />
      </Sheet>
    </Page>
  )
}
