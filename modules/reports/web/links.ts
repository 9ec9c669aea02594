import type { ReportFigure } from '../contract.ts'

/** What stands in the address of the records behind a figure. */
export type RecordsAt = {
  readonly measure: string
  readonly unit: string
  readonly period: string
  readonly category?: string
  readonly channel?: string
}

/** Address of the list behind a figure (the page of the figures room). */
export const toRecords = ({ measure, ...at }: RecordsAt): string => {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(at)) if (value) query.set(key, value)
  return `/figures/${encodeURIComponent(measure)}/records?${query}`
}

/** The fewest codes that open the same records: a class stands for the sub-classes below it. */
export const openingCodes = (codes: readonly string[]): readonly string[] => {
  const heads = new Set(codes.filter((code) => code.length === 2))
  return codes.filter((code) => code !== '' && (heads.has(code) || !heads.has(code.slice(0, 2))))
}

/** Where a counted figure leads: one list, or one for each class of a merged line. Nothing leads on from what is hidden. */
export const recordsOf = (
  figure: Pick<ReportFigure, 'measure' | 'period' | 'cut' | 'why' | 'type'>,
  unit: string,
): readonly RecordsAt[] => {
  if (
    figure.why === 'small' ||
    figure.why === 'covered' ||
    figure.why === 'withheld' ||
    figure.type === 'share' ||
    figure.type === 'change'
  )
    return []
  const at = { measure: figure.measure, unit, period: figure.period }
  const [channel] = figure.cut.channel ?? []
  if (channel !== undefined) return [{ ...at, channel }]
  return figure.cut.category === undefined
    ? [at]
    : openingCodes(figure.cut.category).map((category) => ({ ...at, category }))
}
