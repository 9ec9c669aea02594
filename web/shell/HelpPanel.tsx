import type { ReactNode } from 'react'
import { usePreferences, useSay } from '../preferences.ts'
import { useHelpLines } from '../ui/help.ts'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Sidebar } from '../ui/Sidebar.tsx'
import { words } from '../words.ts'

/** The help of the page on screen, and the keys. */
export const HelpPanel = ({ onClose }: { onClose: () => void }): ReactNode => {
  const say = useSay()
  const { keys } = usePreferences()
  const lines = useHelpLines()
  const rows = [
    ['/', words.keySearch],
    ['N', words.keyRegister],
    ['?', words.keyHelp],
    ['Esc', words.keyClose],
  ] as const
  return (
    <Sidebar open title={say(words.help)} onClose={onClose}>
      {lines.length > 0 ? (
        lines.map((line) => <p key={line.zh}>{say(line)}</p>)
      ) : (
        <p className="quiet">{say(words.helpNone)}</p>
      )}
      {keys && (
        <>
          <h3>{say(words.keys)}</h3>
          <KeyValue rows={rows.map(([key, what]) => ({ key, label: say(what), value: <kbd>{key}</kbd> }))} />
        </>
      )}
    </Sidebar>
  )
}
