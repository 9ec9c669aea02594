import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readMigrations } from './migrate.ts'

// Databases with these migrations are at work: what was changed in one of them would never reach them, and the start refuses it.
const fixed = '0016_org_changes.sql'
const digest = 'f22d8d4e81762ca8f58e778b6fa28793e6f22a6f893dd002f718a657af77d54e'

test('the migrations that were given out are what they were, and new ones come behind them', () => {
  const migrations = readMigrations()
  const given = migrations.filter(({ name }) => name <= fixed)
  expect(given.at(-1)?.name).toBe(fixed)
  expect(given).toHaveLength(15)
  const all = createHash('sha256')
  for (const { name, checksum } of given) all.update(`${name} ${checksum}\n`)
  expect(all.digest('hex')).toBe(digest)
})
