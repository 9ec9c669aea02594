import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { usePractice } from './usePractice.ts'
import { words } from './words.ts'

/** The way to practice: a line, or with `sheet` one of the sheets under one's name and of the help; a demonstration says what it is. */
export const Way = ({ sheet = false }: { sheet?: boolean }): ReactNode => {
  const say = useSay()
  const { data } = usePractice()
  if (data?.is === 'absent' && sheet)
    return (
      <Sheet title={say(words.title)}>
        <p>
          {say(words.absent)}
          {say(words.stop)}
          {say(words.absentHint)}
        </p>
      </Sheet>
    )
  if (data?.is !== 'open' && data?.is !== 'making') return null
  const line = (
    <p className="practice-way">
      {say(words.way)} <Link to={paths.practice}>{say(words.go)}</Link>
    </p>
  )
  return sheet ? <Sheet title={say(words.title)}>{line}</Sheet> : line
}
