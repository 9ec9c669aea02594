import { setImmediate as otherWork } from 'node:timers/promises'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { z } from 'zod'
import { gatherGroups, groupOf, mendedBy } from '../rules/groups.ts'
import { type Edits, standsAlready } from '../rules/row.ts'
import type { deskGroups, GroupAnswer, groupMended } from '../shapes.ts'
import { tidy } from '../tabular/values.ts'
import { type KeptRow, openRow } from './checked.ts'
import { type ExchangeDeps, tellFault } from './deps.ts'
import { byField, checkedOf, countsOf, keepReread, rereader } from './desk-rows.ts'
import { choicesOf } from './desk-view.ts'
import * as queries from './queries/desk.ts'

/** Rows opened before other work comes in between. */
const atOnce = 200

async function* keptRows(ctx: Ctx, desk: string): AsyncGenerator<readonly KeptRow[]> {
  for (let after = 0; ;) {
    const found = await queries.rowsAfter(ctx.tx, desk, after, atOnce)
    const last = found.at(-1)
    if (!last) return
    yield found.map(({ row, sealed }) => openRow(ctx, desk, row, sealed))
    await otherWork()
    after = last.row
  }
}

/** The faults of a file by kind, most frequent first, and the fields that have corrections. */
export const groupsOf = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
): Promise<z.input<typeof deskGroups>> => {
  const checked = checkedOf(ctx, desk)
  const { columns } = rereader(deps, ctx, desk, checked)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const gathered = gatherGroups(localDate(ctx.now))
  const examples = new Map<string, ReturnType<typeof tellFault>>()
  const edited = new Map<string, number>()
  for await (const rows of keptRows(ctx, desk.id))
    for (const row of rows) {
      const texts = byField(checked, row)
      for (const fault of row.faults) {
        if (fault.key === null) continue
        const cell = {
          field: fault.key,
          text: texts[fault.key] ?? '',
          reason: fault.reason.zh,
          ...(fault.ways ? { ways: fault.ways } : {}),
        }
        gathered.add(cell)
        if (!examples.has(groupOf(cell))) examples.set(groupOf(cell), tellFault(fault))
      }
      for (const field of Object.keys(row.edits)) edited.set(field, (edited.get(field) ?? 0) + 1)
    }
  const labelOf = (field: string) =>
    field === standsAlready ? label('已在库的', 'Standing already') : (byKey.get(field)?.label ?? label(field, field))
  return {
    groups: gathered
      .groups((field) => byKey.get(field)?.required !== true)
      .map((group) => ({
        ...group,
        texts: [...group.texts],
        ways: [...group.ways],
        label: labelOf(group.field),
        reason: examples.get(group.key)?.reason ?? label('', ''),
        remedy: examples.get(group.key)?.remedy ?? label('', ''),
        codes: byKey.get(group.field)?.codes ? choicesOf(byKey.get(group.field)?.codes ?? []) : null,
      })),
    mended: [...edited].map(([field, rows]) => ({ field, label: labelOf(field), rows })),
  }
}

/** Gives one answer to all cells of a group, or takes the corrections of a field back, and checks those rows again. */
export const mendGroup = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
  said: GroupAnswer,
): Promise<z.input<typeof groupMended>> => {
  const checked = checkedOf(ctx, desk)
  const reader = rereader(deps, ctx, desk, checked)
  const today = localDate(ctx.now)
  const changed = (row: KeptRow): Edits | null => {
    if ('restore' in said) {
      const { [said.restore]: gone, ...others } = row.edits
      return gone === undefined ? null : others
    }
    const texts = byField(checked, row)
    const fault = row.faults.find(({ key, reason }) => key && groupOf({ field: key, reason: reason.zh }) === said.group)
    if (!fault?.key) return null
    const text = tidy(texts[fault.key] ?? '')
    const way = 'way' in said ? said.way : null
    if (way === 'same' || way === 'another') {
      if (!fault.ways?.includes(way)) return null
      if (way === 'same') return { ...row.edits, [standsAlready]: '1' }
      const opened = reader.reread(row, row.edits).draft?.input.openedAt
      return opened && text ? { ...row.edits, sourceRef: `${localDate(new Date(opened)).slice(0, 4)}-${text}` } : null
    }
    if (way === 'asIs' && !fault.ways?.includes(way)) return null
    const put = way ? mendedBy(way, text, today) : 'put' in said && text.slice(0, 60) === said.text ? said.put : null
    return put === null ? null : { ...row.edits, [fault.key]: put }
  }
  let mended = 0
  for await (const rows of keptRows(ctx, desk.id)) {
    const again = rows.flatMap((row) => {
      const edits = changed(row)
      return edits ? [reader.reread(row, edits)] : []
    })
    mended += again.length
    if (again.length > 0) await keepReread(deps, ctx, desk, checked, again, reader)
  }
  return { mended, ...countsOf((await queries.findDesk(ctx.tx, desk.id)) ?? desk, checked) }
}
