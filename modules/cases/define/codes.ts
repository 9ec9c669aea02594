import type { Label } from '#platform/text/label.ts'

/** A row of a dated code list as the engine sees it. */
export type CodeShape = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly parent?: string | undefined
  readonly synonyms?: readonly string[]
  readonly validFrom?: string
  readonly validTo?: string
  readonly flags?: readonly string[]
  readonly initials?: readonly string[]
}

/** Codes of a list that one word means together. */
export type SumShape = {
  readonly zh: string
  readonly en: string
  readonly synonyms: readonly string[]
  readonly initials?: readonly string[]
  readonly codes: readonly string[]
}

/** A dated limit: how long a clock runs and what law says so. */
export type LimitShape = {
  readonly id: string
  /** Null where whoever asks sets the last day. */
  readonly length: { readonly n: number; readonly unit: 'CAL_DAY' | 'WORK_DAY' | 'HOUR' | 'MONTH' } | null
  readonly basis: Label
  readonly rollForward: boolean
  readonly validFrom: string
  readonly validTo?: string
}
