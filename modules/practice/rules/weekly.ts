import { addDays, localDate, startOfDay } from '#platform/clock/time.ts'

/** The hour in Asia/Shanghai at which practice is made anew, after the backup of the night. */
export const againHour = 3

/** When practice is next made anew: at three in the night, the sixth after it was made or later, so once a week. */
export const againAt = (made: Date): Date => {
  const at = (days: number): Date =>
    new Date(startOfDay(addDays(localDate(made), days)).getTime() + againHour * 3_600_000)
  const sixth = at(6)
  return sixth.getTime() - made.getTime() >= 6 * 86_400_000 ? sixth : at(7)
}
