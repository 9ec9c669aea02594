import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { type Label, label } from '#platform/text/label.ts'
import type { PartyChange, PartyInput } from '../contract.ts'
import type { CaseKind } from '../define.ts'

/** One thing a correction replaced; `null` where nothing stood. `party` and its role are set for a fact of a person. */
export type Change = {
  readonly field: string
  readonly party: string | null
  readonly role: string | null
  readonly before: unknown
  readonly after: unknown
}

/** The people of a matter after a correction. Sex and birth follow a corrected ID number unless they are given. `today`: Asia/Shanghai. */
export const correctedPeople = (
  people: readonly PartyInput[],
  changes: readonly PartyChange[],
  today: string,
): PartyInput[] => {
  const known = new Set(people.map((one) => one.id))
  const added = changes.filter((one) => !known.has(one.id) && one.remove !== true)
  return [
    ...people.flatMap((one) => {
      const change = changes.find((each) => each.id === one.id)
      if (change?.remove) return []
      return [change ? corrected(one, change, today) : one]
    }),
    ...added.map((one) => corrected({ id: one.id, role: one.role ?? '' }, one, today)),
  ]
}

const corrected = (person: PartyInput, { id, remove: _remove, ...said }: PartyChange, today: string): PartyInput => {
  const given = Object.fromEntries(
    Object.entries(said).map(([field, value]) => [field, value === '' ? null : value]),
  ) as Record<string, unknown>
  // Whoever had no certificate has one once a number is given.
  if (given['idNumber'] && given['idType'] === undefined && person.idType === withoutId) given['idType'] = citizenId
  const next: Record<string, unknown> = { ...person, ...given, id }
  if (given['idNumber'] !== undefined) {
    const was = toldBy(person, today)
    const is = toldBy(next as PartyInput, today)
    for (const field of ['sex', 'birth'] as const)
      if (given[field] === undefined)
        next[field] = is ? is[field] : person[field] === was?.[field] ? null : person[field]
    if (is && given['age'] === undefined) next['age'] = null
  }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value != null)) as PartyInput
}

/** Types of certificates: a citizen's ID card, and none. */
const citizenId = '01'
const withoutId = '99'

const toldBy = (person: PartyInput, today: string): { readonly sex: '1' | '2'; readonly birth: string } | null => {
  if (!person.idNumber || (person.idType ?? citizenId) !== citizenId) return null
  const checked = checkIdNumber(person.idNumber, today)
  return checked.ok ? { sex: checked.value.sex, birth: checked.value.birth } : null
}

/** Fields with `null` taken out: what was emptied no longer stands. */
export const correctedData = (
  data: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...data, ...changes }).filter(([, value]) => value !== null))

/** What differs, field by field; equal values are no change. */
export const changesOf = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  prefix = '',
  person: Pick<PartyInput, 'id' | 'role'> | null = null,
): Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => field !== 'id' && !same(before[field], after[field]))
    .map((field) => ({
      field: `${prefix}${field}`,
      party: person?.id ?? null,
      role: person?.role ?? null,
      before: before[field] ?? null,
      after: after[field] ?? null,
    }))

/** What differs between the people before and after. */
export const changesOfPeople = (before: readonly PartyInput[], after: readonly PartyInput[]): Change[] => [
  ...before.flatMap((one) => changesOf(one, after.find((each) => each.id === one.id) ?? {}, '', one)),
  ...after.filter((one) => !before.some((each) => each.id === one.id)).flatMap((one) => changesOf({}, one, '', one)),
]

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Why people may not be taken out like this: too few are left in a role, or one still owes something. Null when they may. */
export const whyNotPeople = (
  kind: CaseKind,
  before: readonly PartyInput[],
  after: readonly PartyInput[],
  owing: ReadonlySet<string>,
): Label | null => {
  for (const [role, spec] of Object.entries(kind.parties)) {
    const count = (people: readonly PartyInput[]): number => people.filter((one) => one.role === role).length
    if (count(after) < count(before) && count(after) < (spec.min ?? 0))
      return label(
        `${spec.label.zh}至少 ${spec.min} 位。记错了人,请改原来那位,或先加上对的人。`,
        `At least ${spec.min}: ${spec.label.en}. Correct the person noted, or add the right one first.`,
      )
  }
  const gone = before.find((one) => owing.has(one.id) && !after.some((each) => each.id === one.id))
  return gone
    ? label(
        '这位还有没履行的约定事项,先记下履行情况,再去掉。',
        'This person still has something to perform: note the outcome first.',
      )
    : null
}
