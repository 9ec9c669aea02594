import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Chip } from '#modules/people/rules/chips.ts'
import { type Say, useSay } from '#web/preferences.ts'
import type { Goal, Offer } from './chips.ts'
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
  readonly placeOf: (goal: Goal) => string
  readonly onTake: (offer: Offer, goal: Goal) => void
}): ReactNode => {
  const say = useSay()
  const [asking, setAsking] = useState<string | null>(null)
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
        const [goal, ...others] = offer.goals
        if (others.length === 0)
          return (
            <Button key={`${offer.chip.start}`} onClick={() => onTake(offer, goal)}>
              {say(words.into, { what, where: placeOf(goal) })}
            </Button>
          )
        if (asking !== what)
          return (
            <Button key={`${offer.chip.start}`} aria-expanded="false" onClick={() => setAsking(what)}>
              {say(words.into, { what, where: say(words.whichField) })}
            </Button>
          )
        return (
          <span key={`${offer.chip.start}`} role="group" aria-label={what} className="case-offers-ask">
            {say(words.whichDay, { what })}
            {offer.goals.map((one) => (
              <Button
                key={placeOf(one)}
                onClick={() => {
                  setAsking(null)
                  onTake(offer, one)
                }}
              >
                {placeOf(one)}
              </Button>
            ))}
          </span>
        )
      })}
    </div>
  )
}
