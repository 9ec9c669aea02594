/** Below this base neither rates nor changes are given in percent (domain/10 sections 5 and 9). */
export const smallestBase = 10

/** `over` ÷ `under` in percent, two decimals, half up away from zero, in whole numbers; null when the base is 0. */
export const percentOf = (over: number, under: number): number | null => {
  if (under === 0) return null
  const hundredths = Math.floor((Math.abs(over) * 20_000 + Math.abs(under)) / (2 * Math.abs(under)))
  return (over < 0 !== under < 0 ? -hundredths : hundredths) / 100
}

/** A percentage as papers print it. */
export const percentText = (value: number): string => `${value.toFixed(2)}%`

/** Whether a printed percentage is what the computed one rounds to: half a unit of the last printed decimal (domain/10 F2). */
export const agrees = (printed: string, value: number, computed: number): boolean => {
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0
  return Math.abs(value - computed) <= 0.5 / 10 ** decimals + 1e-9
}

/** The computed value at the precision of the printed one, half up: 16.67 beside `16%` is `17%`. */
export const atPrecision = (printed: string, computed: number): string => {
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0
  const scale = 10 ** decimals
  return `${(Math.floor(computed * scale + 0.5 + 1e-9) / scale).toFixed(decimals)}${/[%％]$/.test(printed) ? '%' : ''}`
}
