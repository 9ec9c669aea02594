import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { CaseRow } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Bytes, Input } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Language } from '#platform/text/label.ts'
import type { exchangeContract } from '../contract.ts'
import { type OutColumn, type OutRow, writeRows } from '../tabular/write.ts'
import { type ExchangeDeps, fail } from './deps.ts'

/** Most rows of one export: what one transaction answers in a few seconds. */
const most = 5_000
const pageRows = 100

/** As the list of matters has them, from left to right; what stands in one cell there has a column each. */
const columns: readonly OutColumn[] = [
  { key: 'who', label: label('姓名', 'Name'), width: 14 },
  { key: 'title', label: label('标题', 'Title'), width: 30 },
  { key: 'persons', label: label('人数', 'Persons'), number: true, width: 8 },
  { key: 'number', label: label('编号', 'Number'), width: 24 },
  { key: 'kind', label: label('种类', 'Kind'), width: 14 },
  { key: 'category', label: label('类别', 'Class'), width: 24 },
  { key: 'restricted', label: label('限定知悉', 'Restricted'), width: 10 },
  { key: 'status', label: label('状态', 'State'), width: 14 },
  { key: 'clock', label: label('期限', 'Deadline'), width: 14 },
  { key: 'due', label: label('到期', 'Due'), width: 30 },
  { key: 'received', label: label('收件', 'Received'), width: 12 },
  { key: 'unit', label: label('单位', 'Unit'), width: 20 },
  { key: 'owner', label: label('承办人', 'Owner'), width: 14 },
]

/** The list of matters one sees, with the same filters, order and masks; audited page by page and once with its purpose. */
export const exportList = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  { purpose, format, ...query }: Input<typeof exchangeContract.exportList>['query'],
): Promise<Bytes> => {
  const { language } = ctx.client
  const rows: OutRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await deps.cases.list(ctx, {
      params: undefined,
      headers: {},
      body: undefined,
      query: { ...query, cursor, limit: pageRows },
    })
    for (const row of page.rows) rows.push(outRow(deps, row as CaseRow, language))
    if (rows.length > most || (rows.length === most && page.next !== null)) throw fail('exchange.long', { most })
    if (page.next === null) break
    cursor = page.next
  }
  const {
    tab,
    kind = null,
    category = null,
    channel = null,
    status = null,
    from = null,
    to = null,
    within = null,
  } = query
  ctx.audit({
    action: 'exchange.export',
    kind: kind ?? 'case',
    purpose,
    detail: { rows: rows.length, tab, category, channel, status, from, to, within, format },
  })
  const out = new PassThrough()
  const written = buffer(out)
  await writeRows(
    columns,
    (async function* () {
      yield* rows
    })(),
    out,
    format,
    language,
  )
  return {
    bytes: await written,
    mediaType:
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: `${language === 'zh' ? '事项' : 'matters'} ${localDate(ctx.now)}.${format}`,
  }
}

const outRow = ({ catalogue, engine }: ExchangeDeps, row: CaseRow, language: Language): OutRow => {
  const kind = catalogue.kinds[row.kind]
  return {
    who: row.who,
    title: row.title,
    persons: row.persons,
    number: row.number,
    kind: kind?.label[language] ?? row.kind,
    category: kind && row.category ? (engine.codeLabel(kind.categories, row.category)?.[language] ?? '') : '',
    restricted: row.restricted ? (language === 'zh' ? '是' : 'yes') : '',
    status: row.statusLabel[language],
    clock: row.due?.clock[language],
    due: row.due?.text[language],
    received: localDate(new Date(row.openedAt)),
    unit: row.unit.name,
    owner: row.owner?.name,
  }
}
