import { halfWidth, refuse } from './checked.ts'
import type { Checked } from './checked.ts'

/** Checks a unified social credit code (GB 32100-2015; rulebook 11 §5); the value is its 18 capitals and digits. */
export const checkCreditCode = (text: string): Checked<string> => {
  const typed = halfWidth(text).replace(/[\s-]/g, '').toUpperCase()
  if (typed.length !== 18) {
    return refuse(
      `统一社会信用代码应为 18 位,现在是 ${typed.length} 位。请对照登记证书。`,
      `The social credit code should have 18 characters and has ${typed.length}. Compare with the certificate.`,
    )
  }
  const stray = [...typed].findIndex((character) => !alphabet.includes(character))
  if (stray >= 0) {
    return refuse(
      `统一社会信用代码第 ${stray + 1} 位不能是这个字符(不用 I、O、S、V、Z)。请对照登记证书。`,
      `Character ${stray + 1} of the social credit code is not allowed (I, O, S, V, Z are not used). Compare with the certificate.`,
    )
  }
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(typed[index] ?? ''), 0)
  const check = alphabet[(31 - (sum % 31)) % 31]
  if (typed[17] !== check) {
    return refuse(
      `统一社会信用代码第 18 位应为 ${check}。请对照登记证书。`,
      `Character 18 of the social credit code should be ${check}. Compare with the certificate.`,
    )
  }
  return { ok: true, value: typed }
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Powers of three modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
