import type { Chip } from '#modules/people/rules/chips.ts'
import type { Field } from '../data.ts'
import type { Form, Person } from './form.ts'

/** What chips are put into: the people of a form and the fields of its kind. */
export type Filled = Pick<Form, 'data'> & {
  readonly people: readonly Pick<Person, 'id' | 'idNumber' | 'phone' | 'age'>[]
}
type ChipField = 'idNumber' | 'phone' | 'age'

/** Where a chip would go: a field of a person, or a date field of the kind. */
export type Goal =
  | { readonly to: 'person'; readonly person: string; readonly field: ChipField }
  | { readonly to: 'data'; readonly field: string }

/** A chip with where pressing it would put it, and whether it already stands there. */
export type Offer = { readonly chip: Chip; readonly goal: Goal; readonly taken: boolean }

/**
 * Offers what was found in the note: the first number of a sort goes to the first person, the second to the next one, a date
 * to the first date the kind asks. Nothing is filled before it is pressed; an invalid ID number is shown with its fault.
 */
export const offersOf = (chips: readonly Chip[], form: Filled, dates: readonly Field[]): readonly Offer[] => {
  const offers: Offer[] = []
  const seen = new Map<string, number>()
  for (const chip of chips) {
    if (offers.some((offer) => offer.chip.kind === chip.kind && offer.chip.value === chip.value)) continue
    if (chip.kind === 'date') {
      const field = dates[0]
      if (field)
        offers.push({ chip, goal: { to: 'data', field: field.key }, taken: form.data[field.key] === chip.value })
      continue
    }
    const field = chip.kind
    const holder = form.people.find((person) => same(person[field], String(chip.value)))
    const turn = seen.get(field) ?? 0
    seen.set(field, turn + 1)
    const person = holder ?? form.people[Math.min(turn, form.people.length - 1)]
    if (person) offers.push({ chip, goal: { to: 'person', person: person.id, field }, taken: holder !== undefined })
  }
  return offers
}

const same = (typed: string, found: string): boolean =>
  typed.replace(/[\s-]/g, '').toUpperCase() === found.replace(/-/g, '')

/** Puts a chip where it goes, once pressed. */
export const take = <F extends Filled>(form: F, { chip, goal }: Offer): F =>
  goal.to === 'data'
    ? { ...form, data: { ...form.data, [goal.field]: String(chip.value) } }
    : {
        ...form,
        people: form.people.map((person) =>
          person.id === goal.person ? { ...person, [goal.field]: String(chip.value) } : person,
        ),
      }
