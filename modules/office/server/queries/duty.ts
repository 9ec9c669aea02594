import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

export type DutyRow = {
  day: string
  shift: 'day' | 'night' | 'whole'
  post_id: string | null
  name: string
  phone: string | null
  away: boolean
}

/** The roster of a unit between two days; `away` where the colleague has somebody stand in that day. */
export const dutyOf = async (tx: Tx, unit: number, from: string, to: string): Promise<DutyRow[]> =>
  (
    await sql<DutyRow>`select d.day, d.shift, d.post_id, d.name, coalesce(d.phone, p.phone) as phone, d.post_id is not null and guard.away_on(d.post_id, d.day) as away
      from office.duty d left join identity.post p on p.id = d.post_id where d.unit_id = ${unit} and d.day >= ${from} and d.day <= ${to} order by d.day, d.shift`.execute(
      tx,
    )
  ).rows

/** Who is on duty at a unit, by day and shift. */
export const onDuty = async (
  tx: Tx,
  unit: number,
  at: readonly { readonly day: string; readonly shift: string }[],
): Promise<DutyRow[]> =>
  (
    await sql<DutyRow>`select d.day, d.shift, d.post_id, d.name, coalesce(d.phone, p.phone) as phone, d.post_id is not null and guard.away_on(d.post_id, d.day) as away
      from unnest(${at.map((one) => one.day)}::date[], ${at.map((one) => one.shift)}::text[]) as k(day, shift)
        join office.duty d on d.unit_id = ${unit} and d.day = k.day and d.shift = k.shift left join identity.post p on p.id = d.post_id order by d.shift`.execute(
      tx,
    )
  ).rows

/** The unit one level above a place. */
export const unitAbove = async (tx: Tx, scope: string): Promise<{ id: number; name: string } | undefined> => {
  const above = scope.replace(/[^/]+\/$/, '')
  return above === scope || above === ''
    ? undefined
    : (await sql<{ id: number; name: string }>`select id, name from org.unit where scope = ${above}`.execute(tx))
        .rows[0]
}

export type Colleague = { id: string; name: string; phone: string | null }
/** Posts of a unit that live on a day: who can be put on its roster. */
export const colleagues = async (tx: Tx, unit: number, day: string): Promise<Colleague[]> =>
  (
    await sql<Colleague>`select p.id, a.name, p.phone from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
      where p.unit_id = ${unit} and p.role not in ('admin', 'security', 'auditor', 'police') and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day}) order by a.name, p.id`.execute(
      tx,
    )
  ).rows

export const saveDuty = async (
  tx: Tx,
  of: { home: string; unit: number; scope: string; by: string; now: Date },
  cells: readonly { day: string; shift: string; post: string | null; name: string; phone: string | null }[],
): Promise<void> => {
  for (const cell of cells)
    await sql`insert into office.duty (home, unit_id, scope, day, shift, post_id, name, phone, saved_by, saved_at)
      values (${of.home}, ${of.unit}, ${of.scope}, ${cell.day}, ${cell.shift}, ${cell.post}::uuid, ${cell.name}, ${cell.phone}, ${of.by}::uuid, ${of.now})
      on conflict (home, unit_id, day, shift) do update set post_id = excluded.post_id, name = excluded.name, phone = excluded.phone, saved_by = excluded.saved_by, saved_at = excluded.saved_at`.execute(
      tx,
    )
}

export const clearDuty = async (
  tx: Tx,
  unit: number,
  cells: readonly { readonly day: string; readonly shift: string }[],
): Promise<void> => {
  await sql`delete from office.duty d using unnest(${cells.map((c) => c.day)}::date[], ${cells.map((c) => c.shift)}::text[]) as k(day, shift)
    where d.unit_id = ${unit} and d.day = k.day and d.shift = k.shift`.execute(tx)
}
