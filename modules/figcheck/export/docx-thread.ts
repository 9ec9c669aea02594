import { parentPort, workerData } from 'node:worker_threads'
import { type Author, withComments } from './word/comments.ts'
import { plainDocx, plainText } from './word/plain.ts'
import type { Remark } from './word/remarks.ts'

// The thread a stranger's document is written on in (docx.ts).

/** What the thread is asked: comments on a document, or on a plain one of the text where there is none. */
export type Task = Author & {
  readonly bytes: Uint8Array | null
  readonly text: string
  readonly remarks: readonly Remark[]
}

const answer = async ({ bytes, text, remarks, by, at }: Task): Promise<Uint8Array | null> => {
  if (bytes !== null) return withComments(bytes, text, remarks, { by, at })
  const plain = plainText(text)
  return withComments(await plainDocx(plain), plain, remarks, { by, at })
}

parentPort?.postMessage(await answer(workerData as Task))
