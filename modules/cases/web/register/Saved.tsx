import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { CaseView } from '#modules/cases/contract.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { AddFiles } from '../matter/Files.tsx'
import { Steps } from '../matter/Steps.tsx'
import { words } from './words.ts'

/** After saving: the number, what comes next, and the attachments. */
export const Saved = ({ view: first, onAnother }: { view: CaseView; onAnother: () => void }): ReactNode => {
  const say = useSay()
  const [view, setView] = useState(first)
  const { head } = view
  return (
    <Page title={say(words.saved)} actions={<Button onClick={onAnother}>{say(words.savedAnother)}</Button>}>
      <Sheet className="case-saved">
        <p role="status">
          <span className="case-help">{say(words.savedNumber)}</span>{' '}
          <strong className="case-number">{head.number}</strong> <span className="tag">{say(head.statusLabel)}</span>
          {head.restricted && <span className="tag">{say(words.restrictedTag)}</span>}
        </p>
        {head.due && (
          <p>
            {say(head.due.clock)} <DueText due={head.due} />
          </p>
        )}
        {view.mustSetNotify && view.notifyMode === null && <p className="case-problem">{say(words.savedNotify)}</p>}
        <p>
          <Link to={toMatter(head)}>{say(words.savedOpen)}</Link>
        </p>
      </Sheet>
      {view.body && (
        <Sheet title={say(words.savedNext)}>
          <Steps view={view} onDone={setView} />
        </Sheet>
      )}
      {view.body && (
        <Sheet title={say(words.savedFiles)}>
          <AddFiles one={head} />
        </Sheet>
      )}
    </Page>
  )
}
