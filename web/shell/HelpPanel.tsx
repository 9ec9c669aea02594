import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PageHelp } from '../page.ts'
import { paths } from '../paths.ts'
import { usePreferences, useSay } from '../preferences.ts'
import { useShownLaws } from '../ui/help.ts'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Sidebar } from '../ui/Sidebar.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { words } from '../words.ts'
import { PersonAbove } from './PersonAbove.tsx'

/** The help of the page on screen, whom to ask, and the keys. */
export const HelpPanel = ({ help, onClose }: { help: PageHelp | null; onClose: () => void }): ReactNode => {
  const say = useSay()
  const { keys } = usePreferences()
  const narrow = useNarrow()
  const laws = useShownLaws()
  return (
    <Sidebar open title={say(words.help)} onClose={onClose}>
      {help ? help.map((line) => <p key={line.zh}>{say(line)}</p>) : <p className="quiet">{say(words.helpNone)}</p>}
      {laws.length > 0 && (
        <>
          <h3>{say(words.helpLaws)}</h3>
          {laws.map((line) => (
            <p key={line.zh}>{say(line)}</p>
          ))}
        </>
      )}
      <h3>{say(words.above)}</h3>
      <PersonAbove />
      {keys && !narrow && (
        <>
          <h3>{say(words.keys)}</h3>
          <Keys />
        </>
      )}
      <p>
        <Link to={paths.help} onClick={onClose}>
          {say(words.helpAll)}
        </Link>
      </p>
    </Sidebar>
  )
}

/** The keys that work on every page. */
export const Keys = (): ReactNode => {
  const say = useSay()
  const rows = [
    ['/', words.keySearch],
    ['N', words.keyRegister],
    ['?', words.keyHelp],
    ['Esc', words.keyClose],
  ] as const
  return (
    <div className="keys">
      <KeyValue rows={rows.map(([key, what]) => ({ key, label: say(what), value: <kbd>{key}</kbd> }))} />
    </div>
  )
}
