import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Clock } from '../../rules/clocks.ts'
import { headOf, type Key } from './children.ts'
import type { HeadRow } from './heads.ts'

/**
 * Registers a record whole under the next number of its home, kind and year (`430202-XF-2025-00012`) and answers its head; undefined when
 * the key is taken. Numbers have no gaps, so registrations of one home wait for each other from here to their commit: whatever can be
 * done before is done before. The database refuses a place outside the actor's range.
 */
export const register = async (
  tx: Tx,
  head: HeadRow & { readonly viewers: readonly string[] },
  { code, year }: { readonly code: string; readonly year: number },
  changes: Changes,
  figures: readonly Record<string, unknown>[],
  now: Date,
): Promise<HeadRow | undefined> => {
  const { rows } = await sql<{
    head: Record<string, unknown> | null
  }>`select guard.case_register(${JSON.stringify(head)}::jsonb, ${code}, ${year},
    ${JSON.stringify(packed(changes))}::jsonb, ${JSON.stringify(figures)}::jsonb, ${now}) as head`.execute(tx)
  return rows[0]?.head ? headOf(rows[0].head) : undefined
}

/** What a step changes in a head; absent keys stay. */
export type HeadChange = Partial<
  Pick<
    HeadRow,
    | 'category'
    | 'channel'
    | 'status'
    | 'phase'
    | 'title'
    | 'opened_at'
    | 'decided_at'
    | 'closed_at'
    | 'result'
    | 'next_due_at'
    | 'next_due_started_at'
    | 'next_due_clock'
    | 'persons'
    | 'flags'
    | 'notify_mode'
    | 'waiting'
    | 'kind_version'
    | 'lacks'
  >
>

/** Changes a head if its version is still the one the caller saw. @returns false when someone was faster. */
export const changeHead = async (
  tx: Tx,
  { home, id }: Key,
  version: number,
  change: HeadChange,
  now: Date,
): Promise<boolean> => {
  const result = await tx
    .updateTable('cases.head')
    .set({ ...change, version: version + 1, touched_at: now })
    .where('home', '=', home)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notes how much is left to be filled in, before anything else happens to a matter just registered; nobody's version goes stale. */
export const setLacks = async (tx: Tx, { home, id }: Key, lacks: number): Promise<void> => {
  await sql`update cases.head set lacks = ${lacks} where home = ${home} and id = ${id}::uuid`.execute(tx)
}

export const changeBody = async (tx: Tx, { home, id }: Key, data: Buffer): Promise<void> => {
  await sql`update cases.body set data = ${data}, version = version + 1 where home = ${home} and case_id = ${id}::uuid`.execute(
    tx,
  )
}

export type PartyWrite = {
  id: string
  role: string
  sealed: Buffer
  sex: string | null
  birthYear: number | null
  residence: string | null
}

export type NewStepRow = {
  occurredAt: Date
  recordedAt: Date
  accountId: string | null
  postId: string | null
  unitId: number | null
  action: string
  trackId?: string | null
  from: string | null
  to: string | null
  note: Buffer | null
  /** What a correction replaced, sealed. */
  replaced?: Buffer
  payload: Record<string, unknown>
  leftHouse: boolean
  reverses?: number | null
}

/** What one action adds to a matter. */
export type Changes = {
  readonly body?: { readonly dataKey: Buffer; readonly data: Buffer }
  readonly parties?: readonly PartyWrite[]
  /** Ids of people who no longer belong to the matter. */
  readonly dropParties?: readonly string[]
  readonly step?: NewStepRow
  readonly clocks?: readonly Clock[]
  /** Clocks that are played again or never began: they go first. */
  readonly dropClocks?: readonly Clock[]
  readonly tokens?: Tokens
}

/** Search tokens. Forms: 1 ID number, 2 phone, 3 last four, 4 name, 5 pinyin, 6 initials. `text` is null for restricted matters. */
export type Tokens = {
  readonly persons: readonly { token: Buffer; form: number }[]
  readonly text: { openedAt: Date; grams: readonly number[] } | null
  readonly replace: boolean
}

// As guard.case_save takes it: bytes in base64, nothing that is empty.
const packed = ({ body, parties, dropParties, step, clocks, dropClocks, tokens }: Changes): Record<string, unknown> => {
  const b64 = (bytes: Buffer | null | undefined): string | null => bytes?.toString('base64') ?? null
  return {
    ...(body ? { body: { data_key: b64(body.dataKey), data: b64(body.data) } } : {}),
    ...(parties?.length
      ? {
          parties: parties.map((p) => ({
            id: p.id,
            role: p.role,
            sealed: b64(p.sealed),
            sex: p.sex,
            birth_year: p.birthYear,
          })),
        }
      : {}),
    ...(dropParties?.length ? { dropParties } : {}),
    ...(step
      ? {
          step: {
            occurred_at: step.occurredAt,
            recorded_at: step.recordedAt,
            account_id: step.accountId,
            post_id: step.postId,
            unit_id: step.unitId,
            action: step.action,
            track_id: step.trackId ?? null,
            from_status: step.from,
            to_status: step.to,
            note: b64(step.note),
            replaced: b64(step.replaced),
            payload: step.payload,
            left_house: step.leftHouse,
            reverses: step.reverses ?? null,
          },
        }
      : {}),
    ...(dropClocks?.length ? { dropClocks: dropClocks.map(({ key, round }) => ({ key, round })) } : {}),
    ...(clocks?.length
      ? {
          clocks: clocks.map((c) => ({
            key: c.key,
            round: c.round,
            track_id: c.trackId,
            rule: c.rule,
            rule_from: c.ruleFrom,
            basis_zh: c.basis.zh,
            basis_en: c.basis.en,
            started_at: c.startedAt,
            due_at: c.dueAt,
            first_due_at: c.firstDueAt,
            provisional: c.provisional,
            stopped_at: c.stoppedAt,
            outcome: c.outcome,
          })),
        }
      : {}),
    ...(tokens?.replace ? { replaceTokens: true } : {}),
    ...(tokens?.persons.length ? { persons: tokens.persons.map((p) => ({ t: b64(p.token), f: p.form })) } : {}),
    ...(tokens?.text ? { text: { at: tokens.text.openedAt, grams: tokens.text.grams } } : {}),
  }
}

/** Writes what an action adds, in one call under one look at the rule; answers the place of the new step. */
export const save = async (tx: Tx, { home, id }: Key, changes: Changes): Promise<number> => {
  const { rows } = await sql<{
    seq: number | null
  }>`select guard.case_save(${home}, ${id}::uuid, ${JSON.stringify(packed(changes))}::jsonb) as seq`.execute(tx)
  return rows[0]?.seq ?? 0
}

/** Saves clocks as the system login; a person's action saves them with {@link save}. */
export const saveClocks = async (tx: Tx, { home, id }: Key, clocks: readonly Clock[]): Promise<void> => {
  for (const c of clocks)
    await sql`insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
      values (${home}, ${id}::uuid, ${c.key}, ${c.round}, ${c.trackId}::uuid, ${c.rule}, ${c.ruleFrom}, ${c.basis.zh}, ${c.basis.en}, ${c.startedAt}, ${c.dueAt}, ${c.firstDueAt}, ${c.provisional}, ${c.stoppedAt}, ${c.outcome})
      on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, first_due_at = excluded.first_due_at, provisional = excluded.provisional, started_at = excluded.started_at,
        stopped_at = excluded.stopped_at, outcome = excluded.outcome`.execute(tx)
}

/** Posts what the record now counts for; only the difference is written. */
export const postFigures = async (
  tx: Tx,
  { home, id }: Key,
  rows: readonly Record<string, unknown>[],
  now: Date,
): Promise<void> => {
  await sql`select guard.figures_post(${home}, ${id}::uuid, ${JSON.stringify(rows)}::jsonb, ${now})`.execute(tx)
}

/**
 * Tells posts something in the app; whoever is barred from the matter is left out. The sentence is a key; nothing of the
 * matter is in it but its number.
 */
export const tell = async (
  tx: Tx,
  posts: readonly string[],
  notice: { at: Date; key: string; home: string; caseId: string; vars: Record<string, string> },
): Promise<void> => {
  if (posts.length > 0)
    await sql`select guard.case_tell(${notice.home}, ${notice.caseId}::uuid, ${posts}::uuid[], ${notice.at}, ${notice.key}, ${JSON.stringify(notice.vars)}::jsonb)`.execute(
      tx,
    )
}
