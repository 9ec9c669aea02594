import { label, type Label } from '#platform/text/label.ts'

/** The longest phrase, in characters; what is longer is no phrase. */
export const longestPhrase = 120

/** Why a text may not be kept as a phrase, or null: it is offered beside other matters, so it holds no number of anybody. */
export const whyNoPhrase = (text: string): Label | null => {
  const digits = text.normalize('NFKC').replace(/[ ()\-—–]/g, '')
  return /\d{7}/.test(digits)
    ? label(
        '里面有电话、证件号或编号。常用语会用在别的事上,请删去号码再存。',
        'There is a phone, certificate or file number in it. A phrase is used for other matters: take the number out.',
      )
    : null
}

/** Phrases most used first; what was never used keeps its place behind. */
export const byUse = <P extends { readonly key: string }>(
  phrases: readonly P[],
  uses: ReadonlyMap<string, number>,
): readonly P[] => [...phrases].sort((a, b) => (uses.get(b.key) ?? 0) - (uses.get(a.key) ?? 0))
