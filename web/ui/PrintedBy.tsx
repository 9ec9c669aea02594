import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNow } from '../now.ts'
import { useSay } from '../preferences.ts'
import { useMe } from '../session.tsx'
import { printedMost } from './useWholeList.ts'
import { uiWords } from './words.ts'

/** The foot of a printed list: of which unit, by whom, when. A loose sheet then tells whose it is. */
export const PrintedBy = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const now = useNow()
  const [at, setAt] = useState('')
  useEffect(() => {
    const note = (): void => flushSync(() => setAt(now.wall().replace('T', ' ')))
    window.addEventListener('beforeprint', note)
    return () => window.removeEventListener('beforeprint', note)
  }, [now])
  return (
    <p className="print-only print-foot">
      {say(uiWords.printedBy, { unit: me.post.unit.name, name: me.account.name, at })}
    </p>
  )
}

/** Beside the heading of a printed list: how many stand on the paper, and whether that is all. */
export const PrintedCount = ({ n, more, of }: { n: number; more: boolean; of?: string }): ReactNode => {
  const say = useSay()
  const count = say(more ? uiWords.printedPart : uiWords.printedAll, { n, most: printedMost })
  return <p className="print-only">{[of, count].filter(Boolean).join(' · ')}</p>
}
