import type { LocalDate } from '#platform/clock/time.ts'

/** Full years of age (周岁) on a day; someone born on 29 February turns a year older on 1 March of common years. */
export const ageOn = (birth: LocalDate, on: LocalDate): number => {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}
