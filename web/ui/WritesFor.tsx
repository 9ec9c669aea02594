import type { ReactNode } from 'react'
import { useSay } from '../preferences.ts'
import { useMe } from '../session.tsx'
import { words } from '../words.ts'
import { usePostName } from './usePostName.ts'

/** For whom a form writes, told to whoever holds more than one post. */
export const WritesFor = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const name = usePostName()
  return me.posts.length > 1 ? <p>{say(words.writesFor, { post: name(me.post) })}</p> : null
}
