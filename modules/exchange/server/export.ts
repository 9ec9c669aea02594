import type { Writable } from 'node:stream'
import type { Ctx } from '#platform/http/context.ts'
import type { CaseRow } from '#modules/cases/contract.ts'
import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { localDateTime, type Period } from '#platform/clock/time.ts'
import { label, type Language } from '#platform/text/label.ts'
import { type OutColumn, type OutRow, writeRows } from '../tabular/write.ts'
import { demand, type ExchangeDeps, fail, type Work } from './deps.ts'

/** What to export, for whom and why; both go into the audit log. */
export type ExportOrder = {
  readonly kind: string
  readonly unit: string
  readonly period: Period | null
  readonly recipient: string | null
  readonly reason: string | null
  readonly format: 'xlsx' | 'csv'
  readonly language?: Language
}

const pageRows = 100

/**
 * Streams the matters of a kind the person may see, as her lists show them: names masked, restricted ones by number, class
 * and state only. Every page is audited like a list, the export once more with recipient and reason.
 */
export const exportRows = async (
  deps: ExchangeDeps,
  work: Work,
  order: ExportOrder,
  out: Writable,
): Promise<{ readonly rows: number }> => {
  const kind = deps.catalogue.kinds[order.kind]
  if (!kind) throw fail('exchange.kind', { kind: order.kind, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  await work(async (ctx) => {
    demand(ctx, 'exchange.export')
    ctx.audit({
      action: 'exchange.export',
      kind: order.kind,
      purpose: order.reason ?? 'not stated',
      detail: { unit: order.unit, period: order.period?.key ?? null, recipient: order.recipient, format: order.format },
    })
  })
  return writeRows(
    columnsFor(kind, deps.catalogue.codes),
    rowsFor(deps, work, kind, order),
    out,
    order.format,
    order.language ?? 'zh',
  )
}

/** The matters of a kind at and below a unit of the actor's range that were received in a period, as an export has them, oldest first; at most so many. */
export const listedRows = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  { kind, unit, period, most }: { kind: CaseKind; unit: string; period: Period; most: number },
): Promise<readonly OutRow[]> => {
  const order = { kind: kind.key, unit, period, recipient: null, reason: null } as const
  const rows: OutRow[] = []
  for await (const row of rowsFor(deps, (work) => work(ctx), kind, { ...order, format: 'xlsx' })) {
    rows.push(row)
    if (rows.length >= most) break
  }
  return rows.toReversed()
}

async function* rowsFor(deps: ExchangeDeps, work: Work, kind: CaseKind, order: ExportOrder): AsyncGenerator<OutRow> {
  let cursor: string | undefined
  do {
    const page = await work((ctx) => {
      demand(ctx, 'exchange.export')
      return deps.cases.list(ctx, {
        params: undefined,
        headers: {},
        body: undefined,
        query: {
          kind: kind.key,
          tab: 'all',
          within: order.unit,
          from: order.period?.from,
          to: order.period?.to,
          cursor,
          limit: pageRows,
        },
      })
    })
    for (const row of page.rows) yield outRow(deps, kind, row as CaseRow, order.language ?? 'zh')
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

const columnsFor = (kind: CaseKind, codes: Catalogue['codes']): readonly OutColumn[] => [
  { key: 'number', label: label('编号', 'Number'), width: 24 },
  { key: 'openedAt', label: label('收件时间', 'Received at'), width: 18 },
  ...(kind.channels ? [{ key: 'channel', label: codes[kind.channels]?.label ?? label('渠道', 'Channel') }] : []),
  { key: 'categoryCode', label: label('分类代码', 'Class code'), width: 10 },
  { key: 'category', label: codes[kind.categories]?.label ?? label('类别', 'Class'), width: 24 },
  { key: 'title', label: label('标题', 'Title'), width: 30 },
  { key: 'who', label: label('姓名(已隐去)', 'Name (masked)'), width: 14 },
  { key: 'persons', label: label('人数', 'Persons'), number: true, width: 8 },
  { key: 'status', label: label('状态', 'State') },
  { key: 'closedAt', label: label('结束时间', 'Closed at'), width: 18 },
  { key: 'result', label: label('结果', 'Result') },
  { key: 'unit', label: label('单位', 'Unit'), width: 20 },
  { key: 'owner', label: label('承办人', 'Owner') },
  { key: 'restricted', label: label('限定知悉', 'Restricted'), width: 10 },
]

const outRow = ({ engine }: ExchangeDeps, kind: CaseKind, row: CaseRow, language: Language): OutRow => {
  const results = Object.values(kind.transitions).flatMap((step) => (step.results ? [step.results] : []))
  const named = (list: string | undefined, code: string | null): string =>
    list ? (engine.codeLabel(list, code)?.[language] ?? '') : (code ?? '')
  const at = (instant: string | null): string => (instant === null ? '' : localDateTime(new Date(instant)))
  return {
    number: row.number,
    openedAt: at(row.openedAt),
    channel: named(kind.channels, row.channel),
    categoryCode: row.category,
    category: named(kind.categories, row.category),
    title: row.title,
    who: row.who,
    persons: row.persons,
    status: row.statusLabel[language],
    closedAt: at(row.closedAt),
    result: named(results[0], row.result),
    unit: row.unit.name,
    owner: row.owner?.name ?? '',
    restricted: row.restricted ? (language === 'zh' ? '是' : 'yes') : '',
  }
}
