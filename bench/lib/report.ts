import type { Times } from './timing.ts'

/** One measured thing beside its floor. `rows` is what came back, so that an empty answer does not pass for a fast one. */
export type Row = {
  readonly place: string
  readonly what: string
  readonly rows: number
  readonly scoped: Times
  readonly floor: Times
}

/** Whether a row keeps the goal of mechanisms section 2: at most 1.2 × the floor or 5 ms more. */
export const keepsGoal = ({ scoped, floor }: Row): boolean =>
  scoped.p50 <= floor.p50 * 1.2 || scoped.p50 <= floor.p50 + 5

/** A plain text table; numbers stand right. */
export const table = (head: readonly string[], lines: readonly (readonly (string | number)[])[]): string => {
  const cells = [head, ...lines].map((line) =>
    line.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 100 ? 2 : 0) : cell)),
  )
  const widths = head.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)))
  const numeric = head.map((_, at) => lines.some((line) => typeof line[at] === 'number'))
  return cells
    .map((line) =>
      line
        .map((cell, at) => (numeric[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The table of measured rows, worst ratio marked by `!` where the goal is missed. */
export const tableOf = (rows: readonly Row[]): string =>
  table(
    ['place', 'what', 'rows', 'p50 ms', 'p95 ms', 'floor p50', 'floor p95', 'ratio', ''],
    rows.map((row) => [
      row.place,
      row.what,
      String(row.rows),
      row.scoped.p50,
      row.scoped.p95,
      row.floor.p50,
      row.floor.p95,
      row.scoped.p50 / row.floor.p50,
      keepsGoal(row) ? '' : '!',
    ]),
  )

/** The one machine-readable line a bench ends with. */
export const jsonLine = (bench: string, facts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ bench, ...facts })
