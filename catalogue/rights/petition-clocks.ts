/** Without a name or an address there is nobody to tell (条例 Art. 23). */
export const cannotBeTold = ({ flags }: { readonly flags: readonly string[] }): boolean =>
  flags.includes('ANONYMOUS') || flags.includes('UNCLEAR')

/** Whoever gets a petition from above tells the petitioner within the same time, counted from when it came to her. */
export const fromAbove = {
  limit: 'P02',
  stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn'],
  exempt: cannotBeTold,
} as const

/**
 * The days promised to her with the acceptance, for the conclusion and for the answer (条例 Art. 34; K03 and K05 of domain/10).
 * Passing it down does not stop them; what she takes back or what is merged is neither kept nor missed. What is taken up again is
 * promised anew (docs/decisions/0008-taken-up-again.md).
 */
export const sixtyDays = {
  starts: ['accept', 'reopen'],
  limit: 'P05',
  extension: { by: 'extend', limit: 'P06', max: 1 },
  exempt: ({ data }: { readonly data: Readonly<Record<string, unknown>> }) =>
    data['legalRoute'] !== undefined && data['legalRoute'] !== '6',
} as const

/** What ends her sixty days without a conclusion. */
export const otherwiseDone = ['answered', 'advised', 'referred', 'refused'] as const
