import { Worker } from 'node:worker_threads'
import type { Label } from '#platform/text/label.ts'
import type { Cell, TableRead } from './cell.ts'
import { refusals } from './reasons.ts'

/** A sheet of an opened file: its name, how many filled rows it has, and the first of them. */
export type OpenSheet = {
  readonly name: string
  readonly hidden: boolean
  readonly rows: number
  readonly head: readonly (readonly Cell[])[]
}

/** What the reading thread says first. */
export type Opened =
  | {
      readonly ok: true
      readonly sheets: readonly OpenSheet[]
      /** SHA-256 (hex) of the cells as read: the same table in another encoding or container has the same. */
      readonly digest: string
      /** Version of the empty form it was made from, if it was. */
      readonly stamp: string | null
    }
  | { readonly ok: false; readonly reason: Label }

/** Rows asked of the reading thread, by their place among the filled rows of a sheet. */
export type Asked = { readonly id: number; readonly sheet: number; readonly at: readonly number[] }

/** A table held open in a thread of its own; `close` when done. */
export type OpenTable = Extract<Opened, { ok: true }> & {
  readonly rows: (sheet: number, at: readonly number[]) => Promise<readonly (readonly Cell[])[]>
  readonly close: () => Promise<void>
}

/** What reading one file may take: seconds, and MiB of heap. A file of 100,000 rows and twenty columns takes half of either. */
export type OpenLimits = { readonly seconds: number; readonly heap: number }
const usual: OpenLimits = { seconds: 60, heap: 1024 }

/** Filled rows of each sheet that come at once: titles, headings and enough values to guess columns by. */
const headRows = 220

/**
 * Opens a file someone sent in a thread of its own, so that a hostile or huge one can neither hold the server nor take its memory: the thread
 * is ended when it takes too long or too much.
 */
export const openTable = (
  bytes: Uint8Array,
  name: string,
  limits: OpenLimits = usual,
): Promise<OpenTable | { readonly ok: false; readonly reason: Label }> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { bytes, name, head: headRows },
      resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 64 },
    })
    const waiting = new Map<number, (rows: readonly (readonly Cell[])[]) => void>()
    let gone: Error | null = null
    const failed = new Map<number, (error: Error) => void>()
    const refuse = (reason: Label): void => {
      resolve({ ok: false, reason })
      void worker.terminate()
    }
    const timer = setTimeout(() => refuse(refusals.tooLong), limits.seconds * 1000)
    worker.once('message', (opened: Opened) => {
      clearTimeout(timer)
      if (!opened.ok) return refuse(opened.reason)
      let next = 0
      worker.on('message', ({ id, rows }: { id: number; rows: readonly (readonly Cell[])[] }) => {
        waiting.get(id)?.(rows)
        waiting.delete(id)
        failed.delete(id)
      })
      resolve({
        ...opened,
        rows: (sheet, at) =>
          new Promise((done, fail) => {
            if (gone) return fail(gone)
            const id = next++
            waiting.set(id, done)
            failed.set(id, fail)
            worker.postMessage({ id, sheet, at } satisfies Asked)
          }),
        close: async () => void (await worker.terminate()),
      })
    })
    const end = (error: Error): void => {
      clearTimeout(timer)
      gone = error
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve({ ok: false, reason: refusals.tooDeep })
      for (const fail of failed.values()) fail(error)
      reject(error)
    }
    worker.on('error', end)
    worker.on('exit', () => end(gone ?? new Error('the reading of the file has ended')))
  })

/** Every sheet of a file someone sent, read in a thread of its own like {@link openTable}: for tables that are short by their nature. */
export const readWhole = async (bytes: Uint8Array, name: string): Promise<TableRead> => {
  const table = await openTable(bytes, name)
  if (!table.ok) return table
  try {
    const sheets = await Promise.all(
      table.sheets.map(async ({ rows, head: _head, ...sheet }, place) => ({
        ...sheet,
        rows: await table.rows(
          place,
          Array.from({ length: rows }, (_, at) => at),
        ),
      })),
    )
    return { ok: true, sheets }
  } finally {
    await table.close()
  }
}
