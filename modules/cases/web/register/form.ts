import type { NewCase, PartyInput } from '#modules/cases/contract.ts'
import { type Missing, missingOf } from '#modules/cases/rules/missing.ts'
import { checkIdNumber, greatestAge } from '#modules/people/rules/idnumber.ts'
import { checkName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import { isDate, type LocalDate } from '#platform/clock/time.ts'
import { type Label, label } from '#platform/text/label.ts'
import type { Field, Kind } from '../data.ts'
import type { Apart } from '../Apart.tsx'

/** A person while being written down; everything is text as typed, empty where nothing stands. */
export type Person = {
  readonly id: string
  readonly role: string
  readonly name: string
  readonly anonymous: '' | 'anonymous' | 'unclear'
  readonly sex: string
  readonly birth: string
  readonly age: string
  readonly idType: string
  readonly idNumber: string
  readonly phone: string
  readonly address: string
  readonly marital: string
  readonly education: string
  readonly ethnicity: string
  readonly occupation: string
  readonly employer: string
  readonly relation: string
  readonly safeContact: string
}
export type PersonField = Exclude<keyof Person, 'id' | 'role'>

/** A value of a field of the kind: text, several codes, or yes and no. */
export type Value = string | readonly string[] | boolean

/** A matter while being written down. Becomes a draft as it is; `id` is the matter's own from the first letter on. */
export type Form = {
  readonly id: string
  readonly kind: string
  /** Wall clock in Asia/Shanghai, `YYYY-MM-DDTHH:mm`; empty means the moment of saving. */
  readonly openedAt: string
  readonly category: string
  readonly channel: string
  readonly title: string
  readonly persons: string
  readonly flags: readonly string[]
  readonly notifyMode: string
  readonly people: readonly Person[]
  readonly data: Readonly<Record<string, Value>>
  readonly notTo: readonly Apart[]
  readonly notToPeople: readonly Apart[]
  readonly ownerPost: string
  readonly repeatOf: { readonly home: string; readonly id: string; readonly number: string } | null
}

export const emptyPerson = (id: string, role: string): Person => ({
  id,
  role,
  name: '',
  anonymous: '',
  sex: '',
  birth: '',
  age: '',
  idType: '',
  idNumber: '',
  phone: '',
  address: '',
  marital: '',
  education: '',
  ethnicity: '',
  occupation: '',
  employer: '',
  relation: '',
  safeContact: '',
})

/** A new form of a kind with its first person; ids are made by the caller, once. */
export const emptyForm = (kind: Kind, id: string, personId: string): Form => ({
  id,
  kind: kind.key,
  openedAt: '',
  category: '',
  channel: '',
  title: '',
  persons: '1',
  flags: [],
  notifyMode: '',
  people: kind.parties[0] ? [emptyPerson(personId, kind.parties[0].role)] : [],
  data: {},
  notTo: [],
  notToPeople: [],
  ownerPost: '',
  repeatOf: null,
})

/** A draft as a form again; what an older page wrote and this one does not know is left out. */
export const formOf = (content: Readonly<Record<string, unknown>>, kind: Kind, fresh: Form): Form => {
  const kept = Object.fromEntries(
    Object.entries(fresh).map(([key, value]) => [
      key,
      typeof content[key] === typeof value && content[key] !== null ? content[key] : value,
    ]),
  ) as Form
  const known = new Set(kind.fields.map((field) => field.key))
  return {
    ...kept,
    kind: kind.key,
    people: kept.people.map((person) => ({ ...emptyPerson(person.id, person.role), ...person })),
    data: Object.fromEntries(Object.entries(kept.data).filter(([key]) => known.has(key))),
    repeatOf: (content['repeatOf'] as Form['repeatOf']) ?? null,
  }
}

/** The field the note is written into: the first long text the kind asks; every kind has one (catalogue.test.ts). */
export const noteField = (kind: Kind): Field | undefined =>
  kind.form.first.map((key) => fieldOf(kind, key)).find((field) => field?.type === 'long')

export const fieldOf = (kind: Kind, key: string): Field | undefined => kind.fields.find((field) => field.key === key)

const blank = (person: Person): boolean =>
  Object.entries(person).every(([key, value]) => key === 'id' || key === 'role' || value === '')

/** The people that are sent: those of whom something is known. */
export const known = (form: Form): readonly Person[] => form.people.filter((person) => !blank(person))

/** Whether anything was typed at all; an untouched form leaves no draft. */
export const touched = (form: Form): boolean =>
  known(form).length > 0 ||
  Object.values(form.data).some((value) => value === true || (typeof value !== 'boolean' && value.length > 0)) ||
  form.category !== '' ||
  form.flags.length > 0 ||
  form.title !== ''

/** The flags as chosen, with those that follow from what was said: no name, and five or more people. */
export const flagsOf = (form: Form, kind: Kind): readonly string[] => {
  const first = form.people.find((person) => person.role === kind.parties[0]?.role)
  const follow = [
    ...(first?.anonymous === 'anonymous' ? ['ANONYMOUS'] : first?.anonymous === 'unclear' ? ['UNCLEAR'] : []),
    ...(kind.channels !== null && Number(form.persons) >= groupFrom ? ['GROUP'] : []),
  ]
  return [...new Set([...form.flags, ...follow])]
}

/** What an ID number tells of its holder; nothing while it is not valid. `today`: Asia/Shanghai. */
export const derived = (
  person: Person,
  today: LocalDate,
): { readonly sex: '1' | '2'; readonly birth: LocalDate } | null => {
  if (person.idNumber === '' || !citizen(person)) return null
  const checked = checkIdNumber(person.idNumber, today)
  return checked.ok ? { sex: checked.value.sex, birth: checked.value.birth } : null
}

const citizen = (person: Person): boolean => person.idType === '' || person.idType === '01'

const text = <K extends string>(key: K, value: string): { readonly [P in K]?: string } =>
  value.trim() === '' ? {} : ({ [key]: value.trim() } as { [P in K]?: string })

/** A person as it is sent; what follows from the ID number goes along. */
export const partyOf = (person: Person, today: LocalDate): PartyInput => {
  const found = derived(person, today)
  const sex = found?.sex ?? person.sex
  const age = Number.parseInt(person.age, 10)
  return {
    id: person.id,
    role: person.role,
    ...(person.anonymous ? { anonymous: person.anonymous } : {}),
    ...text('name', person.name),
    ...(sex ? { sex: sex as '0' | '1' | '2' | '9' } : {}),
    ...text('birth', found?.birth ?? person.birth),
    ...(!found && person.birth === '' && Number.isFinite(age) ? { age } : {}),
    ...text('idType', person.idType || (person.idNumber ? '01' : '')),
    ...text('idNumber', person.idNumber),
    ...text('phone', person.phone),
    ...text('address', person.address),
    ...text('marital', person.marital),
    ...text('education', person.education),
    ...text('ethnicity', person.ethnicity),
    ...text('occupation', person.occupation),
    ...text('employer', person.employer),
    ...text('relation', person.relation),
    ...text('safeContact', person.safeContact),
  }
}

/** A typed value as the kind's field wants it; undefined where nothing was typed. */
export const valueOf = (field: Field, value: Value | undefined): unknown => {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return value.length > 0 ? value : undefined
  if (field.type !== 'number') return value.trim() || undefined
  return Number.isFinite(Number(value)) ? Number(value) : value
}

/** The values of some fields of a kind, without the empty ones. */
export const dataOf = (fields: readonly Field[], data: Readonly<Record<string, Value>>): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, data[field.key])
      return value === undefined ? [] : [[field.key, value]]
    }),
  )

/** A wall-clock time in Asia/Shanghai (`YYYY-MM-DDTHH:mm`) as an instant with its offset. */
export const instantOf = (wall: string): string =>
  `${wall.length === 10 ? `${wall}T00:00` : wall.slice(0, 16)}:00+08:00`

/** What is sent to the server. */
export const newCaseOf = (form: Form, kind: Kind, today: LocalDate, draft: string | null): NewCase => {
  const persons = Number.parseInt(form.persons, 10)
  const flags = flagsOf(form, kind)
  return {
    kind: form.kind,
    ...(form.openedAt ? { openedAt: instantOf(form.openedAt) } : {}),
    ...text('category', form.category),
    ...text('channel', form.channel),
    ...text('title', form.title),
    ...(Number.isFinite(persons) ? { persons } : {}),
    ...(flags.length > 0 ? { flags: [...flags] } : {}),
    ...text('notifyMode', form.notifyMode),
    parties: known(form).map((person) => partyOf(person, today)),
    data: dataOf(kind.fields, form.data),
    ...text('ownerPost', form.ownerPost),
    ...(form.notTo.length > 0 ? { notTo: form.notTo.map((unit) => unit.code) } : {}),
    ...(form.notToPeople.length > 0 ? { notToPosts: form.notToPeople.map((person) => person.code) } : {}),
    ...(form.repeatOf ? { repeatOf: { home: form.repeatOf.home, id: form.repeatOf.id } } : {}),
    ...(draft ? { draft } : {}),
  }
}

/** From this number of people on a visit is a group visit, and it speaks through at most this many (信访工作条例 Art. 20; domain/01 §9). */
export const groupFrom = 5
export const representativesMost = 5

/** The greatest number of people one matter is noted for (contract). */
const personsMost = 100_000

/** What is wrong, by the path the server would name it; found before anything is sent. `now`: wall clock in Asia/Shanghai. */
export const problemsOf = (form: Form, kind: Kind, today: LocalDate, now: string): ReadonlyMap<string, Label> => {
  const problems = new Map<string, Label>()
  const note = noteField(kind)
  for (const field of kind.fields) {
    const value = valueOf(field, form.data[field.key])
    if (value === undefined && (field.required || field === note))
      problems.set(`data.${field.key}`, label('必填,请补上。', 'Required: please fill it in.'))
    else if (typeof value === 'string' && field.max !== null && value.length > field.max)
      problems.set(
        `data.${field.key}`,
        label(
          `最多 ${field.max} 个字,现在 ${value.length} 个。请缩短,或作为附件上传。`,
          `At most ${field.max} characters, now ${value.length}. Shorten it or attach it as a file.`,
        ),
      )
  }
  // A kind with channels is counted by class and channel, and the server refuses it without them.
  if (kind.channels !== null && form.category === '')
    problems.set(
      'category',
      label(
        '还没有选类别。拿不准可先选「其他」,以后再更正。',
        'Choose a class; if unsure choose “Other” and correct later.',
      ),
    )
  if (kind.channels !== null && form.channel === '')
    problems.set('channel', label('还没有选,请选一项。', 'Choose one.'))
  if (form.openedAt && !isDate(form.openedAt.slice(0, 10)))
    problems.set(
      'openedAt',
      label('看不出是哪一天。请按 2026-11-21 14:30 的样子写。', 'Not a date. Type it like 2026-11-21 14:30.'),
    )
  else if (form.openedAt && form.openedAt.slice(0, 16) > now.replace(' ', 'T'))
    problems.set(
      'openedAt',
      label('时间在以后。请核对收到的日期。', 'This is in the future. Check when it was received.'),
    )
  if (!/^\d{1,6}$/.test(form.persons) || Number(form.persons) < 1 || Number(form.persons) > personsMost)
    problems.set(
      'persons',
      label(
        `人数应为 1 到 ${personsMost} 的整数。`,
        `The number of people is a whole number from 1 to ${personsMost}.`,
      ),
    )
  known(form).forEach((person, index) => {
    const add = (field: string, why: Label): void => void problems.set(`parties.${index}.${field}`, why)
    if (person.name === '' && person.anonymous === '')
      add(
        'name',
        label('姓名没有填。不肯说姓名点〔匿名〕。', 'The name is empty. If it was not given press “Anonymous”.'),
      )
    if (person.name !== '') {
      const name = checkName(person.name)
      if (!name.ok) add('name', name.reason)
    }
    if (person.idNumber !== '' && citizen(person)) {
      const id = checkIdNumber(person.idNumber, today)
      if (!id.ok) add('idNumber', id.reason)
    }
    if (person.phone !== '') {
      const phone = checkPhone(person.phone)
      if (!phone.ok) add('phone', phone.reason)
    }
    // What follows from her ID number hides these two, and a fault nobody sees cannot be mended.
    if (derived(person, today)) return
    if (person.age !== '' && !(/^\d{1,3}$/.test(person.age) && Number(person.age) <= greatestAge))
      add('age', label(`年龄应为 0 到 ${greatestAge} 的数字。`, `The age is a number from 0 to ${greatestAge}.`))
    if (person.birth > today)
      add('birth', label('出生日期在今天之后,请核对。', 'The date of birth is in the future: check it.'))
  })
  if (
    Number(form.persons) >= groupFrom &&
    form.people.filter((person) => person.role === kind.parties[0]?.role).length > representativesMost
  )
    problems.set(
      'persons',
      label(
        '集体访的代表最多 5 名(条例第 20 条),请只登记代表。',
        'A group speaks through at most five representatives (Art. 20): note only those.',
      ),
    )
  return problems
}

/** What the law wants, nobody has asked yet and may be left for later: the 待补 list for the desk. */
export const stillOpen = (form: Form, kind: Kind, mustSetNotify = false): readonly Missing[] =>
  missingOf(kind.wants, {
    category: form.category,
    notifyMode: form.notifyMode,
    mustSetNotify,
    parties: form.people,
    data: form.data,
  }).filter((one) => !mustStand(one, kind))

// Without it nothing is registered.
const mustStand = (one: Missing, kind: Kind): boolean => {
  const [sort, name] = one.split('.')
  if (sort === 'category') return kind.channels !== null
  if (sort === 'party') return (kind.parties.find(({ role }) => role === name)?.min ?? 0) > 0
  return (
    sort === 'data' && kind.fields.some((field) => field.key === name && (field.required || field === noteField(kind)))
  )
}
