const ends = /[。!?！？\n]/
const longest = 600

/** The sentences a stretch of a text stands in, in one line; a long one is cut around it. */
export const sentenceAround = (text: string, start: number, end: number): string => {
  let [from, to] = [start, Math.max(start, end)]
  while (from > 0 && start - from < longest && !ends.test(text[from - 1] ?? '')) from -= 1
  while (to < text.length && to - end < longest && !ends.test(text[to - 1] ?? '')) to += 1
  const cut = to - from > 2 * longest
  const line = cut ? `${text.slice(from, from + longest)}…${text.slice(to - longest, to)}` : text.slice(from, to)
  return line.replace(/\s*\n\s*/g, ' ').trim()
}
