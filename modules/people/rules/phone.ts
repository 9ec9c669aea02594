import { halfWidth, refuse } from './checked.ts'
import type { Checked } from './checked.ts'

/** A telephone number; `normal` is `13800001234`, `0731-88880000-12` or `12338`. */
export type Phone = { readonly normal: string; readonly kind: 'mobile' | 'landline' | 'short' }

/** Public short numbers (rulebook 11 §5); they belong to nobody and are never masked. */
export const shortNumbers: readonly string[] = ['110', '119', '120', '12338', '12345', '12348', '12355']

/**
 * Checks a telephone number of the mainland (rulebook 11 §5). Takes blanks, hyphens, brackets, full-width digits, +86,
 * and an extension after 转 or a hyphen. Foreign numbers are refused with the way round.
 */
export const checkPhone = (text: string): Checked<Phone> => {
  const [number = '', extension = ''] = halfWidth(text)
    .trim()
    .replace(/[—–()\s]/g, '-')
    .split(/-*(?:转|轉|ext\.?|x)-*/i)
  const typed = number.replace(/-+/g, '-').replace(/^-|-$/g, '')
  if (typed === '') {
    return refuse('电话没有填。没有电话就空着。', 'The telephone number is empty. Without one leave it out.')
  }
  if (/[^+\d-]|.\+/.test(typed) || /\D/.test(extension)) {
    return refuse(
      '电话里有数字以外的字符。请只写号码,说明写在备注里。',
      'There is something other than digits in the number. Write the number only; put remarks in the note.',
    )
  }
  if (/^(?:\+|00)(?!86)/.test(typed)) {
    return refuse(
      '这是境外号码,系统不能拨打和核对。请写在备注里,并另留一个境内联系方式。',
      'This is a foreign number, which cannot be checked. Put it in the note and add a contact in the mainland.',
    )
  }
  const local = typed.replace(/^(?:\+|00)86-?(?=1[3-9])/, '').replace(/^(?:\+|00)86-?0?/, '0')
  const digits = local.replace(/-/g, '')
  if (shortNumbers.includes(digits)) return { ok: true, value: { normal: digits, kind: 'short' } }
  const mobile = /^(?:86)?(1[3-9]\d{9})$/.exec(digits)?.[1]
  if (mobile) return { ok: true, value: { normal: mobile, kind: 'mobile' } }

  const [, body = local, dialled = extension] = /^(0\d{2,3}-?\d{7,8})-(\d{1,6})$/.exec(local) ?? []
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/.exec(body.replace(/-/g, ''))
  if (!landline) return refused(digits)
  const normal = `${landline[1]}-${landline[2]}${dialled && `-${dialled}`}`
  return { ok: true, value: { normal, kind: 'landline' } }
}

const refused = (digits: string): Checked<Phone> => {
  if (digits.startsWith('1')) {
    return refuse(
      `手机号应为 11 位、以 13—19 开头,现在是 ${digits.length} 位。请再问一遍号码。`,
      `A mobile number has 11 digits and starts with 13–19; this one has ${digits.length}. Ask for the number again.`,
    )
  }
  if (/^[2-9]\d{6,7}$/.test(digits))
    return refuse(
      '座机前面缺区号。请写成 0731-88880000 的样子。',
      'The area code is missing. Write it like 0731-88880000.',
    )
  return refuse(
    '电话号码不完整或多了几位。请写 11 位手机号,或区号加 7—8 位座机号。',
    'The number has too few or too many digits. Write 11 digits of a mobile, or an area code and 7–8 digits.',
  )
}
