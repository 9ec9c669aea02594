/** What a number format of a sheet does to a number. Colours, units and grouping marks are left out on purpose. */
export type NumberFormat =
  | { readonly kind: 'general' | 'date' }
  | { readonly kind: 'fixed'; readonly whole: number; readonly decimals: number; readonly percent: boolean }

/**
 * Formats a workbook does not spell out (ECMA-376 part 1, 18.8.30): 14-22 and 45-47 everywhere, 27-36 and 50-58 are
 * the Chinese dates such as 31 `yyyy"年"m"月"d"日"`.
 */
export const builtInFormat = (id: number): NumberFormat => {
  const within = (from: number, to: number): boolean => id >= from && id <= to
  if (within(14, 22) || within(27, 36) || within(45, 47) || within(50, 58)) return { kind: 'date' }
  const code = ({ 1: '0', 2: '0.00', 3: '0', 4: '0.00', 9: '0%', 10: '0.00%' } as Readonly<Record<number, string>>)[id]
  return code === undefined ? { kind: 'general' } : parseFormat(code)
}

/** Reads a format code such as `yyyy"年"m"月"`, `000000`, `#,##0.00_);[Red]` or `0.0%`. */
export const parseFormat = (code: string): NumberFormat => {
  const first =
    code
      .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, (part) => (/^\[(h+|m+|s+)\]$/i.test(part) ? 'h' : ''))
      .split(';')[0] ?? ''
  if (/general|@|E[+-]/i.test(first)) return { kind: 'general' }
  if (/[ymdhse]|a{3,4}/i.test(first)) return { kind: 'date' }
  const digits = /([#0?,]*)(?:\.([#0?]*))?/.exec(first.replace(/[^#0?,.%]/g, ''))
  const whole = (digits?.[1] ?? '').replaceAll(/[^0]/g, '').length
  const decimals = (digits?.[2] ?? '').replaceAll(/[^0]/g, '').length
  return { kind: 'fixed', whole, decimals, percent: first.includes('%') }
}

/** The number as the sheet prints it, except that no digit that was stored is rounded away. */
export const printNumber = (value: number, format: NumberFormat): string => {
  if (format.kind !== 'fixed') return plain(value)
  const shown = format.percent ? Number((value * 100).toPrecision(15)) : value
  const fixed = Math.abs(shown) < 1e15 ? shown.toFixed(format.decimals) : plain(shown)
  const text = Math.abs(Number(fixed) - shown) < 1e-9 ? fixed : plain(shown)
  const [, sign = '', digits = '', tail = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? []
  return `${sign}${digits.padStart(format.whole, '0')}${tail}${format.percent ? '%' : ''}`
}

/** Fifteen significant digits are all a sheet has; beyond them 0.1+0.2 would print as 0.30000000000000004. */
const plain = (value: number): string => {
  const short = Number(value.toPrecision(15))
  const text = String(short)
  if (!text.includes('e')) return text
  return Math.abs(short) >= 1 ? BigInt(Math.round(short)).toString() : short.toFixed(20).replace(/0+$/, '')
}

const DAY = 86_400

/**
 * A sheet's day number → 'YYYY-MM-DD', 'YYYY-MM-DD HH:mm[:ss]' or, below one day, 'HH:mm[:ss]'; null out of range
 * (before 1900, after 9999, or 1900-02-29, which Excel counts and the calendar does not have). No time zone.
 */
export const serialToDate = (serial: number, from1904 = false): string | null => {
  const seconds = Math.round(serial * DAY)
  const day = Math.floor(seconds / DAY)
  const rest = seconds - day * DAY
  const clock = (): string => {
    const part = (value: number): string => String(value).padStart(2, '0')
    const short = `${part(Math.floor(rest / 3600))}:${part(Math.floor((rest % 3600) / 60))}`
    return rest % 60 === 0 ? short : `${short}:${part(rest % 60)}`
  }
  if (serial < 0) return null
  if (day === 0 && !from1904) return clock()
  if (!from1904 && day === 60) return null
  const fromEpoch = from1904 ? day - 24_107 : day < 60 ? day - 25_568 : day - 25_569
  if (fromEpoch > 2_932_896) return null
  const date = new Date(fromEpoch * DAY * 1000).toISOString().slice(0, 10)
  return rest === 0 ? date : `${date} ${clock()}`
}
