import { sql } from 'kysely'
import { withNext } from '#platform/db/driver.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Clock, NextDue } from '../../rules/clocks.ts'
import type { NewStepRow, PartyWrite } from './write.ts'

/** A head written in the state its history led to. */
export type PlayedHead = NextDue & {
  readonly home: string
  readonly id: string
  readonly kind: string
  readonly kindVersion: number
  readonly number: string
  readonly unitId: number
  readonly scope: string
  readonly category: string | null
  readonly channel: string | null
  readonly status: string
  readonly phase: number
  readonly title: string | null
  readonly openedAt: Date
  readonly ownerPost: string | null
  readonly persons: number
  readonly flags: readonly string[]
  readonly notifyMode: string | null
  readonly access: number
  readonly viewers: readonly string[]
  readonly sourceRef: string | null
  readonly batchId: string | null
  readonly createdBy: string
  readonly now: Date
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

/** Many heads in one statement, sent with the next one. Arrays of arrays are no type of PostgreSQL, so flags and viewers travel joined. */
export const insertHeads = async (tx: Tx, h: readonly PlayedHead[]): Promise<void> => {
  const insert = sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_started_at, next_due_clock,
      owner_post, persons, flags, notify_mode, access, viewers, waiting, source_ref, batch_id, version, created_by, created_at, touched_at)
    select home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_started_at, next_due_clock,
      owner_post, persons, string_to_array(flags, ','), notify_mode, access, string_to_array(viewers, ','), waiting, source_ref, batch_id, version, created_by, created_at, created_at
    from unnest(${of(h, (x) => x.home)}::text[], ${of(h, (x) => x.id)}::uuid[], ${of(h, (x) => x.kind)}::text[], ${of(h, (x) => x.kindVersion)}::int[], ${of(h, (x) => x.number)}::text[], ${of(h, (x) => x.unitId)}::int[],
      ${of(h, (x) => x.scope)}::text[], ${of(h, (x) => x.category)}::text[], ${of(h, (x) => x.channel)}::text[], ${of(h, (x) => x.status)}::text[], ${of(h, (x) => x.phase)}::smallint[], ${of(h, (x) => x.title)}::text[],
      ${of(h, (x) => x.openedAt)}::timestamptz[], ${of(h, (x) => x.decidedAt)}::timestamptz[], ${of(h, (x) => x.closedAt)}::timestamptz[], ${of(h, (x) => x.result)}::text[], ${of(h, (x) => x.next_due_at)}::timestamptz[], ${of(h, (x) => x.next_due_started_at)}::timestamptz[],
      ${of(h, (x) => x.next_due_clock)}::text[], ${of(h, (x) => x.ownerPost)}::uuid[], ${of(h, (x) => x.persons)}::int[], ${of(h, (x) => x.flags.join(','))}::text[], ${of(h, (x) => x.notifyMode)}::text[], ${of(h, (x) => x.access)}::smallint[],
      ${of(h, (x) => x.viewers.join(','))}::text[], ${of(h, (x) => x.waiting)}::text[], ${of(h, (x) => x.sourceRef)}::text[], ${of(h, (x) => x.batchId)}::uuid[], ${of(h, (x) => x.version)}::int[], ${of(h, (x) => x.createdBy)}::uuid[],
      ${of(h, (x) => x.now)}::timestamptz[])
    as t(home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_started_at, next_due_clock, owner_post, persons, flags, notify_mode, access, viewers,
      waiting, source_ref, batch_id, version, created_by, created_at)`
  await tx.executeQuery(withNext(insert.compile(tx)))
}

/** A row of a child table with the place of its matter among the ids it is written with. */
export type Of<T> = T & { readonly i: number }

/** Rows of many matters, as {@link saveMany} writes them. */
export type ManyWrite = {
  readonly bodies?: readonly Of<{ dataKey: Buffer; data: Buffer }>[]
  readonly parties?: readonly Of<PartyWrite>[]
  readonly steps?: readonly Of<NewStepRow & { seq: number }>[]
  readonly clocks?: readonly Of<Clock>[]
  readonly persons?: readonly Of<{ token: Buffer; form: number }>[]
  readonly texts?: readonly Of<{ openedAt: Date; grams: readonly number[] }>[]
}

const b64 = (bytes: Buffer): string => bytes.toString('base64')

/** Writes rows of many matters of one home in one call, sent with the next statement; the database refuses all of them when the actor may not work on one. */
export const saveMany = async (tx: Tx, home: string, ids: readonly string[], rows: ManyWrite): Promise<void> => {
  // Places count from 1 in the database.
  const placed = <T, V>(list: readonly Of<T>[] | undefined, value: (row: T) => V): (V & { i: number })[] | undefined =>
    list?.map((row) => ({ i: row.i + 1, ...value(row) }))
  const packed = {
    bodies: placed(rows.bodies, ({ dataKey, data }) => ({ data_key: b64(dataKey), data: b64(data) })),
    parties: placed(rows.parties, ({ id, role, sealed, sex, birthYear, residence }) => ({
      id,
      role,
      sealed: b64(sealed),
      sex,
      birth_year: birthYear,
      residence,
    })),
    steps: placed(rows.steps, ({ seq, action, from, to, note, payload, ...step }) => ({
      seq,
      occurred_at: step.occurredAt,
      recorded_at: step.recordedAt,
      account_id: step.accountId,
      post_id: step.postId,
      unit_id: step.unitId,
      action,
      from_status: from,
      to_status: to,
      note: note && b64(note),
      payload,
      left_house: step.leftHouse,
    })),
    clocks: placed(rows.clocks, ({ key, round, rule, basis, provisional, outcome, ...clock }) => ({
      key,
      round,
      track_id: clock.trackId,
      rule,
      rule_from: clock.ruleFrom,
      basis_zh: basis.zh,
      basis_en: basis.en,
      started_at: clock.startedAt,
      due_at: clock.dueAt,
      first_due_at: clock.firstDueAt,
      provisional,
      stopped_at: clock.stoppedAt,
      outcome,
    })),
    persons: placed(rows.persons, ({ token, form }) => ({ t: b64(token), f: form })),
    texts: placed(rows.texts, ({ openedAt, grams }) => ({ at: openedAt, grams: grams.join(',') })),
  }
  const save = sql`select guard.case_save_many(${home}, ${ids}::uuid[], ${JSON.stringify(packed)}::jsonb)`
  await tx.executeQuery(withNext(save.compile(tx)))
}

/** Posts what many records now count for; each as {@link postFigures} does. */
export const postMany = async (
  tx: Tx,
  home: string,
  ids: readonly string[],
  posts: readonly (readonly Record<string, unknown>[])[],
  now: Date,
): Promise<void> => {
  await sql`select guard.figures_post_many(${home}, ${ids}::uuid[], ${posts.map((rows) => JSON.stringify(rows))}::jsonb[], ${now})`.execute(
    tx,
  )
}
