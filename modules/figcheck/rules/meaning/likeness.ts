/** Pairs of neighbouring characters of a phrase; a phrase of one character counts as itself. */
export const pairs = (phrase: string): Set<string> => {
  const bare = phrase.replace(/[^\u3400-\u9fffA-Za-z\d]/g, '')
  const found = new Set<string>()
  if (bare.length === 1) found.add(bare)
  for (let at = 0; at + 1 < bare.length; at += 1) found.add(bare.slice(at, at + 2))
  return found
}

/** How much of `phrase` stands in `label`, from 0 to 1: by pairs of characters, or four fifths by single ones (信访 in 来信来访). */
export const contained = (phrase: string, label: string): number => {
  const wanted = pairs(phrase)
  if (wanted.size === 0) return 0
  const has = pairs(label)
  const both =
    [...wanted].filter((pair) => has.has(pair) || (pair.length === 1 && label.includes(pair))).length / wanted.size
  const characters = [...new Set(phrase)].filter((character) => /[\u3400-\u9fff]/.test(character))
  const single = characters.filter((character) => label.includes(character)).length / Math.max(1, characters.length)
  return Math.max(both, single * 0.8)
}
