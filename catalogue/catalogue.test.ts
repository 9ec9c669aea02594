import { expect, test } from 'vitest'
import { z } from 'zod'
import { catalogue } from './index.ts'
import { imports } from './imports.ts'

const kinds = Object.values(catalogue.kinds)
const lists = new Set(Object.keys(catalogue.codes))
const limits = new Set(catalogue.limits.map((limit) => limit.id))

test('kinds have keys and number letters of their own', () => {
  expect(new Set(kinds.map((kind) => kind.key)).size).toBe(kinds.length)
  expect(new Set(kinds.map((kind) => kind.code)).size).toBe(kinds.length)
  for (const kind of kinds) expect(kind.code).toMatch(/^[A-Z]{2,3}$/)
})

// What a kind names and the catalogue does not have, in words.
const missing = (kind: (typeof kinds)[number]): string[] => {
  const named = [
    kind.categories,
    kind.channels,
    ...Object.values(kind.labels).map((field) => field.codes),
    ...Object.values(kind.transitions).flatMap((step) => [step.results, step.reasons]),
    ...Object.values(kind.acts ?? {}).map((act) => act.codes),
    ...Object.values(kind.parts ?? {}).flatMap((part) => Object.values(part.labels).map((field) => field.codes)),
  ]
  const tracks = Object.values(kind.tracks ?? {})
  const clocks = [...Object.values(kind.clocks), ...tracks.flatMap((track) => Object.values(track.clocks ?? {}))]
  const limitsNamed = clocks.flatMap((clock) => [clock.limit, clock.extension?.limit])
  const operands = Object.values(kind.measures).flatMap((measure) =>
    measure.type === 'ratio' ? [measure.over, ...measure.under] : [],
  )
  const fits = (operand: string): boolean => {
    const type = kind.measures[operand.replace(/^opening\./, '')]?.type
    return operand.startsWith('opening.') ? type === 'stock' : type !== undefined && type !== 'ratio'
  }
  const absent = (what: string, wanted: readonly (string | undefined)[], there: (name: string) => boolean): string[] =>
    wanted.filter((name) => name !== undefined && !there(name)).map((name) => `${what} ${name}`)
  return [
    ...absent('list', named, (name) => lists.has(name)),
    ...absent('limit', limitsNamed, (name) => limits.has(name)),
    ...absent('operand', operands, fits),
    ...absent(
      'clock',
      Object.values(kind.measures).map((measure) => (measure.type === 'due' ? measure.clock : undefined)),
      (name) => name in kind.clocks,
    ),
    ...absent(
      'track',
      Object.values(kind.transitions).map((step) => step.opens),
      (name) => name in (kind.tracks ?? {}),
    ),
    ...absent(
      'paper',
      Object.values(kind.transitions).map((step) => step.paper),
      (name) => name in (kind.papers ?? {}),
    ),
    ...absent(
      'step',
      Object.values(kind.papers ?? {}).map((paper) => paper.after),
      (name) => name in kind.transitions,
    ),
    ...tracks.flatMap((track) =>
      Object.values(track.transitions).flatMap((step) => [
        ...absent('track state', [step.to, ...step.from], (name) => name in track.states),
        ...absent('act', [step.act], (name) => name in (kind.acts ?? {})),
      ]),
    ),
  ]
}

test.each(kinds.map((kind) => [kind.key, kind] as const))('everything that %s names exists', (_, kind) => {
  expect(missing(kind)).toEqual([])
})

type Shape = { readonly type?: string; readonly enum?: readonly string[]; readonly items?: Shape }
// Fields a form cannot ask for, in words: what is chosen needs a list that holds its choices.
const mute = (fields: z.ZodObject, labels: (typeof kinds)[number]['labels']): string[] => {
  const { properties } = z.toJSONSchema(fields, { io: 'input', unrepresentable: 'any' }) as {
    properties: Record<string, Shape>
  }
  return Object.entries(properties).flatMap(([field, { type, enum: one, items }]) => {
    const choices = one ?? items?.enum ?? []
    const list = labels[field]?.codes
    if (!list) return choices.length > 0 || type === 'array' ? [`${field} has no code list in its label`] : []
    const held = new Set(catalogue.codes[list]?.rows.map((row) => row.code))
    return choices.filter((code) => !held.has(code)).map((code) => `${field}: ${code} is not in ${list}`)
  })
}

test.each(kinds.map((kind) => [kind.key, kind] as const))('every field of %s can be filled in on screen', (_, kind) => {
  const placed = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
  expect([...placed].sort()).toEqual(Object.keys(kind.fields.shape).sort())
  const parts = Object.values(kind.parts ?? {})
  expect([kind, ...parts].flatMap(({ fields, labels }) => mute(fields, labels))).toEqual([])
})

test.each(kinds.map((kind) => [kind.key, kind] as const))('the form of %s asks a long text first', (_, kind) => {
  expect(kind.form.first.filter((field) => kind.labels[field]?.long)).not.toEqual([])
})

test('what only its team may open is not told by small figures either', () => {
  const open = kinds
    .filter((kind) => kind.access !== 'open')
    .flatMap(({ key, measures, sensitive = [] }) =>
      Object.entries(measures)
        .filter(([name, measure]) => measure.type !== 'ratio' && !sensitive.includes(name))
        .map(([name]) => `${key}.${name} is not among the sensitive ones`),
    )
  expect(open).toEqual([])
})

test('of an open kind, classes that are restricted by themselves are not told by small figures', () => {
  const told = kinds
    .filter((kind) => kind.access === 'open' && kind.restricts)
    .flatMap((kind) =>
      (catalogue.codes[kind.categories]?.rows ?? [])
        .filter(
          ({ code }) => kind.restricts?.({ category: code, flags: [], data: {} }) && !kind.sensitiveClasses?.(code),
        )
        .map(({ code }) => `${kind.key} ${code} is not among the sensitive classes`),
    )
  expect(told).toEqual([])
})

const leads = (step: (typeof kinds)[number]['transitions'][string], state: string): boolean =>
  step.to !== null && step.to !== state && (step.from === '*' || [step.from].flat().includes(state))

test.each(kinds.map((kind) => [kind.key, kind] as const))(
  'every state of %s can be reached, and from every open one there is a way on',
  (_, kind) => {
    const steps = Object.values(kind.transitions)
    const reached = new Set<string | null>([kind.initial, ...steps.map((step) => step.to)])
    expect(Object.keys(kind.states).filter((state) => !reached.has(state))).toEqual([])
    const open = Object.keys(kind.states).filter((state) => kind.states[state]?.phase === 'open')
    expect(open.filter((state) => !steps.some((step) => leads(step, state)))).toEqual([])
  },
)

test('whatever is imported is a kind of the catalogue', () => {
  for (const key of Object.keys(imports)) expect(catalogue.kinds).toHaveProperty(key)
})
