import type { Label } from '#platform/text/label.ts'

/** What a rule answers about a typed text: its normal form, or where it is wrong, why, and what to do now. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Label }

/** Makes the refusing half of {@link Checked}. */
export const refuse = (zh: string, en: string): { readonly ok: false; readonly reason: Label } => ({
  ok: false,
  reason: { zh, en },
})

/**
 * Full-width digits, letters and signs to their half-width form, ideographic space to a blank; nothing else changes.
 * One UTF-16 unit stays one, so offsets into the result are offsets into the original.
 */
export const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
