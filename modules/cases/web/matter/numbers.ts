import { findChips } from '#modules/people/rules/chips.ts'
import { maskId, maskPhone } from '#modules/people/rules/mask.ts'
import type { LocalDate } from '#platform/clock/time.ts'

/** A narrative with the ID and telephone numbers in it masked (rulebook 11 §2), everything else as it is. */
export const maskNumbers = (text: string, today: LocalDate): string => {
  let masked = ''
  let at = 0
  for (const chip of findChips(text, today)) {
    if (chip.kind !== 'idNumber' && chip.kind !== 'phone') continue
    masked += text.slice(at, chip.start) + (chip.kind === 'phone' ? maskPhone(chip.value) : maskId(chip.text))
    at = chip.end
  }
  return masked + text.slice(at)
}
