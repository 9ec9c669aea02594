import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localDateTime } from '#platform/clock/time.ts'
import { faults, faultText } from './faults.ts'
import { isNear, nearestFirst } from './near.ts'
import { againAt } from './weekly.ts'

describe('when practice is made anew', () => {
  test.each([
    // Opened on a Monday morning: the Monday after, at three.
    ['2025-03-03T09:00:00+08:00', '2025-03-10 03:00'],
    // Made anew at three, it takes two minutes: the same night a week later.
    ['2025-03-10T03:02:00+08:00', '2025-03-17 03:00'],
    ['2025-03-10T02:59:00+08:00', '2025-03-16 03:00'],
  ])('made at %s, again at %s', (made, again) => {
    expect(localDateTime(againAt(new Date(made)))).toBe(again)
  })

  test('always in the night, six to seven days later', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (made) => {
          const days = (againAt(made).getTime() - made.getTime()) / 86_400_000
          expect(localDateTime(againAt(made)).slice(11)).toBe('03:00')
          expect(days).toBeGreaterThanOrEqual(6)
          expect(days).toBeLessThanOrEqual(7)
        },
      ),
    )
  })
})

describe('which posts come first', () => {
  const posts = [
    { role: 'leader', level: 'S' },
    { role: 'rights', level: 'S' },
    { role: 'rights', level: 'X' },
    { role: 'town', level: 'T' },
    { role: 'village', level: 'V' },
    { role: 'auditor', level: 'S' },
  ]
  test.each([
    [
      { role: 'village', level: 'V' },
      { role: 'village', level: 'V' },
    ],
    [
      { role: 'rights', level: 'X' },
      { role: 'rights', level: 'X' },
    ],
    // A province has no post of its own there: the same work comes first.
    [
      { role: 'leader', level: 'P' },
      { role: 'leader', level: 'S' },
    ],
    // Work nobody does there: the same level.
    [
      { role: 'stats', level: 'T' },
      { role: 'town', level: 'T' },
    ],
  ])('for %o first %o', (own, first) => {
    expect(nearestFirst(posts, own)[0]).toEqual(first)
    expect(isNear(first, posts, own)).toBe(true)
    expect(nearestFirst(posts, own)).toHaveLength(posts.length)
  })

  test('nobody is told that a stranger’s work is hers', () => {
    const own = { role: 'police', level: 'B' }
    expect(posts.filter((post) => isNear(post, posts, own))).toEqual([])
    expect(nearestFirst(posts, own)).toEqual(posts)
  })
})

test('each fault names what is to be done', () => {
  const names = { database: 'nj_practice', role: 'nj' }
  expect(faultText(faults.mayNotCreate, names).zh).toContain('ALTER ROLE "nj" CREATEDB;')
  expect(faultText(faults.taken, names).zh).toContain('nj_practice')
  expect(faultText('53100', names)).toEqual(faultText(faults.disk, names))
  expect(faultText('XX000', names).zh).toContain('XX000')
})
