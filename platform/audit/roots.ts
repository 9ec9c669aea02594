import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '#platform/files/folder.ts'

/** The last link of one home's chain of one day (Asia/Shanghai); `digest` in hexadecimal. */
export type Root = { readonly day: string; readonly home: string; readonly seq: number; readonly digest: string }

/** What the roots file says; `torn` lines cannot be read (a crash leaves at most one, each other was tampered with). */
export type RootsFile = { readonly roots: readonly Root[]; readonly torn: number }

const line = /^(\d{4}-\d{2}-\d{2})\t(\d{6})\t(\d+)\t([0-9a-f]{64})$/

/** Reads the roots file; a missing one has no roots. */
export const readRoots = (file: string): RootsFile => {
  const lines = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((text) => text !== '')
    : []
  const roots = lines.flatMap((text): Root[] => {
    const [, day = '', home = '', seq = '', digest = ''] = line.exec(text) ?? []
    return digest ? [{ day, home, seq: Number(seq), digest }] : []
  })
  return { roots, torn: lines.length - roots.length }
}

/**
 * Appends roots, one line each, and waits until the disk has them: what is in this file stays proved even when the
 * database is rolled back. The file belongs on another disk or machine than the database.
 */
export const appendRoots = (file: string, roots: readonly Root[]): void => {
  if (roots.length === 0) return
  makeFolder(dirname(file))
  // A line torn by a crash must not swallow the next one.
  const torn = existsSync(file) && !/(?:^|\n)$/.test(readFileSync(file, 'utf8'))
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(
      handle,
      `${torn ? '\n' : ''}${roots.map((root) => `${root.day}\t${root.home}\t${root.seq}\t${root.digest}\n`).join('')}`,
    )
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
