import { expect, test } from 'vitest'
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

test.each(kinds.map((kind) => [kind.key, kind] as const))(
  'every list, limit, clock, act and operand that %s names exists',
  (_, kind) => {
    const named = [
      kind.categories,
      kind.channels,
      ...Object.values(kind.labels).map((field) => field.codes),
      ...Object.values(kind.transitions).flatMap((step) => [step.results, step.reasons]),
      ...Object.values(kind.acts ?? {}).map((act) => act.codes),
    ].filter((list) => list !== undefined)
    expect(named.filter((list) => !lists.has(list))).toEqual([])
    const clocks = [
      ...Object.values(kind.clocks),
      ...Object.values(kind.tracks ?? {}).flatMap((track) => Object.values(track.clocks ?? {})),
    ]
    expect(
      clocks
        .flatMap((clock) => [clock.limit, ...(clock.extension ? [clock.extension.limit] : [])])
        .filter((limit) => !limits.has(limit)),
    ).toEqual([])
    for (const [key, measure] of Object.entries(kind.measures)) {
      if (measure.type === 'due') expect(kind.clocks, key).toHaveProperty(measure.clock)
      if (measure.type === 'ratio')
        for (const operand of [measure.over, ...measure.under]) {
          const name = operand.replace(/^opening\./, '')
          const fit = operand.startsWith('opening.') ? ['stock'] : ['count', 'due']
          expect(fit, `${key}: ${operand}`).toContain(kind.measures[name]?.type)
        }
    }
    for (const track of Object.values(kind.tracks ?? {}))
      for (const [key, step] of Object.entries(track.transitions)) {
        expect(
          [step.to, ...step.from].filter((state) => !(state in track.states)),
          key,
        ).toEqual([])
        if (step.act) expect(kind.acts ?? {}, key).toHaveProperty(step.act)
      }
    for (const [key, step] of Object.entries(kind.transitions)) {
      if (step.opens) expect(kind.tracks ?? {}, key).toHaveProperty(step.opens)
      if (step.paper) expect(kind.papers ?? {}, key).toHaveProperty(step.paper)
    }
    for (const paper of Object.values(kind.papers ?? {})) expect(kind.transitions).toHaveProperty(paper.after)
  },
)

test('every state of a kind can be reached, and from every open one there is a way on', () => {
  for (const kind of kinds) {
    const targets = new Set([
      kind.initial,
      ...Object.values(kind.transitions).flatMap((step) => (step.to === null ? [] : [step.to])),
    ])
    expect(
      Object.keys(kind.states).filter((state) => !targets.has(state)),
      kind.key,
    ).toEqual([])
    for (const [state, { phase }] of Object.entries(kind.states))
      if (phase === 'open')
        expect(
          Object.values(kind.transitions).some(
            (step) =>
              step.to !== null &&
              step.to !== state &&
              (step.from === '*' ||
                step.from === state ||
                (typeof step.from !== 'string' && step.from.includes(state))),
          ),
          `${kind.key}.${state}`,
        ).toBe(true)
  }
})

test('whatever is imported is a kind of the catalogue', () => {
  for (const key of Object.keys(imports)) expect(catalogue.kinds).toHaveProperty(key)
})
