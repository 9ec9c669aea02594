import { KeyFileError } from '#platform/crypto/root.ts'
import { databaseFailed } from '#platform/db/embedded.ts'
import { changedMigration, unknownMigration } from '#platform/db/migrate.ts'
import { CertificateError } from '#platform/http/certificate.ts'
import { toFailure } from '#platform/http/problem.ts'
import { type Label, label } from '#platform/text/label.ts'
import { ConfigError } from './config.ts'

/** Why a file or folder cannot be used and what to look at; null when the error is not about one. */
export const fileTrouble = (error: unknown): Label | null => {
  const { code = '', path } = error as NodeJS.ErrnoException
  if (path === undefined || !unusable.has(code)) return null
  return label(
    `文件 ${path} 用不了(${code})。请核对路径、权限和磁盘空间。`,
    `The file ${path} cannot be used (${code}). Check the path, its permissions and the space on the disk.`,
  )
}

/** Why the server cannot start and what to do; null for what nobody foresaw. */
export const startTrouble = (error: unknown): Label | null => {
  if (error instanceof ConfigError || error instanceof KeyFileError) return error.sentence
  if (error instanceof CertificateError) return label(`${error.sentence.zh}。`, `${error.sentence.en}.`)
  const { code = '', errcode } = error as NodeJS.ErrnoException & { readonly errcode?: number }
  // 13: what SQLite, which locks the folder, says of a full disk.
  if (code === 'ENOSPC' || code === '53100' || errcode === 13)
    return label(
      '磁盘已满,启动不了。请在 DATA_DIR 所在的磁盘上腾出空间再启动;已经登记的内容都在。',
      'The disk is full and the server cannot start. Free space on the disk of DATA_DIR and start again; what was registered is there.',
    )
  if (code === changedMigration) {
    const { migration } = error as { readonly migration?: string }
    return label(
      `这个数据库是另一个版本的暖家建的(${migration} 不一样),这个版本不能接着用。请用原来的版本打开;只是试用的,用 DATA_DIR 另指一个文件夹重新开始。原来的数据都在。`,
      `The database was made by another version of Nuanjia (${migration} differs) and this one cannot go on with it. Open it with that version or, if it was only a trial, begin anew with another DATA_DIR. What was registered is there.`,
    )
  }
  if (code === unknownMigration) {
    const { migration } = error as { readonly migration?: string }
    return label(
      `这份数据已经被更新的暖家升级过(${migration}),这个旧版本不能用它,没有动。请用新的版本启动;要退回旧版,另指一个空的 DATA_DIR,用旧版恢复升级之前的备份。`,
      `The data was upgraded by a newer Nuanjia (${migration}); this older one cannot use it and left it alone. Start the newer version; to go back, restore the backup from before the upgrade with this one into an empty DATA_DIR.`,
    )
  }
  if (code === databaseFailed)
    return label(
      `自带的数据库没有启动,数据没有动。请按下面它说的处理;看不懂时把 DATA_DIR 里的 database/postgres.log 交给维护人员。`,
      `The embedded database did not start; the data is untouched. Act on what it says; database/postgres.log in DATA_DIR tells more.\n${(error as Error).message}`,
    )
  if (unreachable.test(code))
    return label(
      `连不上数据库(${code})。请确认它在运行;用 DATABASE_URL 时核对地址、用户名、密码和数据库名。`,
      `The database cannot be reached (${code}). See that it runs; with DATABASE_URL check its address, user, password and database.`,
    )
  if (toFailure(error).code === 'http.busy')
    return label(
      '数据库在启动途中断开了。已经做完的都在,再启动一次就接着做。',
      'The database went away in the midst of the start. What was done is there; start again and it goes on.',
    )
  return fileTrouble(error)
}

const unusable = new Set(['ENOENT', 'EACCES', 'EEXIST', 'EISDIR', 'ENOTDIR', 'EROFS', 'ENOSPC', 'EPERM'])
const unreachable = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|28000|28P01|3D000|57P03)$/
