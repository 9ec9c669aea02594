import { widthInChars } from './text.ts'

/** Characters of size 2 (22 pt) that fit the 156 mm type area. */
const LINE = 20

/** Words of a title; a mark or 的 stays with the word before it, an opening bracket with the word after. */
const words = (title: string): readonly string[] => {
  // Intl.Segmenter is missing in the oldest supported browser; single characters still keep the line length.
  const pieces =
    'Segmenter' in Intl
      ? [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)].map((piece) => piece.segment)
      : [...title]
  const out: string[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (last !== undefined && (/^[的和与及、，》”）〕年月日\d]/u.test(piece) || /[《“（〔]$/u.test(last)))
      out[out.length - 1] = last + piece
    else out.push(piece)
  }
  return out
}

/** Every way to set the words in `count` lines that fit. */
const settings = (parts: readonly string[], count: number): readonly (readonly string[])[] => {
  if (count === 1) {
    const line = parts.join('')
    return line !== '' && widthInChars(line) <= LINE ? [[line]] : []
  }
  const out: (readonly string[])[] = []
  for (let cut = 1; cut < parts.length; cut += 1) {
    const line = parts.slice(0, cut).join('')
    if (widthInChars(line) > LINE) break
    for (const rest of settings(parts.slice(cut), count - 1)) out.push([line, ...rest])
  }
  return out
}

/** Lower is better: even lines, but neither a rectangle nor an hourglass; a line that starts with 关于 reads well. */
const cost = (lines: readonly string[]): number => {
  const widths = lines.map(widthInChars)
  const mean = widths.reduce((a, b) => a + b, 0) / widths.length
  const spread = widths.reduce((sum, width) => sum + (width - mean) ** 2, 0)
  const rectangle = widths.every((width) => width === widths[0]) ? 40 : 0
  const hourglass = widths.some(
    (width, i) => i > 0 && i < widths.length - 1 && width < (widths[i - 1] ?? 0) && width < (widths[i + 1] ?? 0),
  )
  const start = lines.slice(1).some((line) => line.startsWith('关于')) ? -8 : 0
  return spread + rectangle + (hourglass ? 200 : 0) + start
}

/** Lines of a title in trapezoid or diamond form, broken between words (GB/T 9704-2012 §7.3.1); line feeds win. */
export const titleLines = (title: string): readonly string[] => {
  if (title.includes('\n')) return title.split('\n').map((line) => line.trim())
  if (widthInChars(title) <= LINE) return [title]
  const parts = words(title)
  const least = Math.ceil(widthInChars(title) / LINE)
  for (const count of [least, least + 1]) {
    const [best] = [...settings(parts, count)].sort((a, b) => cost(a) - cost(b))
    if (best !== undefined && count <= 4) return best
  }
  return [title]
}
