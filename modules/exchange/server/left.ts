import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Bytes } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Language } from '#platform/text/label.ts'
import { faultsHeading, originHeading, originOf } from '../rules/columns.ts'
import { writeRows } from '../tabular/write.ts'
import { openRow } from './checked.ts'
import { tellFault } from './deps.ts'
import { checkedOf } from './desk-rows.ts'
import * as queries from './queries/desk.ts'

const problem = label(faultsHeading, faultsHeading)
/** The heading of the row a line comes from; an import knows it by `origin` of rules/columns.ts. */
const origin = label(originHeading, originHeading)

/** The faulty rows under the headings of the file, what is wrong beside each: to be mended elsewhere and brought in again. */
export const leftOf = async (ctx: Ctx, desk: queries.DeskRow, language: Language): Promise<Bytes> => {
  const checked = checkedOf(ctx, desk)
  // Brought in a second time its lines already say where they come from.
  const named = checked.places.some(({ target }) => target === 'origin')
  const columns = [
    ...checked.places.map(({ column, heading }) => ({ key: String(column), label: label(heading, heading) })),
    ...(named ? [] : [{ key: 'origin', label: origin, width: 24 }]),
    { key: 'problem', label: problem, width: 60 },
  ]
  const placesOf = Map.groupBy(checked.places, ({ target }) => target ?? '')
  async function* rows() {
    for (let after = 0; ;) {
      const found = await queries.rowsAfter(ctx.tx, desk.id, after, 500)
      for (const { row, sealed, faulty } of found) {
        if (!faulty) continue
        const kept = openRow(ctx, desk.id, row, sealed)
        // What was typed over joined columns stands in the first of them.
        const edited = Object.entries(kept.edits).flatMap(([field, text]) =>
          (placesOf.get(field) ?? []).map(({ column }, at) => [String(column), at === 0 ? text : ''] as const),
        )
        const why = kept.faults.map((fault) => {
          const { column, reason, remedy } = tellFault(fault)
          return `${column ? `${column}:` : ''}${reason[language]}${remedy[language]}`
        })
        yield {
          ...Object.fromEntries(kept.cells.map(({ column, text }) => [String(column), text])),
          ...Object.fromEntries(edited),
          ...(named ? {} : { origin: originOf(checked.digest, row) }),
          problem: why.join(' '),
        }
      }
      const last = found.at(-1)
      if (!last) return
      after = last.row
    }
  }
  const out = new PassThrough()
  const written = buffer(out)
  await writeRows(columns, rows(), out, 'xlsx', language)
  return {
    bytes: await written,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: language === 'zh' ? '有问题的行.xlsx' : 'faulty-rows.xlsx',
  }
}
