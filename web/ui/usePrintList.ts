import { useSheets } from '../paper/InSheets.tsx'
import './print-list.css'

/**
 * Prints the table of the page on numbered sheets, across them where its columns need the width: title, what is chosen of it, the
 * rows as they stand, the foot that tells whose it is. A phone shows cards, which its browser prints as they are.
 */
export const usePrintList = (lay: 'list' | 'across' = 'across'): void => useSheets(listOf, lay)

const listOf = (): HTMLElement | null => {
  const page = document.querySelector('main .page')
  const table = page?.querySelector<HTMLTableElement>('table')
  if (!page || !table) return null
  const paper = document.createElement('article')
  paper.className = 'paper paper-list'
  const add = (tag: string, className: string, text: string | null | undefined): void => {
    if (text) paper.append(Object.assign(document.createElement(tag), { className, textContent: text }))
  }
  add('h1', 'paper-title', page.querySelector('h1')?.textContent)
  add('p', 'paper-list-lead', page.querySelector('.print-only:not(.print-foot)')?.textContent)
  paper.append(plain(table))
  add('p', 'paper-list-foot', page.querySelector('.print-foot')?.textContent)
  return paper
}

/** The table without what is pressed or only heard, each field as the text in it. */
const plain = (table: HTMLTableElement): HTMLTableElement => {
  const copy = table.cloneNode(true) as HTMLTableElement
  const fields = table.querySelectorAll('input')
  copy.querySelectorAll('input').forEach((field, index) => field.replaceWith(fields[index]?.value ?? ''))
  for (const one of copy.querySelectorAll(
    '.table-actions-cell, .table-actions-col, .table-grip, .only-heard, button, .no-print',
  ))
    one.remove()
  copy.className = ''
  // Columns as wide as their share on screen, the same on each sheet.
  const shares = [...(table.tHead?.rows[0]?.cells ?? [])]
    .filter((cell) => !cell.matches('.table-actions-cell'))
    .map((cell) => cell.offsetWidth)
  const total = shares.reduce((sum, share) => sum + share, 0)
  copy.querySelector('colgroup')?.remove()
  const columns = document.createElement('colgroup')
  for (const share of shares) {
    const column = document.createElement('col')
    column.style.width = `${(100 * share) / total}%`
    columns.append(column)
  }
  copy.prepend(columns)
  return copy
}
