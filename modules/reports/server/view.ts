import type { Catalogue } from '#modules/cases/define.ts'
import { kindOf } from '#modules/figures/server/index.ts'
import { unitsById } from '#modules/org/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type ReportHead, type ReportJson, reportsErrors, type ReportView } from '../contract.ts'
import type { Audience, ReportTemplate, Slot } from '../define.ts'
import { checkOfficial } from '#platform/paper/checks.ts'
import { withoutEmptySlots } from '../rules/compose.ts'
import { issuerOf, whyNotFreeze, whyNotPublic } from '../rules.ts'
import { periodOf } from '../rules/describe.ts'
import type { Subject } from './material.ts'
import * as queries from './queries.ts'
import { withDefinition, type Written, writeNow } from './write.ts'

/** What the room needs: the reports of the catalogue and the kinds whose figures they read. */
export type ReportsDeps = { readonly templates: readonly ReportTemplate[]; readonly catalogue: Catalogue }

/** Errors of this room. */
export const fail = failures(reportsErrors)

/** The report of the catalogue, or the error that names it. */
export const templateOf = (deps: ReportsDeps, key: string): ReportTemplate => {
  const template = deps.templates.find((one) => one.key === key)
  if (!template) throw fail('reports.template', { template: key })
  return template
}

/** The parts of a report that people write. */
export const slotsOf = (template: ReportTemplate): Slot[] =>
  template.parts.filter((part): part is Slot => 'slot' in part)

/** Refuses the public version where there is none. */
export const refusePublic = (row: queries.ReportRow, audience: Audience): void => {
  const why = audience === 'public' ? whyNotPublic(row.place) : null
  if (why) throw fail('reports.noPublic', { reason: why })
}

/** What a report is about, with the unit as it is now. */
export const subjectOf = async (deps: ReportsDeps, ctx: Ctx, row: queries.ReportRow): Promise<Subject> => {
  const [unit] = await unitsById(ctx.tx, [row.unitId])
  if (!unit) throw failCommon('http.notFound')
  return { template: templateOf(deps, row.template), unit, period: periodOf(row.period) }
}

/** The text of a version: written now while a draft, as it was once frozen. */
export const textOf = async (
  deps: ReportsDeps,
  ctx: Ctx,
  row: queries.ReportRow,
  audience: Audience,
  manner: { readonly hold: boolean; readonly count: boolean },
): Promise<Written> => {
  refusePublic(row, audience)
  if (row.status === 'draft')
    return writeNow(ctx, deps.catalogue, await subjectOf(deps, ctx, row), audience, row.texts, {
      draft: true,
      ...manner,
    })
  const edition = await queries.findEdition(ctx.tx, row, audience)
  if (!edition) throw fail('reports.internal')
  const kind = kindOf(deps.catalogue, templateOf(deps, row.template).kind)
  return { ...edition, figures: edition.figures.map((figure) => withDefinition(kind, figure, figure.records)) }
}

/** The version she may read: of a frozen report whose internal one is for case roles the public one, where there is one. */
export const audienceFor = async (ctx: Ctx, row: queries.ReportRow, asked: Audience): Promise<Audience> =>
  asked === 'internal' &&
  row.status === 'frozen' &&
  !whyNotPublic(row.place) &&
  !(await queries.findEdition(ctx.tx, row, asked))
    ? 'public'
    : asked

/** A report without its text. */
export const headOf = (deps: ReportsDeps, row: queries.ReportRow): ReportHead => {
  const template = templateOf(deps, row.template)
  const period = periodOf(row.period)
  return {
    id: row.id,
    home: row.home,
    template: row.template,
    templateLabel: template.label,
    title: template.title({ issuer: issuerOf(row.place), period, audience: 'internal' }),
    unit: row.place,
    owner: row.owner,
    period: { key: period.key, label: period.label },
    status: row.status,
    version: row.version,
    savedAt: row.savedAt.toISOString(),
    savedBy: row.savedBy,
    frozenAt: row.frozenAt?.toISOString() ?? null,
    freezeNote: row.freezeNote,
  }
}

/** A report as a reader has it on screen. */
export const viewOf = async (
  deps: ReportsDeps,
  ctx: Ctx,
  row: queries.ReportRow,
  audience: Audience,
): Promise<ReportView> => {
  const { actor } = ctx
  const own = row.ownerUnit === actor.unitId
  const mayWrite = row.status === 'draft' && own && actor.permissions.has('reports.write')
  const held = await textOf(deps, ctx, row, audience, { hold: row.status === 'draft', count: false })
  const texts = row.texts[audience] ?? {}
  return {
    ...headOf(deps, row),
    audience,
    whyNotPublic: whyNotPublic(row.place),
    document: mayWrite ? held.document : withoutEmptySlots(held.document),
    figures: held.figures,
    stated: held.stated,
    warnings: row.status === 'draft' ? checkOfficial(held.document) : [],
    slots: slotsOf(templateOf(deps, row.template)).map(({ slot, heading, label, hint }) => ({
      slot,
      heading,
      label,
      hint,
      text: texts[slot] ?? '',
    })),
    mayWrite,
    whyNotFreeze: whyNotFreeze({ status: row.status, own }, periodOf(row.period), localDate(ctx.now)),
    asOf: (row.frozenAt ?? ctx.now).toISOString(),
  }
}

/** The list of figures as programs read it. */
export const jsonOf = (
  head: Pick<ReportHead, 'template' | 'title' | 'unit' | 'period' | 'status'>,
  written: Written,
  audience: Audience,
  asOf: Date,
): ReportJson => ({
  template: head.template,
  title: head.title,
  unit: head.unit,
  period: head.period,
  audience,
  status: head.status,
  asOf: asOf.toISOString(),
  figures: written.figures,
  stated: written.stated,
})
