import { pinyin } from 'pinyin-pro'

// Characters whose first letter depends on the word around them, found by spelling all 665,000 names of the list
// both ways; only names with one of these need the dictionary.
const dependent = new Set('长乐房阿广巷朝圈行藏重术厦宿校畜栅龟参调番降峒莞便蛤铅给枞兹苕匙轧仡荥犍')

const letters = new Map<string, string>()

const letterOf = (character: string): string => {
  const known = letters.get(character)
  if (known !== undefined) return known
  const letter = spell(character)[0]?.[0] ?? ''
  letters.set(character, letter)
  return letter
}

const spell = (name: string): string[] =>
  pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array' }).map((syllable) =>
    syllable
      .toLowerCase()
      .replaceAll('ü', 'v')
      .replaceAll(/[^a-z0-9]/g, ''),
  )

/** First letters of the toneless pinyin of a place name, digits kept, other signs dropped: 株洲市 is `zzs`. */
export const initials = (name: string): string => {
  let out = ''
  for (const character of name) {
    if (dependent.has(character))
      return spell(name)
        .map((syllable) => syllable.charAt(0))
        .join('')
    out += letterOf(character)
  }
  return out
}

/** Toneless pinyin of a place name without spaces: 株洲市 is `zhuzhoushi`. Spelt by the dictionary, about 5 µs a name. */
export const wholePinyin = (name: string): string => spell(name).join('')
