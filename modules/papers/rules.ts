import { label, type Label } from '#platform/text/label.ts'

/** Why a number is void; chosen, never typed, because a reason in words would tell what a matter is about. */
export const voidReasons = {
  misprint: label('印错了', 'Misprinted'),
  content: label('内容有误,另发', 'Its content was wrong, another is sent'),
  unsent: label('没有发出', 'Never sent'),
  withdrawn: label('这一步已撤回', 'The step was taken back'),
} as const satisfies Record<string, Label>
export type VoidReason = keyof typeof voidReasons

/** Reasons a person gives; the other comes about by itself. */
export const givenReasons = ['misprint', 'content', 'unsent'] as const satisfies readonly VoidReason[]

/** Why a prefix (机关代字) cannot be used; null when it can. */
export const whyNotPrefix = (prefix: string, taken: readonly string[]): Label | null => {
  if (!/^[\p{Script=Han}A-Za-z]{1,20}$/u.test(prefix))
    return label(
      '机关代字只写汉字或字母,例如 荷妇访告;年份和号会自动加上。',
      'The prefix is Chinese characters or letters, such as 荷妇访告; year and number are added by themselves.',
    )
  if (taken.includes(prefix))
    return label(`已经有「${prefix}」这一本了。请换个代字,或在那一本里改。`, `There is a book “${prefix}” already.`)
  return null
}

/** What was typed into the search of the register: parts of a number. */
export type NumberQuery = { readonly prefix?: string; readonly year?: number; readonly n?: number }

/** Reads 荷妇访告〔2026〕12号, 〔2026〕12, [2026]12, 2026-12, 荷妇访告12, 12 or 荷妇; null where no number can be meant. */
export const readNumber = (typed: string): NumberQuery | null => {
  const text = typed.normalize('NFKC').replace(/\s+/g, '')
  if (text === '') return {}
  const found =
    /^(?<prefix>[\p{Script=Han}A-Za-z]*?)(?:[〔[(【]?(?<year>(?:19|20|21)\d{2})[〕\])】]|(?<dashed>(?:19|20|21)\d{2})[-年])?(?:第?(?<n>\d{1,5})号?)?$/u.exec(
      text,
    )?.groups
  if (!found) return null
  const year = found['year'] ?? found['dashed']
  return {
    ...(found['prefix'] ? { prefix: found['prefix'] } : {}),
    ...(year ? { year: Number(year) } : {}),
    ...(found['n'] ? { n: Number(found['n']) } : {}),
  }
}

/** Whether an address leads to the machine it stands on, so that no phone opens it. */
export const onlyThisMachine = (address: string): boolean =>
  /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i.test(address)

/** A JPEG as the phone's page makes it: without what a camera writes into one, such as the place (Exif). */
export const isPlainPhoto = (bytes: Uint8Array): boolean => {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]!
    // The picture itself begins; APP1 holds Exif and XMP, APP13 captions.
    if (marker === 0xda) return true
    if (marker === 0xe1 || marker === 0xed) return false
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
  }
  return false
}
