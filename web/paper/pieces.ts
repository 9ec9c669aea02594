import { linesOf } from './lines.ts'

/** What may not be divided further: a line, a row, a block. Heights are pixels of the measured paper. */
export type Piece = {
  readonly top: number
  readonly bottom: number
  /** Stays with what stands before it. */
  readonly keep: boolean
  /** Begins a new sheet. */
  readonly fresh: boolean
  /** Height that is added where a sheet begins with it: the head of its table, the edge of its row. */
  readonly lead: number
  /** Height that is added where a sheet ends with it. */
  readonly trail: number
}

/** From which piece to before which one each sheet reaches. */
export const sheetsOf = (pieces: readonly Piece[], height: number): readonly (readonly [number, number])[] => {
  const sheets: (readonly [number, number])[] = []
  let start = 0
  while (start < pieces.length) {
    const first = pieces[start]!
    let end = start + 1
    while (end < pieces.length && !pieces[end]!.fresh) {
      const piece = pieces[end]!
      if (piece.bottom - first.top + first.lead + piece.trail > height) break
      end += 1
    }
    if (end < pieces.length && !pieces[end]!.fresh) {
      let back = end
      while (back > start && pieces[back]!.keep) back -= 1
      // What is longer than a sheet although it should stay together is divided where the sheet ends.
      if (back > start) end = back
    }
    sheets.push([start, end])
    start = end
  }
  return sheets
}

/** Between the lines of a text: where it may be divided. */
const cutsOf = (element: Element): readonly number[] => {
  const lines = linesOf(element)
  return lines.slice(1).map(({ top }, index) => (lines[index]!.bottom + top) / 2)
}

/** A part of a block of the paper: the block, of a table its row, and the heights it stands between. */
export type Part = Piece & {
  readonly block: HTMLElement
  readonly row: HTMLTableRowElement | null
  readonly from: number | null
  readonly to: number | null
}

const whole = (block: HTMLElement): Part => {
  const { top, bottom } = block.getBoundingClientRect()
  return { block, row: null, top, bottom, keep: false, fresh: false, lead: 0, trail: 0, from: null, to: null }
}

/** A part of each line, none under the edges of the block. */
const divided = (part: Part, cuts: readonly number[], edge: number): readonly Part[] =>
  [...cuts, null].map((cut, index) => {
    const from = index === 0 ? null : cuts[index - 1]!
    return {
      ...part,
      from,
      to: cut,
      top: from ?? part.top,
      bottom: cut ?? part.bottom,
      keep: index === 0 && part.keep,
      lead: index === 0 ? part.lead : part.lead + edge,
      trail: cut === null ? 0 : edge,
    }
  })

/** Two lines at least stand on either side of a division. */
const inTwos = (parts: readonly Part[]): readonly Part[] =>
  parts.map((part, index) =>
    index === 1 || (index > 0 && index === parts.length - 1) ? { ...part, keep: true } : part,
  )

/** The text of a cell that may run on over the sheet. */
export const longText = (cell: Element): Element => cell.querySelector('.sheet-text') ?? cell

// A row as high as this share of a sheet is divided by its lines; lower ones stay whole.
const tallRow = 0.3

const rowParts = (block: HTMLElement, table: HTMLTableElement, height: number): readonly Part[] => {
  const head = table.tHead?.getBoundingClientRect().height ?? 0
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  return rows.flatMap((row, index) => {
    const box = row.getBoundingClientRect()
    const part: Part = {
      ...whole(block),
      row,
      // The head, and whatever the block has over its table, goes with the first row.
      top: index === 0 ? block.getBoundingClientRect().top : box.top,
      bottom: box.bottom,
      keep: follows(rows, index),
      lead: index === 0 ? 0 : head,
    }
    if (box.height < height * tallRow) return [part]
    const cells = [...row.cells].filter((cell) => cell.tagName === 'TD').map(longText)
    const cuts = cells.map(cutsOf).reduce((most, one) => (one.length > most.length ? one : most), [])
    return inTwos(divided(part, cuts, 8)).map((one) =>
      one.from === null ? one : { ...one, lead: one.lead + (index === 0 ? head : 0) },
    )
  })
}

// A heading across the table does not end a sheet; the last row of a form goes with the signatures under it.
const follows = (rows: readonly HTMLTableRowElement[], index: number): boolean => {
  const before = rows[index - 1]
  return before?.cells.length === 1 && before.closest('.paper-table') !== null
}

const isHeading = (block: Element | undefined): boolean =>
  block !== undefined && /^(paper-title|paper-h[1-4])\b/.test(block.className)

/** The parts of a paper that was laid out in one strip, in their order. `height`: of a sheet. */
export const partsOf = (paper: HTMLElement, height: number): readonly Part[] => {
  const blocks = [...paper.children].filter((block): block is HTMLElement => block.getBoundingClientRect().height > 0)
  const parts = blocks.flatMap((block, index): readonly Part[] => {
    const table = block instanceof HTMLTableElement ? block : block.querySelector('table')
    const own = table ? rowParts(block, table, height) : [whole(block)]
    const [first, ...rest] = own
    if (!first) return []
    const keep =
      first.keep || isHeading(blocks[index - 1]) || block.matches('.paper-signature, .sheet-foot, .paper-one-line')
    const begun: Part = { ...first, keep, fresh: block.dataset['fresh'] !== undefined }
    if (table || !block.matches('.paper-text')) return [begun, ...rest]
    const lines = divided(begun, cutsOf(block), 0)
    return block.matches('.paper-last') ? inTwos(lines) : lines
  })
  // The last rows of a form, short ones, go with its signatures: these do not stand on a sheet alone.
  return parts
}
