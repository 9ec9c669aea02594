import { nationScope, type Level } from './define.ts'

/** Half-open range of scopes `lo <= scope < hi` in byte order (`collate "C"`): a unit and all below it. */
export type ScopeRange = { readonly lo: string; readonly hi: string }

/** The range of a unit: itself and its descendants. */
export const scopeRange = (scope: string): ScopeRange => ({ lo: scope, hi: `${scope.slice(0, -1)}0` })

/** Whether a scope lies in a range; agrees with the database's comparison because scopes are ASCII. */
export const inScope = (scope: string, range: ScopeRange): boolean => scope >= range.lo && scope < range.hi

const segmentsOf = (scope: string): string[] => scope.split('/').filter((segment) => segment !== '')

/** Scope of the parent, or null for the nation. */
export const parentScope = (scope: string): string | null =>
  scope === nationScope ? null : scope.slice(0, scope.lastIndexOf('/', scope.length - 2) + 1)

/** Scopes of all units above, nation first, without the unit itself. */
export const scopesAbove = (scope: string): string[] => {
  const above = parentScope(scope)
  return above === null ? [] : [...scopesAbove(above), above]
}

// A local unit's segment names its level by its letter; a body (b) stands at the level of the unit it belongs to.
const letterLevels: Readonly<Record<string, Level>> = { c: 'C', d: 'D', t: 'T', v: 'V' }

/**
 * The level of a scope, read from its last segment: two digits at depth 1, 2, 3 are province, city, county; four digits are
 * a county directly under its province; three digits are a township, then a village. Null when it is no scope.
 */
export const levelOfScope = (scope: string): Level | null => {
  if (!/^\/(?:[^/]+\/)*$/.test(scope)) return null
  let level: Level = 'N'
  for (const segment of segmentsOf(scope)) {
    const next = levelBelow(level, segment)
    if (next === null) return null
    level = next
  }
  return level
}

const levelBelow = (above: Level, segment: string): Level | null => {
  if (/^b\d{1,6}$/.test(segment)) return above
  if (/^[cdtv]\d{1,6}$/.test(segment)) return letterLevels[segment[0] as string] ?? null
  if (/^\d\d$/.test(segment)) return above === 'N' ? 'P' : above === 'P' ? 'C' : above === 'C' ? 'D' : null
  if (/^\d{4}$/.test(segment)) return above === 'P' ? 'D' : null
  if (/^\d{3}$/.test(segment)) return above === 'C' || above === 'D' ? 'T' : above === 'T' ? 'V' : null
  return null
}

/**
 * Home code of the place that keeps a unit's records: six digits, never finer than a county (mechanisms, section 4).
 * Read from the scope, so it outlives a change of code; townships of a city without districts keep at the city.
 */
export const homeOf = (unit: { readonly scope: string }): string => {
  let digits = ''
  for (const segment of segmentsOf(unit.scope)) {
    if (digits.length === 6 || !/^(?:\d\d|\d{4})$/.test(segment)) break
    digits += segment
  }
  return digits.padEnd(6, '0')
}

// The list repeats a city without districts as its own only county; most repeat the city's code, this one does not.
const repeatedCounties: Readonly<Record<string, string>> = { '620201': '620200' }

// Provinces of municipal rank have districts without cities between; xx90 holds counties directly under a province.
const withoutCities = new Set(['11', '12', '31', '50'])

/** The form of a code in `org.unit`: six digits down to the county, nine, twelve. Trailing zeros are cut, repeated counties joined to their city. */
export const canonicalCode = (code: string): string => {
  let short = code
  if (short.length === 12 && short.endsWith('000')) short = short.slice(0, 9)
  if (short.length === 9 && short.endsWith('000')) short = short.slice(0, 6)
  if (short.length === 2 || short.length === 4) short = short.padEnd(6, '0')
  return repeatedCounties[short] ?? short
}

/** Scope a division is born with, from its code (domain/11 section 6); null when the code is not one of a unit (placeholders such as 市辖区 are none). */
export const scopeAtBirth = (code: string): string | null => {
  const match = /^(\d\d)(\d\d)(\d\d)(\d{3})?(\d{3})?$/.exec(code)
  if (!match || match[4] === '000' || match[5] === '000') return null
  const [, province = '', city = '', county = '', township, village] = match
  const kept = repeatedCounties[province + city + county] ? '00' : county
  const upper = scopeOfUpper(province, city, kept)
  if (upper === null) return null
  return upper + (township ? `${township}/` : '') + (village ? `${village}/` : '')
}

const scopeOfUpper = (province: string, city: string, county: string): string | null => {
  if (province === '00') return city + county === '0000' ? nationScope : null
  if (city === '00') return county === '00' ? `/${province}/` : null
  const direct = city === '90' || withoutCities.has(province)
  if (direct) return county === '00' ? null : `/${province}/${city}${county}/`
  return county === '00' ? `/${province}/${city}/` : `/${province}/${city}/${county}/`
}

/** One span of a unit's life as `org.unit_at` shows it; days as `YYYY-MM-DD`, `validTo` exclusive. */
export type UnitSpan = {
  readonly unitId: number
  readonly code: string
  readonly name: string
  readonly parentId: number | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** Which unit a code meant on a day, or why none did: never known, not yet, or no longer (with the last unit that bore it). */
export type Resolution =
  | { readonly ok: true; readonly span: UnitSpan }
  | { readonly ok: false; readonly reason: 'unknown' | 'not-yet' }
  | { readonly ok: false; readonly reason: 'ended'; readonly last: UnitSpan }

/** Finds the unit a code meant on a day (`YYYY-MM-DD`, Asia/Shanghai) among the spans that ever bore a code. */
export const resolveCode = (spans: readonly UnitSpan[], code: string, on: string): Resolution => {
  const wanted = canonicalCode(code)
  const bearers = spans.filter((span) => span.code === wanted)
  const then = bearers.find((span) => span.validFrom <= on && (span.validTo === null || span.validTo > on))
  if (then) return { ok: true, span: then }
  const before = bearers.filter((span) => span.validFrom <= on)
  const last = before.reduce<UnitSpan | undefined>((a, b) => (a && a.validFrom >= b.validFrom ? a : b), undefined)
  if (last) return { ok: false, reason: 'ended', last }
  return { ok: false, reason: bearers.length > 0 ? 'not-yet' : 'unknown' }
}

/** Characters too common in names to narrow a search; the index `unit_characters` leaves out the same ones. */
export const commonCharacters = '村委会居民员社区'

/** How a typed query is searched: by code, by pinyin letters, by characters of the name, or not at all. */
export type UnitQuery =
  | { readonly by: 'code'; readonly prefix: string }
  | { readonly by: 'letters'; readonly prefix: string }
  /** `characters` narrow by index and are empty when only common ones were typed. */
  | { readonly by: 'name'; readonly text: string; readonly characters: readonly string[] }
  | { readonly by: 'nothing'; readonly reason: 'too-short' }

/** Reads what someone typed into a unit search: digits are a code, letters pinyin (initials or whole), anything else a name. */
export const readQuery = (typed: string): UnitQuery => {
  const text = typed.replaceAll(/\s/g, '')
  if ([...text].length < 2) return { by: 'nothing', reason: 'too-short' }
  const narrow = text.normalize('NFKC').toLowerCase()
  if (/^\d+$/.test(narrow)) return { by: 'code', prefix: narrow.length > 6 ? canonicalCode(narrow) : narrow }
  if (/^[a-z][a-z0-9']*$/.test(narrow)) return { by: 'letters', prefix: narrow.replaceAll("'", '') }
  const characters = [...new Set(text)].filter((character) => !commonCharacters.includes(character))
  return { by: 'name', text, characters }
}

/** Smallest text that sorts after everything beginning with an ASCII prefix, in byte order. */
export const prefixEnd = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCodePoint((prefix.codePointAt(prefix.length - 1) ?? 0) + 1)
