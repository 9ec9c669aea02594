import { ConverterFactory } from 'opencc-js/core'
import { to } from 'opencc-js/preset/t2cn'

const convert = ConverterFactory(...(to['cn'] ?? []))
const han = /\p{Script=Han}/u
const known = new Map<string, string>()

// Character by character, not by phrase: a piece of a text must fold as it does inside the text, or searching for
// the piece does not find the whole. Twice, because 薴 becomes 苧 and only then 苎.
const simple = (character: string): string => {
  if (character < '\u2e80') return character
  let answer = known.get(character)
  if (answer === undefined) {
    answer = han.test(character) ? convert(convert(character)) : character
    known.set(character, answer)
  }
  return answer
}

/** One form for one meaning: NFKC (full-width becomes half-width), lower case, simplified; `keep` are left as written. */
export const foldText = (text: string, keep = ''): string => {
  let out = ''
  for (const character of text.normalize('NFKC').toLowerCase().normalize('NFKC')) {
    out += keep.includes(character) ? character : simple(character)
  }
  return out
}
