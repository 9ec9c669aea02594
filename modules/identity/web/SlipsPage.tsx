import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { heldSlips } from './held-slips.ts'
import { SlipCard } from './SlipCard.tsx'
import { slipWords as words } from './slip-words.ts'
import { identityWords } from './words.ts'

/** The slips just made, six to a printed page; gone when the page is left for good. */
export const Component = (): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const slips = heldSlips()
  return (
    <Page
      title={say(words.slipsTitle, { n: slips.length })}
      crumbs={[{ label: say(identityWords.accounts), to: paths.accounts }]}
      actions={
        slips.length > 0 && (
          <Button type="primary" onClick={() => window.print()}>
            {say(words.print)}
          </Button>
        )
      }
    >
      {slips.length === 0 ? (
        <EmptyState
          title={say(words.slipsNone)}
          hint={say(words.slipsNoneHint)}
          action={<Button onClick={() => void navigate(paths.accounts)}>{say(words.toAccounts)}</Button>}
        />
      ) : (
        <>
          <p className="no-print">{say(words.slipsOnce)}</p>
          <div className="slips">
            {slips.map((slip) => (
              <SlipCard key={slip.accountId} slip={slip} />
            ))}
          </div>
        </>
      )}
    </Page>
  )
}
