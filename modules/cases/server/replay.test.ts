import { array, assert, boolean, constantFrom, nat, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { addDays, startOfDay } from '#platform/clock/time.ts'
import { broughtBy, type Clock } from '../rules/clocks.ts'
import { calendar, facts } from '../rules/fixtures.ts'
import { playStep } from '../rules/play.ts'
import { startsIn } from '../rules/actions.ts'
import { makeEngine } from './engine.ts'
import type { Matter } from './matter.ts'
import type { StepRow } from './queries/children.ts'
import { renotified, replayClocks } from './replay.ts'

const engine = makeEngine(catalogue, () => calendar)
const begun = '2024-03-04'

/** One thing done to a matter: the n-th step that starts where it stands, an answer noted for the last of them, or another 告知方式. */
type Wish = {
  readonly what: 'step' | 'answer' | 'notify'
  readonly pick: number
  readonly gap: number
  readonly told: boolean
  readonly mode: string
}
const wishes = array(
  record<Wish>({
    what: constantFrom('step', 'step', 'step', 'step', 'answer', 'notify'),
    pick: nat(40),
    gap: nat(25),
    told: boolean(),
    mode: constantFrom('F', 'X'),
  }),
  { maxLength: 9 },
)

const bare = (key: string): Matter =>
  ({
    kind: engine.kind(key),
    head: {
      status: engine.kind(key).initial,
      opened_at: startOfDay(begun),
      category: null,
      channel: null,
      flags: ['DANGER'],
      notify_mode: null,
      result: null,
      persons: 1,
    },
    data: {},
    parties: [],
    steps: [],
    clocks: [],
    tracks: [],
    parts: [],
    obligations: [],
    acts: [],
    files: [],
  }) as unknown as Matter

/** A matter as it stands after each thing that was done to it, one by one. */
const lived = (key: string, wanted: readonly Wish[], tell = true): readonly Matter[] => {
  const { kind, head } = bare(key)
  const opening = { action: 'opened', status: kind.initial, at: head.opened_at }
  const { clocks } = playStep(kind, { ...facts, ...bareFacts }, [], opening, catalogue, calendar)
  let matter: Matter = { ...bare(key), clocks }
  const states = [matter]
  let day = begun
  for (const wish of wanted) {
    day = addDays(day, wish.gap)
    matter = after(matter, wish, day, tell)
    states.push(matter)
  }
  return states
}
const bareFacts = { category: null, channel: null, flags: ['DANGER'] }

const after = (matter: Matter, { what, pick, told, mode }: Wish, day: string, tell: boolean): Matter => {
  const { kind, head } = matter
  const at = startOfDay(day)
  const next = (action: string, to: string, payload: Record<string, unknown>): StepRow[] => [
    ...matter.steps,
    {
      seq: matter.steps.length + 1,
      action,
      occurred_at: at,
      from_status: head.status,
      to_status: to,
      payload,
      reverses: null,
      track_id: null,
    } as unknown as StepRow,
  ]
  const named = (clocks: readonly Clock[]) => clocks.map(({ key, round }) => ({ key, round }))
  const now = { ...facts, ...bareFacts, notifyMode: head.notify_mode, result: null, persons: 1 }
  if (what === 'notify') {
    const clocks = renotified(engine, matter, head.notify_mode, mode)
    const steps = next('notify', head.status, { mode, from: head.notify_mode })
    return { ...matter, head: { ...head, notify_mode: mode }, clocks, steps }
  }
  if (what === 'answer') {
    const asked = matter.steps.findLast(({ payload }) => payload['clocks'])
    const touched = (asked?.payload['clocks'] ?? []) as { key: string; round: number }[]
    const deed = { action: 'answered', status: head.status, at, touched }
    const { changed, clocks } = playStep(kind, now, matter.clocks, deed, catalogue, calendar)
    if (changed.length === 0) return matter
    return { ...matter, clocks, steps: next('answered', head.status, { clocks: named(changed) }) }
  }
  const starting = Object.entries(kind.transitions).filter(([, spec]) => startsIn(kind, spec, head.status))
  if (starting.length === 0) return matter
  const [action, spec] = starting[pick % starting.length]!
  const brings = (tell && told && spec.tells) || spec.needs?.includes('proof')
  const payload = {
    ...(spec.needs?.includes('dueOn') ? { dueOn: addDays(day, 10) } : {}),
    ...(brings ? { proof: { on: day, mode: 'told' } } : {}),
  }
  const status = spec.to ?? head.status
  const { changed, clocks } = playStep(
    kind,
    now,
    matter.clocks,
    { action, status, at, brought: broughtBy(payload) },
    catalogue,
    calendar,
  )
  return {
    ...matter,
    head: { ...head, status },
    clocks,
    steps: next(action, status, { ...payload, clocks: named(changed) }),
  }
}

const shown = (clocks: readonly Clock[]) => [...clocks].sort((a, b) => a.key.localeCompare(b.key) || a.round - b.round)

test.each(Object.keys(catalogue.kinds))(
  'the clocks of a %s are the same done step by step, played again, and with a later step taken back',
  (key) => {
    assert(
      property(wishes, (wanted) => {
        const states = lived(key, wanted)
        const last = states.at(-1)!
        expect(shown(replayClocks(engine, last))).toEqual(shown(last.clocks))
        for (const before of states)
          // As it is taken back: the later clocks stand in the matter, its last steps do not.
          expect(shown(replayClocks(engine, { ...before, clocks: last.clocks }))).toEqual(shown(before.clocks))
      }),
      { numRuns: 150 },
    )
  },
)

test('a telling that is struck out leaves the clocks as if nobody had been told', () => {
  assert(
    property(wishes, (wanted) => {
      const steps = wanted.filter(({ what }) => what !== 'notify')
      const told = lived('petition', steps).at(-1)!
      const ticked = told.steps.filter(
        ({ action, payload }) => payload['proof'] && told.kind.transitions[action]?.tells,
      )
      const strike = ({ seq }: StepRow, at: number) =>
        ({
          seq: 1000 + at,
          action: 'correct',
          payload: { untold: seq },
          reverses: null,
          track_id: null,
        }) as unknown as StepRow
      const struck = { ...told, steps: [...told.steps, ...ticked.map(strike)] }
      expect(shown(replayClocks(engine, struck))).toEqual(shown(lived('petition', steps, false).at(-1)!.clocks))
    }),
    { numRuns: 150 },
  )
})

test('a change of 告知方式 of before it said what it replaced begins no notice that never was, and ends none that was', () => {
  const notify = (mode: string) =>
    ({
      seq: 1,
      action: 'notify',
      occurred_at: startOfDay(begun),
      payload: { mode },
      reverses: null,
      track_id: null,
    }) as unknown as StepRow
  const of = (mode: string, clocks: readonly Clock[]): Matter => {
    const one = bare('petition')
    return { ...one, head: { ...one.head, notify_mode: mode, flags: [] }, clocks, steps: [notify(mode)] }
  }
  const keys = (clocks: readonly Clock[]) => clocks.map(({ key }) => key)
  // Registered as exempt from notice, told otherwise since: nothing was ever due.
  expect(keys(replayClocks(engine, of('F', [])))).toEqual([])
  // Registered without a word on it: the notice ran, and runs.
  const opening = { action: 'opened', status: 'registered', at: startOfDay(begun) }
  const { clocks } = playStep(engine.kind('petition'), facts, [], opening, catalogue, calendar)
  expect(keys(replayClocks(engine, of('X', clocks)))).toEqual(['notice'])
})
