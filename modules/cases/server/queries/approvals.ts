import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

export const insert = async (
  tx: Tx,
  { home, id }: Key,
  a: {
    id: string
    action: string
    request: Buffer
    headVersion: number
    scope: string
    can: string
    approvers: readonly string[]
    by: string
    post: string
    now: Date
  },
): Promise<void> => {
  await sql`insert into cases.approval (home, case_id, id, action, request, head_version, scope, can, approvers, requested_by, requested_post, requested_at)
    values (${home}, ${id}::uuid, ${a.id}::uuid, ${a.action}, ${a.request}, ${a.headVersion}, ${a.scope}, ${a.can}, ${a.approvers}::uuid[], ${a.by}::uuid, ${a.post}::uuid, ${a.now})`.execute(
    tx,
  )
}

/** Records a decision; false when it was already made. */
export const decide = async (
  tx: Tx,
  { home, id }: Key,
  approval: string,
  d: { decision: string; by: string; post: string; now: Date; remark: Buffer | null },
): Promise<boolean> => {
  const { rows } =
    await sql`update cases.approval set decision = ${d.decision}, decided_by = ${d.by}::uuid, decided_post = ${d.post}::uuid, decided_at = ${d.now}, remark = ${d.remark}
    where home = ${home} and case_id = ${id}::uuid and id = ${approval}::uuid and decision is null returning 1`.execute(
      tx,
    )
  return rows.length === 1
}

/** Approvals that wait for a post, oldest first. */
export const waiting = async (
  tx: Tx,
  lo: string,
  hi: string,
  post: string,
  limit: number,
): Promise<(Key & { approval: string })[]> =>
  (
    await sql<
      Key & { approval: string }
    >`select home, case_id as id, id as approval from cases.approval where decision is null and scope >= ${lo} and scope < ${hi} and ${post}::uuid = any(approvers) order by requested_at limit ${limit}`.execute(
      tx,
    )
  ).rows

/** Takes a wrong row out of the matter; what it said stays in the timeline and in the database. */
export const remove = async (
  tx: Tx,
  { home, id }: Key,
  what: 'part' | 'obligation' | 'act' | 'track' | 'file',
  row: string,
  now: Date,
): Promise<void> => {
  await sql`update ${sql.table(`cases.${what}`)} set removed_at = ${now} where home = ${home} and case_id = ${id}::uuid and id = ${row}::uuid`.execute(
    tx,
  )
}

export const insertTrack = async (
  tx: Tx,
  { home, id }: Key,
  t: { id: string; key: string; status: string; phase: number; openedAt: Date },
): Promise<void> => {
  await sql`insert into cases.track (home, case_id, id, key, status, phase, opened_at) values (${home}, ${id}::uuid, ${t.id}::uuid, ${t.key}, ${t.status}, ${t.phase}, ${t.openedAt})`.execute(
    tx,
  )
}

export const changeTrack = async (
  tx: Tx,
  { home, id }: Key,
  track: string,
  status: string,
  phase: number,
  closedAt: Date | null,
): Promise<void> => {
  await sql`update cases.track set status = ${status}, phase = ${phase}, closed_at = ${closedAt} where home = ${home} and case_id = ${id}::uuid and id = ${track}::uuid`.execute(
    tx,
  )
}

export const insertAct = async (
  tx: Tx,
  { home, id }: Key,
  a: {
    id: string
    key: string
    trackId: string | null
    issuer: string
    number: string
    issuedOn: string
    validUntil: string | null
    servedOn: string | null
    codes: readonly string[]
  },
): Promise<void> => {
  await sql`insert into cases.act (home, case_id, id, key, track_id, issuer, number, issued_on, valid_until, served_on, codes)
    values (${home}, ${id}::uuid, ${a.id}::uuid, ${a.key}, ${a.trackId}::uuid, ${a.issuer}, ${a.number}, ${a.issuedOn}, ${a.validUntil}, ${a.servedOn}, ${a.codes}::text[]) on conflict do nothing`.execute(
    tx,
  )
}

/** Notes the day a paper was served, or that it was not; false when there is no such paper. */
export const serveAct = async (tx: Tx, { home, id }: Key, act: string, servedOn: string | null): Promise<boolean> => {
  const { rows } =
    await sql`update cases.act set served_on = ${servedOn} where home = ${home} and case_id = ${id}::uuid and id = ${act}::uuid returning 1`.execute(
      tx,
    )
  return rows.length === 1
}

export const insertPart = async (
  tx: Tx,
  { home, id }: Key,
  p: { id: string; key: string; sealed: Buffer; now: Date },
): Promise<void> => {
  await sql`insert into cases.part (home, case_id, id, key, position, sealed, recorded_at)
    select ${home}, ${id}::uuid, ${p.id}::uuid, ${p.key}, coalesce(max(position), 0) + 1, ${p.sealed}::bytea, ${p.now}::timestamptz from cases.part where home = ${home} and case_id = ${id}::uuid
    on conflict do nothing`.execute(tx)
}

export const insertObligation = async (
  tx: Tx,
  { home, id }: Key,
  o: {
    id: string
    key: string
    sealed: Buffer
    amountFen: number | null
    dueOn: string
    byParty: string | null
    unitId: number
  },
): Promise<void> => {
  await sql`insert into cases.obligation (home, case_id, id, key, by_party, unit_id, amount_fen, due_on, sealed)
    values (${home}, ${id}::uuid, ${o.id}::uuid, ${o.key}, ${o.byParty}::uuid, ${o.unitId}, ${o.amountFen}, ${o.dueOn}, ${o.sealed}) on conflict do nothing`.execute(
    tx,
  )
}

export const meetObligation = async (
  tx: Tx,
  { home, id }: Key,
  obligation: string,
  doneOn: string | null,
  outcome: string | null,
): Promise<boolean> => {
  const { rows } =
    await sql`update cases.obligation set done_on = ${doneOn}, outcome = ${outcome} where home = ${home} and case_id = ${id}::uuid and id = ${obligation}::uuid returning 1`.execute(
      tx,
    )
  return rows.length === 1
}

/** Keeps the day of the next open promise at the head; the version stays, as no state changed. */
export const noteNextPromise = async (tx: Tx, { home, id }: Key): Promise<void> => {
  await sql`update cases.head set next_promise_on = (select min(o.due_on) from cases.obligation o
    where o.home = ${home} and o.case_id = ${id}::uuid and (o.done_on is null or o.outcome = 'partly') and o.removed_at is null)
    where home = ${home} and id = ${id}::uuid`.execute(tx)
}

export const vote = async (tx: Tx, { home, id }: Key, post: string, score: number, now: Date): Promise<boolean> => {
  const { rows } =
    await sql`insert into cases.vote (home, case_id, round, post_id, score, cast_at) values (${home}, ${id}::uuid, 'panel', ${post}::uuid, ${score}, ${now}) on conflict do nothing returning 1`.execute(
      tx,
    )
  return rows.length === 1
}
