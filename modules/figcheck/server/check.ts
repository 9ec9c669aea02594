import { Worker } from 'node:worker_threads'
import { few } from '#platform/jobs/few.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Line } from '../lines.ts'
import { read } from '../read/read.ts'
import type { Change } from '../rules/clean/layer.ts'
import type { Statement } from '../statements.ts'

/** A file that was read and checked, or why it could not be. */
export type CheckedFile =
  | ({ readonly ok: true; readonly text: string } & Found)
  | { readonly ok: false; readonly reason: Label }

const seconds = 60
const tooLong = label(
  '这份材料太长,一分钟还没核完。请分成几份再核。',
  'It is too long to check within a minute: divide it.',
)

// A text of a million characters takes a core for seconds.
const atOnce = few(2)

/** A file as it was dropped. */
export type Dropped = { readonly name: string; readonly bytes: Uint8Array }

/** Reads a file and checks it in a thread of its own; what it says of the time before also against an earlier report of the same unit. */
export const checkFile = async (bytes: Uint8Array, name: string, earlier?: Dropped): Promise<CheckedFile> => {
  const got = await read(bytes, name)
  if (!got.ok) return got
  const before = earlier ? await read(earlier.bytes, earlier.name) : null
  if (before && !before.ok) return { ok: false, reason: ofEarlier(before.reason) }
  const found = await atOnce(() => inThread(got.text, before?.text ?? null))
  return found ? { ok: true, text: got.text, ...found } : { ok: false, reason: tooLong }
}

const ofEarlier = ({ zh, en }: Label): Label => label(`上一份报告:${zh}`, `The earlier report: ${en}`)

type Found = {
  readonly lines: readonly Line[]
  readonly changes: readonly Change[]
  readonly statements: readonly Statement[]
}

const inThread = (text: string, earlier: string | null): Promise<Found | null> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { text, earlier },
      resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
    })
    const end = (answer: Found | null): void => {
      clearTimeout(timer)
      resolve(answer)
      // With its answer given the thread ends by itself; one is cut off only where it has none.
      if (answer === null) void worker.terminate()
    }
    const timer = setTimeout(() => end(null), seconds * 1000)
    worker.once('message', end)
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
