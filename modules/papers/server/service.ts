import type { Catalogue } from '#modules/cases/define.ts'
import { reprintReasons } from '#modules/cases/contract.ts'
import { type Engine, headsByKey, rowsOf } from '#modules/cases/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output, Service } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { pageOf, readCursor } from '#platform/http/cursor.ts'
import { documentNumber } from '#platform/paper/text.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type Issued, type papersContract, papersErrors } from '../contract.ts'
import { readNumber, type VoidReason, voidReasons, whyNotPrefix } from '../rules.ts'
import * as photos from './photos.ts'
import * as queries from './queries/books.ts'

type C = typeof papersContract
const fail = failures(papersErrors)
const pageSize = 50

/** Number books and the register of a unit, over the letters of the kinds the house was started with, and paper that comes in by phone. */
export const papersService = (engine: Engine, publicUrl: string | null): Service<C, Ctx> => {
  const forms = formsOf(engine.catalogue)
  const answer = (ctx: Ctx) => booksOf(ctx, forms)
  return {
    books: (ctx) => answer(ctx),
    addBook: async (ctx, { params, body }) => {
      await addBook(ctx, forms, params, body)
      return answer(ctx)
    },
    changeForms: async (ctx, { params, body }) => {
      await ownBook(ctx, params)
      await refuseForms(ctx, forms, body.forms, params.id)
      if (!(await queries.changeForms(ctx.tx, params, body.version, body.forms))) throw failCommon('http.stale')
      ctx.audit({ action: 'papers.forms', home: params.home, id: params.id, detail: { forms: body.forms } })
      return answer(ctx)
    },
    closeYear: async (ctx, { params, body }) => {
      await ownBook(ctx, params)
      const closed = body.closed ? { by: ctx.actor.accountId, at: ctx.now } : null
      await queries.closeYear(ctx.tx, params, params.year, closed)
      const action = body.closed ? 'papers.closeYear' : 'papers.openYear'
      ctx.audit({ action, home: params.home, id: params.id, detail: { year: params.year } })
      return answer(ctx)
    },
    register: (ctx, { query }) => register(engine, ctx, query),
    photoLink: (ctx, { params }) => photos.photoLink(engine, ctx, publicUrl, params),
    photoState: (ctx, { params }) => photos.photoState(ctx, params),
    endPhotos: (ctx, { params }) => photos.endPhotos(ctx, params),
    dropPhoto: (ctx, { params }) => photos.dropPhoto(engine, ctx, params),
    openPhotos: (ctx, { body }) => photos.openPhotos(ctx, body.token),
    sendPhoto: (ctx, input) => photos.sendPhoto(engine, ctx, input),
    donePhotos: (ctx, { body }) => photos.donePhotos(ctx, body.key),
    void: (ctx, { params, body }) => voidOne(engine, ctx, params, body.reason),
  }
}

/** Every letter of every kind by `kind.letter`. */
const formsOf = ({ kinds }: Catalogue): ReadonlyMap<string, Label> =>
  new Map(
    Object.values(kinds).flatMap((kind) =>
      Object.entries(kind.papers ?? {}).map(([key, paper]) => [`${kind.key}.${key}`, paper.label] as const),
    ),
  )

type Forms = ReturnType<typeof formsOf>
const thisYear = (ctx: Ctx): number => Number(localDate(ctx.now).slice(0, 4))

const booksOf = async (ctx: Ctx, forms: Forms): Promise<Output<C['books']>> => {
  const rows = await queries.booksOf(ctx.tx, ctx.actor.unitId)
  const year = thisYear(ctx)
  return {
    books: rows.map((row) => {
      const now = row.years.find((one) => one.year === year)
      return {
        home: row.home,
        id: row.id,
        prefix: row.prefix,
        forms: row.forms.map((key) => ({ key, label: forms.get(key) ?? label(key, key) })),
        version: row.version,
        next: now?.closed ? null : documentNumber(row.prefix, year, (now?.last ?? 0) + 1),
        year,
        years: row.years,
      }
    }),
    forms: [...forms].map(([key, name]) => ({
      key,
      label: name,
      prefix: rows.find((row) => row.forms.includes(key))?.prefix ?? null,
    })),
  }
}

const ownBook = async (ctx: Ctx, { home, id }: queries.Key): Promise<queries.BookRow> => {
  const found = (await queries.booksOf(ctx.tx, ctx.actor.unitId)).find((one) => one.home === home && one.id === id)
  if (!found) throw failCommon('http.notFound')
  return found
}

// One letter takes its numbers from one book: two would give it two series.
const refuseForms = async (ctx: Ctx, forms: Forms, wanted: readonly string[], own: string): Promise<void> => {
  const unknown = wanted.find((key) => !forms.has(key))
  if (unknown)
    throw failCommon('http.invalid', { count: 1 }, [
      {
        path: 'forms',
        zh: `没有这种文书:${unknown}。请重新勾选。`,
        en: `There is no letter ${unknown}: choose again.`,
      },
    ])
  for (const other of await queries.booksOf(ctx.tx, ctx.actor.unitId)) {
    const taken = other.id === own ? undefined : wanted.find((key) => other.forms.includes(key))
    if (taken) throw fail('papers.formTaken', { form: forms.get(taken)!, prefix: other.prefix })
  }
}

const addBook = async (ctx: Ctx, forms: Forms, key: queries.Key, body: Input<C['addBook']>['body']): Promise<void> => {
  const there = await queries.booksOf(ctx.tx, ctx.actor.unitId)
  if (there.some((one) => one.id === key.id)) return
  if (key.home !== ctx.actor.home) throw failCommon('http.notFound')
  const why = whyNotPrefix(
    body.prefix,
    there.map(({ prefix }) => prefix),
  )
  if (why) throw failCommon('http.invalid', { count: 1 }, [{ path: 'prefix', ...why }])
  await refuseForms(ctx, forms, body.forms, key.id)
  await queries.addBook(ctx.tx, key, {
    unitId: ctx.actor.unitId,
    scope: ctx.actor.scope,
    prefix: body.prefix,
    forms: body.forms,
    by: ctx.actor.accountId,
    now: ctx.now,
    year: thisYear(ctx),
    first: body.first,
  })
  ctx.audit({ action: 'papers.addBook', home: key.home, id: key.id, detail: { forms: body.forms, first: body.first } })
}

/** The register of one's unit. Of a matter it tells what her list tells: nothing where the list does not show it. */
const register = async (
  engine: Engine,
  ctx: Ctx,
  query: Input<C['register']>['query'],
): Promise<Output<C['register']>> => {
  const wanted = readNumber(query.q ?? '')
  const found = wanted
    ? await queries.listIssued(
        ctx.tx,
        ctx.actor.unitId,
        { ...(query.year ? { year: query.year } : {}), ...wanted, book: query.book },
        readCursor(query.cursor),
        pageSize + 1,
      )
    : []
  const { rows, next } = pageOf(found, pageSize)
  const shown = await shownOf(engine, ctx, rows)
  ctx.audit({
    action: 'papers.register',
    detail: { shown: shown.flatMap((one) => (one.shown ? [one.shown.matter.id] : [])) },
  })
  return { rows: shown, next }
}

const shownOf = async (engine: Engine, ctx: Ctx, rows: readonly queries.IssuedRow[]): Promise<Issued[]> => {
  const keys = rows.map((row) => ({ home: row.case_home, id: row.case_id }))
  const matters = await rowsOf(engine, ctx, await headsByKey(ctx.tx, keys))
  const forms = formsOf(engine.catalogue)
  return rows.map((row) => {
    const matter = matters.find((one) => one.home === row.case_home && one.id === row.case_id)
    return {
      home: row.home,
      id: row.id,
      number: documentNumber(row.prefix, row.year, row.n),
      voided: row.void_at
        ? { reason: matter ? voidReasons[row.void_reason as VoidReason] : null, at: row.void_at.toISOString() }
        : null,
      corrected:
        row.corrected_at && row.corrected_reason
          ? {
              reason: matter ? reprintReasons[row.corrected_reason] : null,
              at: row.corrected_at.toISOString(),
              by: matter ? row.corrected_by : null,
            }
          : null,
      shown: matter
        ? {
            at: row.at.toISOString(),
            form: forms.get(row.form) ?? label(row.form, row.form),
            by: row.by_name ?? '',
            matter: {
              home: matter.home,
              id: matter.id,
              number: matter.number,
              category: engine.codeLabel(engine.kind(matter.kind).categories, matter.category),
              who: matter.who,
              title: matter.title,
              restricted: matter.restricted,
              openable: matter.openable,
            },
          }
        : null,
    }
  })
}

/** Voids a number: it stays in the register with its reason, and the letter gets another when it is printed again. */
const voidOne = async (engine: Engine, ctx: Ctx, key: queries.Key, reason: VoidReason): Promise<Issued> => {
  const row = await queries.findIssued(ctx.tx, key)
  if (!row || row.unit_id !== ctx.actor.unitId) throw failCommon('http.notFound')
  const [seen] = await shownOf(engine, ctx, [row])
  if (!seen?.shown) throw failCommon('http.notFound')
  if (row.void_at)
    throw fail('papers.notVoid', {
      reason: label('它已经作废了。刷新页面看经过。', 'It is void already: reload to see how.'),
    })
  if (!(await queries.voidNumber(ctx.tx, row, reason, ctx.now)))
    throw fail('papers.notVoid', {
      reason: label('这件事项不由您办理,请承办人来作废。', 'You do not work on its matter: ask who does.'),
    })
  ctx.audit({
    action: 'papers.void',
    home: row.case_home,
    id: row.case_id,
    purpose: reason,
    detail: { number: key.id, form: row.form },
  })
  const after = (await queries.findIssued(ctx.tx, key))!
  return (await shownOf(engine, ctx, [after]))[0]!
}
