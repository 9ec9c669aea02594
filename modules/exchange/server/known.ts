import { setImmediate as otherWork } from 'node:timers/promises'
import { linesOf } from '#modules/cases/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { isOrigin } from '../rules/columns.ts'
import type { FileRead, Sound } from '../rules/file.ts'
import { type Line, sameLine, takenHere, takenNumber } from '../rules/known.ts'
import { type Edits, standsAlready } from '../rules/row.ts'
import type { Fault } from '../rules/table.ts'
import type { ExchangeDeps, Work } from './deps.ts'
import * as queries from './queries/batches.ts'

/** Where rows belong, of which table they are, and the batch that table has written already. */
export type Own = {
  readonly home: string
  readonly kind: string
  readonly digest: Buffer
  readonly batch: string | null
}

/** A row with its number, its line, and whether somebody said that it stands already. */
type Asked = {
  readonly row: number
  readonly sourceRef: string
  readonly line: Line
  readonly edits: Edits
}

/** What is known of a row under its number: imported with this table, the same as what stands, or why it has to be asked about. */
export type Found = 'own' | 'same' | Pick<Fault, 'reason' | 'ways'>

/** Rows looked up at once. */
const atOnce = 500

/** Which rows have a number that stands already, and as what; all others are new. */
export const foundOf = async (
  { engine }: ExchangeDeps,
  ctx: Ctx,
  own: Own,
  asked: readonly Asked[],
): Promise<ReadonlyMap<number, Found>> => {
  const found = new Map<number, Found>()
  const refs = asked.map(({ sourceRef }) => sourceRef)
  const standing = await queries.standing(ctx.tx, own.home, own.kind, refs, [])
  if (standing.length === 0) return found
  const byRef = new Map(standing.map((one) => [one.source_ref, one]))
  const batches = standing.flatMap(({ batch_id }) => batch_id ?? [])
  const ofTable = await queries.batchesOfTable(ctx.tx, [...new Set(batches)], own.digest)
  const open = asked.flatMap((one) => {
    const stands = byRef.get(one.sourceRef)
    if (!stands) return []
    const typed = 'sourceRef' in one.edits
    // A number of the register may be given twice; a table and its row are the same wherever they come from.
    const marked = isOrigin(one.sourceRef)
    if (stands.batch_id !== null && stands.batch_id === own.batch && !typed) found.set(one.row, 'own')
    else if (stands.batch_id !== null && ofTable.has(stands.batch_id) && !typed) found.set(one.row, 'same')
    else if (marked || standsAlready in one.edits) found.set(one.row, 'same')
    else return [{ ...one, stands }]
    return []
  })
  const lines = await linesOf(
    engine,
    ctx,
    own,
    open.map(({ stands }) => stands.id),
  )
  for (const { row, line, stands } of open) {
    const before = lines.get(stands.id)
    const mine = stands.batch_id !== null && stands.batch_id === own.batch
    if (mine && before?.row === row) found.set(row, 'own')
    else if (mine) found.set(row, { reason: takenHere })
    else if (before && sameLine(before.cells, line)) found.set(row, 'same')
    else {
      const year = Number(localDate(stands.created_at).slice(0, 4))
      found.set(row, { reason: takenNumber(year, before?.row ?? null), ways: ['same', 'another'] })
    }
  }
  return found
}

/** The sound rows of a file by what stands under their numbers; `taken` are faulty and no longer among the sound. */
export type Sorted = {
  readonly file: FileRead
  readonly same: readonly number[]
  readonly own: ReadonlySet<number>
  readonly taken: readonly { readonly sound: Sound; readonly fault: Fault }[]
}

/** Sorts the sound rows of a file that was read; piece by piece, in transactions of their own. */
export const sortKnown = async (
  deps: ExchangeDeps,
  work: Work,
  own: Own,
  file: FileRead,
  edits: ReadonlyMap<number, Edits> = new Map(),
  signal?: AbortSignal,
): Promise<Sorted> => {
  const same: number[] = []
  const mine = new Set<number>()
  const taken: { sound: Sound; fault: Fault }[] = []
  for (let from = 0; from < file.sound.length; from += atOnce) {
    await otherWork()
    if (signal?.aborted) break
    const part = file.sound.slice(from, from + atOnce)
    const refs = part.map(({ sourceRef }) => sourceRef)
    const standing = await work((ctx) => queries.standing(ctx.tx, own.home, own.kind, refs, []))
    if (standing.length === 0) continue
    const numbers = new Set(standing.map(({ source_ref }) => source_ref))
    const wanted = part.filter(({ sourceRef }) => numbers.has(sourceRef))
    const drafts = await file.draftsOf(wanted)
    const found = await work((ctx) =>
      foundOf(
        deps,
        ctx,
        own,
        drafts.map(({ row, sourceRef, line }) => ({ row, sourceRef, line, edits: edits.get(row) ?? {} })),
      ),
    )
    for (const sound of wanted) {
      const what = found.get(sound.row)
      if (what === 'same') same.push(sound.row)
      else if (what === 'own') mine.add(sound.row)
      else if (what) taken.push({ sound, fault: { ...file.faultAt(sound.row, 'sourceRef', what.reason), ...what } })
    }
  }
  const out = new Set(taken.map(({ sound }) => sound))
  return {
    file: out.size === 0 ? file : withTaken(file, out, taken),
    same,
    own: mine,
    taken,
  }
}

const withTaken = (file: FileRead, out: ReadonlySet<Sound>, taken: Sorted['taken']): FileRead => ({
  ...file,
  sound: file.sound.filter((sound) => !out.has(sound)),
  faults: [...file.faults, ...taken.map(({ fault }) => fault)],
})
