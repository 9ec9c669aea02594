import type { Safety } from '#modules/cases/quick.ts'
import { checkIdNumber, leaveOut } from '#modules/people/rules/idnumber.ts'
import { checkName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import type { Answer, Call } from '#platform/contract/route.ts'
import type { casesContract } from '#modules/cases/contract.ts'
import type { LocalDate } from '#platform/clock/time.ts'
import { type Label, label } from '#platform/text/label.ts'
import { proposeCodes } from '../codes.ts'
import type { Code, Field, Kind } from '../data.ts'
import { dataOf, fieldOf, type Value } from '../register/form.ts'

/** Somebody of the village who came before. */
export type Known = Answer<typeof casesContract.knownPeople>['people'][number]

/** A quick note while it is written; everything is text as typed. Becomes a draft as it is. */
export type Note = {
  readonly id: string
  readonly safe: '' | Safety
  readonly people: readonly [NotePerson]
  readonly known: Known | null
  /** Kind and class in one: what a chip or the list means. */
  readonly what: string
  readonly line: string
  readonly outcome: string
  readonly data: Readonly<Record<string, Value>>
}
export type NotePerson = {
  readonly id: string
  readonly name: string
  readonly anonymous: boolean
  readonly idNumber: string
  readonly phone: string
  readonly age: string
}

export const emptyNote = (id: string, personId: string): Note => ({
  id,
  safe: '',
  people: [{ id: personId, name: '', anonymous: false, idNumber: '', phone: '', age: '' }],
  known: null,
  what: '',
  line: '',
  outcome: '',
  data: {},
})

/** A draft as a note again; what an older page wrote and this one does not know is left out. */
export const noteOf = (content: Readonly<Record<string, unknown>>, fresh: Note): Note => {
  const people = content['people']
  const person = Array.isArray(people) ? (people[0] as Partial<NotePerson> | undefined) : undefined
  const kept = Object.fromEntries(
    Object.entries(fresh).map(([key, value]) => [key, typeof content[key] === typeof value ? content[key] : value]),
  ) as Note
  return {
    ...kept,
    people: [{ ...fresh.people[0], ...person }],
    known: (content['known'] as Known | null | undefined) ?? null,
  }
}

export const touched = (note: Note): boolean =>
  note.line.trim() !== '' || note.people[0].name.trim() !== '' || note.safe !== '' || note.what !== ''

/** What a matter can be about: one chip, or one class of the list behind 〔别的〕. */
export type What = {
  readonly key: string
  readonly kind: string
  readonly category: string | null
  readonly label: Label
  readonly words: readonly string[]
  /** Of a kind that only its team opens. */
  readonly guarded: boolean
}

const keyOf = (kind: string, category: string | null): string => (category ? `${kind} ${category}` : kind)

/** The chips of all kinds; where she may be in danger, protection kinds stand first. */
export const chipsOf = (kinds: readonly Kind[], safe: Note['safe']): readonly What[] => {
  const chips = kinds.flatMap((kind) =>
    (kind.quick?.chips ?? []).map((chip) => ({
      ...chip,
      kind: kind.key,
      key: keyOf(kind.key, chip.category),
      guarded: kind.access !== 'open',
    })),
  )
  const first = safe === 'danger' || safe === 'unclear'
  return first ? [...chips.filter(({ guarded }) => guarded), ...chips.filter(({ guarded }) => !guarded)] : chips
}

/** The classes behind 〔别的〕: of kinds whose chips name classes, without what belongs to another kind; their code is the key of a `What`. */
export const classesOf = (
  kinds: readonly Kind[],
  rows: ReadonlyMap<string, readonly Code[]>,
): readonly (Code & { readonly note: string })[] =>
  kinds.flatMap((kind) => {
    if (!kind.quick || kind.quick.chips.some(({ category }) => category === null)) return []
    const all = rows.get(kind.categories) ?? []
    const heads = new Set(all.map((row) => row.parent))
    const without = new Set(kind.quick.without)
    return all
      .filter((row) => !heads.has(row.code) && !without.has(row.code))
      .map((row) => ({ ...row, code: keyOf(kind.key, row.code), note: row.code, parent: null }))
  })

/** What the words mean, by chips and classes; proposals, never filled in. Where they tell of violence nothing milder is proposed. */
export const proposalsOf = (chips: readonly What[], classes: readonly Code[], line: string): readonly What[] => {
  const text = line.replace(/\s+/g, '')
  const named = chips.filter(({ words }) => words.some((word) => text.includes(word)))
  const guarded = named.filter((one) => one.guarded)
  if (guarded.length > 0) return guarded
  const coded = proposeCodes(classes, line).map((row) => whatOf(row))
  const keys = new Set(named.map(({ key }) => key))
  return [...named, ...coded.filter(({ key }) => !keys.has(key))].slice(0, 3)
}

const whatOf = (row: Code): What => {
  const [kind = '', category = null] = row.code.split(' ')
  return { key: row.code, kind, category, label: { zh: row.zh, en: row.en }, words: [], guarded: false }
}

/** The kind a note is of, once it is known what it is about. */
export const kindOf = (kinds: readonly Kind[], note: Note): Kind | undefined => {
  const [wanted] = note.what.split(' ')
  return kinds.find(({ key }) => key === wanted)
}

/** The dates a kind asks: a day found in the words goes to the first of them. */
export const datesOf = (kind: Kind | undefined): readonly Field[] =>
  kind
    ? [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
        .flatMap((key) => fieldOf(kind, key) ?? [])
        .filter((field) => field.type === 'date')
    : []

/** What is wrong, by input, found before anything is sent. */
export const problemsOf = (note: Note, today: LocalDate): ReadonlyMap<string, Label> => {
  const problems = new Map<string, Label>()
  const [person] = note.people
  if (note.safe === '') problems.set('safe', label('先问一句:她现在安全吗?', 'Ask first: is she safe now?'))
  if (!note.known && !person.anonymous) {
    const name = checkName(person.name)
    if (person.name.trim() === '')
      problems.set(
        'name',
        label('还没有写是谁。不肯说姓名点〔不肯说〕。', 'Say who it is. If she gives no name press “No name”.'),
      )
    else if (!name.ok) problems.set('name', name.reason)
  }
  const phone = person.phone ? checkPhone(person.phone) : null
  if (phone && !phone.ok) problems.set('phone', phone.reason)
  const id = person.idNumber ? checkIdNumber(person.idNumber, today, leaveOut) : null
  if (id && !id.ok) problems.set('idNumber', id.reason)
  if (note.line.trim() === '') problems.set('line', label('写一句是怎么回事。', 'Write in one line what it is about.'))
  if (note.what === '') problems.set('what', label('选一样是什么事。', 'Choose what it is about.'))
  else if (note.outcome === '') problems.set('outcome', label('选一样怎么样了。', 'Choose what came of it.'))
  return problems
}

/** The note as it is sent. */
export const bodyOf = (note: Note, kind: Kind, draft: string | null): Call<typeof casesContract.quickNote>['body'] => {
  const [{ id, name, anonymous, phone, idNumber, age }] = note.people
  const category = note.what.split(' ')[1]
  const years = Number.parseInt(age, 10)
  return {
    kind: kind.key,
    ...(category ? { category } : {}),
    safe: note.safe || 'unclear',
    outcome: note.outcome,
    line: note.line.trim(),
    person: {
      id,
      ...(note.known
        ? { known: { home: note.known.home, id: note.known.id, party: note.known.party } }
        : anonymous
          ? { anonymous: 'anonymous' as const }
          : { name: name.trim() }),
      ...(phone ? { phone } : {}),
      ...(idNumber ? { idNumber } : {}),
      ...(Number.isFinite(years) ? { age: years } : {}),
    },
    data: dataOf(datesOf(kind), note.data),
    ...(draft ? { draft } : {}),
  }
}
