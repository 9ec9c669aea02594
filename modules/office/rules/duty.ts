import { label, type Label } from '#platform/text/label.ts'
import { addDays, type LocalDate } from '#platform/clock/time.ts'

/** The shifts of a roster with their hours in Shanghai; one that ends at or before it begins goes on into the next day. */
export const shifts = {
  day: { label: label('白班', 'Day'), from: 8, to: 18 },
  night: { label: label('夜班', 'Night'), from: 18, to: 8 },
  whole: { label: label('全天', 'Whole day'), from: 8, to: 8 },
} as const satisfies Record<string, { readonly label: Label; readonly from: number; readonly to: number }>
export type Shift = keyof typeof shifts

/** The duties that run at an hour of a day: those of the day, and those of the day before that reach into it. */
export const runningAt = (
  day: LocalDate,
  hour: number,
): readonly { readonly day: LocalDate; readonly shift: Shift }[] =>
  (Object.keys(shifts) as Shift[]).flatMap((shift) => {
    const { from, to } = shifts[shift]
    const overnight = to <= from
    return [
      ...(hour >= from && (overnight || hour < to) ? [{ day, shift }] : []),
      ...(overnight && hour < to ? [{ day: addDays(day, -1), shift }] : []),
    ]
  })

/** 「程嘉禾 0731-22880011」 as typed into a roster: a name, and a number where there is one. */
export const readDuty = (typed: string): { readonly name: string; readonly phone: string | null } => {
  const text = typed.normalize('NFKC').trim()
  const phone = /[0-9][0-9 -]{2,19}$/.exec(text)?.[0] ?? null
  return { name: text.slice(0, text.length - (phone?.length ?? 0)).trim(), phone: phone?.trim() ?? null }
}
