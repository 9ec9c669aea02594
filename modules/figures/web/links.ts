import type { Cut } from '../define.ts'

/** Path of the list behind a figure. */
export const recordsPath = '/figures/:measure/records'

/** What a page of figures shows, as it stands in the address. */
export type View = {
  readonly kind?: string | undefined
  readonly unit?: string | undefined
  readonly period?: string | undefined
  readonly by?: string | undefined
  readonly measure?: string | undefined
  /** Only this class, with what lies below it. */
  readonly category?: string | undefined
}

/** What a figure is narrowed to, as it stands in the address of its records. */
export type CutParams = {
  readonly category?: string | undefined
  readonly classes?: string | undefined
  readonly channel?: string | undefined
  readonly result?: string | undefined
  readonly level?: string | undefined
  readonly own?: string | undefined
}

const written = (params: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams()
  // An empty code is a cut of its own: what was never classed.
  for (const [key, value] of Object.entries(params)) if (value !== undefined) query.set(key, value)
  return query.size ? `?${query}` : ''
}

/** Address of a page of figures. */
export const toFigures = (view: View): string => `/figures${written(view)}`

/** Address of the records behind a figure. */
export const toRecords = (
  measure: string,
  at: { readonly unit: string; readonly period: string },
  cut: CutParams = {},
): string => `/figures/${encodeURIComponent(measure)}/records${written({ ...at, ...cut })}`

/** Where a line of a table leads: the place, period and cut of its records. */
export const cutOfRow = (
  by: Cut,
  key: string,
  at: { readonly unit: string; readonly period: string },
): { readonly at: { readonly unit: string; readonly period: string }; readonly cut: CutParams } => {
  if (by === 'month') return { at: { ...at, period: key }, cut: {} }
  if (by === 'unit') return key === 'own' ? { at, cut: { own: 'true' } } : { at: { ...at, unit: key }, cut: {} }
  if (by === 'category1') return { at, cut: key === '' ? { classes: '' } : { category: key } }
  if (by === 'category') return { at, cut: { classes: key } }
  return { at, cut: { [by]: key } }
}
