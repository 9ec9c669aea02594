import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import type { PracticeState } from '../contract.ts'
import { words } from './words.ts'

/** How far the making is, as a bar and in words. */
export const Progress = ({ state: { done, total } }: { state: PracticeState }): ReactNode => {
  const say = useSay()
  const text = done > 0 ? say(words.progress, { done, total }) : say(words.preparing)
  return (
    <p role="status">
      <progress aria-label={say(words.making)} max={Math.max(total, 1)} {...(done > 0 ? { value: done } : {})} /> {text}
    </p>
  )
}
