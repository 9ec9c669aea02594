import type { ReactNode } from 'react'
import { useDutyNow } from '#modules/office/web/index.tsx'
import { useSay } from '#web/preferences.ts'
import { dialled, useAbove } from '#web/shell/PersonAbove.tsx'
import { words } from './words.ts'
import './lists.css'

/** Life before papers: the numbers that can be dialled at once, without a network. */
export const RedLine = (): ReactNode => {
  const say = useSay()
  const above = useAbove()
  // The number of whoever is on duty up there now; the desk of the person above where nobody is.
  const duty = useDutyNow().data?.above
  const onDuty = duty?.people.find(({ phone }) => phone !== null)
  const up = onDuty?.phone
    ? { unit: duty?.unit ?? '', phone: onDuty.phone }
    : above?.phone
      ? { unit: above.unit.name, phone: above.phone }
      : null
  return (
    <section className="case-red" aria-label={say(words.red)}>
      <p>{say(words.red)}</p>
      <div className="case-row">
        <a className="case-red-call" href="tel:110">
          {say(words.redCall)}
        </a>
        {up && (
          <a className="case-red-call" href={dialled(up.phone)}>
            {say(up.unit.endsWith('街道') ? words.redStreet : words.redTown)} {up.phone}
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
