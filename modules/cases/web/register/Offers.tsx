import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Chip } from '#modules/people/rules/chips.ts'
import { type Say, useSay } from '#web/preferences.ts'
import type { Offer } from './chips.ts'
import { words } from './words.ts'

const kindWords = { idNumber: words.chipIdNumber, phone: words.chipPhone, date: words.chipDate, age: words.chipAge }

const chipText = (chip: Chip, say: Say): string =>
  `${say(kindWords[chip.kind])} ${chip.value}${chip.kind === 'date' && chip.assumed ? `(${say(words.assumedYear)})` : ''}`

/** What was found in a note, each put in its place only when pressed; a number that is wrong says why. */
export const Offers = ({
  offers,
  placeOf,
  onTake,
}: {
  readonly offers: readonly Offer[]
  /** What the place is called where an offer would go. */
  readonly placeOf: (goal: Offer['goal']) => string
  readonly onTake: (offer: Offer) => void
}): ReactNode => {
  const say = useSay()
  if (offers.length === 0) return null
  return (
    <div className="case-offers" role="group" aria-label={say(words.found)}>
      <span className="case-offers-title">{say(words.found)}</span>
      {offers.map((offer) => {
        const what = chipText(offer.chip, say)
        if (offer.taken)
          return (
            <span key={`${offer.chip.start}`} className="case-offer-taken">
              ✓ {what} · {say(words.taken)}
            </span>
          )
        if (offer.chip.kind === 'idNumber' && offer.chip.problem)
          return (
            <p key={`${offer.chip.start}`} className="case-problem">
              {say(offer.chip.problem)}
            </p>
          )
        return (
          <Button key={`${offer.chip.start}`} onClick={() => onTake(offer)}>
            {say(words.into, { what, where: placeOf(offer.goal) })}
          </Button>
        )
      })}
    </div>
  )
}
