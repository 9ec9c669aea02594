/** Days a slip is good for. */
export const slipDays = 3

/** Minutes the picture for binding one's own phone is good for. */
export const phoneMinutes = 10

/** Wrong codes from one address before it pauses; a code has 31^12 forms, so this is against noise only. */
export const slipTries = { most: 20, minutes: 15 } as const

/** Without characters that are mistaken for one another when read from paper. */
export const codeLetters = 'abcdefghjkmnpqrstuvwxyz23456789'
const codeLength = 12

/** A code as it is kept: without the strokes, blanks and capitals people type. Null when it cannot be one. */
export const readCode = (typed: string): string | null => {
  const code = typed.toLowerCase().replaceAll(/[\s\-–—－]/g, '')
  return code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter)) ? code : null
}

/** A code as it is printed: abcd-efgh-jkmn. */
export const printCode = (code: string): string => (code.match(/.{1,4}/g) ?? []).join('-')

/** A fresh code; `pick` answers a random whole number below its argument. */
export const newCode = (pick: (below: number) => number): string =>
  Array.from({ length: codeLength }, () => codeLetters[pick(codeLetters.length)]).join('')

/** How a slip stands. */
export type SlipState = 'good' | 'used' | 'withdrawn' | 'expired'

export const slipState = (
  slip: { readonly expiresAt: Date; readonly usedAt: Date | null; readonly withdrawnAt: Date | null },
  now: Date,
): SlipState => {
  if (slip.usedAt) return 'used'
  if (slip.withdrawnAt) return 'withdrawn'
  return slip.expiresAt <= now ? 'expired' : 'good'
}
