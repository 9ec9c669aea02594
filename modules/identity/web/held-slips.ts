import type { Slip } from '#modules/identity/contract.ts'

/** Slips made together; `list` where they came from a list that can be taken back. */
export type Held = { readonly slips: readonly Slip[]; readonly list: string | null }

// Codes are kept in the memory of this page alone: neither a reload nor the history of a shared computer brings them back.
let held: Held = { slips: [], list: null }

/** Keeps fresh slips until they are printed. */
export const holdSlips = (slips: readonly Slip[], list: string | null = null): void => void (held = { slips, list })

/** The slips made last in this window. */
export const heldSlips = (): Held => held
