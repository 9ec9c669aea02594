import { kindOf } from '#modules/figures/server/index.ts'
import { unitOnceOf, unitsById, type UnitRow } from '#modules/org/server/index.ts'
import { rangeOf } from '#platform/access/actor.ts'
import { localDate, type Period, parsePeriod } from '#platform/clock/time.ts'
import type { Service } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { ReportJson, reportsContract } from '../contract.ts'
import type { Audience, ReportTemplate } from '../define.ts'
import { writeOfficialDocx } from '#platform/paper/write.ts'
import { checkOfficial } from '#platform/paper/checks.ts'
import { leastReason, suggestedPeriods, whyNotFreeze, whyNotPeriod, whyNotPublic } from '../rules.ts'
import { periodOf, spanOf } from '../rules/describe.ts'
import { driftOf } from '../rules/drift.ts'
import { forAudience, readMaterial } from './material.ts'
import * as queries from './queries.ts'
import {
  audienceFor,
  fail,
  headOf,
  jsonOf,
  refusePublic,
  type ReportsDeps,
  slotsOf,
  subjectOf,
  templateOf,
  textOf,
  viewOf,
} from './view.ts'
import { type Written, writeFrom, writeNow } from './write.ts'

const driftLimit = 500
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The routes of reports. */
export const reportsService = (deps: ReportsDeps): Service<typeof reportsContract, Ctx> => ({
  templates: async ({ now }) => ({
    templates: deps.templates.map((template) => ({
      key: template.key,
      label: template.label,
      periods: suggestedPeriods(template, localDate(now)).map(({ key, label }) => ({ key, label })),
    })),
  }),

  list: async (ctx, { query }) => {
    const found = await queries.listReports(ctx.tx, ctx.actor.scope, readCursor(query.cursor), query.limit + 1)
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return {
      reports: page.map((row) => headOf(deps, row)),
      next: last && found.length > page.length ? `${last.savedAt.toISOString()}~${last.id}` : null,
    }
  },

  create: async (ctx, { params, body }) => {
    const template = templateOf(deps, body.template)
    const period = readPeriod(body.period, template, ctx.now)
    const unit = await unitInRange(ctx, body.unit)
    const { actor } = ctx
    await queries.insertReport(
      ctx.tx,
      {
        home: actor.home,
        id: params.id,
        template: template.key,
        templateVersion: template.version,
        unitId: unit.id,
        ownerUnit: actor.unitId,
        scope: actor.scope,
        period: period.key,
        account: actor.accountId,
      },
      ctx.now,
    )
    const row = await find(ctx, params.id)
    if (row.template !== template.key || row.period !== period.key || row.unitId !== unit.id)
      throw failCommon('http.exists')
    ctx.audit({
      action: 'reports.create',
      kind: template.key,
      home: row.home,
      id: row.id,
      detail: { unit: unit.code, period: period.key },
    })
    return viewOf(deps, ctx, row, 'internal')
  },

  read: async (ctx, { params, query }) => {
    const row = await find(ctx, params.id)
    return viewOf(deps, ctx, row, await audienceFor(ctx, row, query.audience))
  },

  save: async (ctx, { params, body }) => {
    const row = await findOwn(ctx, params.id)
    refusePublic(row, body.audience)
    const template = templateOf(deps, row.template)
    const slots = new Set(slotsOf(template).map(({ slot }) => slot))
    const texts = Object.fromEntries(Object.entries(body.texts).filter(([slot]) => slots.has(slot)))
    const before = row.texts[body.audience] ?? {}
    if (
      !(await queries.saveTexts(
        ctx.tx,
        row,
        body.version,
        { ...row.texts, [body.audience]: { ...before, ...texts } },
        ctx.actor.accountId,
        ctx.now,
      ))
    )
      throw failCommon('http.stale')
    ctx.audit({
      action: 'reports.save',
      kind: row.template,
      home: row.home,
      id: row.id,
      detail: { audience: body.audience, slots: Object.keys(texts) },
    })
    return viewOf(deps, ctx, await find(ctx, params.id), body.audience)
  },

  drop: async (ctx, { params }) => {
    const row = await findOwn(ctx, params.id)
    await queries.dropDraft(ctx.tx, row)
    ctx.audit({
      action: 'reports.drop',
      kind: row.template,
      home: row.home,
      id: row.id,
      detail: { unit: row.place.code, period: row.period },
    })
    return {}
  },

  freeze: async (ctx, { params, body }) => {
    const row = await find(ctx, params.id)
    const why = whyNotFreeze(
      { status: row.status, own: row.ownerUnit === ctx.actor.unitId },
      periodOf(row.period),
      localDate(ctx.now),
    )
    if (why) throw fail('reports.freeze', { reason: why })
    // A frozen row cannot be locked, so one that another person has just frozen is gone here.
    const held = await queries.findReport(ctx.tx, params.id, true)
    if (held?.version !== body.version) throw failCommon('http.stale')
    const { document } = await textOf(deps, ctx, row, 'internal', { hold: true, count: false })
    const warnings = checkOfficial(document)
    const note = warnings.length > 0 ? (body.reason ?? '') : null
    const [first] = warnings
    if (first && (note ?? '').length < leastReason)
      throw fail('reports.checks', {
        count: warnings.length,
        first: first.text[ctx.client.language],
        least: leastReason,
      })
    await freeze(deps, ctx, row, note)
    ctx.audit({
      action: 'reports.freeze',
      kind: row.template,
      home: row.home,
      id: row.id,
      detail: { unit: row.place.code, period: row.period, warnings: warnings.map(({ code }) => code) },
      ...(note ? { purpose: note } : {}),
    })
    return viewOf(deps, ctx, await find(ctx, params.id), 'internal')
  },

  drift: async (ctx, { params }) => {
    const row = await find(ctx, params.id)
    const edition =
      row.status === 'frozen' ? await queries.findEdition(ctx.tx, row, await audienceFor(ctx, row, 'internal')) : null
    if (!edition || row.high === null || row.pending === null) return { entries: [], figures: [], more: false }
    const later = await queries.postedAfter(ctx.tx, {
      ...laterAsk(row, edition.figures),
      mark: { high: row.high, pending: row.pending },
      limit: driftLimit + 1,
    })
    const drift = driftOf(edition.figures, later.slice(0, driftLimit))
    return {
      figures: drift.figures,
      entries: drift.entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
      more: later.length > driftLimit,
    }
  },

  docx: async (ctx, { params, query }) => {
    const row = await find(ctx, params.id)
    const { document } = await textOf(deps, ctx, row, query.audience, { hold: false, count: true })
    ctx.audit({
      action: 'reports.docx',
      kind: row.template,
      home: row.home,
      id: row.id,
      detail: { audience: query.audience, status: row.status },
    })
    return { bytes: await writeOfficialDocx(document), mediaType: docxType, name: `${document.title}.docx` }
  },

  figures: async (ctx, { params, query }) => {
    const row = await find(ctx, params.id)
    return jsonOf(
      headOf(deps, row),
      await textOf(deps, ctx, row, query.audience, { hold: false, count: true }),
      query.audience,
      row.frozenAt ?? ctx.now,
    )
  },
})

/** Writes a report without keeping it: for the command line. The same rules, rights and figures as on screen. */
export const writeReport = async (
  deps: ReportsDeps,
  ctx: Ctx,
  asked: { readonly template: string; readonly unit?: string; readonly period: string; readonly audience?: Audience },
): Promise<{ readonly docx: Buffer; readonly json: ReportJson }> => {
  const template = templateOf(deps, asked.template)
  const period = readPeriod(asked.period, template, ctx.now)
  const unit = await unitInRange(ctx, asked.unit)
  const audience = asked.audience ?? 'internal'
  const refused = audience === 'public' ? whyNotPublic(unit) : null
  if (refused) throw fail('reports.noPublic', { reason: refused })
  const written = await writeNow(
    ctx,
    deps.catalogue,
    { template, unit, period },
    audience,
    {},
    { draft: true, hold: false, count: true },
  )
  ctx.audit({ action: 'reports.docx', kind: template.key, detail: { audience, unit: unit.code, period: period.key } })
  const head = {
    template: template.key,
    title: written.document.title,
    unit: placeOf(unit),
    period: { key: period.key, label: period.label },
    status: 'draft' as const,
  }
  return { docx: await writeOfficialDocx(written.document), json: jsonOf(head, written, audience, ctx.now) }
}

// The figures are read in several statements: frozen is what was read while nothing of it was posted.
const freeze = async (deps: ReportsDeps, ctx: Ctx, row: queries.ReportRow, note: string | null): Promise<void> => {
  const subject = await subjectOf(deps, ctx, row)
  for (let tries = 0; tries < 3; tries += 1) {
    const mark = await queries.markLedger(ctx.tx)
    const material = await readMaterial(ctx, deps.catalogue, subject)
    const editions: [Audience, Written][] = []
    for (const audience of audiencesOf(row))
      editions.push([
        audience,
        await writeFrom(ctx, deps.catalogue, subject, forAudience(material, audience), row.texts[audience] ?? {}, {
          draft: false,
          hold: false,
          count: true,
        }),
      ])
    const moved = await queries.postedAfter(ctx.tx, {
      ...laterAsk(row, editions[0]?.[1].figures ?? []),
      mark,
      limit: 1,
    })
    if (moved.length > 0) continue
    for (const [audience, edition] of editions)
      await queries.insertEdition(ctx.tx, row, audience, edition, kindOf(deps.catalogue, subject.template.kind).version)
    if (!(await queries.freezeReport(ctx.tx, row, mark, note, ctx.actor.accountId, ctx.now)))
      throw failCommon('http.stale')
    return
  }
  throw fail('reports.moving')
}

const laterAsk = (
  row: Pick<queries.ReportRow, 'unitId' | 'period'>,
  figures: readonly Pick<Written['figures'][number], 'measure' | 'type' | 'period'>[],
) => ({
  unitId: row.unitId,
  measures: [...new Set(figures.map((figure) => spanOf(figure).measure))],
  to: periodOf(row.period).to.slice(0, 7),
})

const audiencesOf = (row: Pick<queries.ReportRow, 'place'>): readonly Audience[] =>
  whyNotPublic(row.place) ? ['internal'] : ['internal', 'public']

const find = async (ctx: Ctx, id: string): Promise<queries.ReportRow> => {
  const row = await queries.findReport(ctx.tx, id)
  if (!row) throw failCommon('http.notFound')
  return row
}

const findOwn = async (ctx: Ctx, id: string): Promise<queries.ReportRow> => {
  const row = await find(ctx, id)
  if (row.ownerUnit !== ctx.actor.unitId) throw fail('reports.notYours', { owner: row.owner })
  if (row.status === 'frozen') throw fail('reports.frozen')
  return row
}

const readPeriod = (text: string, template: ReportTemplate, now: Date): Period => {
  const read = parsePeriod(text)
  if (!read.ok) throw failCommon('http.invalid', { count: 1 }, [{ path: 'period', ...read.reason }])
  const why = whyNotPeriod(template, read.value, localDate(now))
  if (why) throw failCommon('http.invalid', { count: 1 }, [{ path: 'period', ...why }])
  return read.value
}

const unitInRange = async (ctx: Ctx, code: string | undefined): Promise<UnitRow> => {
  const { actor, tx, now } = ctx
  const unit =
    code === undefined ? (await unitsById(tx, [actor.unitId]))[0] : await unitOnceOf(tx, code, localDate(now))
  if (!unit) throw failCommon('http.notFound')
  const { lo, hi } = rangeOf(actor.scope)
  if (!(unit.scope >= lo && unit.scope < hi)) throw fail('reports.outside', { unit: unit.name })
  return unit
}

const placeOf = ({ code, name, level }: UnitRow) => ({ code, name, level })

const readCursor = (text: string | undefined): { at: Date; id: string } | null => {
  const match =
    text === undefined ? null : /^(\d{4}-[\dT:.-]+Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)
  if (text !== undefined && (!match || Number.isNaN(Date.parse(match[1] ?? ''))))
    throw failCommon('http.invalid', { count: 1 }, [
      {
        path: 'cursor',
        zh: '翻页位置无效,请从第一页重新查。',
        en: 'The page mark is not valid: start from the first page.',
      },
    ])
  return match ? { at: new Date(match[1] ?? ''), id: match[2] ?? '' } : null
}
