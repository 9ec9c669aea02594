import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { ClockRow, StepRow } from './children.ts'

type Sent = Pick<StepRow, 'seq' | 'action' | 'left_house' | 'payload'>

/** A matter as far as voiding it needs to know; steps taken back are left out. */
export type Voidable = {
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly phase: number
  readonly data_key: Buffer
  /** Place of its latest step. */
  readonly seq: number
  readonly done: readonly string[]
  /** Steps by which something left the house, and those that struck out that she was told. */
  readonly sent: readonly Sent[]
  readonly brought: boolean
}

/** Matters of one home the actor may work on in order of id, held until the end of the transaction where they are to be voided. */
export const findVoidable = async (
  tx: Tx,
  home: string,
  ids: readonly string[],
  hold: boolean,
): Promise<Voidable[]> => {
  const { rows } = await sql<Voidable>`
    with h as materialized (select home, id, kind, status, phase from cases.head where home = ${home} and id = any(${ids}::uuid[]) order by id ${hold ? sql`for update` : sql``})
    select h.id, h.kind, h.status, h.phase, b.data_key, s.seq, s.done, s.sent, s.brought
    from h join cases.body b on b.home = h.home and b.case_id = h.id
    cross join lateral (
      select max(seq) as seq, coalesce(array_agg(action) filter (where stands), '{}') as done, coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'action', action, 'left_house', left_house, 'payload', payload)) filter (where stands and (left_house or payload ? 'untold')), '[]') as sent,
        coalesce(bool_and(action in ('opened', 'note') or payload @> '{"replay": true}') filter (where stands), false) as brought
      from (select seq, action, left_house, payload, reverses is null and seq <> all(array(select r.reverses from cases.step r where r.home = h.home and r.case_id = h.id and r.reverses is not null)) as stands
        from cases.step where home = h.home and case_id = h.id) t) s
    order by h.id`.execute(tx)
  return rows
}

/** Deadlines of many matters that have not ended. */
export const runningClocks = async (
  tx: Tx,
  home: string,
  ids: readonly string[],
): Promise<(ClockRow & { case_id: string })[]> =>
  (
    await sql<ClockRow & { case_id: string }>`
      select case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome
      from cases.clock where home = ${home} and case_id = any(${ids}::uuid[]) and stopped_at is null`.execute(tx)
  ).rows

/** Marks locked matters as void. @returns how many the actor could change. */
export const voidHeads = async (tx: Tx, home: string, ids: readonly string[], now: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    update cases.head set status = 'void', phase = 2, decided_at = coalesce(decided_at, ${now}), closed_at = ${now}, next_due_at = null, next_due_started_at = null, next_due_clock = null,
      waiting = null, version = version + 1, touched_at = ${now} where home = ${home} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}
