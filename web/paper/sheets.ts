import { partOf } from './lines.ts'
import { longText, type Part, partsOf, sheetsOf } from './pieces.ts'

/**
 * How a paper lies on its sheets: `official` with a red head is numbered — 1 — on the outer side (GB/T 9704-2012), all others
 * 共×页 第×页; `across` is a list on its side.
 */
export type Lay = 'official' | 'letter' | 'working' | 'form' | 'list' | 'across'

const numberOf = (lay: Lay, n: number, of: number): string => (lay === 'official' ? `— ${n} —` : `共${of}页 第${n}页`)

const made = (tag: string, className: string): HTMLElement => {
  const element = document.createElement(tag)
  element.className = className
  return element
}

/** A paper as one strip of blocks: wrappers opened, what stands on every sheet and what is never printed taken out. */
const strip = (source: HTMLElement): { readonly paper: HTMLElement; readonly mark: string } => {
  const paper = source.cloneNode(true) as HTMLElement
  paper.classList.remove('paper-screen')
  const loose = paper.querySelector('.paper-loose')
  const mark = loose?.textContent ?? ''
  loose?.remove()
  for (const unprinted of paper.querySelectorAll('[hidden], .no-print')) unprinted.remove()
  for (const annex of paper.querySelectorAll<HTMLElement>('.paper-annex')) {
    for (const gap of annex.querySelectorAll('.paper-gap')) {
      gap.firstElementChild?.classList.add('paper-gap')
      gap.replaceWith(...gap.childNodes)
    }
    const first = annex.firstElementChild as HTMLElement | null
    if (first) first.dataset['fresh'] = ''
    annex.replaceWith(...annex.childNodes)
  }
  return { paper, mark }
}

/** Puts the parts of one sheet together again. */
const written = (paper: HTMLElement, parts: readonly Part[]): HTMLElement => {
  const shell = made('div', paper.className)
  const blocks = [...new Set(parts.map(({ block }) => block))]
  for (const block of blocks) {
    const own = parts.filter((part) => part.block === block)
    shell.append(own[0]!.row ? tableOf(block, own) : blockOf(block, own))
  }
  return shell
}

const blockOf = (block: HTMLElement, parts: readonly Part[]): HTMLElement => {
  const from = parts[0]!.from
  const to = parts.at(-1)!.to
  if (from === null && to === null) return block.cloneNode(true) as HTMLElement
  const part = partOf(block, from, to)
  if (from !== null) part.classList.add('paper-goes-on')
  if (to !== null) part.classList.add('paper-broken')
  return part
}

const tableOf = (block: HTMLElement, parts: readonly Part[]): HTMLElement => {
  const table = (block instanceof HTMLTableElement ? block : block.querySelector('table'))!
  const begun = table.cloneNode(false) as HTMLTableElement
  for (const part of table.querySelectorAll(':scope > colgroup, :scope > thead')) begun.append(part.cloneNode(true))
  const body = begun.createTBody()
  for (const row of new Set(parts.map((part) => part.row!))) {
    const own = parts.filter((part) => part.row === row)
    body.append(rowOf(row, own[0]!.from, own.at(-1)!.to))
  }
  if (block === table) return begun
  const shell = block.cloneNode(false) as HTMLElement
  shell.append(begun)
  return shell
}

// A row that runs on over the sheet: its name stands again, each text is divided where the sheet ends, what is signed is signed once.
const rowOf = (row: HTMLTableRowElement, from: number | null, to: number | null): HTMLElement => {
  if (from === null && to === null) return row.cloneNode(true) as HTMLElement
  const shell = row.cloneNode(false) as HTMLElement
  shell.classList.add('paper-divided')
  for (const cell of row.cells) {
    if (cell.tagName === 'TH') {
      shell.append(cell.cloneNode(true))
      continue
    }
    const text = longText(cell)
    const part = partOf(text, from, to)
    part.style.minHeight = ''
    if (text === cell) {
      shell.append(part)
      continue
    }
    const own = cell.cloneNode(false) as HTMLElement
    own.append(part)
    if (to === null) own.append(...[...cell.children].filter((one) => one !== text).map((one) => one.cloneNode(true)))
    shell.append(own)
  }
  return shell
}

/**
 * Lays a paper on sheets of A4, each with its number, and puts them at the end of the page: measured here, because browsers number
 * pages only since Chromium 131. The caller takes what it returns away after printing.
 */
export const layOnSheets = (source: HTMLElement, lay: Lay): HTMLElement => {
  const root = made('div', `paper-sheets sheets-${lay}`)
  const size = document.createElement('style')
  size.textContent = `@page { size: A4 ${lay === 'across' ? 'landscape' : 'portrait'}; margin: 0; @bottom-right { content: none } }`
  const { paper, mark } = strip(source)
  const sheet = (): readonly [sheet: HTMLElement, body: HTMLElement] => {
    const page = made('section', 'paper-page')
    const body = made('div', 'paper-page-body')
    page.append(body)
    root.append(page)
    return [page, body]
  }
  const [measured, body] = sheet()
  document.body.append(root)
  const height = body.clientHeight - 1
  body.append(paper)
  const parts = partsOf(paper, height)
  const sheets = sheetsOf(parts, height)
  const papers = sheets.map(([from, to]) => written(paper, parts.slice(from, to)))
  measured.remove()
  papers.forEach((one, index) => {
    const [page, room] = sheet()
    room.append(one)
    if (mark !== '') page.append(Object.assign(made('p', 'paper-page-mark'), { textContent: mark }))
    const number = made('p', `paper-page-number ${index % 2 === 0 ? 'paper-odd' : 'paper-even'}`)
    number.textContent = numberOf(lay, index + 1, papers.length)
    page.append(number)
  })
  root.prepend(size)
  return root
}
