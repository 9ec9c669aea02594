import { halfWidth } from './checked.ts'
import { normalName } from './names.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** The longest title (摘要), in characters as a person counts them. */
export const longestTitle = 60

/**
 * Why a title may not be saved, or undefined. Titles are kept in clear and listed, so long numbers (certificates, bank
 * cards), telephone numbers and the names of the persons on the matter are refused (mechanisms §5).
 */
export const titleProblem = (title: string, knownNames: readonly string[]): Label | undefined => {
  const trimmed = title.trim()
  if (trimmed === '')
    return label('摘要没有填。请用一句话说是什么事。', 'The title is empty. Say in one line what the matter is.')
  const length = [...trimmed].length
  if (length > longestTitle) {
    return label(
      `摘要最多 ${longestTitle} 个字,现在是 ${length} 个。请写短些,细节写在正文。`,
      `A title has at most ${longestTitle} characters and this has ${length}. Shorten it; details go into the text.`,
    )
  }
  const digits = halfWidth(trimmed).replace(/[ ()\-—–]/g, '')
  if (/\d{15}/.test(digits))
    return label(
      '摘要里有证件号或卡号。请删去,号码写在当事人一栏。',
      'There is a certificate or card number in the title. Remove it; numbers belong to the person.',
    )
  if (/(?:^|\D)(?:\+?86)?1[3-9]\d{9}(?!\d)|(?:^|\D)0\d{9,11}(?!\d)/.test(digits)) {
    return label(
      '摘要里有电话号码。请删去,电话写在当事人一栏。',
      'There is a telephone number in the title. Remove it; it belongs to the person.',
    )
  }
  const plain = comparable(trimmed)
  const named = knownNames.map(comparable).some((name) => [...name].length > 1 && plain.includes(name))
  if (named)
    return label(
      '摘要里有当事人姓名。请改为「求助人」「对方」等称呼。',
      'The title names a person. Write "the client", "the other side" and the like instead.',
    )
  return undefined
}

const comparable = (text: string): string =>
  normalName(halfWidth(text))
    .replace(/[\s·.]/g, '')
    .toLowerCase()
