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

/**
 * The fewest codes that open the same records. A class opens with all below it, so it stands for them in a figure of whole
 * classes; in one line among others (其他, with a few sub-classes) it would open far too much and stays out.
 */
export const openingCodes = (codes: readonly string[], whole: boolean): readonly string[] => {
  const heads = new Set(codes.filter((code) => code.length === 2))
  return codes.filter(
    (code) => code !== '' && (whole ? heads.has(code) || !heads.has(code.slice(0, 2)) : !heads.has(code)),
  )
}

// Sections are named by a class (`[class:01]`), lines by place or sub-class (`[class:01.6]`, `[class:0101]`).
const holdsWholeClasses = (id: string): boolean => /\[class:\d\d[\],]/.test(id)

/** Where a counted figure leads: one list, or one for each class of a merged line. Nothing leads on from what is hidden. */
export const recordsOf = (
  figure: Pick<ReportFigure, 'id' | 'measure' | 'period' | 'cut' | 'why' | 'type'>,
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
    : openingCodes(figure.cut.category, holdsWholeClasses(figure.id)).map((category) => ({ ...at, category }))
}
