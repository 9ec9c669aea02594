import { ageOn } from './age.ts'
import { halfWidth, refuse } from './checked.ts'
import type { Checked } from './checked.ts'
import { isDate } from '#platform/clock/time.ts'
import type { LocalDate } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** Which card an 18-digit number belongs to: citizen, residence permit of Hong Kong, Macao and Taiwan, or foreigner. */
export type IdHolder = 'citizen' | 'hmt' | 'foreigner'

/**
 * A valid ID number. `normal` has 18 characters, `sex` is GB/T 2261.1, `division` is the GB/T 2260 code printed in it
 * (not a home address; null on a foreigner's card), `derived15` marks an expanded old number: for imports only.
 * `warnings` never refuse, as old division codes stay legal.
 */
export type IdNumber = {
  readonly normal: string
  readonly birth: LocalDate
  readonly sex: '1' | '2'
  readonly division: string | null
  readonly holder: IdHolder
  readonly derived15: boolean
  readonly warnings: readonly Label[]
}

/** The greatest age believed, in full years (rulebook 11 §5). */
export const greatestAge = 130

/**
 * Checks a resident ID number (GB 11643-1999; rulebook 11 §5): 18 digits, or 15 of the old form, which are expanded.
 * Takes blanks, hyphens, full-width digits and a small x. `today` is the civil day in Asia/Shanghai; `without` says what to do
 * where there is no certificate, for places that have no button 〔暂无〕.
 */
export const checkIdNumber = (text: string, today: LocalDate, without: Label = pressNone): Checked<IdNumber> => {
  const wrong = (zh: string, en: string): { readonly ok: false; readonly reason: Label } =>
    refuse(`${zh}。请核对原件;${without.zh}。`, `${en}. Check the original; ${without.en}.`)
  const typed = halfWidth(text).replace(/[\s-]/g, '').toUpperCase().replace(/×$/, 'X')
  if (/^[A-Z]{3}\d{12}$/.test(typed)) {
    return refuse(
      '这是旧版外国人永久居留证号(3 个字母加 12 位数字)。请把证件类型改为〔外国人永久居留证〕。',
      "This is the number of an old foreigner's permanent residence card. Change the type of certificate to that.",
    )
  }
  if (typed.length !== 18 && typed.length !== 15) {
    return wrong(
      typed === '' ? '身份证号没有填' : `身份证号应为 18 位,现在是 ${typed.length} 位`,
      typed === '' ? 'The ID number is empty' : `The ID number should have 18 characters and has ${typed.length}`,
    )
  }
  const derived15 = typed.length === 15
  const stray = /[^0-9]/.exec(derived15 ? typed : typed.slice(0, 17))
  if (stray)
    return wrong(
      `身份证号第 ${stray.index + 1} 位应为数字`,
      `Character ${stray.index + 1} of the ID number should be a digit`,
    )

  const body = derived15 ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17)
  const birth = `${body.slice(6, 10)}-${body.slice(10, 12)}-${body.slice(12, 14)}`
  const where = derived15 ? '7—12' : '7—14'
  const problem = birthProblem(birth, today)
  if (problem)
    return wrong(
      `身份证号第 ${where} 位${problem.zh}`,
      `Characters ${where.replace('—', '–')} of the ID number ${problem.en}`,
    )

  const check = checkDigit(body)
  if (!derived15 && typed[17] !== check)
    return wrong(`身份证号第 18 位应为 ${check}`, `Character 18 of the ID number should be ${check}`)

  const holder = holderOf(body)
  return {
    ok: true,
    value: {
      normal: body + check,
      birth,
      sex: Number(body[16]) % 2 === 1 ? '1' : '2',
      division: holder === 'foreigner' ? null : body.slice(0, 6),
      holder,
      derived15,
      warnings: warningsOf(body, derived15),
    },
  }
}

/** The check character of the first 17 digits (ISO 7064 MOD 11-2). */
export const checkDigit = (body: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

const pressNone = label('没有证件点〔暂无〕', 'without a certificate press "None for now"')
/** Where a number is only typed: it is left out. */
export const leaveOut = label('没有证件就空着', 'without a certificate leave it out')

const birthProblem = (birth: LocalDate, today: LocalDate): Label | undefined => {
  if (!isDate(birth)) return label('不是真实的出生日期', 'are not a real date of birth')
  if (birth > today) return label('的出生日期在今天之后', 'give a date of birth in the future')
  if (ageOn(birth, today) > greatestAge)
    return label(`的出生日期超过 ${greatestAge} 岁`, `give an age above ${greatestAge}`)
  return undefined
}

const holderOf = (body: string): IdHolder => {
  if (body.startsWith('9')) return 'foreigner'
  return /^8[123]0000/.test(body) ? 'hmt' : 'citizen'
}

const warningsOf = (body: string, derived15: boolean): readonly Label[] => {
  const warnings: Label[] = []
  const province = body.startsWith('9') ? body.slice(1, 3) : body.slice(0, 2)
  if (!provinces.has(province)) {
    warnings.push(
      label(
        '号码里的省级代码不在现行代码中,请再看一眼原件;确实如此可以照录。',
        'The province code in the number is not in use today. Look at the original again; keep it if it reads so.',
      ),
    )
  }
  if (derived15) {
    warnings.push(
      label(
        '由 15 位旧号推算,出生年按 19xx 计,请核对新证。',
        'Derived from a 15-digit number with a birth year of 19xx. Check against the new card.',
      ),
    )
    // The sequence numbers 996–999 were kept for centenarians, whose century is not 19.
    if (/99[6-9]$/.test(body)) {
      warnings.push(
        label(
          '旧号末三位 996—999 曾留给百岁老人,出生年可能是 18xx。',
          'Old numbers ending in 996–999 were kept for centenarians; the year may be 18xx.',
        ),
      )
    }
  }
  return warnings
}

/** First two digits of GB/T 2260, Hong Kong, Macao and Taiwan with both their division (71) and permit (81–83) codes. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)
