import { parentPort, workerData } from 'node:worker_threads'
import type { Done, Task } from './book.ts'
import { bytesOf, freeBelow, loadBook, sheetsOf, writeColumn, writeNumber, writeText } from './workbook.ts'

// The thread a receiver's workbook is opened in (book.ts): the library that keeps the layout unfolds every range it meets.

const task = workerData as Task

const answer = async (): Promise<Done> => {
  if (task.what === 'look') return { ok: true, sheets: sheetsOf(await loadBook(task.bytes, { lists: false })) }
  const book = await loadBook(task.bytes, { lists: task.lists })
  for (const { sheet, cell, value } of task.writes) {
    if (typeof value === 'string') writeText(book, sheet, cell, value)
    else if ('number' in value) writeNumber(book, sheet, cell, value.number, value.percent)
    else {
      const free = freeBelow(book, sheet, cell)
      if (value.length > free) return { ok: false, short: { sheet, cell, free } }
      writeColumn(book, sheet, cell, value)
    }
  }
  return { ok: true, bytes: await bytesOf(book) }
}

parentPort?.postMessage(await answer())
