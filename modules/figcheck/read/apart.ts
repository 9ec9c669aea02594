import { Worker } from 'node:worker_threads'
import { few } from '#platform/jobs/few.ts'

const seconds = 30
const heap = 512

// Each may take half a gigabyte.
const atOnce = few(2)

/** What a thread answered, or that it took too long or broke. */
export type Apart<T> = { readonly answer: T } | { readonly trouble: 'slow' | 'broken' }

/** Runs a program of this room on a stranger's file in a thread that is ended when it takes too long or too much. */
export const apart = <T>(program: URL, task: unknown): Promise<Apart<T>> =>
  atOnce(
    () =>
      new Promise((resolve) => {
        const worker = new Worker(program, {
          workerData: task,
          resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 },
        })
        const end = (answer: Apart<T>): void => {
          clearTimeout(timer)
          resolve(answer)
          void worker.terminate()
        }
        const timer = setTimeout(() => end({ trouble: 'slow' }), seconds * 1000)
        worker.once('message', (answer: T) => end({ answer }))
        worker.once('error', () => end({ trouble: 'broken' }))
        worker.once('exit', () => end({ trouble: 'broken' }))
      }),
  )
