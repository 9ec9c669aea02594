import type { ExchangeDeps } from '#modules/exchange/server/index.ts'
import { isCutBy, placeOf, quantitiesOf } from '#modules/figures/server/index.ts'
import { parsePeriod } from '#platform/clock/time.ts'
import type { Service } from '#platform/contract/route.ts'
import type { DataKey } from '#platform/crypto/envelope.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import { extensionOf, safeFileName } from '#platform/files/name.ts'
import { mediaTypes } from '#platform/files/kinds.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Label, label } from '#platform/text/label.ts'
import { figuresErrors } from '#modules/figures/contract.ts'
import type { Binding, FormHead, formsContract, FormView, SheetView, Whose } from '../contract.ts'
import { fail, filledBook, valuesOf } from './fill.ts'
import { classesOf, type Filling, measureOf } from './figures.ts'
import * as queries from './queries.ts'
import { whyNotBind } from './bindable.ts'
import { look } from './book.ts'

const failFigures = failures(figuresErrors)
const listMost = 200

/** The routes of receivers' forms. */
export const formsService = (deps: ExchangeDeps): Service<typeof formsContract, Ctx> => ({
  list: async (ctx) => ({
    forms: (await queries.listForms(ctx.tx, ctx.actor.scope, listMost)).map((row) => headOf(ctx, row)),
  }),

  upload: async (ctx, { params, query, body }) => {
    const seen = await look(body, query.name)
    if (!seen.ok) throw fail('forms.file', { reason: seen.reason })
    const clean = safeFileName(query.name)
    const { actor } = ctx
    const isNew = await queries.insertForm(
      ctx.tx,
      {
        id: params.id,
        home: actor.home,
        unitId: actor.unitId,
        scope: actor.scope,
        name: clean.slice(0, -(extensionOf(clean).length + 1)).slice(0, 100) || clean.slice(0, 100),
        file: ctx.vault.seal(keyOf(ctx), cellOf(actor.home, params.id), body),
        view: ctx.vault.seal(keyOf(ctx), viewCellOf(actor.home, params.id), Buffer.from(JSON.stringify(seen.sheets))),
        account: actor.accountId,
      },
      ctx.now,
    )
    if (isNew) ctx.audit({ action: 'forms.upload', home: actor.home, detail: { form: params.id } })
    return viewOf(ctx, await found(ctx, params.id))
  },

  open: async (ctx, { params }) => viewOf(ctx, await found(ctx, params.id)),

  bind: async (ctx, { params, body }) => {
    const row = await own(ctx, params.id)
    const sheets = await sheetsOf(ctx, row)
    for (const one of body.bindings) {
      const reason = whyNotBind(sheets, one.sheet, one.cell)
      if (reason) throw fail('forms.cell', { sheet: sheets[one.sheet]?.name ?? '', cell: one.cell, reason })
      const wrong = checkFill(deps, one)
      if (wrong) throw fail('forms.cell', { sheet: sheets[one.sheet]?.name ?? '', cell: one.cell, reason: wrong })
    }
    if (!(await queries.saveBindings(ctx.tx, row.id, body.version, body.bindings, ctx.actor.accountId, ctx.now)))
      throw failCommon('http.stale')
    ctx.audit({ action: 'forms.bind', home: row.home, detail: { form: row.id, cells: body.bindings.length } })
    return viewOf(ctx, await found(ctx, params.id))
  },

  remove: async (ctx, { params }) => {
    const row = await own(ctx, params.id)
    await queries.removeForm(ctx.tx, row.id)
    ctx.audit({ action: 'forms.remove', home: row.home, detail: { form: row.id } })
    return {}
  },

  values: async (ctx, { params, body }) => {
    const row = await found(ctx, params.id)
    const filling = await fillingOf(ctx, row, body)
    const { code, name } = filling.unit
    return { unit: { code, name }, values: await valuesOf(ctx, deps.catalogue, row.bindings, filling) }
  },

  fill: async (ctx, { params, body }) => {
    const row = await found(ctx, params.id)
    const filling = await fillingOf(ctx, row, body)
    const form = { bytes: fileOf(ctx, row), sheets: await sheetsOf(ctx, row), bindings: row.bindings }
    const bytes = await filledBook(ctx, deps, form, filling)
    ctx.audit({
      action: 'forms.fill',
      home: row.home,
      detail: { form: row.id, period: body.period, unit: filling.unit.code, cells: row.bindings.length },
    })
    const period = parsePeriod(body.period)
    const words = [
      row.name,
      ...(row.unitId === ctx.actor.unitId ? [] : [filling.unit.name]),
      period.ok ? period.value.label.zh : body.period,
    ]
    return { bytes, mediaType: mediaTypes.xlsx, name: `${words.join('-')}.xlsx` }
  },
})

// A form that somebody below made is filled with what that unit would send, unless the reader asks for her own unit's.
const fillingOf = async (
  ctx: Ctx,
  row: queries.FormRow,
  { period, whose }: { period: string; whose: Whose },
): Promise<Filling> => ({ period, unit: await placeOf(ctx, whose === 'own' ? undefined : row.unitCode) })

const keyOf = (ctx: Ctx): DataKey => ctx.vault.keyFor('forms.file')
const cellOf = (home: string, id: string) => ({ table: 'forms.form', column: 'file', home, id })

const viewCellOf = (home: string, id: string) => ({ table: 'forms.form', column: 'view', home, id })

type Found = queries.FormWhole

const sheetsOf = async (ctx: Ctx, row: Found): Promise<SheetView[]> => {
  if (row.view) {
    const bytes = ctx.vault.openBytes(keyOf(ctx), viewCellOf(row.home, row.id), row.view)
    return JSON.parse(bytes.toString('utf8')) as SheetView[]
  }
  const seen = await look(fileOf(ctx, row), `${row.name}.xlsx`)
  if (!seen.ok) throw fail('forms.file', { reason: seen.reason })
  return seen.sheets
}

const fileOf = (ctx: Ctx, row: Found): Buffer => ctx.vault.openBytes(keyOf(ctx), cellOf(row.home, row.id), row.file)

const found = async (ctx: Ctx, id: string): Promise<Found> => {
  const row = await queries.findForm(ctx.tx, id)
  if (!row) throw failCommon('http.notFound')
  return row
}

const own = async (ctx: Ctx, id: string): Promise<Found> => {
  const row = await found(ctx, id)
  if (row.unitId !== ctx.actor.unitId) throw fail('forms.notYours', { unit: row.unitName })
  return row
}

// A cut the measure is not counted by is refused when it is bound, not each time the form is filled.
const checkFill = ({ catalogue }: ExchangeDeps, { fill }: Binding): Label | null => {
  if (fill.what !== 'figure') return null
  const { kind, measures } = measureOf(catalogue, fill)
  const classes = classesOf(catalogue, kind, fill)
  const cut = [...(classes ? ['category'] : []), ...(fill.channel ? ['channel'] : [])]
  for (const measure of measures)
    if (!quantitiesOf(kind, measure).every((one) => isCutBy(one, cut))) throw failFigures('figures.uncut')
  const known = new Set(catalogue.codes[kind.categories]?.rows.map(({ code }) => code))
  const unknown = [...(classes ?? [])].find((code) => !known.has(code))
  if (unknown !== undefined)
    return label(
      `没有「${unknown}」这一类。请从列出的类别里选。`,
      `There is no class “${unknown}”: choose one that is listed.`,
    )
  if (fill.shows === 'changePercent' && measures.some(({ spec }) => spec.type === 'ratio'))
    return label(
      '率的增减只用百分点,不用 %。请选「增减(数)」。',
      'Rates change by percentage points, not percent: choose the change in numbers.',
    )
  return null
}

const headOf = (ctx: Ctx, row: queries.FormRow): FormHead => ({
  id: row.id,
  name: row.name,
  unit: { code: row.unitCode, name: row.unitName },
  bound: row.bindings.length,
  version: row.version,
  savedAt: row.savedAt.toISOString(),
  savedBy: row.savedBy,
  mayChange: row.unitId === ctx.actor.unitId && ctx.actor.permissions.has('reports.write'),
})

const viewOf = async (ctx: Ctx, row: Found): Promise<FormView> => ({
  ...headOf(ctx, row),
  sheets: await sheetsOf(ctx, row),
  bindings: [...row.bindings],
})
