import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { localDate } from '#platform/clock/time.ts'
import { openDatabase } from '#platform/db/open.ts'
import { emptyFolder, fillFolder, targetOf } from '#test/harness/server.ts'
import { readConfig } from './config.ts'
import type { Cleanup } from './databases.ts'
import { start } from './main.ts'

test('when the first request comes, the audit has its month: none is refused because the month is being made', async () => {
  const folder = emptyFolder()
  const cleanup: Cleanup = []
  try {
    await fillFolder(folder)
    await start(readConfig({ ...folder.env, PORT: '0' }, []), cleanup, () => undefined)
    const { db, close } = openDatabase(targetOf(folder), 1)
    cleanup.push(close)
    const month = `audit.event_${localDate(new Date()).slice(0, 7).replace('-', '')}`
    const { rows } = await sql<{ made: string | null }>`select to_regclass(${month})::text as made`.execute(db)
    expect(rows).toEqual([{ made: month }])
  } finally {
    for (const undo of cleanup.reverse()) await undo()
    folder.remove()
  }
}, 120_000)

test('stopped in the midst of starting it leaves no PostgreSQL behind', async () => {
  const folder = emptyFolder()
  const cleanup: Cleanup = []
  try {
    const started = start(readConfig({ ...folder.env, PORT: '0' }, []), cleanup, () => undefined).catch(() => undefined)
    // PostgreSQL writes it when it begins and takes it away when it has ended.
    const running = () => existsSync(join(folder.dataDir, 'database', 'cluster', 'postmaster.pid'))
    await expect.poll(running, { timeout: 60_000, interval: 5 }).toBe(true)
    for (const undo of cleanup.splice(0).reverse()) await undo()
    await started
    expect(running()).toBe(false)
  } finally {
    folder.remove()
  }
}, 120_000)
