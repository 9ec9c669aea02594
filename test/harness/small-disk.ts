import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Folder } from './server.ts'

/** A folder on a real disk of its own that can be filled to the last byte. */
export type SmallDisk = {
  readonly folder: Folder
  /** Fills it up to so many megabytes, to the last byte unless told; until `clear`. */
  readonly fill: (leaveMb?: number) => void
  readonly clear: () => void
  /** Takes the disk away, with what is on it. */
  readonly remove: () => void
}

const mb = 1 << 20

// Whoever is not root becomes the master of a mount namespace by a user namespace.
const own = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user', '--keep-caps']

/** Why this machine cannot give a program a disk of its own; null when it can. */
export const whyNoSmallDisk = (): string | null => {
  if (process.platform !== 'linux') return `a small disk is made by Linux, not ${process.platform}`
  const tried = spawnSync('unshare', [...own, '--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/tmp'])
  if (tried.status === 0) return null
  return `no mount namespace: ${tried.error?.message ?? tried.stderr.toString().trim()}`
}

/** Moves a filled folder onto a tmpfs with so many megabytes to spare, seen only by what is started `inside`. */
export const onSmallDisk = async (folder: Folder, spareMb: number): Promise<SmallDisk> => {
  const { DATA_DIR: dir } = folder.env
  const before = `${dir}.before`
  renameSync(dir, before)
  mkdirSync(dir, { mode: 0o700 })
  const script = `size=$(($(du -sm "$1" | cut -f1) + $3)) && mount -t tmpfs -o size="$size"m,mode=0700 none "$2" && cp -a "$1/." "$2" && echo ready && exec cat`
  const holder = spawn('unshare', [...own, '--mount', 'sh', '-c', script, 'sh', before, dir, String(spareMb)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: holder.stdout }), 'line')
  rmSync(before, { recursive: true })
  const enter = own.length > 0 ? ['--user', '--preserve-credentials'] : []
  const dataDir = `/proc/${holder.pid}/root${dir}`
  const filler = join(dataDir, 'filler')
  const fill = (leaveMb = 0): void => {
    const file = openSync(filler, 'a')
    try {
      const { bavail, bsize } = statfsSync(dataDir)
      for (let left = bavail * bsize - leaveMb * mb; left > 0; left -= mb)
        writeSync(file, Buffer.alloc(Math.min(left, mb)))
    } catch (error) {
      // The database took the last of it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }
  return {
    folder: { ...folder, dataDir, inside: ['nsenter', '--mount', ...enter, '--target', String(holder.pid), '--'] },
    fill,
    clear: () => rmSync(filler, { force: true }),
    remove: () => void holder.stdin.end(),
  }
}
