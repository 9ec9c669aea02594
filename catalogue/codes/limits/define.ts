import type { Label } from '#platform/text/label.ts'

/** How a limit is counted (domain/00): calendar days, work days, hours or months. */
export type LimitUnit = 'CAL_DAY' | 'WORK_DAY' | 'HOUR' | 'MONTH'

/** One version of a limit: which one holds is decided by the day its clock starts. */
export type Limit = {
  readonly id: string
  readonly label: Label
  /** Null where whoever asks sets the last day. */
  readonly length: { readonly n: number; readonly unit: LimitUnit } | null
  /** The legal basis, shown beside the due date. */
  readonly basis: Label
  /** Whether a last day that is a rest day moves to the first day after (民法典 Art. 203). */
  readonly rollForward: boolean
  /** First and last day of validity, `YYYY-MM-DD` in Asia/Shanghai, both included. */
  readonly validFrom: string
  readonly validTo?: string
  /** Rulebook file with its tag: SF source found, SF-local, GK unverified, DR our own rule. */
  readonly source: string
}

/** Declares dated limits; one id may stand several times with periods that do not meet. */
export const defineLimits = (limits: readonly Limit[]): readonly Limit[] => limits
