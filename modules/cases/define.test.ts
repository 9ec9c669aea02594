import { z } from 'zod'
import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import { defineCase } from './define.ts'

const base = {
  key: 'probe',
  code: 'PB',
  version: 1,
  label: label('试', 'Probe'),
  source: 'test',
  access: 'open',
  domain: 'PERSON',
  categories: 'levels',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({ facts: z.string() }),
  labels: { facts: { label: label('事', 'Facts') } },
  form: { first: ['facts'], groups: [] },
  parties: { one: { label: label('人', 'Person') } },
  initial: 'new',
  states: { new: { label: label('新', 'New'), phase: 'open' }, done: { label: label('完', 'Done'), phase: 'closed' } },
  clocks: {},
  measures: {},
} as const

const finish = { label: label('办', 'Do'), from: 'new', to: 'done', can: 'cases.handle' } as const
const ended = { type: 'count', label: label('完', 'Done'), unit: label('件', 'items'), on: 'finish', by: [] } as const
const due = { label: label('限', 'Due'), starts: ['finish'], stops: ['done'], limit: 'P01' } as const

// Each suppressed line is the assertion: the file does not compile when the mistake does.
test('wrong names in a kind do not compile', () => {
  expect(defineCase({ ...base, transitions: { finish }, measures: { ended }, clocks: { due } }).key).toBe('probe')
  const gone = { ...finish, to: 'gone' } as const
  const stopped = { ...ended, on: 'stop' } as const
  const weather = { ...ended, by: ['weather'] } as const
  const begun = { ...due, starts: ['begin'] } as const
  // @ts-expect-error no such state
  defineCase({ ...base, transitions: { gone } })
  // @ts-expect-error no such first state
  defineCase({ ...base, initial: 'gone', transitions: { finish } })
  // @ts-expect-error no such field in the form
  defineCase({ ...base, form: { first: ['words'], groups: [] }, transitions: { finish } })
  // @ts-expect-error a field without a label
  defineCase({ ...base, labels: {}, transitions: { finish } })
  // @ts-expect-error no such transition for a measure
  defineCase({ ...base, transitions: { finish }, measures: { stopped } })
  // @ts-expect-error no such dimension
  defineCase({ ...base, transitions: { finish }, measures: { weather } })
  // @ts-expect-error a clock that starts at an unknown transition
  defineCase({ ...base, transitions: { finish }, clocks: { begun } })
})
