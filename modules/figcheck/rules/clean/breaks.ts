import type { Edit } from './layer.ts'

const closes = /[。！？!?;；:：”》」]$/
const opensSomething =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条篇部]|[一二三四五六七八九十]是|附|注[:：])/
const pageNumber = /^[-—－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:[/,，\s]*共\s*\d{1,3}\s*页)?[-—－·\s]*$/
// A row of a table written as a line: gaps wide enough to be columns, and a number at the end.
const row = /^\s*\S+(?:[\u3000\t]+|\s{2,})\S.*(?:\d|%|‰|\d[\u3400-\u9fff]{1,3})$/

/**
 * Line breaks inside a sentence are taken out, and page numbers that stand on a line of their own or cut a word in two (童 4↵心).
 * A line that ends a sentence, a short line (a heading) and a line before a numbered one keep their break.
 */
export const breaks = (text: string): Edit[] => {
  const edits: Edit[] = []
  const lines = linesOf(text)
  const width = wrapWidth(text, lines)
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    if (!next) break
    const body = text.slice(line.start, line.end)
    const following = text.slice(next.start, next.end)
    if (index > 0 && pageNumber.test(body) && body.trim() !== '' && /\d/.test(body)) {
      edits.push({ start: line.start, end: next.start, to: '', why: 'page' })
      continue
    }
    if (body.trim() === '' || following.trim() === '' || closes.test(body.trimEnd())) continue
    if (row.test(body.trimEnd()) || row.test(following.trimEnd())) continue
    if (opensSomething.test(following.trimStart()) || pageNumber.test(following)) continue
    const cutPage = / \d{1,3}\s*$/.exec(body)
    const cut = cutPage && /[\u3400-\u9fff、,，]$/.test(body.slice(0, cutPage.index))
    if (!cut && body.trim().length < width * 0.75) continue
    const start = cut ? line.start + cutPage.index : line.start + body.trimEnd().length
    edits.push({
      start,
      end: next.start + (following.length - following.trimStart().length),
      to: '',
      why: cut ? 'page' : 'break',
    })
  }
  return merged(edits)
}

type Line = { readonly start: number; readonly end: number }

const linesOf = (text: string): Line[] => {
  const lines: Line[] = []
  let start = 0
  for (const match of text.matchAll(/\r?\n/g)) {
    lines.push({ start, end: match.index })
    start = match.index + match[0].length
  }
  lines.push({ start, end: text.length })
  return lines
}

// The width a text was wrapped at, by its long lines that end no sentence; a text with a line a paragraph, and a table, have none.
const wrapWidth = (text: string, lines: readonly Line[]): number => {
  const cut = lines
    .map(({ start, end }) => text.slice(start, end).trimEnd())
    .filter((line) => line.length >= 18 && !closes.test(line))
  const lengths = cut
    .map(({ length }) => length)
    .slice()
    .sort((one, other) => one - other)
  return lengths[Math.floor(lengths.length * 0.7)] ?? Number.POSITIVE_INFINITY
}

const merged = (edits: readonly Edit[]): Edit[] =>
  edits.filter((edit, index) => index === 0 || edit.start >= (edits[index - 1]?.end ?? 0))
