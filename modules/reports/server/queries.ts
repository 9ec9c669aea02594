import { sql } from 'kysely'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Audience, BoundFigure, Place } from '../define.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import type { Texts, StatedResult } from '../rules/compose.ts'
import type { Later } from '../rules/drift.ts'

/** What was typed, by audience and slot. */
export type AllTexts = Readonly<Partial<Record<Audience, Texts>>>

/** A report without its text. */
export type ReportRow = {
  readonly home: string
  readonly id: string
  readonly template: string
  readonly templateVersion: number
  readonly unitId: number
  readonly ownerUnit: number
  readonly period: string
  readonly status: 'draft' | 'frozen'
  readonly texts: AllTexts
  readonly version: number
  readonly createdAt: Date
  readonly savedAt: Date
  readonly savedBy: string
  readonly frozenAt: Date | null
  readonly freezeNote: string | null
  readonly high: number | null
  readonly pending: readonly number[] | null
} & { readonly place: Place; readonly owner: string }

const columns = sql`r.home, r.id, r.template, r.template_version as "templateVersion", r.unit_id as "unitId", r.owner_unit as "ownerUnit", r.period, r.status,
  r.texts, r.version, r.created_at as "createdAt", r.saved_at as "savedAt", coalesce(a.name, '') as "savedBy", r.frozen_at as "frozenAt", r.freeze_note as "freezeNote", r.high, r.pending,
  jsonb_build_object('code', u.code, 'name', u.name, 'level', u.level) as place, o.name as owner
  from reports.report r join org.unit u on u.id = r.unit_id join org.unit o on o.id = r.owner_unit left join identity.account a on a.id = r.saved_by`

/** One report in the reader's range. Locked for the rest of the transaction when it is to be changed. */
export const findReport = async (tx: Tx, id: string, lock = false): Promise<ReportRow | undefined> =>
  (await sql<ReportRow>`select ${columns} where r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(tx))
    .rows[0]

/** Reports in a range, the last saved first. */
export const listReports = async (
  tx: Tx,
  scope: string,
  before: { readonly at: Date; readonly id: string } | null,
  limit: number,
): Promise<ReportRow[]> =>
  (
    await sql<ReportRow>`select ${columns} where ${inScope(sql`r.scope`, scope)}
      ${before ? sql`and (r.saved_at, r.id) < (${before.at}, ${before.id}::uuid)` : sql``} order by r.saved_at desc, r.id desc limit ${limit}`.execute(
      tx,
    )
  ).rows

/** A draft to be opened. */
export type NewReport = Pick<
  ReportRow,
  'home' | 'id' | 'template' | 'templateVersion' | 'unitId' | 'ownerUnit' | 'period'
> & { readonly scope: string; readonly account: string }

/** Opens a draft; the same id twice is one draft. */
export const insertReport = async (tx: Tx, report: NewReport, now: Date): Promise<void> => {
  await sql`insert into reports.report (home, id, template, template_version, unit_id, owner_unit, scope, period, created_by, created_at, saved_by, saved_at)
    values (${report.home}, ${report.id}, ${report.template}, ${report.templateVersion}, ${report.unitId}, ${report.ownerUnit}, ${report.scope}, ${report.period},
      ${report.account}, ${now}, ${report.account}, ${now}) on conflict do nothing`.execute(tx)
}

/** Keeps what was typed. @returns false when someone saved in between. */
export const saveTexts = async (
  tx: Tx,
  row: Pick<ReportRow, 'home' | 'id'>,
  version: number,
  texts: AllTexts,
  account: string,
  now: Date,
): Promise<boolean> => {
  const saved =
    await sql`update reports.report set texts = ${JSON.stringify(texts)}::jsonb, version = version + 1, saved_by = ${account}, saved_at = ${now}
    where home = ${row.home} and id = ${row.id} and version = ${version} and status = 'draft'`.execute(tx)
  return saved.numAffectedRows === 1n
}

/** Removes a draft. */
export const dropDraft = async (tx: Tx, row: Pick<ReportRow, 'home' | 'id'>): Promise<void> => {
  await sql`delete from reports.report where home = ${row.home} and id = ${row.id} and status = 'draft'`.execute(tx)
}

/** Where the posting ledger stands; everything but `pending` at or below `high` is counted. */
export type Mark = { readonly high: number; readonly pending: readonly number[] }

/** The mark of the ledger now. */
export const markLedger = async (tx: Tx): Promise<Mark> => {
  const { rows } = await sql<Mark>`select high, pending from guard.ledger_mark()`.execute(tx)
  return rows[0] ?? { high: 0, pending: [] }
}

/** What was posted after a mark for measures of a place, up to a month; in the order of posting. */
export const postedAfter = async (
  tx: Tx,
  ask: {
    readonly unitId: number
    readonly measures: readonly string[]
    readonly to: string
    readonly mark: Mark
    readonly limit: number
  },
): Promise<Later[]> =>
  (
    await sql<Later>`select measure, month, category, channel, n, home, record, number, action, batch, posted_at as "postedAt"
      from guard.ledger_later(${ask.unitId}, ${[...ask.measures]}::text[], ${ask.to}, ${ask.mark.high}, ${[...ask.mark.pending]}::bigint[], ${ask.limit})`.execute(
      tx,
    )
  ).rows

/** A counted figure whose records are to be counted. */
export type Asked = {
  readonly id: string
  readonly measure: string
  readonly from: string
  readonly to: string
  readonly where: Readonly<Record<string, readonly string[]>>
}

/** How many records stand behind each figure; a figure whose records are not for the reader is absent. */
export const countRecords = async (
  tx: Tx,
  unitId: number,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, number>> => {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    records: number
  }>`select id, records from guard.records_behind(${unitId}, ${JSON.stringify(asked)}::jsonb)`.execute(tx)
  return new Map(rows.map(({ id, records }) => [id, records]))
}

/** A version of a report as it was frozen. */
export type Edition = {
  readonly document: OfficialDocument
  readonly stated: readonly StatedResult[]
  readonly figures: readonly (BoundFigure & { readonly records: number | null })[]
}

/** Stores a version with its figures; before the report itself is frozen, since nothing can be written afterwards. */
export const insertEdition = async (
  tx: Tx,
  row: Pick<ReportRow, 'home' | 'id'>,
  audience: Audience,
  edition: Edition,
  defVersion: number,
): Promise<void> => {
  await sql`insert into reports.edition (home, report_id, audience, document, stated)
    values (${row.home}, ${row.id}, ${audience}, ${JSON.stringify(edition.document)}::jsonb, ${JSON.stringify(edition.stated)}::jsonb)`.execute(
    tx,
  )
  const figures = edition.figures.map(
    ({ id, measure, period, n, value, why, records, type, label, unit, cut, operands, text }, place) => ({
      figure: id,
      place,
      measure,
      period,
      n,
      value,
      why,
      records,
      spec: { type, label, unit, cut, operands, text },
    }),
  )
  await sql`insert into reports.frozen_figure (home, report_id, audience, place, figure, measure, period, n, value, why, records, def_version, spec)
    select ${row.home}, ${row.id}, ${audience}, f.place, f.figure, f.measure, f.period, f.n, f.value, f.why, f.records, ${defVersion}, f.spec
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as f(place int, figure text, measure text, period text, n bigint, value numeric, why text, records int, spec jsonb)`.execute(
    tx,
  )
}

/** Closes a draft for good, with the reason where the check had found something. @returns false when someone saved in between. */
export const freezeReport = async (
  tx: Tx,
  row: Pick<ReportRow, 'home' | 'id' | 'version'>,
  mark: Mark,
  note: string | null,
  account: string,
  now: Date,
): Promise<boolean> => {
  const frozen =
    await sql`update reports.report set status = 'frozen', frozen_by = ${account}, frozen_at = ${now}, saved_by = ${account}, saved_at = ${now}, version = version + 1,
    freeze_note = ${note}, high = ${mark.high}, pending = ${[...mark.pending]}::bigint[] where home = ${row.home} and id = ${row.id} and version = ${row.version} and status = 'draft'`.execute(
      tx,
    )
  return frozen.numAffectedRows === 1n
}

type FrozenRow = {
  readonly figure: string
  readonly measure: string
  readonly period: string
  readonly n: number | null
  readonly value: string | null
  readonly why: BoundFigure['why']
  readonly records: number | null
  readonly spec: Pick<BoundFigure, 'type' | 'label' | 'unit' | 'cut' | 'operands' | 'text'>
}

/** A frozen version. */
export const findEdition = async (
  tx: Tx,
  row: Pick<ReportRow, 'home' | 'id'>,
  audience: Audience,
): Promise<Edition | null> => {
  const found = await sql<{
    document: OfficialDocument
    stated: StatedResult[]
  }>`select document, stated from reports.edition
    where home = ${row.home} and report_id = ${row.id} and audience = ${audience}`.execute(tx)
  const [edition] = found.rows
  if (!edition) return null
  const figures =
    await sql<FrozenRow>`select figure, measure, period, n, value, why, records, spec from reports.frozen_figure
    where home = ${row.home} and report_id = ${row.id} and audience = ${audience} order by place`.execute(tx)
  return {
    ...edition,
    figures: figures.rows.map(({ figure, measure, period, n, value, why, records, spec }) => ({
      id: figure,
      measure,
      period,
      n,
      value: value === null ? null : Number(value),
      why,
      records,
      ...spec,
    })),
  }
}
