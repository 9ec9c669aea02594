import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import type { SheetView } from '../contract.ts'
import { words } from './words.ts'

/** What stands on a bound cell. */
export type Mark = { readonly text: string; readonly about: string }

/** A sheet of a form to click on: arrows move, Enter or a click chooses; bound cells are marked and show what they hold. */
export const SheetGrid = ({
  sheet,
  marks,
  onPick,
}: {
  sheet: SheetView
  marks: ReadonlyMap<string, Mark>
  /** Null where the form is another unit's. */
  onPick: ((cell: string) => void) | null
}): ReactNode => {
  const say = useSay()
  const table = useRef<HTMLTableElement>(null)
  const cells = sheet.rows.flat()
  const [at, setAt] = useState(cells[0]?.cell ?? 'A1')
  const move = (event: KeyboardEvent, down: number, right: number): void => {
    event.preventDefault()
    const next = neighbour(sheet, at, down, right)
    setAt(next)
    table.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(event, 1, 0)
    else if (event.key === 'ArrowUp') move(event, -1, 0)
    else if (event.key === 'ArrowRight') move(event, 0, 1)
    else if (event.key === 'ArrowLeft') move(event, 0, -1)
  }
  return (
    <div className="forms-scroll">
      <table className="forms-grid" ref={table} onKeyDown={press} aria-label={`${sheet.name}: ${say(words.grid)}`}>
        <colgroup>
          {sheet.widths.map((width, place) => (
            <col key={place} style={{ width: `${width * 0.62}rem` }} />
          ))}
        </colgroup>
        <tbody>
          {sheet.rows.map((row, place) => (
            <tr key={place}>
              {row.map(({ cell, text, rows, columns, formula }) => {
                const mark = marks.get(cell)
                const shown = mark?.text ?? text
                const about = [cell, text, mark?.about, formula ? say(words.formula) : ''].filter(Boolean).join(', ')
                return (
                  <td
                    key={cell}
                    rowSpan={rows}
                    colSpan={columns}
                    className={mark ? 'forms-bound' : formula ? 'forms-formula' : ''}
                  >
                    {onPick && !formula ? (
                      <button
                        type="button"
                        data-cell={cell}
                        tabIndex={cell === at ? 0 : -1}
                        aria-label={about}
                        title={mark?.about}
                        onFocus={() => setAt(cell)}
                        onClick={() => onPick(cell)}
                      >
                        {shown}
                      </button>
                    ) : (
                      <span>{shown}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const placeOf = (cell: string): { row: number; column: number } => {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
  return {
    row: Number(digits),
    column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
  }
}

// The nearest cell in a direction that can be chosen; where there is none one stays.
const neighbour = (sheet: SheetView, from: string, down: number, right: number): string => {
  const here = placeOf(from)
  const others = sheet.rows
    .flat()
    .filter(({ formula }) => !formula)
    .map(({ cell }) => ({ cell, ...placeOf(cell) }))
    .filter(({ row, column }) =>
      down ? Math.sign(row - here.row) === down : row === here.row && Math.sign(column - here.column) === right,
    )
  const distance = (one: { row: number; column: number }): number =>
    Math.abs(one.row - here.row) * 1_000 + Math.abs(one.column - here.column)
  return others.sort((a, b) => distance(a) - distance(b))[0]?.cell ?? from
}
