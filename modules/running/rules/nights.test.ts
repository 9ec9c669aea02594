import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, startOfDay } from '#platform/clock/time.ts'
import { backupName, filesToRemove, isBackupDue, lastNight } from './nights.ts'

const at = (text: string): Date => new Date(`${text}+08:00`)

test.each([
  ['never made', '2026-11-22T09:00', null, null, true],
  ['made this night', '2026-11-22T09:00', '2026-11-22T02:00', null, false],
  ['made last night, not yet two', '2026-11-22T01:59', '2026-11-21T02:03', null, false],
  ['made last night, two', '2026-11-22T02:00', '2026-11-21T02:03', null, true],
  ['made by hand at noon, the night after', '2026-11-22T02:00', '2026-11-21T12:00', null, true],
  ['made by hand after two', '2026-11-22T03:00', '2026-11-22T02:30', null, false],
  ['failed half an hour ago', '2026-11-22T02:40', '2026-11-21T02:00', '2026-11-22T02:10', false],
  ['failed an hour ago', '2026-11-22T03:10', '2026-11-21T02:00', '2026-11-22T02:10', true],
] as const)('%s', (_, now, made, failed, due) => {
  expect(isBackupDue(at(now), made && at(made), failed && at(failed))).toBe(due)
})

test('a night begins at two in Shanghai', () => {
  expect(lastNight(at('2026-03-01T01:00'))).toEqual(at('2026-02-28T02:00'))
  expect(backupName(at('2026-11-22T02:00:03'))).toBe('nuanjia-2026-11-22-0200.backup')
})

/** What stands in the folder after a backup on each of these days. */
const after = (days: readonly number[]): string[] => {
  let folder: string[] = []
  for (const day of days) {
    folder.push(backupName(new Date(startOfDay(addDays('2026-01-01', day)).getTime() + 7_200_000)))
    const gone = new Set(filesToRemove(folder))
    folder = folder.filter((name) => !gone.has(name))
  }
  return folder.map((name) => name.slice(8, 18))
}

test('after a hundred nights the last seven days and the ends of the four weeks before them are there', () => {
  // 2026-04-10 is a Friday.
  expect(after(Array.from({ length: 100 }, (_, n) => n))).toEqual([
    '2026-03-15',
    '2026-03-22',
    '2026-03-29',
    '2026-04-03',
    '2026-04-04',
    '2026-04-05',
    '2026-04-06',
    '2026-04-07',
    '2026-04-08',
    '2026-04-09',
    '2026-04-10',
  ])
})

test('the newest is always kept, never more than eleven, and what is not ours is not touched', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 120 }), (days) => {
      const sorted = days.toSorted((a, b) => a - b)
      const folder = after(sorted)
      expect(folder).toContain(addDays('2026-01-01', sorted.at(-1)!))
      expect(folder.length).toBeLessThanOrEqual(11)
      expect(folder.length).toBeGreaterThanOrEqual(Math.min(7, sorted.length))
    }),
  )
  expect(filesToRemove(['nuanjia-2020-01-01.backup', 'keys.txt', 'nuanjia-2026-01-01-0200.backup.old'])).toEqual([])
})
