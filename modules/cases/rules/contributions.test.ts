import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { type Clock, moveClocks } from './clocks.ts'
import { contributions, type Deed, type Subject } from './contributions.ts'
import { calendar, facts, petition } from './fixtures.ts'

const subject: Subject = {
  category: '0403',
  channel: 'V',
  level: 'D',
  openedAt: new Date('2025-01-10T09:00:00+08:00'),
  persons: 2,
  void: false,
}

// Plays a history of lawful steps and answers what the matter counts for.
const play = (steps: readonly { action: string; at: string; result?: string }[], over: Partial<Subject> = {}) => {
  let status = petition.initial
  let clocks: Clock[] = moveClocks(petition, 'opened', status, subject.openedAt, facts, [], catalogue, calendar)
  const deeds: Deed[] = []
  for (const { action, at, result = null } of steps) {
    const to = petition.transitions[action]?.to ?? status
    deeds.push({ action, at: new Date(at), from: status, to, result })
    const changed = moveClocks(
      petition,
      action,
      to,
      new Date(at),
      { ...facts, status: to },
      clocks,
      catalogue,
      calendar,
    )
    clocks = [
      ...clocks.filter((clock) => !changed.some((c) => c.key === clock.key && c.round === clock.round)),
      ...changed,
    ]
    status = to
  }
  return contributions(petition, { ...subject, ...over }, deeds, clocks)
}
const sum = (rows: ReturnType<typeof play>, measure: string, month?: string): number =>
  rows
    .filter((row) => row.measure === `petition.${measure}` && (month === undefined || row.month === month))
    .reduce((total, row) => total + row.n, 0)

test('a concluded petition counts once for each thing that happened, in the month it happened', () => {
  const rows = play([
    { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
    { action: 'conclude', at: '2025-02-20T09:00:00+08:00' },
    { action: 'reply', at: '2025-03-01T09:00:00+08:00' },
  ])
  expect([
    sum(rows, 'received', '2025-01'),
    sum(rows, 'persons', '2025-01'),
    sum(rows, 'accepted', '2025-01'),
    sum(rows, 'concluded', '2025-02'),
    sum(rows, 'handled', '2025-02'),
    sum(rows, 'feedback', '2025-03'),
  ]).toEqual([1, 2, 1, 1, 1, 1])
  expect([sum(rows, 'inHand', '2025-01'), sum(rows, 'inHand', '2025-02')]).toEqual([1, -1])
})

test('an unfinished overdue matter stays in the denominator of on-time closure', () => {
  const late = play([{ action: 'accept', at: '2025-01-12T09:00:00+08:00' }])
  // 60 days after 12 January end on 13 March 2025.
  expect([sum(late, 'handlingDue', '2025-03'), sum(late, 'handlingMet')]).toEqual([1, 0])
  const inTime = play([
    { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
    { action: 'conclude', at: '2025-02-01T09:00:00+08:00' },
  ])
  expect([sum(inTime, 'handlingDue'), sum(inTime, 'handlingMet')]).toEqual([1, 1])
})

test('what is passed down after the acceptance is due once, on its first day; what she takes back is neither kept nor missed', () => {
  const passed = (at: string) =>
    play([
      { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
      { action: 'forward', at: '2025-02-12T09:00:00+08:00' },
      { action: 'accept', at: '2025-02-14T09:00:00+08:00' },
      { action: 'conclude', at },
    ])
  const due = (rows: ReturnType<typeof play>) => [
    sum(rows, 'handlingDue', '2025-03'),
    sum(rows, 'handlingDue'),
    sum(rows, 'handlingMet'),
  ]
  expect(due(passed('2025-03-01T09:00:00+08:00'))).toEqual([1, 1, 1])
  expect(due(passed('2025-03-20T09:00:00+08:00'))).toEqual([1, 1, 0])
  const takenBack = play([
    { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
    { action: 'withdraw', at: '2025-01-20T09:00:00+08:00' },
  ])
  expect(due(takenBack)).toEqual([0, 0, 0])
})

test('a reopened matter is not counted twice and a voided one counts for nothing', () => {
  const steps = [
    { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
    { action: 'conclude', at: '2025-01-20T09:00:00+08:00', result: 'S' },
    { action: 'reopen', at: '2025-02-01T09:00:00+08:00' },
    { action: 'conclude', at: '2025-02-20T09:00:00+08:00', result: 'U' },
  ]
  expect([sum(play(steps), 'accepted'), sum(play(steps), 'concluded')]).toEqual([1, 1])
  // Nor does its first conclusion lose its result.
  for (const n of [2, 3, 4])
    expect(play(steps.slice(0, n)).filter(({ measure }) => measure === 'petition.concluded')).toMatchObject([
      { month: '2025-01', result: 'S' },
    ])
  expect(play(steps, { void: true })).toEqual([])
})

test('what lay unaccepted at the start of a month and is accepted in it stands in the denominator of the closure rate once', () => {
  const rows = play([
    { action: 'accept', at: '2025-02-03T09:00:00+08:00' },
    { action: 'forward', at: '2025-02-12T09:00:00+08:00' },
    { action: 'accept', at: '2025-03-02T09:00:00+08:00' },
    { action: 'conclude', at: '2025-03-20T09:00:00+08:00' },
  ])
  const months = ['2025-01', '2025-02', '2025-03']
  expect(months.map((month) => sum(rows, 'accepted', month))).toEqual([0, 1, 0])
  expect(months.map((month) => sum(rows, 'inHand', month))).toEqual([1, 0, -1])
  // Passed down after its acceptance it is still carried over.
  expect(months.map((month) => sum(rows, 'notConcluded', month))).toEqual([0, 1, -1])
})

test('a matter answered at first and taken up again is accepted then', () => {
  const rows = play([
    { action: 'answer', at: '2025-01-12T09:00:00+08:00' },
    { action: 'reopen', at: '2025-02-03T09:00:00+08:00' },
    { action: 'conclude', at: '2025-02-20T09:00:00+08:00' },
  ])
  expect([sum(rows, 'accepted', '2025-02'), sum(rows, 'concluded', '2025-02'), sum(rows, 'notConcluded')]).toEqual([
    1, 1, 0,
  ])
})

test('what was concluded and taken up again is in hand, is due anew, and does not lower the closure rate of later months', () => {
  const rows = play([
    { action: 'accept', at: '2025-01-12T09:00:00+08:00' },
    { action: 'conclude', at: '2025-01-20T09:00:00+08:00' },
    { action: 'reopen', at: '2025-02-03T09:00:00+08:00' },
    { action: 'conclude', at: '2025-05-20T09:00:00+08:00' },
  ])
  const upTo = (measure: string, month: string) =>
    rows
      .filter((row) => row.measure === `petition.${measure}` && row.month <= month)
      .reduce((total, row) => total + row.n, 0)
  expect(['2025-01', '2025-02', '2025-04', '2025-05'].map((month) => upTo('inHand', month))).toEqual([0, 1, 1, 0])
  expect(['2025-01', '2025-02', '2025-04', '2025-05'].map((month) => upTo('notConcluded', month))).toEqual([0, 0, 0, 0])
  // Sixty days from 12 January were kept, those from 3 February not.
  expect([sum(rows, 'handlingDue', '2025-03'), sum(rows, 'handlingMet', '2025-03')]).toEqual([1, 1])
  expect([sum(rows, 'handlingDue', '2025-04'), sum(rows, 'handlingMet', '2025-04')]).toEqual([1, 0])
})

test('whatever happens, stock in hand is 1 while open and 0 afterwards, and no count exceeds one', () => {
  const names = Object.keys(petition.transitions)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (wanted) => {
      let status = petition.initial
      const steps: { action: string; at: string }[] = []
      for (const [index, action] of wanted.entries()) {
        const spec = petition.transitions[action]!
        const starts =
          spec.from === '*'
            ? petition.states[status]?.phase === 'open'
            : typeof spec.from === 'string'
              ? spec.from === status
              : spec.from.includes(status)
        if (!starts) continue
        steps.push({ action, at: new Date(subject.openedAt.getTime() + (index + 1) * 86_400_000).toISOString() })
        status = spec.to ?? status
      }
      const rows = play(steps)
      expect(sum(rows, 'inHand')).toBe(petition.states[status]?.phase === 'open' ? 1 : 0)
      for (const measure of ['received', 'accepted', 'answered', 'handled', 'concluded', 'feedback'])
        expect(sum(rows, measure)).toBeLessThanOrEqual(1)
      // Whoever was accepted either was concluded once, stands here, or left another way.
      expect(sum(rows, 'notConcluded')).toBe(sum(rows, 'accepted') * sum(rows, 'inHand') * (1 - sum(rows, 'concluded')))
      expect(sum(rows, 'concluded')).toBeLessThanOrEqual(sum(rows, 'accepted'))
      expect(sum(rows, 'awaitingReply')).toBe(status === 'concluded' ? 1 : 0)
      expect(sum(rows, 'handlingMet')).toBeLessThanOrEqual(sum(rows, 'handlingDue'))
    }),
  )
})
