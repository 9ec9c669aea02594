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
  const file = join(folder, 'lock')
  try {
    const lock = new DatabaseSync(file)
    lock.exec('begin exclusive')
    return () => lock.close()
  } catch (error) {
    const { errcode } = error as { readonly errcode?: number }
    if (errcode === damaged)
      throw new ConfigError(
        label(
          `锁文件 ${file} 损坏了,里面没有数据。请确认没有别的暖家在用这个文件夹,删掉它再启动。`,
          `The lock file ${file} is damaged; it holds no data. See that no other Nuanjia uses the folder, delete it and start again.`,
        ),
      )
    if (errcode === forbidden)
      throw new ConfigError(
        label(
          `文件夹 ${folder} 写不进去。请核对 DATA_DIR 的权限,看磁盘是不是只读。`,
          `The folder ${folder} cannot be written to. Check the permissions of DATA_DIR and whether its disk is read-only.`,
        ),
      )
    if (errcode !== taken) throw error
    throw new ConfigError(
      label(
        `另一个暖家正在使用 ${folder}。请先停掉它,或用 DATA_DIR 指定别的文件夹。`,
        `Another Nuanjia is using ${folder}. Stop it first, or set DATA_DIR to another folder.`,
      ),
    )
  }
}

// What SQLite answers.
const taken = 5
const forbidden = 14
const damaged = 26
