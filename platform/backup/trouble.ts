import { type Label, label } from '#platform/text/label.ts'

/** What can be wrong with a backup or a restore: see {@link sayings} for each. */
export type BackupFault = keyof typeof sayings

/** A backup or restore that was not done; nothing is half done. `sentence` says why and what to do now. */
export class BackupError extends Error {
  readonly code: `backup.${BackupFault}`
  readonly sentence: Label
  constructor(fault: BackupFault, facts: Readonly<Record<string, string | number>> = {}) {
    const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
    const sentence = label(filled(sayings[fault].zh), filled(sayings[fault].en))
    super(sentence.en)
    this.name = 'BackupError'
    this.code = `backup.${fault}`
    this.sentence = sentence
  }
}

const sayings = {
  exists: label(
    '文件 {file} 已经有了,没有覆盖。请换一个文件名。',
    'The file {file} is there already and was not overwritten. Choose another name.',
  ),
  diskFull: label(
    '磁盘已满,备份没有做成,没有留下半个文件。请在 {file} 所在的磁盘上腾出空间,或换一个磁盘再做。',
    'The disk is full: no backup was made and no half file is left. Free space on the disk of {file}, or use another one.',
  ),
  noRoom: label(
    '磁盘已满,恢复没有做成,备份文件没有动。请在 {dataDir} 所在的磁盘上腾出空间,或用 DATA_DIR 指到大的磁盘上一个新的文件夹,再用同样的命令运行一次。',
    'The disk is full: nothing was restored, and the backup is as it was. Free space on the disk of {dataDir}, or set DATA_DIR to a new folder on a larger one, and run the same command again.',
  ),
  interrupted: label('已中断,没有留下半个文件。', 'Interrupted; no half file is left.'),
  stopped: label(
    '已中断,数据库还是空的。用同样的命令再运行一次即可。',
    'Interrupted; the database is still empty. Run the same command again.',
  ),
  inside: label(
    '备份不能放在 DATA_DIR({dataDir})里:磁盘坏了会一起没有。请放到别的磁盘或别的机器。',
    'A backup must not lie inside DATA_DIR ({dataDir}): it would be lost with it. Put it on another disk or machine.',
  ),
  mayNotRead: label(
    'DATABASE_URL 的账号不能读写全部数据,备份和恢复会不完整,所以没有做。请用超级用户,或请数据库管理员执行:alter role 账号 bypassrls; grant nuanjia_owner to 账号。',
    'The login of DATABASE_URL may not read and write all rows, so this would be incomplete and was not done. Use a superuser, or have the administrator run: alter role LOGIN bypassrls; grant nuanjia_owner to LOGIN.',
  ),
  notOne: label(
    '{file} 不是暖家的备份文件。请核对文件名。',
    '{file} is not a backup of Nuanjia. Check which file it is.',
  ),
  newerFormat: label(
    '{file} 是更新的暖家做的备份(格式 {format},这个版本认识到 {known})。请用做备份的那个版本或更新的版本恢复。',
    '{file} was made by a newer Nuanjia (format {format}; this version reads up to {known}). Restore it with that version or a later one.',
  ),
  newer: label(
    '{file} 是更新的暖家({version})做的备份,这个版本不认识其中的 {migration}。请用做备份的那个版本或更新的版本恢复。',
    '{file} was made by a newer Nuanjia ({version}): this version does not know {migration}. Restore it with that version or a later one.',
  ),
  otherVersion: label(
    '{file} 是另一个版本的暖家({version})做的备份({migration} 不一样)。请用做备份的那个版本恢复。',
    '{file} was made by another version of Nuanjia ({version}; {migration} differs). Restore it with that version.',
  ),
  otherKey: label(
    '{file} 要用指纹为 {wanted} 的根密钥打开,现在的密钥文件 {keyFile} 指纹是 {found}。请把做备份时的密钥文件放回来,或用 NUANJIA_MASTER_KEY_FILE 指向它。',
    '{file} opens with the root key of fingerprint {wanted}; the key file {keyFile} has {found}. Put back the key file of that time, or point NUANJIA_MASTER_KEY_FILE to it.',
  ),
  cut: label(
    '{file} 不完整:到第 {at} 字节就断了,可能没有拷完。请重新拷贝,或用前一份备份。',
    '{file} is incomplete: it ends at byte {at}. Copy it again, or use the backup before it.',
  ),
  damaged: label(
    '{file} 损坏了:从第 {at} 字节起和写下时不一样。请重新拷贝,或用前一份备份。',
    '{file} is damaged: from byte {at} it is not what was written. Copy it again, or use the backup before it.',
  ),
  counts: label(
    '{table} 恢复后是 {found} 行,备份里是 {wanted} 行。数据库没有动。请换一份备份,并把这句话交给维护人员。',
    '{table} has {found} rows after the restore and {wanted} in the backup. The database is untouched. Use another backup and show this to whoever maintains the product.',
  ),
  notEmpty: label(
    '这个数据库里已经有内容,恢复只进空的数据库,没有动它。请用 DATA_DIR 另指一个新文件夹,或用 DATABASE_URL 指向一个新建的空数据库。',
    'The database holds records; a restore goes into an empty one only and this one was not touched. Set DATA_DIR to a new folder, or DATABASE_URL to a new, empty database.',
  ),
  tooOld: label(
    '这个数据库是 PostgreSQL {version},恢复要 15 或更新的版本。',
    'The database is PostgreSQL {version}; a restore needs 15 or newer.',
  ),
} as const
