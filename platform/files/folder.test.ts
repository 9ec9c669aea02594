import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './folder.ts'

test('a folder is made with those above it, and what stands there is left alone', () => {
  const base = mkdtempSync(join(tmpdir(), 'nuanjia-folder-'))
  const deep = join(base, '甲', '乙')
  makeFolder(deep)
  makeFolder(deep)
  expect(statSync(deep).isDirectory()).toBe(true)
  writeFileSync(join(base, 'file'), '')
  expect(() => makeFolder(join(base, 'file'))).toThrow('EEXIST')
  rmSync(base, { recursive: true })
})

test.runIf(process.platform === 'linux')('a place where nothing can be made is told instead of tried for ever', () => {
  expect(() => makeFolder('/proc/nuanjia/data')).toThrow('ENOENT')
})
