import type { Slip } from '#modules/identity/contract.ts'

// Codes are kept in the memory of this page alone: neither a reload nor the history of a shared computer brings them back.
let held: readonly Slip[] = []

/** Keeps fresh slips until they are printed. */
export const holdSlips = (slips: readonly Slip[]): void => void (held = slips)

/** The slips made last in this window. */
export const heldSlips = (): readonly Slip[] => held
