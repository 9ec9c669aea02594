import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '#platform/files/folder.ts'
import { label } from '#platform/text/label.ts'
import { ConfigError } from './config.ts'

/**
 * Takes a folder for this process alone and answers how to give it back. SQLite holds a lock of the operating system, which
 * ends with the process however it ends; a file with a process number outlives a crash.
 */
export const lockFolder = (folder: string): (() => void) => {
  makeFolder(folder)
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== 5) throw error
    throw new ConfigError(
      label(
        `另一个暖家正在使用 ${folder}。请先停掉它,或用 DATA_DIR 指定别的文件夹。`,
        `Another Nuanjia is using ${folder}. Stop it first, or set DATA_DIR to another folder.`,
      ),
    )
  }
  return () => lock.close()
}
