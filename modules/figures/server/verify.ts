import type { Database, Tx } from '#platform/db/open.ts'
import { cellGaps, listGaps, type Posted, postedPage } from './queries.ts'

/** What one record should have posted, worked out from the record alone. */
export type Contributed = Omit<Posted, 'unitId'>

/** Rebuilds a record's contributions; an empty list for one that counts for nothing. Given by the room that keeps the records. */
export type Recompute = (tx: Tx, home: string, id: string) => Promise<readonly Contributed[]>

/** Something that is not as the records say. `place` is a unit's id; `cut` names class, channel, result and level. */
export type Finding = {
  readonly what: 'record' | 'cell' | 'list'
  readonly measure: string
  readonly month: string
  readonly place: number | null
  readonly cut: string
  readonly expected: number
  readonly found: number
  readonly record: { readonly home: string; readonly id: string } | null
}

/** The outcome of a check. `findings` stops at the limit. */
export type Verified = { readonly records: number; readonly findings: readonly Finding[] }

const limitOfFindings = 1_000

/**
 * Rebuilds every posting from its record and compares record by record; then cells with their postings, then figures with
 * their lists. One snapshot throughout, so it can run while people work.
 * @param db the system login.
 */
export const verifyFigures = (db: Database, recompute: Recompute): Promise<Verified> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const findings: Finding[] = []
      let records = 0
      for (let after: { home: string; id: string } | null = null; ;) {
        const page = await postedPage(tx, after, 500)
        for (const { home, id, unitId, posted } of page) {
          const expected = unitId === null ? [] : await recompute(tx, home, id)
          if (findings.length < limitOfFindings) findings.push(...compare({ home, id }, unitId, expected, posted))
        }
        records += page.length
        const last = page.at(-1)
        if (!last) break
        after = last
      }
      for (const gap of await cellGaps(tx, limitOfFindings))
        findings.push({
          what: 'cell',
          measure: gap.measure,
          month: gap.month,
          place: gap.unitId,
          cut: gap.cut,
          expected: gap.posted,
          found: gap.kept,
          record: null,
        })
      for (const gap of await listGaps(tx))
        findings.push({
          what: 'list',
          measure: gap.measure,
          month: gap.month,
          place: null,
          cut: '',
          expected: gap.listed,
          found: gap.kept,
          record: null,
        })
      return { records, findings: findings.slice(0, limitOfFindings) }
    })

const keyOf = (one: Posted): string =>
  [one.measure, one.month, one.unitId, one.category, one.channel, one.result, one.level].join('\u0001')

const compare = (
  record: { home: string; id: string },
  unitId: number | null,
  expected: readonly Contributed[],
  posted: readonly Posted[],
): Finding[] => {
  const sums = new Map<string, { row: Posted; expected: number; found: number }>()
  const add = (row: Posted, side: 'expected' | 'found'): void => {
    const sum = sums.get(keyOf(row)) ?? { row, expected: 0, found: 0 }
    sum[side] += row.n
    sums.set(keyOf(row), sum)
  }
  for (const row of expected) add({ ...row, unitId: unitId ?? 0 }, 'expected')
  for (const row of posted) add(row, 'found')
  return [...sums.values()]
    .filter((sum) => sum.expected !== sum.found)
    .map(({ row, expected, found }) => ({
      what: 'record',
      measure: row.measure,
      month: row.month,
      place: row.unitId,
      cut: [row.category, row.channel, row.result, row.level].join('/'),
      expected,
      found,
      record,
    }))
}
