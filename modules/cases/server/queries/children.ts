import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { CaseView } from '../../contract.ts'
import type { HeadRow } from './heads.ts'

/** The key of a matter. */
export type Key = { readonly home: string; readonly id: string }

export type PartyRow = { id: string; role: string; sealed: Buffer; sex: string | null; birth_year: number | null }
export type StepRow = {
  seq: number
  occurred_at: Date
  recorded_at: Date
  account_id: string | null
  post_id: string | null
  unit_id: number | null
  action: string
  track_id: string | null
  from_status: string | null
  to_status: string | null
  note: Buffer | null
  replaced: Buffer | null
  payload: Record<string, unknown>
  left_house: boolean
  reverses: number | null
  by_name: string | null
  unit_name: string | null
}
export type ClockRow = {
  key: string
  round: number
  track_id: string | null
  rule: string
  rule_from: string
  basis_zh: string
  basis_en: string
  started_at: Date
  due_at: Date
  first_due_at: Date
  provisional: boolean
  stopped_at: Date | null
  outcome: 'met' | 'missed' | 'void' | null
}
export type TrackRow = {
  id: string
  key: string
  status: string
  phase: number
  opened_at: Date
  closed_at: Date | null
}
export type PartRow = { id: string; key: string; sealed: Buffer; recorded_at: Date }
export type ObligationRow = {
  id: string
  key: string
  by_party: string | null
  amount_fen: number | null
  due_on: string
  done_on: string | null
  outcome: string | null
  sealed: Buffer | null
}
export type ActRow = {
  id: string
  key: string
  track_id: string | null
  issuer: string
  number: string
  issued_on: string
  valid_until: string | null
  served_on: string | null
  codes: string[]
}
/** A matter that has to do with this one and that the reader may open: whose it is tells whose this one is. */
export type LinkRow = CaseView['links'][number]
export type FileRow = {
  id: string
  purpose: string
  name: Buffer
  media_type: string
  size: number
  added_at: Date
  by_name: string | null
}
export type ApprovalRow = {
  id: string
  action: string
  request: Buffer
  head_version: number
  requested_by: string
  requested_post: string
  requested_at: Date
  decision: string | null
  decided_by: string | null
  decided_at: Date | null
  remark: Buffer | null
  by_name: string | null
  decider_name: string | null
  can: string
}

/** A matter's children as one call gives them. */
export type Children = {
  readonly body: { readonly data_key: Buffer; readonly data: Buffer }
  readonly parties: readonly PartyRow[]
  readonly steps: readonly StepRow[]
  readonly clocks: readonly ClockRow[]
  readonly tracks: readonly TrackRow[]
  readonly parts: readonly PartRow[]
  readonly obligations: readonly ObligationRow[]
  readonly acts: readonly ActRow[]
  readonly links: readonly LinkRow[]
  readonly files: readonly FileRow[]
  readonly approvals: readonly ApprovalRow[]
}

/**
 * One record in one call, under one look at the rule: its head for whoever may see that, its children for whoever may open it and asks
 * for the whole. With `lock` nobody else changes it meanwhile, and what is read is what stood when the lock was given.
 */
export const openCase = async (
  tx: Tx,
  { home, id }: Key,
  what: 'head' | 'whole',
  lock = false,
): Promise<{ head?: HeadRow; children?: Children }> => {
  const { rows } = await sql<{
    found: { head: Packed; whole?: Packed | null } | null
  }>`select guard.case_open(${home}, ${id}::uuid, ${what === 'whole'}, ${lock}) as found`.execute(tx)
  const found = rows[0]?.found
  if (!found) return {}
  const head = headOf(found.head)
  const { whole } = found
  if (!whole?.body) return { head }
  const list = (key: string): Packed[] => (whole[key] as Packed[] | null) ?? []
  const unpack = <T>(key: string): T[] => list(key).map((row) => revive(row) as T)
  return {
    head,
    children: {
      body: revive(whole.body as Packed) as Children['body'],
      parties: unpack('parties'),
      steps: unpack('steps'),
      clocks: unpack('clocks'),
      tracks: unpack('tracks'),
      parts: unpack('parts'),
      obligations: unpack('obligations'),
      acts: unpack('acts'),
      links: unpack('links'),
      files: unpack('files'),
      approvals: unpack('approvals'),
    },
  }
}

/** A head as the guard's functions give it. */
export const headOf = (card: Readonly<Record<string, unknown>>): HeadRow => revive(card) as HeadRow

type Packed = Record<string, unknown>

// JSON has neither bytes nor instants: the columns that hold them are known by name.
const bytes = new Set(['sealed', 'note', 'replaced', 'data', 'data_key', 'name', 'request', 'remark'])
const revive = (row: Readonly<Packed>): Packed =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      value === null
        ? null
        : bytes.has(key) && typeof value === 'string'
          ? Buffer.from(value, 'base64')
          : key.endsWith('_at')
            ? new Date(value as string)
            : value,
    ]),
  )

/** Clocks of a matter whose head is in sight, opened or not; and for jobs. */
export const clocksOf = async (tx: Tx, { home, id }: Key): Promise<ClockRow[]> =>
  (
    await sql<ClockRow>`select key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome
    from cases.clock where home = ${home} and case_id = ${id}::uuid order by stopped_at is null desc, started_at, key`.execute(
      tx,
    )
  ).rows

/** Votes of a panel round and the free places of a unit in a campaign. */
export const votesOf = async (tx: Tx, { home, id }: Key): Promise<{ votes: number; mean: number | null }> => {
  const { rows } = await sql<{
    votes: number
    mean: number | null
  }>`select count(*)::int as votes, avg(score)::float8 as mean from cases.vote where home = ${home} and case_id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0] ?? { votes: 0, mean: null }
}

/**
 * Places of the nearest unit above that has a quota, less matters of the campaign already beyond the first state, seen or not;
 * null without a quota. Whoever is about to take a place waits for the one before.
 */
export const quotaLeft = async (
  tx: Tx,
  campaign: string,
  kind: string,
  scope: string,
  used: readonly string[],
  take = false,
): Promise<number | null> => {
  const { rows } = await sql<{
    places: number | null
  }>`select guard.quota_left(${campaign}, ${kind}, ${scope}, ${used}::text[], ${take}) as places`.execute(tx)
  return rows[0]?.places ?? null
}

/**
 * For whom a colleague acted (AB角), by `step SEQ`, `asked ID` and `decided ID`: what was done in a post by somebody who does not
 * hold it.
 */
export const stoodFor = async (tx: Tx, { home, id }: Key): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ key: string; name: string }>`
    select d.key, h.name from (
      select 'step ' || seq as key, account_id, post_id from cases.step where home = ${home} and case_id = ${id}::uuid
      union all select 'asked ' || id, requested_by, requested_post from cases.approval where home = ${home} and case_id = ${id}::uuid
      union all select 'decided ' || id, decided_by, decided_post from cases.approval where home = ${home} and case_id = ${id}::uuid
    ) d join identity.post p on p.id = d.post_id and p.account_id <> d.account_id join identity.account h on h.id = p.account_id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.key, row.name]))
}
