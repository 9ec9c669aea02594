import type { Language } from '#platform/text/label.ts'
import { apart } from '../read/apart.ts'
import { sniff } from '../read/read.ts'
import type { Task } from './docx-thread.ts'
import type { DecidedFile } from './file.ts'
import { remarksOf } from './word/remarks.ts'

/** A Word file with a comment at each finding; `original` where it is the very document that was dropped. */
export type Docx = { readonly bytes: Uint8Array; readonly original: boolean }

/**
 * The document that was dropped, as it stands, with the findings as comments (批注); for other formats, and for a document that reads otherwise
 * than it did, a plain one of the text. Written in a thread with limits, as it was read.
 */
export const asDocx = async ({ bytes, name, ...file }: DecidedFile, language: Language = 'zh'): Promise<Docx> => {
  const upload = sniff(bytes, name)
  const task: Task = { bytes: null, text: file.text, remarks: remarksOf(file, language), by: file.by, at: file.at }
  if (upload.ok && upload.extension === 'docx') {
    const own = await written({ ...task, bytes })
    if (own !== null) return { bytes: own, original: true }
  }
  const plain = await written(task)
  if (plain === null) throw new Error('the text could not be written as .docx')
  return { bytes: plain, original: false }
}

const written = async (task: Task): Promise<Uint8Array | null> => {
  const got = await apart<Uint8Array | null>(new URL('./docx-thread.ts', import.meta.url), task)
  return 'answer' in got ? got.answer : null
}
