import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { canonical } from './canonical.ts'
import { readTable } from './read.ts'
import { stampIn } from './stamp.ts'
import type { Asked, Opened } from './open.ts'
import type { Sheet } from './cell.ts'

// The thread a stranger's file is read in (open.ts): it keeps the table and hands out rows.

const { bytes, name, head } = workerData as { bytes: Uint8Array; name: string; head: number }

const answer = async (): Promise<{ opened: Opened; sheets: readonly Sheet[] }> => {
  const table = await readTable(bytes, name)
  if (!table.ok) return { opened: { ok: false, reason: table.reason }, sheets: [] }
  const hash = createHash('sha256')
  for (const piece of canonical(table.sheets)) hash.update(piece)
  const sheets = table.sheets.map(({ rows, ...sheet }) => ({ ...sheet, rows: rows.length, head: rows.slice(0, head) }))
  return {
    opened: { ok: true, sheets, digest: hash.digest('hex'), stamp: stampIn(table.sheets) },
    sheets: table.sheets,
  }
}

const { opened, sheets } = await answer()
parentPort?.on('message', ({ id, sheet, at }: Asked) => {
  const rows = sheets[sheet]?.rows ?? []
  parentPort?.postMessage({ id, rows: at.map((index) => rows[index] ?? []) })
})
parentPort?.postMessage(opened)
