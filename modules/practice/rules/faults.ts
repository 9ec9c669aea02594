import { type Label, label } from '#platform/text/label.ts'

/** Codes under which the keeper notes what went wrong; others are those of PostgreSQL or of the machine. */
export const faults = { taken: 'practice.taken', mayNotCreate: 'practice.mayNotCreate', disk: 'practice.disk' } as const

const full: readonly string[] = [faults.disk, '53100', 'ENOSPC']
const notAllowed: readonly string[] = [faults.mayNotCreate, '42501']

/** What a code means and what is done about it; `names` are the database's and its login's. */
export const faultText = (code: string, names: { readonly database: string; readonly role: string }): Label => {
  if (full.includes(code))
    return label(
      '磁盘快满了,练习没有做成;真实的数据照常。请先腾出空间,再点〔再试一次〕。',
      'The disk is nearly full and practice was not made; the real data goes on. Free space, then press “Try again”.',
    )
  if (notAllowed.includes(code))
    return label(
      `数据库账号 ${names.role} 不能建新的数据库。请数据库管理员执行:ALTER ROLE "${names.role}" CREATEDB; 然后点〔再试一次〕。`,
      `The database login ${names.role} may not create a database. Have the database administrator run: ALTER ROLE "${names.role}" CREATEDB; then press “Try again”.`,
    )
  if (code === faults.taken)
    return label(
      `已经有一个叫 ${names.database} 的数据库,不是练习用的,没有动它。请数据库管理员给它改名,再点〔再试一次〕。`,
      `A database called ${names.database} is there and is not a practice one; it was not touched. Have it renamed, then press “Try again”.`,
    )
  return label(
    `练习没有做成(代码 ${code});真实的数据照常。请点〔再试一次〕;还不行,把代码告诉维护人员。`,
    `Practice was not made (code ${code}); the real data goes on. Press “Try again”; if that fails, tell the code to whoever maintains the machine.`,
  )
}
