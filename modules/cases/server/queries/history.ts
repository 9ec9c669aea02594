import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Clock } from '../../rules/clocks.ts'
import type { NewHead, NewStepRow, PartyWrite } from './write.ts'

/** A head written in the state its history led to. */
export type PlayedHead = NewHead & {
  readonly number: string
  readonly decidedAt: Date | null
  readonly closedAt: Date | null
  readonly result: string | null
  readonly waiting: string | null
  readonly version: number
}

/** Takes a run of serial numbers of a year and answers the last one. */
export const takeSerials = async (tx: Tx, home: string, kind: string, year: number, count: number): Promise<number> => {
  const { rows } = await sql<{
    last: number
  }>`insert into cases.serial (home, kind, year, last) values (${home}, ${kind}, ${year}, ${count})
    on conflict (home, kind, year) do update set last = cases.serial.last + ${count} returning last`.execute(tx)
  return rows[0]?.last ?? count
}

const of = <T, V>(rows: readonly T[], value: (row: T) => V): V[] => rows.map(value)

/** Many heads in one statement. Arrays of arrays are no type of PostgreSQL, so flags and viewers travel joined. */
export const insertHeads = async (tx: Tx, h: readonly PlayedHead[]): Promise<void> => {
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_clock,
      owner_post, persons, flags, notify_mode, access, viewers, waiting, source_ref, batch_id, version, created_by, created_at, touched_at)
    select home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_clock,
      owner_post, persons, string_to_array(flags, ','), notify_mode, access, string_to_array(viewers, ','), waiting, source_ref, batch_id, version, created_by, created_at, created_at
    from unnest(${of(h, (x) => x.home)}::text[], ${of(h, (x) => x.id)}::uuid[], ${of(h, (x) => x.kind)}::text[], ${of(h, (x) => x.kindVersion)}::int[], ${of(h, (x) => x.number)}::text[], ${of(h, (x) => x.unitId)}::int[],
      ${of(h, (x) => x.scope)}::text[], ${of(h, (x) => x.category)}::text[], ${of(h, (x) => x.channel)}::text[], ${of(h, (x) => x.status)}::text[], ${of(h, (x) => x.phase)}::smallint[], ${of(h, (x) => x.title)}::text[],
      ${of(h, (x) => x.openedAt)}::timestamptz[], ${of(h, (x) => x.decidedAt)}::timestamptz[], ${of(h, (x) => x.closedAt)}::timestamptz[], ${of(h, (x) => x.result)}::text[], ${of(h, (x) => x.nextDueAt)}::timestamptz[],
      ${of(h, (x) => x.nextDueClock)}::text[], ${of(h, (x) => x.ownerPost)}::uuid[], ${of(h, (x) => x.persons)}::int[], ${of(h, (x) => x.flags.join(','))}::text[], ${of(h, (x) => x.notifyMode)}::text[], ${of(h, (x) => x.access)}::smallint[],
      ${of(h, (x) => x.viewers.join(','))}::text[], ${of(h, (x) => x.waiting)}::text[], ${of(h, (x) => x.sourceRef)}::text[], ${of(h, (x) => x.batchId)}::uuid[], ${of(h, (x) => x.version)}::int[], ${of(h, (x) => x.createdBy)}::uuid[],
      ${of(h, (x) => x.now)}::timestamptz[])
    as t(home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_clock, owner_post, persons, flags, notify_mode, access, viewers,
      waiting, source_ref, batch_id, version, created_by, created_at)`.execute(tx)
}

/** A row of a child table with the id of its head. */
export type Of<T> = T & { readonly caseId: string }

export const insertBodies = async (
  tx: Tx,
  home: string,
  b: readonly Of<{ dataKey: Buffer; data: Buffer }>[],
): Promise<void> => {
  await sql`insert into cases.body (home, case_id, data_key, data) select ${home}, * from unnest(${of(b, (x) => x.caseId)}::uuid[], ${of(b, (x) => x.dataKey)}::bytea[], ${of(b, (x) => x.data)}::bytea[])`.execute(
    tx,
  )
}

export const insertParties = async (tx: Tx, home: string, p: readonly Of<PartyWrite>[]): Promise<void> => {
  if (p.length === 0) return
  await sql`insert into cases.party (home, case_id, id, role, sealed, sex, birth_year, residence)
    select ${home}, * from unnest(${of(p, (x) => x.caseId)}::uuid[], ${of(p, (x) => x.id)}::uuid[], ${of(p, (x) => x.role)}::text[], ${of(p, (x) => x.sealed)}::bytea[], ${of(p, (x) => x.sex)}::text[], ${of(p, (x) => x.birthYear)}::int[],
      ${of(p, (x) => x.residence)}::text[])`.execute(tx)
}

export const insertSteps = async (
  tx: Tx,
  home: string,
  s: readonly Of<NewStepRow & { seq: number }>[],
): Promise<void> => {
  await sql`insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, note, payload, left_house)
    select ${home}, * from unnest(${of(s, (x) => x.caseId)}::uuid[], ${of(s, (x) => x.seq)}::int[], ${of(s, (x) => x.occurredAt)}::timestamptz[], ${of(s, (x) => x.recordedAt)}::timestamptz[], ${of(s, (x) => x.accountId)}::uuid[],
      ${of(s, (x) => x.postId)}::uuid[], ${of(s, (x) => x.unitId)}::int[], ${of(s, (x) => x.action)}::text[], ${of(s, (x) => x.from)}::text[], ${of(s, (x) => x.to)}::text[], ${of(s, (x) => x.note)}::bytea[],
      ${of(s, (x) => JSON.stringify(x.payload))}::jsonb[], ${of(s, (x) => x.leftHouse)}::boolean[])`.execute(tx)
}

export const insertClocks = async (tx: Tx, home: string, c: readonly Of<Clock>[]): Promise<void> => {
  if (c.length === 0) return
  await sql`insert into cases.clock (home, case_id, key, round, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
    select ${home}, * from unnest(${of(c, (x) => x.caseId)}::uuid[], ${of(c, (x) => x.key)}::text[], ${of(c, (x) => x.round)}::int[], ${of(c, (x) => x.rule)}::text[], ${of(c, (x) => x.ruleFrom)}::date[], ${of(c, (x) => x.basis.zh)}::text[],
      ${of(c, (x) => x.basis.en)}::text[], ${of(c, (x) => x.startedAt)}::timestamptz[], ${of(c, (x) => x.dueAt)}::timestamptz[], ${of(c, (x) => x.firstDueAt)}::timestamptz[], ${of(c, (x) => x.provisional)}::boolean[],
      ${of(c, (x) => x.stoppedAt)}::timestamptz[], ${of(c, (x) => x.outcome)}::text[])`.execute(tx)
}

/** Search tokens of people and words of many new records. Word tokens travel as text, since their arrays differ in length. */
export const insertTokens = async (
  tx: Tx,
  home: string,
  people: readonly Of<{ token: Buffer; form: number }>[],
  words: readonly Of<{ openedAt: Date; grams: readonly number[] }>[],
): Promise<void> => {
  if (people.length > 0)
    await sql`insert into search.person (token, home, record_id, form) select t, ${home}, r, f from unnest(${of(people, (x) => x.token)}::bytea[], ${of(people, (x) => x.caseId)}::uuid[], ${of(people, (x) => x.form)}::smallint[]) as x(t, r, f) on conflict do nothing`.execute(
      tx,
    )
  if (words.length > 0)
    await sql`insert into search.text (home, record_id, opened_at, grams) select ${home}, r, o, string_to_array(g, ',')::int[] from unnest(${of(words, (x) => x.caseId)}::uuid[], ${of(words, (x) => x.openedAt)}::timestamptz[], ${of(words, (x) => x.grams.join(','))}::text[]) as x(r, o, g)`.execute(
      tx,
    )
}

/** Posts what many records count for; each as {@link postFigures} does. */
export const postMany = async (
  tx: Tx,
  home: string,
  posts: readonly Of<{ rows: readonly Record<string, unknown>[] }>[],
  now: Date,
): Promise<void> => {
  await sql`select guard.figures_post(${home}, r, p, ${now}) from unnest(${of(posts, (x) => x.caseId)}::uuid[], ${of(posts, (x) => JSON.stringify(x.rows))}::jsonb[]) as x(r, p)`.execute(
    tx,
  )
}
