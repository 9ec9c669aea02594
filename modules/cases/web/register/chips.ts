import type { Chip, DayOf } from '#modules/people/rules/chips.ts'
import { addDays, type LocalDate } from '#platform/clock/time.ts'
import type { Field } from '../data.ts'
import type { Form, Person } from './form.ts'

/** What chips are put into: the people of a form and the fields of its kind. A quick note asks no date of birth. */
export type Filled = Pick<Form, 'data'> & {
  readonly people: readonly (Pick<Person, 'id' | 'idNumber' | 'phone' | 'age'> & Partial<Pick<Person, 'birth'>>)[]
}
type ChipField = 'idNumber' | 'phone' | 'age' | 'birth'

/** Where a chip would go: a field of a person, or a date field of the kind. */
export type Goal =
  | { readonly to: 'person'; readonly person: string; readonly field: ChipField }
  | { readonly to: 'data'; readonly field: string }

/** A chip with where pressing it could put it, several where its words leave it open, and whether it already stands there. */
export type Offer = { readonly chip: Chip; readonly goals: readonly [Goal, ...Goal[]]; readonly taken: boolean }

/**
 * Offers what was found in the note: the first number of a sort goes to the first person, the second to the next one, a date
 * to the field its neighbouring word names. Nothing is filled before it is pressed; an invalid ID number is shown with its fault.
 */
export const offersOf = (
  chips: readonly Chip[],
  form: Filled,
  dates: readonly Field[],
  today: LocalDate,
): readonly Offer[] => {
  const offers: Offer[] = []
  const seen = new Map<string, number>()
  for (const chip of chips) {
    if (offers.some((offer) => offer.chip.kind === chip.kind && offer.chip.value === chip.value)) continue
    if (chip.kind === 'date') {
      const [goal, ...others] = dayGoals(chip, form, dates, addDays(today, -365))
      if (goal)
        offers.push({
          chip,
          goals: [goal, ...others],
          taken: [goal, ...others].some((one) => standing(form, one) === chip.value),
        })
      continue
    }
    const field = chip.kind
    const holder = form.people.find((person) => same(person[field], String(chip.value)))
    const turn = seen.get(field) ?? 0
    seen.set(field, turn + 1)
    const person = holder ?? form.people[Math.min(turn, form.people.length - 1)]
    if (person) offers.push({ chip, goals: [{ to: 'person', person: person.id, field }], taken: holder !== undefined })
  }
  return offers
}

// What a field of a kind is called tells which day it keeps.
const called: Readonly<Record<DayOf, RegExp>> = { birth: /出生/, marriage: /结婚/, incident: /发生/ }

// A day whose word no field answers to is not offered; one without a word could go to any, but nobody who is registered was born in the
// last year.
const dayGoals = (
  chip: Chip & { readonly kind: 'date' },
  form: Filled,
  dates: readonly Field[],
  lastYear: LocalDate,
): readonly Goal[] => {
  const named = chip.of === undefined ? dates : dates.filter(({ label }) => called[chip.of!].test(label.zh))
  const birth = chip.of === 'birth' || (chip.of === undefined && chip.value < lastYear)
  const births = birth ? form.people.filter((person) => person.birth !== undefined) : []
  return [
    ...named.map(({ key }): Goal => ({ to: 'data', field: key })),
    ...births.map(({ id }): Goal => ({ to: 'person', person: id, field: 'birth' })),
  ]
}

const standing = (form: Filled, goal: Goal): unknown =>
  goal.to === 'data' ? form.data[goal.field] : form.people.find(({ id }) => id === goal.person)?.[goal.field]

const same = (typed: string, found: string): boolean =>
  typed.replace(/[\s-]/g, '').toUpperCase() === found.replace(/-/g, '')

/** Puts a chip where it goes, once pressed. */
export const take = <F extends Filled>(form: F, { chip }: Pick<Offer, 'chip'>, goal: Goal): F =>
  goal.to === 'data'
    ? { ...form, data: { ...form.data, [goal.field]: String(chip.value) } }
    : {
        ...form,
        people: form.people.map((person) =>
          person.id === goal.person ? { ...person, [goal.field]: String(chip.value) } : person,
        ),
      }
