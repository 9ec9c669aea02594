import type { LocalDate } from '#platform/clock/time.ts'
import { halfWidth } from './checked.ts'
import { findChips } from './chips.ts'
import { maskId, maskName, maskPhone } from './mask.ts'

/** Who may be named in words that were told: the people of a matter, with what is known of each. */
export type Known = {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly idNumber?: string | undefined
}

/** A place in told words that says who somebody is, and what stands there instead; offsets are UTF-16, `end` exclusive. */
export type Telling = { readonly start: number; readonly end: number; readonly clear: string; readonly masked: string }

/**
 * Where told words say who somebody is: names and numbers of the known people, ID and telephone numbers of anybody, and whatever is
 * as long as a card number (rulebook 11 §2). In order, never overlapping.
 * @param names whether names are among them; in one's own village they stand whole.
 */
export const tellings = (text: string, known: readonly Known[], today: LocalDate, names = true): readonly Telling[] => {
  const plain = halfWidth(text)
  const found: Telling[] = []
  const add = (start: number, end: number, masked: string): void => {
    if (found.some((one) => start < one.end && one.start < end)) return
    found.push({ start, end, clear: text.slice(start, end), masked })
  }
  const addAll = (pattern: RegExp | null, masked: (hit: string) => string): void => {
    for (const hit of pattern ? plain.matchAll(pattern) : []) add(hit.index, hit.index + hit[0].length, masked(hit[0]))
  }
  for (const one of known) {
    addAll(spaced(one.idNumber?.replace(/[^0-9A-Za-z]/g, '') ?? '', 6), maskId)
    addAll(spaced(one.phone?.replace(/\D/g, '') ?? '', 7), () => maskPhone(one.phone ?? ''))
  }
  for (const chip of findChips(text, today)) {
    if (chip.kind === 'phone') add(chip.start, chip.end, maskPhone(chip.value))
    if (chip.kind === 'idNumber') add(chip.start, chip.end, maskId(chip.value))
  }
  addAll(/\d{11,}X?|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?/gi, maskId)
  // The longer name first: 王芳 may begin another one.
  for (const name of names ? known.map((one) => bare(one.name ?? '')).sort((a, b) => b.length - a.length) : [])
    addAll(spaced(name, 2), () => maskName(name))
  return found.sort((a, b) => a.start - b.start)
}

/** Told words with everything masked that says who somebody is; all else as it was told. */
export const maskTold = (text: string, found: readonly Telling[]): string => {
  let at = 0
  let masked = ''
  for (const one of found) {
    masked += text.slice(at, one.start) + one.masked
    at = one.end
  }
  return masked + text.slice(at)
}

/** Masked words that somebody corrected, with what was masked in them as it stood: she changed the rest without seeing it. */
export const unmaskTold = (text: string, found: readonly Telling[]): string => {
  const left = new Map<string, string[]>()
  for (const { masked, clear } of found) left.set(masked, [...(left.get(masked) ?? []), clear])
  const forms = [...left.keys()].sort((a, b) => b.length - a.length)
  if (forms.length === 0) return text
  return text.replace(new RegExp(forms.map(escaped).join('|'), 'gu'), (form) => {
    const clear = left.get(form) ?? []
    return (clear.length > 1 ? clear.shift() : clear[0]) ?? form
  })
}

// 王芳(大) tells namesakes apart; what stands in brackets is not part of the name.
const bare = (name: string): string =>
  halfWidth(name)
    .replace(/\(.*$/, '')
    .replace(/[\s·•・‧.]/g, '')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** The same characters, also as they are written apart: 陈 小翠, 138 0000 1234; null for what is too short to mean anybody. */
const spaced = (characters: string, least: number): RegExp | null =>
  [...characters].length < least ? null : new RegExp([...characters].map(escaped).join('[\\s·•・‧.-]?'), 'giu')
