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

/** A cell of a roster as it is typed. */
export type Typed = { readonly day: LocalDate; readonly shift: Shift; readonly text: string }

/** What is wrong with a cell: its person cannot be reached, or cannot be in two places or awake for two days. */
export type Conflict = 'noPhone' | 'twice' | 'afterNight'

/** Conflicts of a month by `day shift`. `known` are the colleagues whose desk has a number. */
export const conflictsOf = (typed: readonly Typed[], known: ReadonlySet<string>): ReadonlyMap<string, Conflict> => {
  const names = new Map(typed.map(({ day, shift, text }) => [`${day} ${shift}`, readDuty(text).name]))
  const has = (day: LocalDate, shift: Shift, name: string): boolean => names.get(`${day} ${shift}`) === name
  const conflictOf = ({ day, shift, text }: Typed): Conflict | null => {
    const { name, phone } = readDuty(text)
    if (name === '') return null
    if (phone === null && !known.has(name)) return 'noPhone'
    const others = shift === 'whole' ? (['day', 'night'] as const) : (['whole'] as const)
    if (others.some((other) => has(day, other, name))) return 'twice'
    const before = addDays(day, -1)
    return shift !== 'night' && (has(before, 'night', name) || has(before, 'whole', name)) ? 'afterNight' : null
  }
  return new Map(
    typed.flatMap((one) => {
      const conflict = conflictOf(one)
      return conflict ? [[`${one.day} ${one.shift}`, conflict] as const] : []
    }),
  )
}

/** The day of the month in 「3月1日」, 「2025-03-01」, 「1 周六」 or 「1」, as people keep it before a row; null where there is none. */
export const dayTyped = (text: string): number | null => {
  const found = /^(?:\d{4}[-/.年])?(?:\d{1,2}[-/.月])?(\d{1,2})(?:日|号)?(?:\s|$|周|星期|\()/.exec(
    text.normalize('NFKC').trim(),
  )
  const day = Number(found?.[1])
  return day >= 1 && day <= 31 ? day : null
}
