import type { ReportFigure } from '../contract.ts'

/** What stands in the address of the records behind a figure. */
export type RecordsAt = {
  readonly measure: string
  readonly unit: string
  readonly period: string
  /** Exactly these classes, joined by commas. */
  readonly classes?: string
  readonly channel?: string
}

/** Address of the list behind a figure (the page of the figures room). */
export const toRecords = ({ measure, ...at }: RecordsAt): string => {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(at)) query.set(key, value)
  return `/figures/${encodeURIComponent(measure)}/records?${query}`
}

/** The list behind a counted figure or the numerator of a rate; null for what is worked out of others and for what is hidden. */
export const recordsOf = (
  figure: Pick<ReportFigure, 'measure' | 'period' | 'cut' | 'why' | 'type'>,
  unit: string,
): RecordsAt | null => {
  const { why, type, measure, period, cut } = figure
  if (why === 'small' || why === 'covered' || why === 'withheld' || type === 'share' || type === 'change') return null
  // A line that takes no class of today has nothing behind it; an empty list would stand for what was never classed.
  if (cut.category?.length === 0) return null
  return {
    measure,
    unit,
    period,
    ...(cut.channel ? { channel: cut.channel.join(',') } : {}),
    ...(cut.category ? { classes: cut.category.join(',') } : {}),
  }
}
