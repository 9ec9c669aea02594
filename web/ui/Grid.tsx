import { Button } from 'antd'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useSay } from '../preferences.ts'
import {
  type Area,
  type At,
  cornersOf,
  type Deeds,
  did,
  emptied,
  filledDown,
  moved,
  noDeeds,
  pasted,
  type Put,
  readClip,
  redo,
  undo,
  writeClip,
} from './grid-model.ts'
import { uiWords } from './words.ts'

/** A column of a grid. */
export type GridColumn = {
  readonly key: string
  readonly title: string
  readonly note?: string
  readonly width?: number
}

/** A row of a grid: its texts by column, and what is wrong with some of them. */
export type GridRow = {
  readonly key: string
  /** What stands before the row, such as its number in a file. */
  readonly head: string
  readonly cells: Readonly<Record<string, string>>
  /** By column: why the text cannot stay. */
  readonly problems?: Readonly<Record<string, string>>
  /** What is said of the row as a whole, before its cells. */
  readonly about?: ReactNode
}

/** A cell that was changed. */
export type GridChange = { readonly row: string; readonly column: string; readonly text: string }

/**
 * A grid with the habits of a spreadsheet: arrows and Tab, typing over, F2, ranges by Shift or mouse, copy and paste from and to WPS and
 * Excel, fill-down (Ctrl-D), undo and redo (Ctrl-Z, Ctrl-Y). One cell is in the order of Tab; `onChange` is told of all cells of one deed.
 */
export const Grid = ({
  label,
  corner,
  columns,
  rows,
  aboutTitle,
  onChange,
}: {
  readonly label: string
  /** Title of the heads of rows. */
  readonly corner: string
  readonly columns: readonly GridColumn[]
  readonly rows: readonly GridRow[]
  readonly aboutTitle?: string
  /** Absent where it is only looked at and copied from. */
  readonly onChange?: (changes: readonly GridChange[]) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [area, setArea] = useState<Area>({ from: { row: 0, column: 0 }, to: { row: 0, column: 0 } })
  const [typing, setTyping] = useState<string | null>(null)
  const [deeds, setDeeds] = useState<Deeds<Omit<GridChange, 'text'>>>(noDeeds)
  const [held, setHeld] = useState(false)
  const dragging = useRef(false)
  /** Whether the finger came down on the cell one stood on already. */
  const twice = useRef(false)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const size = { rows: rows.length, columns: columns.length }
  const inside = ({ row, column }: At): At => ({
    row: Math.max(0, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  })
  const at = inside(area.to)
  const marked = cornersOf({ from: inside(area.from), to: at })
  const many = marked.top !== marked.bottom || marked.left !== marked.right
  const textAt = (cell: At): string => rows[cell.row]?.cells[columns[cell.column]?.key ?? ''] ?? ''

  // The focus follows the cell one stands on, once one is in the grid.
  const follow = (node: HTMLTextAreaElement | null): void => {
    field.current = node
    if (!node || !held || document.activeElement === node) return
    node.focus({ preventScroll: true })
    node.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  const put = (puts: readonly Put[]): void => {
    const deed = puts.flatMap(({ row, column, text }) => {
      const cell = { row: rows[row]?.key ?? '', column: columns[column]?.key ?? '' }
      const before = textAt({ row, column })
      return cell.row === '' || cell.column === '' || before === text ? [] : [{ cell, before, after: text }]
    })
    if (deed.length === 0 || !onChange) return
    setDeeds(did(deeds, deed))
    onChange(deed.map(({ cell, after }) => ({ ...cell, text: after })))
  }
  const again = (way: 'undo' | 'redo'): void => {
    const found = way === 'undo' ? undo(deeds) : redo(deeds)
    if (!found || !onChange) return
    setDeeds(found.deeds)
    onChange(found.deed.map(({ cell, before, after }) => ({ ...cell, text: way === 'undo' ? before : after })))
  }
  const goTo = (next: At, stretch = false): void => setArea({ from: stretch ? area.from : next, to: next })
  const end = (keep: boolean, next?: At): void => {
    if (typing !== null && keep) put([{ ...at, text: typing }])
    setTyping(null)
    if (next) goTo(next)
  }
  const besides = (back: boolean): At | null => {
    const place = at.row * size.columns + at.column + (back ? -1 : 1)
    if (place < 0 || place >= size.rows * size.columns) return null
    return { row: Math.floor(place / size.columns), column: place % size.columns }
  }
  const pressTyping = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && event.altKey && field.current) {
      // A line end within the cell, as in a sheet.
      event.preventDefault()
      const { selectionStart: start, selectionEnd: until } = field.current
      field.current.setRangeText('\n', start, until, 'end')
      setTyping(field.current.value)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      end(true, moved(event.shiftKey ? 'ArrowUp' : 'ArrowDown', at, size, false) ?? at)
    } else if (event.key === 'Tab') {
      const next = besides(event.shiftKey)
      if (next) event.preventDefault()
      end(true, next ?? at)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      end(false)
    }
  }
  const press = (event: KeyboardEvent): void => {
    if (typing !== null || event.nativeEvent.isComposing) return
    const control = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    const next = moved(event.key, at, size, control)
    const act = (work: () => void): void => {
      event.preventDefault()
      work()
    }
    if (next) act(() => goTo(next, event.shiftKey))
    else if (control && key === 'z' && !event.shiftKey) act(() => again('undo'))
    else if (control && (key === 'y' || key === 'z')) act(() => again('redo'))
    else if (control && key === 'd') act(() => put(filledDown({ from: area.from, to: at }, textAt)))
    else if (control && key === 'a')
      act(() => setArea({ from: { row: 0, column: 0 }, to: { row: size.rows - 1, column: size.columns - 1 } }))
    else if (event.key === 'Enter' || event.key === 'F2') act(() => onChange && setTyping(textAt(at)))
    else if (event.key === 'Delete' || event.key === 'Backspace') act(() => put(emptied({ from: area.from, to: at })))
    else if (event.key === 'Tab') {
      // Beyond the last cell Tab leaves the grid.
      const beside = besides(event.shiftKey)
      if (beside) act(() => goTo(beside))
    }
  }
  const copy = (event: ClipboardEvent): void => {
    if (typing !== null) return
    event.preventDefault()
    const lines = rows
      .slice(marked.top, marked.bottom + 1)
      .map((row) => columns.slice(marked.left, marked.right + 1).map(({ key }) => row.cells[key] ?? ''))
    event.clipboardData.setData('text/plain', writeClip(lines))
  }
  const paste = (event: ClipboardEvent): void => {
    if (typing !== null) return
    event.preventDefault()
    put(pasted({ from: area.from, to: at }, readClip(event.clipboardData.getData('text/plain')), size))
  }
  const isMarked = (row: number, column: number): boolean =>
    many && row >= marked.top && row <= marked.bottom && column >= marked.left && column <= marked.right
  const problem = rows[at.row]?.problems?.[columns[at.column]?.key ?? '']
  return (
    <div className="grid-all">
      <div className="grid-scroll">
        <table
          role="grid"
          className="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-multiselectable="true"
          aria-describedby={`${id}keys`}
          onKeyDown={press}
          onCopy={copy}
          onPaste={paste}
          onFocus={() => setHeld(true)}
          onBlur={(event) => setHeld(event.currentTarget.contains(event.relatedTarget))}
          onMouseUp={() => void (dragging.current = false)}
        >
          <thead>
            <tr>
              <th scope="col" className="grid-head">
                {corner}
              </th>
              {aboutTitle && <th scope="col">{aboutTitle}</th>}
              {columns.map(({ key, title, note, width }) => (
                <th key={key} scope="col" style={{ minWidth: width ?? 96 }}>
                  {title}
                  {note && <span className="grid-note">{note}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, y) => (
              <tr key={row.key}>
                <th scope="row" className="grid-head">
                  {row.head}
                </th>
                {aboutTitle && <td className="grid-about">{row.about}</td>}
                {columns.map(({ key, title }, x) => {
                  const here = at.row === y && at.column === x
                  const wrong = row.problems?.[key]
                  const text = row.cells[key] ?? ''
                  return (
                    <td
                      key={key}
                      role="gridcell"
                      aria-selected={here || isMarked(y, x)}
                      className={`${wrong ? 'grid-wrong' : ''} ${here ? 'grid-here' : ''} ${isMarked(y, x) ? 'grid-marked' : ''}`}
                      onMouseDown={(event) => {
                        if (here && typing !== null) return
                        twice.current = here
                        // The field of the cell one stands on keeps the focus.
                        event.preventDefault()
                        if (typing !== null) end(true)
                        dragging.current = true
                        setHeld(true)
                        goTo({ row: y, column: x }, event.shiftKey)
                      }}
                      onMouseEnter={() => dragging.current && goTo({ row: y, column: x }, true)}
                      onDoubleClick={() => onChange && setTyping(textAt(at))}
                      onClick={({ nativeEvent }) => {
                        // A finger taps the cell it stands on to change it.
                        const finger = 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch'
                        if (!finger || !twice.current || !here || typing !== null || !onChange) return
                        field.current?.focus()
                        setTyping(textAt(at))
                      }}
                    >
                      {here && (
                        // Always there, so that the first sign of an input method falls into it.
                        <textarea
                          rows={(typing ?? '').split('\n').length}
                          ref={follow}
                          className={typing === null ? 'grid-catch' : 'grid-input'}
                          aria-label={`${title} ${row.head} ${typing === null ? text : ''}`}
                          aria-invalid={wrong ? true : undefined}
                          {...(wrong ? { 'aria-describedby': `${id}why` } : {})}
                          readOnly={!onChange}
                          value={typing ?? ''}
                          onChange={(event) => setTyping(event.target.value)}
                          onCompositionStart={() => setTyping((now) => now ?? '')}
                          onKeyDown={typing === null ? undefined : pressTyping}
                          onBlur={() => end(true)}
                        />
                      )}
                      {!(here && typing !== null) && text}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p id={`${id}why`} className="reason" aria-live="polite">
        {problem ?? ''}
      </p>
      {onChange && (
        <div className="next-step-buttons">
          <Button size="small" disabled={deeds.done.length === 0} onClick={() => again('undo')}>
            {say(uiWords.gridUndo)}
          </Button>
          <Button size="small" disabled={deeds.undone.length === 0} onClick={() => again('redo')}>
            {say(uiWords.gridRedo)}
          </Button>
        </div>
      )}
      <p id={`${id}keys`} className="grid-keys">
        <span className="grid-by-keys">{say(uiWords.gridKeys)}</span>
        {onChange && <span className="grid-by-finger">{say(uiWords.gridTaps)}</span>}
      </p>
    </div>
  )
}
