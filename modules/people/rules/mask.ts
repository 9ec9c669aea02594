import { halfWidth } from './checked.ts'
import { checkPhone } from './phone.ts'
import { normalName } from './names.ts'

/**
 * A name for lists: 张* for two characters, 张*华 for more, minority and foreign names alike; the number of stars does
 * not tell the length. On public lists 张** whatever the length. Rulebook 11 §2.
 */
export const maskName = (name: string, audience: 'staff' | 'public' = 'staff'): string => {
  // 王芳(大) tells namesakes apart; what stands in brackets is not part of the name.
  const bare = normalName(name).replace(/[(\uFF08].*$/u, '')
  const characters = bare.match(/[\p{L}\p{Nl}\p{Co}]\p{M}*/gu) ?? []
  const first = characters[0]
  const last = characters[characters.length - 1]
  if (!first) return name.trim() && '*'
  if (audience === 'public') return `${first}**`
  if (characters.length === 1) return '*'
  return characters.length === 2 ? `${first}*` : `${first}*${last}`
}

/**
 * Whether people of a matter are called by their whole name: in the lists of one's own village, where everybody knows them, and only of
 * matters open to all who work there; protection kinds never (experience section 3, 6). Numbers stay masked everywhere.
 */
export const inOwnVillage = (
  reader: { readonly level: string; readonly unitId: number },
  matter: { readonly unitId: number; readonly open: boolean; readonly guarded: boolean },
): boolean => reader.level === 'V' && matter.unitId === reader.unitId && matter.open && !matter.guarded

/**
 * 138****1234 for a mobile; area code and last two digits of a landline, without extension; public short numbers whole;
 * anything else nothing but stars. Rulebook 11 §2.
 */
export const maskPhone = (text: string): string => {
  const checked = checkPhone(text)
  if (!checked.ok) return '****'
  const { normal, kind } = checked.value
  if (kind === 'short') return normal
  if (kind === 'mobile') return `${normal.slice(0, 3)}****${normal.slice(-4)}`
  const [area = '', number = ''] = normal.split('-')
  return `${area}-${'*'.repeat(number.length - 2)}${number.slice(-2)}`
}

/**
 * First three and last four of an ID number, 110***********002X; of shorter certificate numbers the last two only.
 * For staff: public lists show no number at all. Rulebook 11 §2.
 */
export const maskId = (text: string): string => {
  const typed = halfWidth(text).replace(/[\s-]/g, '').toUpperCase()
  if (typed.length >= 15) return `${typed.slice(0, 3)}${'*'.repeat(typed.length - 7)}${typed.slice(-4)}`
  if (typed.length >= 7) return '*'.repeat(typed.length - 2) + typed.slice(-2)
  return typed && '****'
}

/** The first nine characters of an address: district and street, no house. */
export const maskAddress = (text: string): string => `${[...text].slice(0, 9).join('')}…`
