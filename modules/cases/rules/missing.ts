import type { PersonFact, Wants } from '../define.ts'

/** One thing the law wants and nobody noted yet. */
export type Missing = 'category' | 'notifyMode' | `party.${string}` | `person.${PersonFact}` | `data.${string}`

/** What was noted so far, as a matter keeps it or as a form holds it: empty texts are nothing. */
export type Noted = {
  readonly category: string | null
  readonly notifyMode: string | null
  readonly mustSetNotify: boolean
  readonly parties: readonly Readonly<Record<string, unknown>>[]
  readonly data: Readonly<Record<string, unknown>>
}

/** The 待补 list: what the kind wants and is missing, in the order it is asked. Without `wants` a matter only wants its class. */
export const missingOf = (wants: Wants | null | undefined, noted: Noted): readonly Missing[] => {
  const { roles = [], person = [], fields = [] } = wants ?? {}
  const standing = noted.parties.filter((one) => there(one['name']) || there(one['anonymous']))
  const first = standing.find((one) => one['role'] === roles[0])
  return [
    ...roles.filter((role) => !standing.some((one) => one['role'] === role)).map((role): Missing => `party.${role}`),
    ...(first && !there(first['anonymous'])
      ? person
          .filter((fact) => !sources[fact].some((field) => there(first[field])))
          .map((fact): Missing => `person.${fact}`)
      : []),
    ...(there(noted.category) ? [] : (['category'] as const)),
    ...fields.filter((field) => !there(noted.data[field])).map((field): Missing => `data.${field}`),
    ...(noted.mustSetNotify && !there(noted.notifyMode) ? (['notifyMode'] as const) : []),
  ]
}

// Any of these tells it: sex and age follow from an ID number.
const sources: Readonly<Record<PersonFact, readonly string[]>> = {
  sex: ['sex', 'idNumber'],
  age: ['age', 'birth', 'idNumber'],
  contact: ['phone', 'address', 'safeContact'],
  marital: ['marital'],
}

const there = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
