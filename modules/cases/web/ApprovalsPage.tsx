import type { ReactNode } from 'react'
import { label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { Approvals } from './Approvals.tsx'
import { words } from './words.ts'
import './cases.css'
import './lists.css'

const help = [
  label(
    '自己送审的不能自己批(信访工作条例第 34 条:延长须经批准)。',
    'Nobody approves her own request (Art. 34: an extension needs approval).',
  ),
  label('退回要写原因,承办人马上收到通知。', 'A return needs a reason; the colleague is told at once.'),
] as const

/** 待我批: what colleagues ask this post to agree to. */
export const Component = (): ReactNode => {
  const say = useSay()
  return (
    <Page title={say(words.approvals)} help={help}>
      <Sheet>
        <Approvals />
      </Sheet>
    </Page>
  )
}
