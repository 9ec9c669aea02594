import type { ReactNode } from 'react'
import { useSay } from '../preferences.ts'
import { words } from '../words.ts'

/** Nobody is in: one enters from the real house only. */
export const PracticeOut = (): ReactNode => {
  const say = useSay()
  return (
    <main className="alone">
      <h1>{say(words.practice)}</h1>
      <p>{say(words.practiceFirst)}</p>
      <p>
        <a href="/me/practice">{say(words.practiceBack)}</a>
      </p>
    </main>
  )
}
