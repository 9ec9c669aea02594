import type { LocalDate } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** Full years of age (周岁) on a day; someone born on 29 February turns a year older on 1 March of common years. */
export const ageOn = (birth: LocalDate, on: LocalDate): number => {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}

/** An age group; `key` is stable for counting (`18-34`, `65+`). */
export type AgeBand = { readonly key: string; readonly label: Label }

/**
 * The age group on a day, shown instead of a birth date; undefined before birth. Breaks at 14 and 18 (minors), 35 and
 * 65 (the 35–64 of the two-cancer screening).
 */
export const ageBand = (birth: LocalDate, on: LocalDate): AgeBand | undefined => {
  const age = ageOn(birth, on)
  return bands.filter(({ from }) => age >= from).pop()?.band
}

const starts = [0, 6, 14, 18, 35, 45, 55, 65]

const bands = starts.map((from, index) => {
  const next = starts[index + 1]
  const key = next === undefined ? `${from}+` : `${from}-${next - 1}`
  const band: AgeBand = {
    key,
    label:
      next === undefined
        ? label(`${from}岁及以上`, `${from} and over`)
        : label(`${from}—${next - 1}岁`, `${from}–${next - 1}`),
  }
  return { from, band }
})
