import type { DataKey } from '#platform/crypto/envelope.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Engine } from './engine.ts'
import { cell, type Matter } from './matter.ts'
import type { Key } from './queries/children.ts'
import * as sources from './queries/sources.ts'

/** The line of a register an imported matter comes from, its cells as they stood. */
export type SourceLine = {
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly cells: readonly (readonly [heading: string, text: string])[]
}

/** A line sealed with the key of its matter. */
export const sealLine = (ctx: Ctx, key: DataKey, of: Key, line: SourceLine): Buffer =>
  ctx.vault.seal(key, cell(of, 'source_line', 'sealed'), JSON.stringify(line))

/** The line a matter comes from; null for one that was registered here or imported before lines were kept. */
export const lineOf = async (ctx: Ctx, { head, key }: Matter): Promise<SourceLine | null> => {
  const sealed = head.batch_id === null ? undefined : await sources.sourceOf(ctx.tx, head)
  return sealed ? (JSON.parse(ctx.vault.open(key, cell(head, 'source_line', 'sealed'), sealed)) as SourceLine) : null
}

/**
 * The lines imported matters of one home and kind come from, by id, to be compared with lines that come in now. Whose matter may not be opened,
 * or was imported before lines were kept, is absent; so is a line that can no longer be read, for the others are to be compared all the same.
 */
export const linesOf = async (
  engine: Engine,
  ctx: Ctx,
  of: { readonly home: string; readonly kind: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, SourceLine>> => {
  const lines = new Map<string, SourceLine>()
  for (const { id, sealed, data_key } of await sources.sourcesOf(ctx.tx, of.home, ids)) {
    try {
      const key = await ctx.vault.openRecord(of.home, engine.kind(of.kind).domain, data_key)
      const at = cell({ home: of.home, id }, 'source_line', 'sealed')
      lines.set(id, JSON.parse(ctx.vault.open(key, at, sealed)) as SourceLine)
    } catch {
      // Without its line the row that comes in is asked about.
    }
  }
  return lines
}
