import { array, assert, boolean, constantFrom, property, record, uuid } from 'fast-check'
import { expect, test } from 'vitest'
import { violence } from '#catalogue/protection/violence.ts'
import { catalogue } from '#catalogue/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { type Clock, limitOn, startClock } from './clocks.ts'
import { type Candidate, clockSpecOf, type Level, recipients, recount, warningOf } from './warnings.ts'

const at = (text: string): Date => new Date(`${text}+08:00`)
// Ends at 24:00 of 18 March.
const dueAt = at('2025-03-19T00:00:00')

test.each<[Level, string, string | undefined, number | undefined]>([
  [0, '2025-03-04T09:00:00', undefined, undefined],
  [50, '2025-03-11T09:00:00', 'clockHalf', 7],
  [80, '2025-03-17T23:59:59', 'clockSoon', 1],
  [80, '2025-03-18T00:00:00', 'clockToday', 0],
  [100, '2025-03-19T00:00:00', 'clockOver', 0],
])('at %i %% on %s the owner is told %s', (level, now, key, days) => {
  const warning = warningOf(level, dueAt, at(now))
  expect([warning?.key, warning?.days]).toEqual([key, days])
})

const candidate = record<Candidate>({
  post: uuid(),
  owner: boolean(),
  ownUnit: boolean(),
  handles: boolean(),
  leads: boolean(),
  scope: constantFrom('/', '/43/', '/43/02/', '/43/02/02/'),
})
const level = constantFrom<Level>(50, 80, 100)

test('nobody is told twice, and somebody is told whenever there is anybody to tell', () => {
  assert(
    property(array(candidate, { maxLength: 8 }), level, (candidates, reached) => {
      const { workers, leaders } = recipients(candidates, reached)
      const told = [...workers, ...leaders]
      expect(new Set(told).size).toBe(told.length)
      const anyone = candidates.some((one) => one.owner || (one.ownUnit && one.handles) || one.leads)
      expect(told.length > 0).toBe(anyone)
    }),
  )
})

test('an owner keeps colleagues out of it; a leader hears only when time is up, and only the nearest', () => {
  const base = { owner: false, ownUnit: false, handles: false, leads: false, scope: '/43/02/02/' }
  const owner = { ...base, post: 'owner', owner: true, ownUnit: true, handles: true }
  const colleague = { ...base, post: 'colleague', ownUnit: true, handles: true }
  const chair = { ...base, post: 'chair', ownUnit: true, leads: true }
  const cityChair = { ...base, post: 'cityChair', leads: true, scope: '/43/02/' }
  expect(recipients([owner, colleague, chair, cityChair], 80)).toEqual({ workers: ['owner'], leaders: [] })
  expect(recipients([owner, colleague, chair, cityChair], 100)).toEqual({ workers: ['owner'], leaders: ['chair'] })
  expect(recipients([colleague, cityChair], 100)).toEqual({ workers: ['colleague'], leaders: ['cityChair'] })
  expect(recipients([cityChair], 50)).toEqual({ workers: [], leaders: ['cityChair'] })
})

test('a clock of a proceeding is found beside those of the matter', () => {
  expect(clockSpecOf(violence, { key: 'ruling', trackId: 'x' })?.label.zh).toBe('法院裁定')
  expect(clockSpecOf(violence, { key: 'ruling', trackId: null })).toBeUndefined()
  expect(clockSpecOf(violence, { key: 'reassess', trackId: null })?.label.zh).toBe('重新评估风险')
})

test('counting again over the same calendar changes nothing; a loaded notice moves a provisional end', () => {
  const unknown = buildCalendar()
  const workdays = catalogue.limits.find((limit) => limit.length?.unit === 'WORK_DAY' && limit.validTo === undefined)!
  expect(limitOn(catalogue.limits, workdays.id, '2031-09-25')).toBe(workdays)
  const clock = startClock('x', { limit: workdays.id }, at('2031-09-25T10:00:00'), 1, null, catalogue, unknown) as Clock
  expect(clock.provisional).toBe(true)
  expect(recount(clock, {}, catalogue, unknown)).toEqual(clock)
  const october = Array.from({ length: 20 }, (_, n) => ({
    date: `2031-10-${String(n + 1).padStart(2, '0')}`,
    type: 'OFF' as const,
    name: '国庆',
    source: '测试',
  }))
  const again = recount(clock, {}, catalogue, buildCalendar(october))
  expect(again.provisional).toBe(false)
  expect(lastDay(again.dueAt) >= '2031-10-21').toBe(true)
  expect(again.firstDueAt).toEqual(again.dueAt)
})
