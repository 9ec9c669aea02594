import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { actionsOf, type Situation, whyNot } from './actions.ts'
import { facts } from './fixtures.ts'

const kinds = Object.values(catalogue.kinds)
const every = new Set(kinds.flatMap((kind) => Object.values(kind.transitions).map((step) => step.can)))

const situation = (status: string, notifyMode: string | null): Situation => ({
  facts: { ...facts, status, category: null, channel: null, notifyMode },
  permissions: every,
  pending: [],
  holding: [],
  mustSetNotify: true,
  panel: { votes: 0, needed: 3 },
  quotaLeft: 0,
})

const cases = kinds.flatMap((kind) => Object.keys(kind.states).map((status) => [kind.key, status, kind] as const))

test.each(cases)('%s in “%s”: a button says beforehand exactly what the step would answer', (_, status, kind) => {
  for (const mode of [null, 'F']) {
    const now = situation(status, mode)
    const shown = actionsOf(kind, now, null)
    for (const action of shown) expect(action.blocked).toEqual(whyNot(kind, action.key, now))
    // What starts elsewhere is not offered, and is refused when asked for all the same.
    const elsewhere = Object.keys(kind.transitions).filter((key) => !shown.some((action) => action.key === key))
    const why = (key: string): string => whyNot(kind, key, now)?.zh ?? ''
    expect(elsewhere.filter((key) => !why(key).includes('现在是') && !kind.transitions[key]?.past)).toEqual([])
    expect(elsewhere.filter((key) => why(key) === '')).toEqual([])
  }
})

test.each(cases)(
  '%s in “%s”: without 告知方式 whatever leaves the house says so, but not what is passed up',
  (_, status, kind) => {
    const shown = actionsOf(kind, situation(status, null), null)
    const asking = shown.filter((action) => action.blocked?.zh.includes('告知方式'))
    expect(asking.map(({ key }) => key)).toEqual(
      shown.filter(({ leaves, moves }) => leaves && moves !== 'up').map(({ key }) => key),
    )
  },
)

test('while a visit is due it is the natural step, before the file is closed; then closing is', () => {
  const { petition } = catalogue.kinds
  const natural = (status: string, dueClock: string | null): string | undefined =>
    actionsOf(petition!, situation(status, 'F'), dueClock)[0]?.key
  expect(natural('replied', 'followUp')).toBe('rate')
  expect(natural('replied', null)).toBe('archive')
  expect(natural('accepted', 'handling')).toBe('conclude')
  expect(natural('assigned', 'feedback')).toBe('accept')
  // While she has not been told, that is next; below it is first taken in hand.
  for (const status of ['accepted', 'concluded', 'referred', 'refused']) expect(natural(status, 'notice')).toBe('tell')
  expect(natural('forwarded', 'forwarded')).toBe('accept')
  expect(natural('registered', 'notice')).toBe('accept')
})
