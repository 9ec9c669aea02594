import { normalName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { nameForms } from '#platform/crypto/names.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { PartyInput } from '../contract.ts'

/** Form numbers of `search.person`. */
export const forms = { idNumber: 1, phone: 2, lastFour: 3, name: 4, pinyin: 5, initials: 6 } as const

/**
 * Search tokens of the people of a matter (mechanisms section 5): ID number and phone across homes, names within the home;
 * pinyin and initials never for restricted matters.
 */
export const personTokens = (
  vault: Vault,
  home: string,
  parties: readonly PartyInput[],
  restricted: boolean,
  today: string,
): { token: Buffer; form: number }[] => {
  const out: { token: Buffer; form: number }[] = []
  for (const party of parties) {
    const id = party.idNumber ? normalId(party.idNumber, today) : null
    if (id) out.push({ token: vault.tokens.exact('idNumber', null, id), form: forms.idNumber })
    const phone = party.phone ? normalPhone(party.phone) : null
    if (phone) {
      out.push({ token: vault.tokens.exact('phone', null, phone), form: forms.phone })
      if (phone.length >= 4)
        out.push({ token: vault.tokens.exact('lastFour', home, phone.slice(-4)), form: forms.lastFour })
    }
    if (!party.name) continue
    const whole = normalName(party.name)
    // 阿依古丽·买买提 is called 阿依古丽 and is found by it, except where the full name alone may find her.
    for (const part of new Set(restricted ? [whole] : [whole, whole.split('·', 1)[0] ?? ''])) {
      const name = nameForms(part)
      if (name.name) out.push({ token: vault.tokens.exact('name', home, name.name), form: forms.name })
      if (restricted) continue
      if (name.pinyin) out.push({ token: vault.tokens.exact('pinyin', home, name.pinyin), form: forms.pinyin })
      if (name.initials) out.push({ token: vault.tokens.exact('initials', home, name.initials), form: forms.initials })
    }
  }
  return out
}

/** Eighteen digits, or null when it is not a valid number. */
export const normalId = (text: string, today: string): string | null => {
  const checked = checkIdNumber(text, today)
  return checked.ok ? checked.value.normal : null
}

/** Digits of a phone, or null. */
export const normalPhone = (text: string): string | null => {
  const checked = checkPhone(text)
  return checked.ok ? checked.value.normal.replace(/\D/g, '') : null
}

/** Words of an open matter as search tokens, with the places above it; none for restricted matters. */
export const textGrams = (
  vault: Vault,
  scope: string,
  title: string | null,
  data: Readonly<Record<string, unknown>>,
): number[] => {
  const words = [
    title ?? '',
    ...Object.values(data).filter((value): value is string => typeof value === 'string' && value.length > 3),
  ].join('\n')
  return [...vault.tokens.grams(words), ...vault.tokens.placeGrams(scope)]
}
