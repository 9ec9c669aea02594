import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CaseView } from '#modules/cases/contract.ts'
import { paths, toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { RedLine } from '../RedLine.tsx'
import { words as listWords } from '../words.ts'
import { useAboveName } from './above.ts'
import { words } from './words.ts'

/** A note that was taken; without a view it stood already and is out of sight. */
export type Saved = { readonly view: CaseView | null; readonly danger: boolean }

/** After a quick note: its number, who goes on with it, and what the desk above still has to ask. */
export const Done = ({ view, danger, onAgain }: Saved & { readonly onAgain: () => void }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const above = { above: say(useAboveName()) }
  const missing = view?.body?.missing ?? []
  return (
    <Page title={say(words.saved)}>
      <Sheet className="case-saved">
        <div role="status">
          {view === null ? (
            <p>{say(words.savedBefore)}</p>
          ) : (
            <>
              <p>
                <strong className="case-number">{say(words.savedNumber, { number: view.head.number })}</strong>
              </p>
              <p>
                {say(view.body && view.head.unit.id === me.post.unit.id ? words.savedHere : words.savedSent, above)}
              </p>
              {view.body === null && <p>{say(words.savedHidden, above)}</p>}
              {missing.length > 0 && (
                <p className="case-help">
                  {say(words.savedMissing, {
                    ...above,
                    list: missing.map((one) => say(one)).join(say(listWords.comma)),
                  })}
                </p>
              )}
            </>
          )}
        </div>
        <div className="case-row">
          <Button type="primary" size="large" onClick={onAgain}>
            {say(words.savedAgain)}
          </Button>
          <Link className="button-link" to={paths.today}>
            {say(words.savedToday)}
          </Link>
          {view?.body && (
            <Link className="button-link" to={toMatter(view.head)}>
              {say(words.savedOpen)}
            </Link>
          )}
        </div>
      </Sheet>
      {danger && <RedLine />}
    </Page>
  )
}
