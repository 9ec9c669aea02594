/** A cell by its place in the grid, from 0. */
export type At = { readonly row: number; readonly column: number }

/** The cells between two corners, whichever was first. */
export type Area = { readonly from: At; readonly to: At }

export type Size = { readonly rows: number; readonly columns: number }

export type Put = At & { readonly text: string }

/** The corners of an area in order. */
export const cornersOf = ({ from, to }: Area): { top: number; left: number; bottom: number; right: number } => ({
  top: Math.min(from.row, to.row),
  bottom: Math.max(from.row, to.row),
  left: Math.min(from.column, to.column),
  right: Math.max(from.column, to.column),
})

const cellsOf = (area: Area): At[] => {
  const { top, bottom, left, right } = cornersOf(area)
  const cells: At[] = []
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) cells.push({ row, column })
  return cells
}

/** Reads what WPS and Excel put on the clipboard: tabs between cells, cells with line ends or quotes in quotes. */
export const readClip = (text: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[(at += 1)] ?? ''
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t') endCell()
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1
      endCell()
      // A sheet ends its last row as well.
      if (at < text.length - 1) rows.push([])
    } else cell += sign
  }
  if (cell !== '' || (rows.at(-1)?.length ?? 0) === 0) endCell()
  return rows
}

/** Cells as a sheet takes them. */
export const writeClip = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((text) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'))
    .join('\n')

/** What a paste puts where: one value fills all that is marked, a block goes down and right from the first marked cell, nothing beyond the grid. */
export const pasted = (area: Area, block: readonly (readonly string[])[], { rows, columns }: Size): Put[] => {
  const [first = ''] = block[0] ?? []
  if (block.length === 1 && block[0]?.length === 1) return cellsOf(area).map((at) => ({ ...at, text: first }))
  const { top, left } = cornersOf(area)
  return block.flatMap((line, down) =>
    line.flatMap((text, right) =>
      top + down < rows && left + right < columns ? [{ row: top + down, column: left + right, text }] : [],
    ),
  )
}

/** Fill-down: the first row of what is marked into the rows below; one row alone takes from the row above. */
export const filledDown = (area: Area, textAt: (at: At) => string): Put[] => {
  const { top, bottom, left, right } = cornersOf(area)
  const from = top === bottom ? top - 1 : top
  if (from < 0) return []
  return cellsOf({ from: { row: from + 1, column: left }, to: { row: bottom, column: right } }).map((at) => ({
    ...at,
    text: textAt({ row: from, column: at.column }),
  }))
}

/** Empties what is marked. */
export const emptied = (area: Area): Put[] => cellsOf(area).map((at) => ({ ...at, text: '' }))

/** Where a key leads from a cell; null when it is no key of moving. */
export const moved = (key: string, at: At, { rows, columns }: Size, far: boolean): At | null => {
  const step: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [far ? -rows : 0, -columns],
    End: [far ? rows : 0, columns],
  }
  const [down, right] = step[key] ?? [0, 0]
  if (!(key in step)) return null
  const arrow = key.startsWith('Arrow') && far
  return {
    row: Math.max(0, Math.min(rows - 1, at.row + down * (arrow ? rows : 1))),
    column: Math.max(0, Math.min(columns - 1, at.column + right * (arrow ? columns : 1))),
  }
}

/** One change as it is undone and done again. */
export type Deed<C> = readonly { readonly cell: C; readonly before: string; readonly after: string }[]

/** What was done and what was undone, newest last. */
export type Deeds<C> = { readonly done: readonly Deed<C>[]; readonly undone: readonly Deed<C>[] }

export const noDeeds = { done: [], undone: [] }

/** Most deeds that can be undone. */
const most = 100

export const did = <C>({ done }: Deeds<C>, deed: Deed<C>): Deeds<C> => ({
  done: [...done.slice(1 - most), deed],
  undone: [],
})

/** The deed to be taken back or done again, and what is left. */
export const undo = <C>({ done, undone }: Deeds<C>): { deed: Deed<C>; deeds: Deeds<C> } | null => {
  const deed = done.at(-1)
  return deed ? { deed, deeds: { done: done.slice(0, -1), undone: [...undone, deed] } } : null
}
export const redo = <C>({ done, undone }: Deeds<C>): { deed: Deed<C>; deeds: Deeds<C> } | null => {
  const deed = undone.at(-1)
  return deed ? { deed, deeds: { done: [...done, deed], undone: undone.slice(0, -1) } } : null
}
