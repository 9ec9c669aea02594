import { addDays, dayOfWeek, type LocalDate, localDate, localDateTime, startOfDay } from '#platform/clock/time.ts'

/** The hour of the nightly backup in Asia/Shanghai, when hardly anybody works. */
export const backupHour = 2

/** Backups kept by the night job: the newest of each of so many days, and of so many weeks before them. */
export const kept = { days: 7, weeks: 4 } as const

/** A failed backup is tried again after so many minutes. */
const againMinutes = 60

/** The last hour of backup at or before now. */
export const lastNight = (now: Date): Date => {
  const hour = (day: LocalDate): Date => new Date(startOfDay(day).getTime() + backupHour * 3_600_000)
  const today = hour(localDate(now))
  return today <= now ? today : hour(addDays(localDate(now), -1))
}

/** Whether a backup is to be made now: none since the last night, and none that failed within the hour. */
export const isBackupDue = (now: Date, made: Date | null, failed: Date | null): boolean =>
  (made === null || made < lastNight(now)) &&
  (failed === null || now.getTime() - failed.getTime() >= againMinutes * 60_000)

const pattern = /^nuanjia-(\d{4}-\d{2}-\d{2})-(\d{4})\.backup$/

/** Name of a backup by its time in Asia/Shanghai: `nuanjia-2026-11-22-0200.backup`. */
export const backupName = (now: Date): string => {
  const [day = '', time = ''] = localDateTime(now).split(' ')
  return `nuanjia-${day}-${time.replace(':', '')}.backup`
}

const mondayOf = (day: LocalDate): LocalDate => addDays(day, -((dayOfWeek(day) + 6) % 7))

/** The files of a folder that are no longer kept. Files that are called otherwise are somebody else's and stay. */
export const filesToRemove = (names: readonly string[]): string[] => {
  const backups = names
    .flatMap((name) => {
      const day = pattern.exec(name)?.[1]
      return day === undefined ? [] : [{ name, day }]
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1))
  const days = new Set<LocalDate>()
  const weeks = new Set<LocalDate>()
  return backups.flatMap(({ name, day }) => {
    if (days.has(day)) return [name]
    if (days.size < kept.days) {
      days.add(day)
      return []
    }
    const week = mondayOf(day)
    if (weeks.has(week) || weeks.size >= kept.weeks) return [name]
    weeks.add(week)
    return []
  })
}

/** Days without a good backup after which it is a matter for the administrator. */
export const staleBackupDays = 2
