import type { Edit } from './layer.ts'

const spaces = /(?<=[\u3400-\u9fff\d,。;:、%)]) +(?=[\u3400-\u9fff\d,。;:、(%])/g
const doubled = /([,。;:、])[,。;:、]*\1|,。|。,/g
// A comma of Western width ends a clause like a Chinese one; between digits it parts thousands.
const dots = /[﹒․]/g

/** Doubled marks, and blanks inside Chinese text and between a number and its unit. Never a blank between two digits: that may be a damaged number. */
export const punctuation = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const match of text.matchAll(spaces)) {
    const [front, back] = [text[match.index - 1] ?? '', text[match.index + match[0].length] ?? '']
    if (/\d/.test(front) && /\d/.test(back)) continue
    edits.push({ start: match.index, end: match.index + match[0].length, to: '', why: 'punctuation' })
  }
  for (const match of text.matchAll(doubled)) {
    const to = match[0].includes('。') ? '。' : (match[1] ?? ',')
    edits.push({ start: match.index, end: match.index + match[0].length, to, why: 'punctuation' })
  }
  for (const match of text.matchAll(dots))
    edits.push({ start: match.index, end: match.index + 1, to: '.', why: 'punctuation' })
  return edits
    .slice()
    .sort((one, other) => one.start - other.start)
    .filter((edit, index, all) => edit.start >= (all[index - 1]?.end ?? 0))
}
