import { type CheckedLine, verdicts } from '../contract.ts'

/** A stretch of the text: plain, or the place of one line or more, the gravest first. */
export type Piece = { readonly start: number; readonly end: number; readonly lines: readonly CheckedLine[] }

/** How grave a verdict is; the least first. */
export const gravity = ({ verdict }: CheckedLine): number => verdicts.indexOf(verdict)

/** The text as pieces that follow one another without gap, one list for each of its paragraphs. */
export const piecesOf = (text: string, lines: readonly CheckedLine[]): readonly (readonly Piece[])[] => {
  const places = new Map<string, CheckedLine[]>()
  for (const line of lines) {
    const key = `${line.mark.start}|${line.mark.end}`
    places.set(key, [...(places.get(key) ?? []), line])
  }
  const marked = [...places.values()]
    .map((own) => own.slice().sort((one, other) => gravity(one) - gravity(other)))
    .map((own): Piece => ({ start: own[0]?.mark.start ?? 0, end: own[0]?.mark.end ?? 0, lines: own }))
    .sort((one, other) => one.start - other.start || one.end - other.end)
  const paragraphs: Piece[][] = []
  let next = 0
  let from = 0
  for (const paragraph of text.split('\n')) {
    const end = from + paragraph.length
    const pieces: Piece[] = []
    let at = from
    for (let mark = marked[next]; mark && mark.start <= end; mark = marked[(next += 1)]) {
      if (mark.start < at) continue
      if (mark.start > at) pieces.push({ start: at, end: mark.start, lines: [] })
      pieces.push({ ...mark, end: Math.min(mark.end, end) })
      at = Math.min(mark.end, end)
    }
    if (at < end) pieces.push({ start: at, end, lines: [] })
    paragraphs.push(pieces)
    from = end + 1
  }
  return paragraphs
}
