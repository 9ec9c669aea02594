import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { localDateTime } from '#platform/clock/time.ts'
import type { Facts } from '../define.ts'
import { type Brought, type Clock, holdingOf, moveClocks, nextDue } from './clocks.ts'
import { calendar, facts, petition } from './fixtures.ts'

const move = (
  event: string,
  status: string,
  at: string,
  clocks: readonly Clock[] = [],
  over: Partial<Facts> = {},
  brought: Brought = {},
) => moveClocks(petition, event, status, new Date(at), { ...facts, ...over }, clocks, catalogue, calendar, brought)
const due = (clock: Clock | undefined): string =>
  clock ? localDateTime(new Date(clock.dueAt.getTime() - 1)).slice(0, 10) : 'none'

test.each([
  ['2025-03-03T09:00:00+08:00', '2025-03-18', '《信访工作条例》(2022)第23条'],
  // The fifteenth day, 1 October, is a holiday until the 8th in 2025.
  ['2025-09-16T09:00:00+08:00', '2025-10-09', '《信访工作条例》(2022)第23条'],
  ['2014-03-03T09:00:00+08:00', '2014-03-18', '《信访条例》(2005)第22条'],
])('a petition received on %s is to be noticed by %s under %s', (at, day, basis) => {
  const [notice] = move('opened', 'registered', at)
  expect([due(notice), notice?.basis.zh]).toEqual([day, basis])
})

test('no notice runs where there is nobody to notify, and no sixty days on another legal route', () => {
  expect(move('opened', 'registered', '2025-03-03T09:00:00+08:00', [], { flags: ['ANONYMOUS'] })).toEqual([])
  expect(move('accept', 'accepted', '2025-03-03T09:00:00+08:00', [], { data: { legalRoute: '1' } })).toEqual([])
})

test('sixty days, lengthened once by thirty from the last day', () => {
  const [handling] = move('accept', 'accepted', '2025-03-03T09:00:00+08:00')
  expect(due(handling)).toBe('2025-05-06')
  const [longer] = move('extend', 'accepted', '2025-04-20T09:00:00+08:00', [handling!])
  expect([due(longer), due({ ...longer!, dueAt: longer!.firstDueAt })]).toEqual(['2025-06-05', '2025-05-06'])
})

test('what is taken up again has sixty days anew; an answer still owed keeps its first day, and a visit due is not asked for', () => {
  const answered = [
    ...move('opened', 'registered', '2025-03-03T09:00:00+08:00'),
    ...move('answer', 'answered', '2025-03-03T10:00:00+08:00'),
  ]
  const running = (clocks: readonly Clock[]) =>
    clocks.filter((clock) => clock.stoppedAt === null).map((clock) => [clock.key, clock.round, due(clock)])
  expect(running(move('reopen', 'accepted', '2025-05-12T09:00:00+08:00', answered))).toEqual([
    ['handling', 1, '2025-07-11'],
    ['reply', 1, '2025-07-11'],
  ])

  let clocks = move('accept', 'accepted', '2025-03-03T09:00:00+08:00')
  const then = (event: string, status: string, at: string) => {
    const changed = move(event, status, at, clocks)
    clocks = [...clocks.filter((one) => !changed.some((c) => c.key === one.key && c.round === one.round)), ...changed]
  }
  then('conclude', 'concluded', '2025-04-01T09:00:00+08:00')
  then('reopen', 'accepted', '2025-04-03T09:00:00+08:00')
  expect(running(clocks)).toEqual([
    ['reply', 1, '2025-05-06'],
    ['handling', 2, '2025-06-03'],
  ])
  then('conclude', 'concluded', '2025-05-20T09:00:00+08:00')
  then('reply', 'replied', '2025-05-21T09:00:00+08:00')
  expect(clocks.map(({ key, round, outcome }) => [key, round, outcome])).toContainEqual(['reply', 1, 'missed'])
  expect(running(clocks)).toEqual([['followUp', 1, '2025-06-05']])
  then('reopen', 'accepted', '2025-05-26T09:00:00+08:00')
  expect(running(clocks).map(([key]) => key)).toEqual(['handling', 'reply'])
})

test.each([
  ['told in the same sitting', 'accept', 'accepted', '2025-03-10', { toldOn: '2025-03-10' }, 'met'],
  ['decided, and told by nobody', 'accept', 'accepted', '2025-03-10', {}, 'running'],
  ['refused, and told by nobody', 'refuse', 'refused', '2025-03-10', {}, 'running'],
  ['referred, and told by nobody', 'refer', 'referred', '2025-03-10', {}, 'running'],
  ['passed down, and not told where', 'forward', 'forwarded', '2025-03-10', {}, 'running'],
  ['noted late, told in time', 'tell', 'accepted', '2025-03-25', { toldOn: '2025-03-18' }, 'met'],
  ['told too late', 'tell', 'accepted', '2025-03-25', { toldOn: '2025-03-19' }, 'missed'],
  ['answered, which tells her', 'answer', 'answered', '2025-03-10', {}, 'met'],
  ['advised, which tells her', 'advise', 'advised', '2025-03-10', {}, 'met'],
  ['taken back by her', 'withdraw', 'withdrawn', '2025-03-10', {}, 'void'],
  ['merged', 'merge', 'merged', '2025-03-10', {}, 'void'],
  ['concluded at the desk, told by nobody', 'conclude', 'concluded', '2025-04-10', {}, 'running'],
  [
    'concluded in an old register that says nothing of it',
    'conclude',
    'concluded',
    '2025-04-10',
    { replay: true },
    'void',
  ],
])('the notice of a petition of 3 March that is %s', (_, event, status, day, brought, outcome) => {
  const opened = move('opened', 'registered', '2025-03-03T09:00:00+08:00')
  const [notice = opened[0]] = move(event, status, `${day}T09:00:00+08:00`, opened, {}, brought).filter(
    ({ key }) => key === 'notice',
  )
  expect(notice?.outcome ?? 'running').toBe(outcome)
  // Until she was told the file stays on the desk.
  const held = holdingOf(petition, [notice!], new Date('2025-04-30')).flatMap(({ transitions }) => transitions)
  expect(held).toEqual(outcome === 'running' ? ['archive'] : [])
})

test('nobody is owed a notice by law who is exempt, and sixty days run while no way is chosen', () => {
  expect(move('opened', 'registered', '2025-03-03T09:00:00+08:00', [], { notifyMode: 'X' })).toEqual([])
  expect(move('accept', 'accepted', '2025-03-03T09:00:00+08:00', [], { data: {} }).map(({ key }) => key)).toEqual([
    'handling',
    'reply',
  ])
})

test('what was told before a matter came from above is not the notice of the unit below', () => {
  const opened = move('opened', 'registered', '2025-03-03T09:00:00+08:00')
  const sent = move('forward', 'forwarded', '2025-03-05T09:00:00+08:00', opened)
  const told = (toldOn: string) =>
    move('accept', 'accepted', '2025-03-10T09:00:00+08:00', [...opened, ...sent], {}, { toldOn }).flatMap(
      ({ key, outcome }) => (outcome === 'met' ? [key] : []),
    )
  expect(told('2025-03-04')).toEqual(['notice'])
  expect(told('2025-03-10')).toEqual(['notice', 'forwarded'])
})

test('closing stops every clock, and the next due is the earliest that runs', () => {
  const opened = move('opened', 'registered', '2025-03-03T09:00:00+08:00')
  const accepted = move('accept', 'accepted', '2025-03-10T09:00:00+08:00', opened, {}, { toldOn: '2025-03-10' })
  expect(accepted.map((clock) => [clock.key, clock.outcome])).toEqual([
    ['notice', 'met'],
    ['handling', null],
    ['reply', null],
  ])
  expect(nextDue(petition, accepted).next_due_clock).toBe('handling')
  expect(
    move('withdraw', 'withdrawn', '2025-03-11T09:00:00+08:00', accepted).map((clock) => [clock.key, clock.outcome]),
  ).toEqual([
    ['handling', 'void'],
    ['reply', 'void'],
  ])
})
