import type { Piece, Run } from '../../read/docx/story.ts'
import type { Walked } from '../../read/docx/walk.ts'

/** What a comment is about, in offsets of the text, and the number it has in the document. */
export type Range = { readonly from: number; readonly to: number; readonly id: number }

/** A place between two characters, where something can be put into the XML. */
type Spot = {
  /** Where in the XML; inside words, where their element begins. */
  readonly at: number
  /** How many characters of the words of `piece` stand before it; 0 where no words are cut. */
  readonly cut: number
  readonly piece: Piece
  /** Whether the run goes on behind it. */
  readonly inside: boolean
  ends: string
  starts: string
}

/** The document with a range of comments around each stretch of its text; every other character of the XML stays as it is. */
export const withRanges = (xml: string, { pieces, prefix }: Walked, ranges: readonly Range[]): string => {
  const spots = new Map<string, Spot>()
  const spot = (place: Omit<Spot, 'ends' | 'starts'>): Spot => {
    const key = `${place.at} ${place.cut}`
    const known = spots.get(key) ?? { ...place, ends: '', starts: '' }
    spots.set(key, known)
    return known
  }
  for (const { from, to, id } of ranges) {
    const first = pieces[lastAt(pieces, from)]
    const last = pieces[lastAt(pieces, to - 1)]
    if (!first || !last) continue
    let [start, end] = [placeIn(first, from - first.at), placeIn(last, to - last.at)]
    // A text box is read behind its paragraph but hangs in the middle of it.
    if (!isBefore(start, end)) [start, end] = [before(last), behind(first)]
    spot(start).starts += `<${prefix}commentRangeStart ${prefix}id="${id}"/>`
    spot(end).ends +=
      `<${prefix}commentRangeEnd ${prefix}id="${id}"/><${prefix}r><${prefix}commentReference ${prefix}id="${id}"/></${prefix}r>`
  }
  return put(
    xml,
    prefix,
    [...spots.values()].sort((one, other) => (isBefore(one, other) ? -1 : 1)),
  )
}

type Place = Omit<Spot, 'ends' | 'starts'>

const isBefore = (one: Place, other: Place): boolean =>
  one.at < other.at || (one.at === other.at && one.cut < other.cut)

/** The last piece that begins at or before an offset. */
const lastAt = (pieces: readonly Piece[], offset: number): number => {
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

const placeIn = (piece: Piece, offset: number): Place => {
  if (offset >= piece.text.length) return behind(piece)
  return offset > 0 && piece.whole ? { at: piece.start, cut: offset, piece, inside: true } : before(piece)
}

const before = (piece: Piece): Place => edge(piece, piece.start, piece.run)
const behind = (piece: Piece): Place => edge(piece, piece.end, piece.run)

/** At its first and its last child a run need not be divided. */
const edge = (piece: Piece, at: number, run: Run): Place => {
  if (at === run.inner) return { at: run.start, cut: 0, piece, inside: false }
  if (at === run.close) return { at: run.end, cut: 0, piece, inside: false }
  return { at, cut: 0, piece, inside: true }
}

const put = (xml: string, prefix: string, spots: readonly Spot[]): string => {
  const parts: string[] = []
  let read = 0
  /** Words that are cut, and how many of their characters are written. */
  let open: { readonly piece: Piece; written: number } | null = null
  const words = (to?: number): void => {
    if (open === null) return
    const { piece, written } = open
    parts.push(`<${prefix}t xml:space="preserve">${escaped(piece.text.slice(written, to))}</${prefix}t>`)
    open = to === undefined ? null : { piece, written: to }
  }
  for (const { at, cut, piece, inside, ends, starts } of spots) {
    if (open !== null && (open as { piece: Piece }).piece !== piece) words()
    if (cut === 0) {
      words()
      parts.push(xml.slice(read, at))
      read = at
    } else {
      if (open === null) {
        parts.push(xml.slice(read, at))
        read = piece.end
        open = { piece, written: 0 }
      }
      words(cut)
    }
    parts.push(inside ? `</${prefix}r>${ends}${starts}<${prefix}r>${piece.run.format}` : ends + starts)
  }
  words()
  parts.push(xml.slice(read))
  return parts.join('')
}

/** Text as XML holds it. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
