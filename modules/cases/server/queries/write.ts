import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Clock } from '../../rules/clocks.ts'
import type { Key } from './children.ts'

/** A new head; the database refuses a place outside the actor's range. */
export type NewHead = {
  home: string; id: string; kind: string; kindVersion: number; number: string; unitId: number; scope: string; category: string | null; channel: string | null; status: string; phase: number
  title: string | null; openedAt: Date; nextDueAt: Date | null; nextDueClock: string | null; ownerPost: string | null; persons: number; flags: readonly string[]; notifyMode: string | null
  access: number; viewers: readonly string[]; sourceRef: string | null; batchId: string | null; createdBy: string; now: Date
}

export const insertHead = async (tx: Tx, h: NewHead): Promise<void> => {
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, next_due_at, next_due_clock, owner_post, persons, flags,
      notify_mode, access, viewers, source_ref, batch_id, created_by, created_at, touched_at)
    values (${h.home}, ${h.id}::uuid, ${h.kind}, ${h.kindVersion}, ${h.number}, ${h.unitId}, ${h.scope}, ${h.category}, ${h.channel}, ${h.status}, ${h.phase}, ${h.title}, ${h.openedAt}, ${h.nextDueAt}, ${h.nextDueClock},
      ${h.ownerPost}::uuid, ${h.persons}, ${h.flags}::text[], ${h.notifyMode}, ${h.access}, ${h.viewers}::text[], ${h.sourceRef}, ${h.batchId}::uuid, ${h.createdBy}::uuid, ${h.now}, ${h.now})`.execute(tx)
}

/** What a step changes in a head; absent keys stay. */
export type HeadChange = Partial<{
  category: string | null; channel: string | null; status: string; phase: number; title: string | null; opened_at: Date; decided_at: Date | null; closed_at: Date | null; result: string | null
  next_due_at: Date | null; next_due_clock: string | null; persons: number; flags: string[]; notify_mode: string | null; waiting: string | null; kind_version: number
}>

/** Changes a head if its version is still the one the caller saw. @returns false when someone was faster. */
export const changeHead = async (tx: Tx, { home, id }: Key, version: number, change: HeadChange, now: Date): Promise<boolean> => {
  const result = await tx.updateTable('cases.head').set({ ...change, version: version + 1, touched_at: now }).where('home', '=', home).where('id', '=', id).where('version', '=', version).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const insertBody = async (tx: Tx, { home, id }: Key, dataKey: Buffer, data: Buffer): Promise<void> => {
  await sql`insert into cases.body (home, case_id, data_key, data) values (${home}, ${id}::uuid, ${dataKey}, ${data})`.execute(tx)
}

export const changeBody = async (tx: Tx, { home, id }: Key, data: Buffer): Promise<void> => {
  await sql`update cases.body set data = ${data}, version = version + 1 where home = ${home} and case_id = ${id}::uuid`.execute(tx)
}

export type PartyWrite = { id: string; role: string; sealed: Buffer; sex: string | null; birthYear: number | null; residence: string | null }

export const writeParties = async (tx: Tx, { home, id }: Key, parties: readonly PartyWrite[]): Promise<void> => {
  for (const p of parties)
    await sql`insert into cases.party (home, case_id, id, role, sealed, sex, birth_year, residence) values (${home}, ${id}::uuid, ${p.id}::uuid, ${p.role}, ${p.sealed}, ${p.sex}, ${p.birthYear}, ${p.residence})
      on conflict (home, case_id, id) do update set sealed = excluded.sealed, sex = excluded.sex, birth_year = excluded.birth_year, residence = excluded.residence`.execute(tx)
}

export type NewStepRow = {
  occurredAt: Date; recordedAt: Date; accountId: string | null; postId: string | null; unitId: number | null; action: string; trackId?: string | null; from: string | null; to: string | null
  note: Buffer | null; payload: Record<string, unknown>; leftHouse: boolean; reverses?: number | null
}

/** Appends a step and returns its place in the timeline. */
export const appendStep = async (tx: Tx, { home, id }: Key, s: NewStepRow): Promise<number> => {
  const { rows } = await sql<{ seq: number }>`insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, track_id, from_status, to_status, note, payload, left_house, reverses)
    select ${home}, ${id}::uuid, coalesce(max(seq), 0) + 1, ${s.occurredAt}::timestamptz, ${s.recordedAt}::timestamptz, ${s.accountId}::uuid, ${s.postId}::uuid, ${s.unitId}::int, ${s.action}, ${s.trackId ?? null}::uuid, ${s.from}, ${s.to},
      ${s.note}::bytea, ${JSON.stringify(s.payload)}::jsonb, ${s.leftHouse}, ${s.reverses ?? null}::int from cases.step where home = ${home} and case_id = ${id}::uuid returning seq`.execute(tx)
  return rows[0]?.seq ?? 0
}

export const saveClocks = async (tx: Tx, { home, id }: Key, clocks: readonly Clock[]): Promise<void> => {
  for (const c of clocks)
    await sql`insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
      values (${home}, ${id}::uuid, ${c.key}, ${c.round}, ${c.trackId}::uuid, ${c.rule}, ${c.ruleFrom}, ${c.basis.zh}, ${c.basis.en}, ${c.startedAt}, ${c.dueAt}, ${c.firstDueAt}, ${c.provisional}, ${c.stoppedAt}, ${c.outcome})
      on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, first_due_at = excluded.first_due_at, provisional = excluded.provisional, started_at = excluded.started_at,
        stopped_at = excluded.stopped_at, outcome = excluded.outcome`.execute(tx)
}

/** Replaces the search tokens of a record (`fresh`: it has none yet). Forms: 1 ID number, 2 phone, 3 last four, 4 name, 5 pinyin, 6 initials. */
export const saveTokens = async (tx: Tx, { home, id }: Key, tokens: readonly { token: Buffer; form: number }[], text: { openedAt: Date; grams: readonly number[] } | null, fresh = false): Promise<void> => {
  if (!fresh) await sql`delete from search.person where home = ${home} and record_id = ${id}::uuid`.execute(tx)
  if (tokens.length)
    await sql`insert into search.person (token, home, record_id, form) select t, ${home}, ${id}::uuid, f from unnest(${tokens.map((t) => t.token)}::bytea[], ${tokens.map((t) => t.form)}::smallint[]) as x(t, f) on conflict do nothing`.execute(tx)
  if (!fresh) await sql`delete from search.text where home = ${home} and record_id = ${id}::uuid`.execute(tx)
  if (text) await sql`insert into search.text (home, record_id, opened_at, grams) values (${home}, ${id}::uuid, ${text.openedAt}, ${text.grams}::int[])`.execute(tx)
}

/** Posts what the record now counts for; only the difference is written. */
export const postFigures = async (tx: Tx, { home, id }: Key, rows: readonly Record<string, unknown>[], now: Date): Promise<void> => {
  await sql`select guard.figures_post(${home}, ${id}::uuid, ${JSON.stringify(rows)}::jsonb, ${now})`.execute(tx)
}

/** Tells posts something in the app. The sentence is a key; nothing of the matter is in it but its number. */
export const tell = async (tx: Tx, posts: readonly string[], notice: { id: string; at: Date; key: string; home: string; caseId: string; vars: Record<string, string> }): Promise<void> => {
  for (const [index, post] of posts.entries())
    await sql`insert into cases.notice (id, to_post, at, key, home, case_id, vars) values (${index === 0 ? notice.id : crypto.randomUUID()}::uuid, ${post}::uuid, ${notice.at}, ${notice.key}, ${notice.home}, ${notice.caseId}::uuid, ${JSON.stringify(notice.vars)}::jsonb)`.execute(tx)
}

/** Replaces only the words of a record, before it moves to another place. */
export const saveText = async (tx: Tx, { home, id }: Key, text: { openedAt: Date; grams: readonly number[] }): Promise<void> => {
  await sql`delete from search.text where home = ${home} and record_id = ${id}::uuid`.execute(tx)
  await sql`insert into search.text (home, record_id, opened_at, grams) values (${home}, ${id}::uuid, ${text.openedAt}, ${text.grams}::int[])`.execute(tx)
}
