/** A line of text as it is laid out: top and bottom in pixels. */
export type Line = { readonly top: number; readonly bottom: number }

/** The lines of an element's text, from top to bottom; what stands side by side is one line. */
export const linesOf = (element: Element): readonly Line[] => {
  const range = document.createRange()
  range.selectNodeContents(element)
  const lines: { top: number; bottom: number }[] = []
  for (const { top, bottom, height } of range.getClientRects()) {
    if (height === 0) continue
    const last = lines.at(-1)
    // Characters of another font in the same line begin a little higher or lower.
    if (last && top < (last.top + last.bottom) / 2) {
      last.top = Math.min(last.top, top)
      last.bottom = Math.max(last.bottom, bottom)
    } else lines.push({ top, bottom })
  }
  return lines
}

const textsOf = (element: Element): readonly Text[] => {
  const found: Text[] = []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) found.push(walker.currentNode as Text)
  return found
}

/** Where the first character under `y` stands; the end of the element where none does. */
const placeUnder = (element: Element, y: number): readonly [Node, number] => {
  const range = document.createRange()
  const isUnder = (text: Text, at: number): boolean | null => {
    range.setStart(text, at)
    range.setEnd(text, at + 1)
    const box = range.getBoundingClientRect()
    return box.height === 0 ? null : (box.top + box.bottom) / 2 >= y
  }
  for (const text of textsOf(element)) {
    range.selectNodeContents(text)
    const { bottom, height } = range.getBoundingClientRect()
    if (height === 0 || bottom < y) continue
    let [low, high] = [0, text.length]
    while (low < high) {
      const middle = (low + high) >> 1
      // A line break has no box: it belongs to the line it ends.
      let probe = middle
      while (probe < high && isUnder(text, probe) === null) probe += 1
      if (probe === high || isUnder(text, probe) === true) high = middle
      else low = probe + 1
    }
    if (low < text.length) return [text, low]
  }
  return [element, element.childNodes.length]
}

/** A copy of an element with the text that stands between two heights; `null` is its beginning or its end. */
export const partOf = (element: Element, from: number | null, to: number | null): HTMLElement => {
  const range = document.createRange()
  range.selectNodeContents(element)
  if (from !== null) range.setStart(...placeUnder(element, from))
  if (to !== null) range.setEnd(...placeUnder(element, to))
  const part = element.cloneNode(false) as HTMLElement
  part.append(range.cloneContents())
  return part
}
