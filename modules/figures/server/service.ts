import type { Catalogue } from '#modules/cases/define.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Service } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { FigureRecord, figuresContract } from '../contract.ts'
import { readCursor, writeCursor } from '../rules.ts'
import { answerFigures, askableKinds } from './asked.ts'
import {
  codeLabel,
  fail,
  isCutBy,
  isSensitive,
  kindOf,
  measuresOf,
  monthsOf,
  quantitiesOf,
  quantityOf,
  tellsSensitive,
  whereOf,
} from './measures.ts'
import { type Adding, type Head, headsOf, recordsBehind } from './queries.ts'
import { placeOf, readPeriod } from './place.ts'
import { periodOf, readTable } from './table.ts'

/** The routes of figures. Reading figures is not audited one by one: they identify nobody; the list behind one is. */
export const figuresService = (catalogue: Catalogue): Service<typeof figuresContract, Ctx> => {
  const askable = askableKinds(catalogue)
  return {
    ask: (ctx, { body }) => answerFigures(ctx, catalogue, askable, body.q),

    figures: async (ctx, { query }) => {
      const kind = kindOf(catalogue, query.kind)
      const by = query.by ?? null
      if (query.own && by === 'unit') throw fail('figures.uncut')
      const ask = {
        kind,
        measures: measuresOf(kind, query.measures),
        place: await placeOf(ctx, query.unit),
        period: readPeriod(query.period),
        by,
        cut: query,
        compare: query.compare ?? false,
      }
      return readTable(ctx.tx, catalogue, ask, ctx.now)
    },

    catalogue: async () => ({
      kinds: Object.values(catalogue.kinds).map((kind) => ({
        key: kind.key,
        label: kind.label,
        measures: measuresOf(kind, undefined).map((measure) => {
          const { key, spec } = measure
          const [over, ...under] = quantitiesOf(kind, measure)
          const nameOf = (language: 'zh' | 'en') =>
            under
              .map((one) => `${one.opening ? { zh: '期初', en: 'opening ' }[language] : ''}${one.spec.label[language]}`)
              .join(' + ')
          return {
            key,
            label: spec.label,
            unit: over?.spec.unit ?? label('件', 'items'),
            type: spec.type,
            by: [
              ...(spec.type === 'ratio'
                ? (over?.spec.by ?? []).filter((dimension) => under.every((one) => isCutBy(one, [dimension])))
                : spec.by),
            ],
            sensitive: isSensitive(kind, measure),
            code: spec.type === 'ratio' ? (spec.code ?? null) : null,
            formula:
              spec.type === 'ratio' && over
                ? label(`${over.spec.label.zh} ÷ (${nameOf('zh')})`, `${over.spec.label.en} ÷ (${nameOf('en')})`)
                : null,
          }
        }),
      })),
    }),

    records: async (ctx, { params, query }) => {
      const [kindKey = '', ...rest] = params.measure.split('.')
      const kind = kindOf(catalogue, kindKey)
      const asked = rest.join('.')
      const spec = Object.hasOwn(kind.measures, asked) ? kind.measures[asked] : undefined
      // A ratio opens to its numerator; an operand such as opening.inHand opens under its own name.
      const quantity = quantityOf(kind, spec?.type === 'ratio' ? spec.over : asked)
      const place = await placeOf(ctx, query.unit)
      const period = readPeriod(query.period)
      const where = whereOf(catalogue, kind, query)
      if (!isCutBy(quantity, Object.keys(where))) throw fail('figures.uncut')
      const measure = { key: quantity.key, spec: quantity.spec }
      const mayRead = ctx.actor.permissions.has('cases.read')
      const sensitive = isSensitive(kind, measure) || (!mayRead && tellsSensitive(catalogue, kind, where))
      if (sensitive && !mayRead) throw fail('figures.sensitive')
      const months = monthsOf(quantity, period, localDate(ctx.now))
      const total = await totalOf(ctx, catalogue, {
        kind,
        measure,
        place,
        period,
        cut: query,
        opening: quantity.opening,
      })
      const reading = {
        unitId: place.id,
        measure: `${kind.key}.${quantity.key}`,
        ...months,
        where,
        own: query.own ?? false,
      }
      const found = await recordsBehind(ctx.tx, reading, cursorOf(ctx, query.cursor), query.limit + 1)
      const page = found.slice(0, query.limit)
      const heads = mayRead ? await headsOf(ctx.tx, page) : []
      const rows = rowsOf(catalogue, page, heads)
      const seen = new Set(rows.map(({ home, id }) => `${home}/${id}`))
      const unseen = page.filter(({ home, id }) => !seen.has(`${home}/${id}`))
      if (rows.length > 0)
        ctx.audit({
          action: 'figures.records',
          kind: kind.key,
          detail: {
            measure: params.measure,
            unit: place.code,
            period: period.key,
            shown: rows.map(({ home, id }) => `${home}/${id}`),
          },
        })
      const last = page.at(-1)
      return {
        measure: `${kind.key}.${quantity.name}`,
        unit: { code: place.code, name: place.name, level: place.level },
        period: periodOf(period, ctx.now),
        total,
        rows,
        hidden: sensitive ? null : { records: unseen.length, n: unseen.reduce((sum, one) => sum + one.n, 0) },
        next: last && found.length > page.length ? sealCursor(ctx, last) : null,
      }
    },
  }
}

type TotalAsk = Pick<Parameters<typeof readTable>[2], 'kind' | 'place' | 'period' | 'cut'> & {
  readonly measure: Parameters<typeof readTable>[2]['measures'][number]
  readonly opening: boolean
}

// The figure whose records are listed; an opening stock is the stock at the end of the month before.
const totalOf = async (ctx: Ctx, catalogue: Catalogue, { kind, measure, place, period, cut, opening }: TotalAsk) => {
  const months = opening ? monthsOf(quantityOf(kind, `opening.${measure.key}`), period, localDate(ctx.now)) : null
  const table = await readTable(
    ctx.tx,
    catalogue,
    {
      kind,
      measures: [measure],
      place,
      period: months ? readPeriod(months.to) : period,
      by: null,
      cut,
      compare: false,
    },
    ctx.now,
  )
  const [figure] = table.figures
  if (!figure) throw fail('figures.measure', { measure: measure.key })
  return figure
}

const rowsOf = (catalogue: Catalogue, page: readonly Adding[], heads: readonly Head[]): FigureRecord[] => {
  const byKey = new Map(heads.map((head) => [`${head.home}/${head.id}`, head]))
  return page.flatMap(({ home, id, n, late }) => {
    const head = byKey.get(`${home}/${id}`)
    const kind = head && catalogue.kinds[head.kind]
    if (!head || !kind) return []
    return {
      home,
      id,
      number: head.number,
      title: head.openable ? head.title : null,
      category: head.category,
      categoryLabel: head.category === null ? null : codeLabel(catalogue, kind, 'category', head.category).label,
      status: head.status,
      statusLabel: kind.states[head.status]?.label ?? label(head.status, head.status),
      unit: head.unit,
      openedAt: head.openedAt.toISOString(),
      openable: head.openable,
      n,
      late,
    }
  })
}

// The last record of a page may be one the reader must not know of: her cursor is sealed, and hers alone.
const cursorCell = ({ actor }: Ctx) => ({
  table: 'figures.records',
  column: 'cursor',
  home: actor.home,
  id: actor.accountId,
})

const sealCursor = (ctx: Ctx, last: Adding): string =>
  ctx.vault.seal(ctx.vault.keyFor('figures.cursor'), cursorCell(ctx), writeCursor(last)).toString('base64url')

const openCursor = (ctx: Ctx, text: string): ReturnType<typeof readCursor> => {
  try {
    const sealed = Buffer.from(text, 'base64url')
    return readCursor(ctx.vault.open(ctx.vault.keyFor('figures.cursor'), cursorCell(ctx), sealed))
  } catch {
    return null
  }
}

const cursorOf = (ctx: Ctx, text: string | undefined): ReturnType<typeof readCursor> => {
  if (text === undefined) return null
  const read = openCursor(ctx, text)
  if (!read)
    throw failCommon('http.invalid', { count: 1 }, [
      {
        path: 'cursor',
        zh: '翻页位置无效,请从第一页重新查。',
        en: 'The page mark is not valid: start from the first page.',
      },
    ])
  return read
}
