import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { words } from './matter/words.ts'

/** What a letter said and what it says instead, line by line. */
export const LetterChanges = ({
  changes: { was, is },
}: {
  changes: { readonly was: readonly string[]; readonly is: readonly string[] }
}): ReactNode => {
  const say = useSay()
  return (
    <dl className="case-letter-changes">
      <dt>{say(words.lineWas)}</dt>
      {was.map((line, index) => (
        <dd key={`${index}`}>
          <del>{line}</del>
        </dd>
      ))}
      <dt>{say(words.lineIs)}</dt>
      {is.map((line, index) => (
        <dd key={`${index}`}>
          <ins>{line}</ins>
        </dd>
      ))}
    </dl>
  )
}
