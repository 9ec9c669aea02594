import { Worker } from 'node:worker_threads'
import { readTable } from '#modules/exchange/server/index.ts'
import { checkUpload } from '#platform/files/sniff.ts'
import { few } from '#platform/jobs/few.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { SheetView } from '../contract.ts'
import { unfolded } from './ranges.ts'

/** What is written into a cell: a number as the cell shows it, words, or a column from here down. */
export type Write = {
  readonly sheet: number
  readonly cell: string
  readonly value: { readonly number: number; readonly percent: boolean } | string | readonly (string | number | null)[]
}

/** What the thread is asked; `lists` whether the drop-downs of the form are kept. */
export type Task =
  | { readonly what: 'look'; readonly bytes: Uint8Array }
  | { readonly what: 'write'; readonly bytes: Uint8Array; readonly lists: boolean; readonly writes: readonly Write[] }

/** What it answers. */
export type Done =
  | { readonly ok: true; readonly sheets: SheetView[] }
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly short: { readonly sheet: number; readonly cell: string; readonly free: number } }

/** Most bytes of a form. */
const largest = 2_000_000
/** Most cells its merged ranges may cover, and its drop-downs before they are left out: each becomes an object of its own. */
const mostMerged = 200_000
const mostListed = 50_000
const seconds = 20
const heap = 512

const words = {
  large: label('文件超过 2 MB。请只留要填的工作表。', 'It is over 2 MB: keep the sheets to fill in.'),
  kind: label('要 .xlsx 的表。请在 WPS 或 Excel 里另存为 .xlsx。', 'An .xlsx is needed: save the form as .xlsx.'),
  unread: label(
    '打不开这个表。请在 WPS 或 Excel 里打开,另存一份再传。',
    'It cannot be opened: open it in WPS or Excel, save a copy and upload that.',
  ),
  merged: label(
    '合并的单元格太大(整列、整行都并在一起了)。请取消整列的合并,只并要用的几格。',
    'Its merged cells span whole columns or rows: merge only the cells that are used.',
  ),
  slow: label(
    '这个表太复杂,读了 20 秒还没读完。请删掉不用的工作表和整列的格式再传。',
    'It is too complex to read within 20 seconds: remove unused sheets and whole-column formats.',
  ),
}

export type Looked =
  | { readonly ok: true; readonly sheets: SheetView[] }
  | { readonly ok: false; readonly reason: Label }

/**
 * Opens an uploaded form. The house's own reader goes first: it refuses what unpacks too large, is encrypted, holds macros or is no
 * workbook, before the library that keeps the layout sees it, in a thread that is ended when it takes too long or too much.
 */
export const look = async (bytes: Uint8Array, name: string): Promise<Looked> => {
  const refuse = (reason: Label): Looked => ({ ok: false, reason })
  if (bytes.length > largest) return refuse(words.large)
  const checked = checkUpload({ name, bytes })
  if (!checked.ok) return refuse(checked.reason)
  if (checked.extension !== 'xlsx') return refuse(words.kind)
  const read = await readTable(bytes, name)
  if (!read.ok) return refuse(read.reason)
  if ((await unfolded(bytes)).merged > mostMerged) return refuse(words.merged)
  const done = await inThread({ what: 'look', bytes })
  if (done === 'unread' || done === 'slow') return refuse(words[done])
  return done.ok && 'sheets' in done ? done : refuse(words.unread)
}

/** Fills a workbook that was looked at before; drop-downs over whole columns are left out of the filled one. */
export const write = async (
  bytes: Uint8Array,
  writes: readonly Write[],
): Promise<
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly short: { readonly sheet: number; readonly cell: string; readonly free: number } }
  | { readonly ok: false; readonly reason: Label }
> => {
  const lists = (await unfolded(bytes)).listed <= mostListed
  const done = await inThread({ what: 'write', bytes, lists, writes })
  if (done === 'unread' || done === 'slow') return { ok: false, reason: words[done] }
  return done.ok && 'sheets' in done ? { ok: false, reason: words.unread } : done
}

// Each may take half a gigabyte.
const atOnce = few(2)

const inThread = (task: Task): Promise<Done | 'unread' | 'slow'> =>
  atOnce(
    () =>
      new Promise((resolve) => {
        const worker = new Worker(new URL('./thread.ts', import.meta.url), {
          workerData: task,
          resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 },
        })
        const end = (answer: Done | 'unread' | 'slow'): void => {
          clearTimeout(timer)
          resolve(answer)
          void worker.terminate()
        }
        const timer = setTimeout(() => end('slow'), seconds * 1000)
        worker.once('message', (done: Done) => end(done))
        worker.once('error', () => end('unread'))
        worker.once('exit', () => end('unread'))
      }),
  )
