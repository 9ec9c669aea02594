import { halfWidth, refuse } from './checked.ts'
import type { Checked } from './checked.ts'

/** The longest name taken, in characters as a person counts them (code points). */
export const longestName = 50

/**
 * Checks a person's name and returns its normal form: NFC, one middle dot `·` for all its look-alikes, no blanks between
 * Chinese characters. Rare characters beyond the basic plane and private-use ones from old systems are taken.
 */
export const checkName = (text: string): Checked<string> => {
  const name = normalName(text)
  if (name === '')
    return refuse('姓名没有填。不肯说姓名点〔匿名〕。', 'The name is empty. If it was not given press "Anonymous".')
  const length = [...name].length
  if (length > longestName)
    return refuse(
      `姓名最多 ${longestName} 个字,现在是 ${length} 个。请只写姓名,其他写在备注里。`,
      `A name has at most ${longestName} characters and this has ${length}. Write the name only and the rest in the note.`,
    )
  if (/\d{15}/.test(halfWidth(name)))
    return refuse(
      '姓名里有身份证号。请把号码移到〔证件号码〕。',
      'There is an ID number in the name. Move it to the certificate number.',
    )
  if (/\p{Nd}/u.test(name))
    return refuse(
      '姓名里有数字。请只写姓名,电话和编号写在各自的格子里。',
      'There are digits in the name. Write the name only; telephone and numbers have fields of their own.',
    )
  const position = [...name].findIndex((character) => !allowed.test(character))
  if (position >= 0)
    return refuse(
      `姓名第 ${position + 1} 个字不是文字或是看不见的符号。请删去后重写这个字。`,
      `Character ${position + 1} of the name is not a letter or cannot be seen. Delete it and type it again.`,
    )
  if (!/[\p{L}\p{Nl}\p{Co}]/u.test(name))
    return refuse(
      '姓名里没有文字。请写姓名;不肯说点〔匿名〕。',
      'There is no letter in the name. Write it, or press "Anonymous".',
    )
  return { ok: true, value: name }
}

/** The form in which names are kept and compared; it does not judge them. */
export const normalName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(anyDot, '·')
    .replace(stopBetween, '$1·')
    .replace(blankBetween, '$1')

// Dots that keyboards and old systems give for the middle dot of minority names.
const anyDot = /\s*[·•・‧∙⋅●･．]\s*/g
const stopBetween = /([\p{Script=Han}\p{Co}])\.(?=[\p{Script=Han}\p{Co}])/gu
const blankBetween = /([\p{Script=Han}\p{Co}]) (?=[\p{Script=Han}\p{Co}])/gu

/** Letters of any script with their marks, the middle dot, and what Latin names and 王芳(大) need. */
const allowed = /^[\p{L}\p{M}\p{Nl}\p{Co}·'’.()\u{FF08}\u{FF09} -]$/u
