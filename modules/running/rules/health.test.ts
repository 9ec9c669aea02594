import { expect, test } from 'vitest'
import { type Facts, isNearlyFull, warningsOf } from './health.ts'

const now = new Date('2026-11-22T09:00:00+08:00')
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)
const disk = (free: number) => ({ free, total: 100 })
const well: Facts = {
  now,
  today: '2026-11-22',
  startedAt: ago(48),
  data: disk(50),
  backup: { folder: '/away', room: disk(50), made: ago(7), failed: null },
  auditLag: 1,
  waitingPostings: 3,
  failures: [],
  nextYear: { year: '2027', published: false },
  certificate: { state: 'good', begins: ago(24), ends: ago(-24 * 200), days: 200 },
  certificateInPlace: 'same',
  lastWritten: ago(0.01),
}
const certificate = (state: 'soon' | 'over' | 'notYet', days: number): Partial<Facts> => ({
  certificate: { state, begins: ago(-24), ends: new Date(now.getTime() + days * 86_400_000 + 86_400_000), days },
})
const backup = (part: Partial<Facts['backup']>): Partial<Facts> => ({ backup: { ...well.backup, ...part } })

test('of a house that is well nothing is said, before December neither of the days off of next year', () => {
  expect(warningsOf(well)).toEqual([])
})

test.each<[string, Partial<Facts>, string, string]>([
  ['14 % of the disk left', { data: disk(14) }, 'diskWarn', '只剩 14%'],
  ['4 % left', { data: disk(4) }, 'diskStop', '已经不收附件'],
  ['a certificate that ends in three weeks', certificate('soon', 21), 'certificateEnds', '还有 21 天'],
  ['one that ended', certificate('over', -3), 'certificateEnded', '2026-11-20 已经到期'],
  ['one that is not valid yet', certificate('notYet', 300), 'certificateNotYet', '请先核对这台机器的时间'],
  [
    'a new one in the place of one that ended',
    { ...certificate('over', -3), certificateInPlace: 'new' },
    'certificateWaits',
    '请重启服务',
  ],
  [
    'a new one with which no start would succeed',
    { certificateInPlace: { zh: '不是一对', en: 'no pair' } },
    'certificateUnfit',
    '不是一对。现在用的还是原来那张',
  ],
  ['a clock an hour behind what was written', { lastWritten: ago(-1) }, 'clockBehind', '早 1 小时'],
  ['a backup of three days ago', backup({ made: ago(73) }), 'backupOld', '3 天前'],
  ['one failed since', backup({ failed: { at: ago(1), fault: 'ENOENT' } }), 'backupFailed', '磁盘没有挂上'],
  [
    'one failed for an unknown reason',
    backup({ failed: { at: ago(1), fault: '57P01' } }),
    'backupFailed',
    '代码 57P01',
  ],
  ['none yet after two days', backup({ made: null }), 'backupNever', '还没有做成过'],
  ['no folder for backups, none by hand', backup({ made: null, folder: null }), 'backupOff', 'BACKUP_DIR'],
  ['the disk of the backups filling', backup({ room: disk(9) }), 'backupRoom', '只剩 9%'],
  ['a log not sealed for ten minutes', { auditLag: 600 }, 'auditLag', '10 分钟'],
  ['many postings waiting', { waitingPostings: 20_000 }, 'figuresLag', '20000'],
  ['a job that failed', { failures: [{ name: 'cases.clocks', at: now, code: '53100' }] }, 'job', 'cases.clocks'],
  ['December without the days off of next year', { today: '2026-12-01' }, 'calendar', '2027'],
])('%s is told with what to do', (_, part, code, words) => {
  const [first, ...others] = warningsOf({ ...well, ...part })
  expect(first).toMatchObject({ code, text: { zh: expect.stringContaining(words) } })
  expect(first?.text.en).not.toMatch(/[\u4e00-\u9fff{]/)
  expect(others).toEqual([])
})

test.each<[string, Partial<Facts>]>([
  ['a backup that failed before the last good one', backup({ failed: { at: ago(9), fault: 'ENOSPC' } })],
  ['no folder, but one made by hand yesterday', backup({ folder: null })],
  ['a job of the backup that has succeeded since', { failures: [{ name: 'running.backup', at: now, code: 'EACCES' }] }],
  ['a first hour without a backup', { ...backup({ made: null }), startedAt: ago(0.5) }],
  ['a disk nobody sees', { data: null }],
])('%s is no trouble', (_, part) => {
  expect(warningsOf({ ...well, ...part })).toEqual([])
})

test('what people feel already stands first', () => {
  const told = warningsOf({ ...well, ...backup({ made: ago(80) }), ...certificate('over', -3), data: disk(3) })
  expect(told.map(({ level }) => level)).toEqual(['stop', 'stop', 'warn'])
  expect([isNearlyFull(disk(5)), isNearlyFull(disk(4.9))]).toEqual([false, true])
})
