import { parentPort, workerData } from 'node:worker_threads'
import { type Format, NoText, textOf } from './formats.ts'

// The thread a stranger's file is read in (read.ts): it answers the text or why there is none, and ends.

const { format, bytes } = workerData as { format: Format; bytes: Uint8Array }

parentPort?.postMessage(
  await textOf(format, bytes)
    .then((text) => ({ text }))
    .catch((error: unknown) => ({ trouble: error instanceof NoText ? 'empty' : 'unread' })),
)
