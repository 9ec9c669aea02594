import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import type { One } from './data.ts'
import { words } from './matter/words.ts'
import './cases.css'
import './paper.css'

/** The desk around a paper: the way back and 〔打印〕, what is to be known beside it, and the paper. */
export const PrintFrame = ({
  one,
  ready,
  error,
  tools,
  children,
}: {
  one: One
  ready: boolean
  error: unknown
  tools?: ReactNode
  children: ReactNode
}): ReactNode => {
  const say = useSay()
  return (
    <main className="case-paper">
      <div className="case-paper-tools">
        <Link to={toMatter(one)}>{say(words.backToMatter)}</Link>
        <span className="case-row">
          {tools}
          <Button type="primary" disabled={!ready} onClick={() => window.print()}>
            {say(words.print)}
          </Button>
        </span>
      </div>
      <div className="case-paper-notes">
        <ProblemAlert error={error} />
      </div>
      {children}
    </main>
  )
}
