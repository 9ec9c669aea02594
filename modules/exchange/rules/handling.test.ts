import { expect, test } from 'vitest'
import { imports } from '#catalogue/imports.ts'
import { catalogue } from '#catalogue/index.ts'
import { finishOf, instantOf, type PlayedStep } from './handling.ts'

const kind = catalogue.kinds['petition']!
const spec = imports['petition']
const step = (action: string, day: string): PlayedStep => ({ action, dated: 'acceptedOn', occurredAt: instantOf(day) })

// Sixty days before 3 March 2025 is 2 January.
test.each([
  ['received 70 days ago and nothing since', '2024-12-23', [], 'shelve', '2024-12-23'],
  ['received 60 days ago', '2025-01-02', [], null, null],
  ['received 61 days ago, late in the evening', '2025-01-01 23:30', [], 'shelve', '2025-01-01 23:30'],
  ['accepted 20 days ago', '2024-12-23', [step('accept', '2025-02-11')], null, null],
  ['accepted 61 days ago', '2024-12-23', [step('accept', '2025-01-01')], 'shelve', '2025-01-01'],
  [
    'concluded lately, accepted long ago',
    '2024-06-03',
    [step('accept', '2024-06-05'), step('conclude', '2025-02-20')],
    null,
    null,
  ],
  [
    'replied to long ago',
    '2024-06-03',
    [step('accept', '2024-06-05'), step('reply', '2024-07-01')],
    'archive',
    '2024-07-01',
  ],
  ['archived long ago', '2024-06-03', [step('accept', '2024-06-05'), step('archive', '2024-07-01')], null, null],
] as const)('whether it is done is asked by the last day a row tells: %s', (_, openedOn, steps, action, day) => {
  const finish = finishOf(kind, spec, steps, openedOn, '2025-03-03')
  expect(finish && { action: finish.action, at: finish.occurredAt }).toEqual(
    action === null ? null : { action, at: instantOf(day) },
  )
})
