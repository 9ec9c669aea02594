import type { Edit } from './layer.ts'

const toned = 'a-zāáǎàōóǒòēéěèêīíǐìūúǔùǖǘǚǜüńňǹḿ'
const gloss = new RegExp(`[(（](F?[${toned}]{1,7})[)）]`, 'gu')
const behind = /[\u3400-\u9fff?？^»«]/

/** Pinyin in brackets behind a character (实(shí)), as some converters leave it: 实. A broken character keeps its mark. */
export const glosses = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const match of text.matchAll(gloss)) {
    if (!behind.test(text[match.index - 1] ?? '') || !syllable(match[1] ?? '')) continue
    edits.push({ start: match.index, end: match.index + match[0].length, to: '', why: 'gloss' })
  }
  return edits
}

// (ABC) and (the) are no sounds: one vowel group in the middle, and initials and finals that exist.
const bare = (sound: string): string =>
  sound
    .replace(/^F/, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
const syllable = (sound: string): boolean =>
  /^(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiouv]{1,3}(?:n|ng|r)?$/.test(bare(sound)) ||
  /^(?:n|ng|m|hm|hng)$/.test(bare(sound))
