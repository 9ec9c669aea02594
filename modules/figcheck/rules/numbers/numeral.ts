const digits: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
} // prettier-ignore
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const myriads = [
  ['亿', 1e8],
  ['万', 1e4],
] as const

/** Value of Arabic digits as printed, with or without separators of thousands (1,340 · 23.5). */
export const arabic = (printed: string): number => Number(printed.replace(/[,，\s]/g, ''))

/** Places after the point of Arabic digits as printed. */
export const decimalsOf = (printed: string): number => /\.(\d+)$/.exec(printed)?.[1]?.length ?? 0

/**
 * Value of a whole number in Chinese numerals (三千五百, 十二, 两万三, 二〇一四), or null where the characters form none.
 * A last digit without its own place counts the place below: 两万三 is 23,000.
 */
export const chinese = (printed: string): number | null => {
  if (/^[零〇一二三四五六七八九]{2,}$/.test(printed))
    return Number([...printed].map((character) => digits[character]).join(''))
  for (const [character, scale] of myriads) {
    const at = printed.lastIndexOf(character)
    if (at < 0) continue
    const head = chinese(printed.slice(0, at))
    const tail = below(printed.slice(at + 1), scale)
    return head === null || head === 0 || tail === null ? null : head * scale + tail
  }
  return underMyriad(printed)
}

const below = (tail: string, scale: number): number | null => {
  if (tail === '') return 0
  if (tail.length === 1) return ((digits[tail] ?? Number.NaN) * scale) / 10 || null
  return chinese(tail.replace(/^[零〇]/, ''))
}

const underMyriad = (printed: string): number | null => {
  let [sum, digit, place] = [0, null as number | null, 0]
  for (const character of printed) {
    const [asPlace, asDigit] = [places[character], digits[character]]
    if (asPlace !== undefined) {
      if (digit === null && !(asPlace === 10 && sum === 0)) return null
      sum += (digit ?? 1) * asPlace
      ;[digit, place] = [null, asPlace]
    } else if (asDigit === 0) place = 0
    else if (asDigit !== undefined && digit === null) digit = asDigit
    else return null
  }
  if (digit === null) return printed === '' ? null : sum
  return sum + (place >= 100 ? (digit * place) / 10 : digit)
}
