import type { Service } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { homeOf } from '#modules/org/rules.ts'
import type { exchangeContract } from '../contract.ts'
import { type Answers, noAnswers } from '../rules/answers.ts'
import { type Column, columnsOf } from '../rules/columns.ts'
import { finishedCodes, finishedKey } from '../rules/handling.ts'
import { sniff } from '../tabular/read.ts'
import { importOf, saidThen } from './check.ts'
import type { DeskView } from '../shapes.ts'
import { openChecked } from './checked.ts'
import { type ExchangeDeps, fail } from './deps.ts'
import { mendRows, rowsOf } from './desk-rows.ts'
import { headOf, typedAs, viewOf } from './desk-view.ts'
import { groupsOf, mendGroup } from './groups.ts'
import { leftOf } from './left.ts'
import { exportList } from './list-export.ts'
import { remember, rememberedOf } from './memory.ts'
import { deskSeal } from './names.ts'
import * as batches from './queries/batches.ts'
import * as queries from './queries/desk.ts'
import * as memory from './queries/memory.ts'
import { batchOf } from './service.ts'
import { foreseeTakeBack, takeBack } from './takeback.ts'
import { template } from './template.ts'

/** Longest one request takes a batch back, in milliseconds; the browser asks again until all of it is done. */
const takesBack = 8_000

/** The routes of bringing in a file in the browser: a file belongs to whoever brought it, its records to her unit. */
export const deskService = (deps: ExchangeDeps): Service<typeof exchangeContract, Ctx> => ({
  list: async (ctx) => ({
    files: (await queries.listDesks(ctx.tx)).map((desk) => headOf(deps, ctx, desk)),
    batches: (await batches.listBatches(ctx.tx, 50)).map((row) => batchOf(row, ctx)),
  }),

  bring: async (ctx, { params, query, body }) => {
    const { kind } = importOf(deps, query.kind)
    if (!ctx.actor.permissions.has(kind.can.register)) throw failCommon('http.forbidden')
    const before = await queries.findDesk(ctx.tx, params.id)
    if (before) return viewOf(deps, ctx, before)
    const looked = sniff(body, query.name)
    if (!looked.ok) throw fail('exchange.unreadable', { reason: looked.reason })
    const { seal } = deskSeal(ctx, params.id)
    const { actor } = ctx
    const inserted = await queries.insertDesk(ctx.tx, {
      id: params.id,
      home: homeOf(actor),
      unitId: actor.unitId,
      scope: actor.scope,
      kind: query.kind,
      name: seal('name', query.name),
      content: seal('content', body),
      size: body.length,
      by: actor.accountId,
      post: actor.postId,
      now: ctx.now,
    })
    // The id is another person's.
    if (!inserted) throw fail('exchange.desk')
    const desk = await deskOf(ctx, params.id)
    ctx.audit({
      action: 'exchange.bring',
      kind: query.kind,
      home: desk.home,
      id: desk.id,
      detail: { size: body.length },
    })
    return viewOf(deps, ctx, desk)
  },

  open: async (ctx, { params }) => viewOf(deps, ctx, await deskOf(ctx, params.id)),

  answer: async (ctx, { params, body }) => {
    const desk = await still(ctx, params.id)
    const sheet = body.sheet === sheetOf(ctx, desk) ? undefined : body.sheet
    // What was said of all rows was said of the sheet before.
    const before = sheet === undefined ? desk.answers : { ...desk.answers, fixed: {}, sheet }
    const said = known(deps, desk, saidThen(before, body))
    if (!(await queries.contentOf(ctx.tx, desk.id))) throw fail('exchange.desk')
    if (sheet !== undefined) await queries.turnTo(ctx.tx, desk.id)
    await queries.startCheck(ctx.tx, desk.id, said, ctx.actor.postId, ctx.now)
    const now = known(deps, desk, saidThen(noAnswers, body))
    // A day or words that all rows of this table have say nothing of the next one.
    const lasting = Object.fromEntries(
      Object.entries(now.fixed).filter(([key, said]) => said !== '' && lasts(deps, desk.kind, key)),
    )
    await remember(
      ctx,
      { unitId: desk.unit_id, scope: desk.scope, kind: desk.kind, deskId: desk.id },
      { ...now, fixed: lasting },
    )
    ctx.audit({ action: 'exchange.answer', kind: desk.kind, home: desk.home, id: desk.id })
    return viewOf(deps, ctx, await deskOf(ctx, params.id))
  },

  rows: async (ctx, { params, query }) => {
    const desk = await deskOf(ctx, params.id)
    ctx.audit({ action: 'exchange.rows', kind: desk.kind, home: desk.home, id: desk.id })
    return rowsOf(deps, ctx, desk, query.after)
  },

  mend: async (ctx, { params, body }) => {
    const desk = await still(ctx, params.id)
    const rows = await mendRows(deps, ctx, desk, body.cells)
    ctx.audit({
      action: 'exchange.mend',
      kind: desk.kind,
      home: desk.home,
      id: desk.id,
      detail: { cells: body.cells.length },
    })
    return rows
  },

  groups: async (ctx, { params }) => {
    const desk = await deskOf(ctx, params.id)
    ctx.audit({ action: 'exchange.rows', kind: desk.kind, home: desk.home, id: desk.id })
    return groupsOf(deps, ctx, desk)
  },

  mendAll: async (ctx, { params, body }) => {
    const desk = await still(ctx, params.id)
    const done = await mendGroup(deps, ctx, desk, body)
    ctx.audit({
      action: 'exchange.mend',
      kind: desk.kind,
      home: desk.home,
      id: desk.id,
      detail: { cells: done.mended },
    })
    return done
  },

  left: async (ctx, { params }) => {
    const desk = await deskOf(ctx, params.id)
    ctx.audit({ action: 'exchange.left', kind: desk.kind, home: desk.home, id: desk.id, detail: { rows: desk.faulty } })
    return leftOf(ctx, desk, ctx.client.language)
  },

  run: async (ctx, { params }) => {
    const desk = await deskOf(ctx, params.id, true)
    if (desk.status === 'running') return viewOf(deps, ctx, desk)
    if (desk.status === 'stopping') throw fail('exchange.running')
    if (desk.status === 'checking' || !desk.checked) throw fail('exchange.unchecked')
    if (!(await queries.contentOf(ctx.tx, desk.id))) throw fail('exchange.desk')
    const view = await viewOf(deps, ctx, desk)
    const open = openOf(view)
    if (!view.decided || open.length > 0) throw fail('exchange.undecided', { n: open.length, what: named(open) })
    if (view.ready === 0) throw fail('exchange.nothing')
    // Rows that stayed behind and are right now go into the same batch, which is taken back whole.
    if (desk.batch_id) await batches.reopenBatch(ctx.tx, desk.batch_id)
    // A column that was known by its values is known by its heading from now on.
    const byContent = view.places.flatMap(({ how, key, target }) =>
      how === 'content' && target ? [[key, target]] : [],
    )
    const place = { unitId: desk.unit_id, scope: desk.scope, kind: desk.kind, deskId: desk.id }
    await remember(ctx, place, { ...noAnswers, columns: Object.fromEntries(byContent) as Record<string, string> })
    await queries.startRun(ctx.tx, desk.id, ctx.actor.postId, ctx.now)
    ctx.audit({ action: 'exchange.run', kind: desk.kind, home: desk.home, id: desk.id, detail: { rows: view.ready } })
    return viewOf(deps, ctx, await deskOf(ctx, params.id))
  },

  stop: async (ctx, { params }) => {
    const desk = await deskOf(ctx, params.id, true)
    if (desk.status === 'running') {
      await queries.setStatus(ctx.tx, desk.id, 'stopping', null, ctx.now)
    } else if (desk.status === 'checking') await queries.endCheck(ctx.tx, desk.id, null)
    if (desk.status === 'running' || desk.status === 'checking')
      ctx.audit({ action: 'exchange.stop', kind: desk.kind, home: desk.home, id: desk.id })
    return viewOf(deps, ctx, await deskOf(ctx, params.id))
  },

  drop: async (ctx, { params }) => {
    const desk = await deskOf(ctx, params.id, true)
    if (desk.status === 'running' || desk.status === 'stopping') throw fail('exchange.running')
    // Nothing goes on with a batch whose file is gone: what was written of it stands, or is taken back.
    if (desk.batch_id && (await queries.batchStatus(ctx.tx, desk.batch_id)) === 'writing')
      await batches.finishBatch(ctx.tx, desk.batch_id, ctx.now)
    await queries.dropDesk(ctx.tx, desk.id)
    ctx.audit({ action: 'exchange.drop', kind: desk.kind, home: desk.home, id: desk.id })
    return {}
  },

  exportList: (ctx, { query }) => exportList(deps, ctx, query),

  foresee: async (ctx, { params }) => {
    if ((await queries.batchStatus(ctx.tx, params.id)) === undefined) throw fail('exchange.batch')
    ctx.audit({ action: 'exchange.foresee', kind: 'batch', home: ctx.actor.home, id: params.id })
    return foreseeTakeBack(deps, ctx, params.id)
  },

  takeBack: (ctx, { params, body }) =>
    takeBack(deps, (work) => work(ctx), params.id, body.reason, { signal: AbortSignal.timeout(takesBack) }),

  memory: async (ctx) => {
    const rows = await rememberedOf(ctx, ctx.actor.unitId, null)
    return {
      rows: rows.flatMap(({ id, kind, part, field, word, target, by_name, set_at }) => {
        const of = deps.catalogue.kinds[kind] && importOf(deps, kind)
        if (!of) return []
        const columns = columnsOf(of.kind, of.spec, of.codes)
        const find = (key: string) => columns.find((column) => column.key === key)
        const about = part === 'column' ? null : find(part === 'value' ? field : word)
        const code = about?.codes?.find((row) => row.code === target)
        const meant = part === 'column' ? find(target)?.label : code && { zh: code.zh, en: code.en }
        return [
          {
            id,
            kindLabel: of.kind.label,
            part,
            field: about?.label ?? null,
            word: part === 'fixed' ? '' : word,
            target: target === '' ? null : (meant ?? { zh: target, en: target }),
            by: by_name,
            at: set_at.toISOString(),
          },
        ]
      }),
    }
  },

  forget: async (ctx, { params }) => {
    if (!(await memory.forget(ctx.tx, params.id, ctx.actor.unitId))) throw failCommon('http.notFound')
    ctx.audit({ action: 'exchange.forget', kind: 'memory', id: params.id })
    return {}
  },

  form: async (ctx, { params }) => ({
    bytes: await template(deps, params.kind, ctx.client.language),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: `${importOf(deps, params.kind).kind.label[ctx.client.language]}.xlsx`,
  }),
})

const deskOf = async (ctx: Ctx, id: string, hold = false): Promise<queries.DeskRow> => {
  const desk = await queries.findDesk(ctx.tx, id, hold)
  if (!desk) throw fail('exchange.desk')
  return desk
}

const sheetOf = (ctx: Ctx, { id, answers, checked }: queries.DeskRow): string | undefined =>
  checked ? openChecked(ctx, id, checked).sheet : answers.sheet

/** A file that is not being checked or written just now. */
const still = async (ctx: Ctx, id: string): Promise<queries.DeskRow> => {
  const desk = await deskOf(ctx, id, true)
  if (desk.status !== 'open' && desk.status !== 'stopped' && desk.status !== 'done') throw fail('exchange.running')
  return desk
}

const columnIn = (deps: ExchangeDeps, kind: string, key: string): Column | undefined => {
  const of = importOf(deps, kind)
  return columnsOf(of.kind, of.spec, of.codes).find((column) => column.key === key)
}

// A list the register never names may be said for good; how each matter ended may not.
const lasts = (deps: ExchangeDeps, kind: string, key: string): boolean => {
  const spec = deps.imports[kind]
  const ended = key !== spec?.outcome && spec?.columns.some((column) => column.key === key)
  return !ended && columnIn(deps, kind, key)?.codes !== undefined
}

// Fields and codes the kind does not have are nothing anybody can have chosen.
const known = (deps: ExchangeDeps, desk: queries.DeskRow, { columns, values, fixed, ...rest }: Answers): Answers => {
  const of = importOf(deps, desk.kind)
  const byKey = new Map(columnsOf(of.kind, of.spec, of.codes).map((column) => [column.key, column]))
  const code = (key: string, target: string): boolean =>
    target === '' || (byKey.get(key)?.codes?.some((row) => row.code === target) ?? false)
  const typed = (key: string): boolean => {
    const column = byKey.get(key)
    return column !== undefined && typedAs(column) !== null
  }
  const keep = <T>(from: Readonly<Record<string, T>>, fits: (key: string, value: T) => boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([key, value]) => fits(key, value)))
  return {
    ...rest,
    columns: keep(columns, (_, target) => target === '' || byKey.has(target)),
    values: Object.fromEntries(
      Object.entries(values).map(([key, words]) => [key, keep(words, (_, target) => code(key, target))]),
    ),
    fixed: keep(fixed, (key, target) =>
      target === ''
        ? byKey.get(key)?.required === false
        : typed(key) || code(key, target) || (key === finishedKey && finishedCodes.some((row) => row.code === target)),
    ),
  }
}

/** What has to be said before anything is written: columns nobody knows, and what the table does not say. */
const openOf = ({ places, lacks }: DeskView): readonly Label[] => [
  ...places
    .filter(({ how }) => how === 'ask' || how === 'twice')
    .map(({ heading }) => label(`「${heading}」是哪一列`, `which column “${heading}” is`)),
  ...lacks.filter(({ needed, said }) => needed && said === null).map((lack) => lack.label),
]

/** The first of them in one line. */
const named = (open: readonly Label[]): Label =>
  label(
    open
      .slice(0, 5)
      .map(({ zh }) => zh)
      .join('、') + (open.length > 5 ? '……' : ''),
    open
      .slice(0, 5)
      .map(({ en }) => en)
      .join(', ') + (open.length > 5 ? ' …' : ''),
  )
