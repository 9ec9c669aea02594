import { useSheets } from '../paper/InSheets.tsx'
import './print-list.css'
import './print-page.css'

/** Prints the page as it stands on numbered sheets: its title, then block by block what it shows, without what is pressed. */
export const usePrintPage = (): void => useSheets(pageOf, 'list')

// What is pressed, chosen or only led through is not printed.
const unprinted =
  'nav, .page-actions, .next-step, .card-actions, .rows-more, .table-grip, .table-actions-col, .table-actions-cell, .timeline-actions, .ant-btn, .button-link, .figures-choices, .figures-actions, .figures-field, .figures-more, .chart-table, .only-heard, .no-print, [role=search], select, svg.icon, dialog'

const pageOf = (): HTMLElement | null => {
  const page = document.querySelector<HTMLElement>('main .page')
  if (!page) return null
  const paper = document.createElement('article')
  paper.className = 'paper paper-list paper-screened'
  const add = (tag: string, className: string, text: string | null | undefined): void => {
    if (text?.trim()) paper.append(Object.assign(document.createElement(tag), { className, textContent: text }))
  }
  add('h1', 'paper-title', page.querySelector('h1')?.textContent)
  for (const part of page.children)
    if (part instanceof HTMLElement && !part.matches('.page-head')) paper.append(...blocksOf(part))
  add('p', 'paper-list-foot', page.querySelector('.print-foot')?.textContent)
  return paper
}

// About a third of a sheet: what is higher is divided where it can be. What is folded on screen is told by its length.
const highest = 320
const isHigh = (part: HTMLElement): boolean => part.offsetHeight >= highest || (part.textContent ?? '').length > 300

/** The blocks a part of the page is laid out in: lists by their entries, texts by their lines, tables by their rows. */
const blocksOf = (part: HTMLElement): HTMLElement[] => {
  if (part.matches(`${unprinted}, .print-only, [hidden]`) || part.offsetHeight === 0) return []
  if (part.matches('.sheet-head, h2, h3')) return [headingOf(part)]
  const children = [...part.children].filter((child): child is HTMLElement => child instanceof HTMLElement)
  const kept = ['TABLE', 'FIGURE'].includes(part.tagName) || children.some(({ tagName }) => tagName === 'TABLE')
  const folded = part.matches('dl') && children.some(isHigh)
  if (kept || (part.offsetHeight < highest && !folded)) return whole(part)
  if (part.matches('ul, ol, dl')) return chunked(part, children)
  const parts = children.filter((child) => getComputedStyle(child).display !== 'inline')
  return parts.length > 0 ? parts.flatMap(blocksOf) : whole(part)
}

const headingOf = (part: HTMLElement): HTMLElement => {
  const heading = document.createElement(part.matches('h3') ? 'h3' : 'h2')
  heading.className = part.matches('h3') ? 'paper-h3' : 'paper-h2'
  heading.textContent = (part.querySelector('h2') ?? part).textContent
  return heading
}

const whole = (part: HTMLElement): HTMLElement[] => {
  const copy = plain(part)
  if (copy.textContent === '' && !copy.querySelector('img')) return []
  const table = copy.matches('table') ? copy : copy.querySelector('table')
  if (table instanceof HTMLTableElement) return narrowed(table)
  // A text that is longer than a sheet runs on by its lines.
  if (!copy.querySelector('img')) copy.classList.add('paper-text')
  return [copy]
}

// Cards stand side by side in threes; a text longer than those stands alone, so that it runs on over the sheet.
const chunked = (list: HTMLElement, entries: readonly HTMLElement[]): HTMLElement[] => {
  const wide = getComputedStyle(list).display === 'grid' ? 3 : 1
  const rows: HTMLElement[][] = []
  for (const entry of entries.filter((one) => !one.matches(unprinted))) {
    const last = rows.at(-1)
    if (!last || last.length === wide || isHigh(entry) || isHigh(last[0]!)) rows.push([entry])
    else last.push(entry)
  }
  return rows.flatMap((row) => {
    const shell = list.cloneNode(false) as HTMLElement
    shell.append(...row.map(plain))
    if (shell.textContent === '') return []
    const alone = isHigh(row[0]!)
    if (wide === 1 || alone) shell.classList.add('paper-text')
    if (alone) shell.style.display = 'block'
    return [shell]
  })
}

// Columns that fit beside the first across a sheet; of wider tables the first stands again with the next ones.
const beside = 7

/** A table as one or several, none wider than a sheet. */
const narrowed = (table: HTMLTableElement): HTMLElement[] => {
  table.className = ''
  table.querySelector('colgroup')?.remove()
  const columns = Math.max(...[...table.rows].map(({ cells }) => cells.length)) - 1
  if (columns <= beside + 1) return [table]
  return Array.from({ length: Math.ceil(columns / beside) }, (_, at) => {
    const part = table.cloneNode(true) as HTMLTableElement
    for (const row of part.rows)
      for (const [place, cell] of [...row.cells].entries())
        if (place > 0 && Math.floor((place - 1) / beside) !== at) cell.remove()
    return part
  })
}

/** A copy without what is pressed; a field is its text, a drawing its picture. */
const plain = (part: HTMLElement): HTMLElement => {
  const copy = part.cloneNode(true) as HTMLElement
  const drawn = part.querySelectorAll('canvas')
  copy.querySelectorAll('canvas').forEach((canvas, at) => {
    const picture = document.createElement('img')
    picture.src = drawn[at]?.toDataURL() ?? ''
    canvas.replaceWith(picture)
  })
  for (const one of copy.querySelectorAll(`${unprinted}, [hidden]`)) one.remove()
  for (const shown of copy.querySelectorAll('.print-only')) shown.classList.remove('print-only')
  // What is folded on screen is whole on paper.
  for (const more of copy.querySelectorAll('.folded-more')) more.remove()
  for (const rest of copy.querySelectorAll('.folded-rest')) rest.classList.remove('folded-rest')
  // A name that opens more stays as a name.
  for (const button of copy.querySelectorAll('button')) {
    const name = document.createElement('span')
    button.querySelectorAll('[aria-hidden]').forEach((sign) => sign.remove())
    name.textContent = button.textContent
    button.replaceWith(name)
  }
  return copy
}
