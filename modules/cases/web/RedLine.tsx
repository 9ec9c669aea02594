import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { dialled, useAbove } from '#web/shell/PersonAbove.tsx'
import { words } from './words.ts'
import './lists.css'

/** Life before papers: the numbers that can be dialled at once, without a network. */
export const RedLine = (): ReactNode => {
  const say = useSay()
  const above = useAbove()
  return (
    <section className="case-red" aria-label={say(words.red)}>
      <p>{say(words.red)}</p>
      <div className="case-row">
        <a className="case-red-call" href="tel:110">
          {say(words.redCall)}
        </a>
        {above?.phone && (
          <a className="case-red-call" href={dialled(above.phone)}>
            {say(above.unit.name.endsWith('街道') ? words.redStreet : words.redTown)} {above.phone}
          </a>
        )}
        <a className="case-red-call case-red-quiet" href="tel:12338">
          {say(words.redHotline)}
        </a>
      </div>
      <p className="case-help">{say(words.redWhy)}</p>
    </section>
  )
}
