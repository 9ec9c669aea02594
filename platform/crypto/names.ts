import { pinyin } from 'pinyin-pro'
import { foldText } from './fold.ts'

/** A name as it is searched for; never shown. All three may be empty when the name holds nothing but dots. */
export type NameForms = {
  /** Simplified, lower case, without dots and spaces: `阿依古丽买买提`. */
  readonly name: string
  /** Toneless, joined, ü as v, surnames by their own reading: `shanxiongxin`. */
  readonly pinyin: string
  /** `sxx`; a run of Latin letters counts as one word. */
  readonly initials: string
}

const dotsAndSpaces = /[\s.。·•‧∙⋅・●・\p{Cc}\p{Default_Ignorable_Code_Point}]/gu

/**
 * The search forms of a name. 乾 stays itself, for in a name it is read qián. A character without a known reading
 * (rare, newly encoded or private) stands for itself in pinyin and initials.
 */
export const nameForms = (name: string): NameForms => {
  const plain = foldText(name, '乾').replace(dotsAndSpaces, '')
  const syllables = pinyin(plain, { type: 'array', toneType: 'none', surname: 'head', v: true, nonZh: 'consecutive' })
  return {
    name: plain,
    pinyin: syllables.join(''),
    initials: syllables.map((syllable) => String.fromCodePoint(syllable.codePointAt(0) ?? 0)).join(''),
  }
}
