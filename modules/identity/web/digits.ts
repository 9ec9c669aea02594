/** The six digits of an authenticator as people type them: `123 456`, full-width from a Chinese keyboard. */
export const sixDigits = (typed: string): string => typed.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 6)
