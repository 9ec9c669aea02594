import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** The key of a matter. */
export type Key = { readonly home: string; readonly id: string }

export type BodyRow = { data_key: Buffer; data: Buffer; version: number }
export type PartyRow = { id: string; role: string; sealed: Buffer; sex: string | null; birth_year: number | null }
export type StepRow = {
  seq: number; occurred_at: Date; recorded_at: Date; account_id: string | null; post_id: string | null; unit_id: number | null; action: string; track_id: string | null
  from_status: string | null; to_status: string | null; note: Buffer | null; payload: Record<string, unknown>; left_house: boolean; reverses: number | null; by_name: string | null; unit_name: string | null
}
export type ClockRow = {
  key: string; round: number; track_id: string | null; rule: string; rule_from: string; basis_zh: string; basis_en: string; started_at: Date; due_at: Date; first_due_at: Date
  provisional: boolean; stopped_at: Date | null; outcome: 'met' | 'missed' | 'void' | null
}
export type TrackRow = { id: string; key: string; status: string; phase: number; opened_at: Date; closed_at: Date | null }
export type PartRow = { id: string; key: string; sealed: Buffer; recorded_at: Date }
export type ObligationRow = { id: string; key: string; amount_fen: number | null; due_on: string; done_on: string | null; outcome: string | null; sealed: Buffer | null }
export type ActRow = { id: string; key: string; track_id: string | null; issuer: string; number: string; issued_on: string; valid_until: string | null; codes: string[] }
export type LinkRow = { relation: string; other_home: string; other_id: string; number: string | null }
export type FileRow = { id: string; purpose: string; name: Buffer; media_type: string; size: number; added_at: Date; by_name: string | null }
export type ApprovalRow = {
  id: string; action: string; request: Buffer; head_version: number; requested_by: string; requested_post: string; requested_at: Date; decision: string | null; decided_by: string | null; decided_at: Date | null
  remark: Buffer | null; by_name: string | null; decider_name: string | null; can: string
}

export const bodyOf = async (tx: Tx, { home, id }: Key): Promise<BodyRow | undefined> =>
  (await sql<BodyRow>`select data_key, data, version from cases.body where home = ${home} and case_id = ${id}::uuid`.execute(tx)).rows[0]

export const partiesOf = async (tx: Tx, { home, id }: Key): Promise<PartyRow[]> =>
  (await sql<PartyRow>`select id, role, sealed, sex, birth_year from cases.party where home = ${home} and case_id = ${id}::uuid order by role = 'respondent', id`.execute(tx)).rows

export const stepsOf = async (tx: Tx, { home, id }: Key): Promise<StepRow[]> =>
  (await sql<StepRow>`select s.seq, s.occurred_at, s.recorded_at, s.account_id, s.post_id, s.unit_id, s.action, s.track_id, s.from_status, s.to_status, s.note, s.payload, s.left_house, s.reverses, a.name as by_name, u.name as unit_name
    from cases.step s left join identity.account a on a.id = s.account_id left join org.unit u on u.id = s.unit_id
    where s.home = ${home} and s.case_id = ${id}::uuid order by s.seq`.execute(tx)).rows

export const clocksOf = async (tx: Tx, { home, id }: Key): Promise<ClockRow[]> =>
  (await sql<ClockRow>`select key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome
    from cases.clock where home = ${home} and case_id = ${id}::uuid order by stopped_at is null desc, started_at, key`.execute(tx)).rows

export const tracksOf = async (tx: Tx, { home, id }: Key): Promise<TrackRow[]> =>
  (await sql<TrackRow>`select id, key, status, phase, opened_at, closed_at from cases.track where home = ${home} and case_id = ${id}::uuid order by opened_at, id`.execute(tx)).rows

export const partsOf = async (tx: Tx, { home, id }: Key): Promise<PartRow[]> =>
  (await sql<PartRow>`select id, key, sealed, recorded_at from cases.part where home = ${home} and case_id = ${id}::uuid and removed_at is null order by position`.execute(tx)).rows

export const obligationsOf = async (tx: Tx, { home, id }: Key): Promise<ObligationRow[]> =>
  (await sql<ObligationRow>`select id, key, amount_fen, due_on, done_on, outcome, sealed from cases.obligation where home = ${home} and case_id = ${id}::uuid order by due_on, id`.execute(tx)).rows

export const actsOf = async (tx: Tx, { home, id }: Key): Promise<ActRow[]> =>
  (await sql<ActRow>`select id, key, track_id, issuer, number, issued_on, valid_until, codes from cases.act where home = ${home} and case_id = ${id}::uuid order by issued_on, id`.execute(tx)).rows

export const linksOf = async (tx: Tx, { home, id }: Key): Promise<LinkRow[]> =>
  (await sql<LinkRow>`select l.relation, l.other_home, l.other_id, h.number from cases.link l left join cases.head h on h.home = l.other_home and h.id = l.other_id
    where l.home = ${home} and l.case_id = ${id}::uuid`.execute(tx)).rows

export const filesOf = async (tx: Tx, { home, id }: Key): Promise<FileRow[]> =>
  (await sql<FileRow>`select f.id, f.purpose, f.name, f.media_type, f.size, f.added_at, a.name as by_name from cases.file f left join identity.account a on a.id = f.added_by
    where f.home = ${home} and f.case_id = ${id}::uuid and f.removed_at is null order by f.added_at`.execute(tx)).rows

export const approvalsOf = async (tx: Tx, { home, id }: Key): Promise<ApprovalRow[]> =>
  (await sql<ApprovalRow>`select p.id, p.action, p.request, p.head_version, p.requested_by, p.requested_post, p.requested_at, p.decision, p.decided_by, p.decided_at, p.remark, p.can, a.name as by_name, d.name as decider_name
    from cases.approval p left join identity.account a on a.id = p.requested_by left join identity.account d on d.id = p.decided_by
    where p.home = ${home} and p.case_id = ${id}::uuid order by p.requested_at`.execute(tx)).rows

/** Masked names need the first party and the record key of each row of a page. */
export const firstParties = async (tx: Tx, keys: readonly Key[]): Promise<{ home: string; case_id: string; id: string; sealed: Buffer; data_key: Buffer }[]> =>
  keys.length === 0 ? [] : (await sql<{ home: string; case_id: string; id: string; sealed: Buffer; data_key: Buffer }>`
    select distinct on (p.home, p.case_id) p.home, p.case_id, p.id, p.sealed, b.data_key
    from unnest(${keys.map((k) => k.home)}::text[], ${keys.map((k) => k.id)}::uuid[]) as k(home, id)
    join cases.party p on p.home = k.home and p.case_id = k.id join cases.body b on b.home = k.home and b.case_id = k.id
    order by p.home, p.case_id, p.role = 'respondent', p.id`.execute(tx)).rows

/** Votes of a panel round and the free places of a unit in a campaign. */
export const votesOf = async (tx: Tx, { home, id }: Key): Promise<{ votes: number; mean: number | null }> => {
  const { rows } = await sql<{ votes: number; mean: number | null }>`select count(*)::int as votes, avg(score)::float8 as mean from cases.vote where home = ${home} and case_id = ${id}::uuid`.execute(tx)
  return rows[0] ?? { votes: 0, mean: null }
}

/** Places of the nearest unit above that has a quota, less matters of the campaign already beyond the first state. */
export const quotaLeft = async (tx: Tx, campaign: string, kind: string, scope: string, used: readonly string[]): Promise<number | null> => {
  const { rows } = await sql<{ places: number; taken: number }>`
    select q.places, (select count(*)::int from cases.head h join cases.claim c on c.home = h.home and c.case_id = h.id and c.purpose = ${`quota:${campaign}`}
        where h.kind = ${kind} and h.scope >= u.scope and h.scope < left(u.scope, -1) || '0' and h.status = any(${used}::text[])) as taken
    from cases.quota q join org.unit u on u.id = q.unit_id
    where q.campaign = ${campaign} and q.kind = ${kind} and ${scope} like u.scope || '%' order by length(u.scope) desc limit 1`.execute(tx)
  const row = rows[0]
  return row ? row.places - row.taken : null
}
