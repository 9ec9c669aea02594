import { localDate, type LocalDate } from '#platform/clock/time.ts'
import type { CertificateState } from '#platform/http/certificate.ts'
import { spanText } from '#platform/text/span.ts'
import { label, type Label } from '#platform/text/label.ts'
import { staleBackupDays } from './nights.ts'

/** What is looked at; instants are dates, sizes bytes, lags seconds. */
export type Facts = {
  readonly now: Date
  readonly today: LocalDate
  readonly startedAt: Date
  readonly data: Room | null
  readonly backup: {
    readonly folder: string | null
    readonly room: Room | null
    readonly made: Date | null
    /** The last one that failed after it, with the code of why. */
    readonly failed: { readonly at: Date; readonly fault: string } | null
  }
  /** Age of the oldest row of the audit log that is not chained yet. */
  readonly auditLag: number
  /** Postings that are not folded into cells yet. */
  readonly waitingPostings: number
  readonly failures: readonly { readonly name: string; readonly at: Date; readonly code: string }[]
  readonly nextYear: { readonly year: string; readonly published: boolean }
  readonly certificate: CertificateState
  /** What lies in the place of the certificate by now; a label says why no start would succeed with it. */
  readonly certificateInPlace: 'same' | 'new' | Label
  /** When somebody was last at work here, by the clock of then. */
  readonly lastWritten: Date | null
}

/** A disk. */
export type Room = { readonly free: number; readonly total: number }

/** Something the administrator should do; `stop` is already felt by the people. */
export type Warning = { readonly code: WarningCode; readonly level: 'warn' | 'stop'; readonly text: Label }

/** Shares of a disk that are left when it is told, and when no more files are taken in. */
export const room = { warn: 0.15, stop: 0.05 } as const

/** Whether a disk has too little left for files; registering goes on. */
export const isNearlyFull = (disk: Room): boolean => disk.free < disk.total * room.stop

const auditLagSeconds = 300
/** How far behind the last work a clock may stand before it is told; two servers differ by seconds. */
export const clockSeconds = 120
/** Postings that wait when the administrator is told: some minutes of folding. */
export const postingsMany = 10_000
const day = 86_400_000

const inTheWay = label(
  '备份文件夹的位置被一个文件占了。请把那个文件移走',
  'a file stands in the place of the folder: move it away',
)
const diskFull = label(
  '备份磁盘满了。请删掉别的文件或换大的磁盘',
  'the disk of the backups is full: free space, or use a larger one',
)

/** How a failed backup is explained to who can do something about it: why, and what to do. */
const faults: Readonly<Record<string, Label>> = {
  'backup.diskFull': diskFull,
  ENOSPC: diskFull,
  EACCES: label(
    '备份文件夹没有写的权限。请把它给运行服务的用户(chown nuanjia;容器里是 10001)',
    'the folder of the backups cannot be written to: give it to the user of the service (chown nuanjia; 10001 in a container)',
  ),
  EROFS: label(
    '备份磁盘是只读的。请检查磁盘,重新挂成可写',
    'the disk of the backups is read-only: check it and mount it for writing',
  ),
  ENOENT: label(
    '备份文件夹不见了,可能磁盘没有挂上。请挂上磁盘,或改 BACKUP_DIR 后重启',
    'the folder of the backups is missing; its disk may not be mounted. Mount it, or change BACKUP_DIR and restart',
  ),
  ENOTDIR: inTheWay,
  EEXIST: inTheWay,
  'backup.exists': label(
    '同一分钟已经有一份同名的备份。请过一分钟再来',
    'there is one of the same name, made in this minute: try again in a minute',
  ),
  'backup.inside': label(
    '备份文件夹在数据文件夹里面。请把 BACKUP_DIR 设到别的磁盘上再重启',
    'the folder of the backups lies within the data: set BACKUP_DIR to another disk and restart',
  ),
  'backup.mayNotRead': label(
    '数据库账号读不到全部数据。请让数据库管理员给它 bypassrls',
    'the login of the database may not read everything: ask its administrator for bypassrls',
  ),
}

/** Why a backup failed and what to do, by its code. */
export const whyFailed = (fault: string): Label =>
  faults[fault] ?? label(`代码 ${fault},请看服务器日志`, `code ${fault}; see the log of the server`)

/** Everything that needs the administrator, what is felt already first. */
export const warningsOf = (facts: Facts): readonly Warning[] => {
  const found: Warning[] = []
  const tell: Tell = (code, level, values) => {
    const fill = (language: 'zh' | 'en'): string =>
      sayings[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? ''
        return typeof value === 'object' ? value[language] : String(value)
      })
    found.push({ code, level, text: label(fill('zh'), fill('en')) })
  }
  const percent = ({ free, total }: Room): number => Math.floor((free / total) * 100)
  if (facts.data && isNearlyFull(facts.data)) tell('diskStop', 'stop', { percent: percent(facts.data) })
  else if (facts.data && facts.data.free < facts.data.total * room.warn)
    tell('diskWarn', 'warn', { percent: percent(facts.data) })
  const behind = facts.lastWritten ? (facts.lastWritten.getTime() - facts.now.getTime()) / 1000 : 0
  if (behind > clockSeconds) tell('clockBehind', 'warn', { span: spanText(behind) })
  tellCertificate(facts, tell)
  tellBackup(facts, tell)
  if (facts.backup.room && facts.backup.room.free < facts.backup.room.total * room.warn)
    tell('backupRoom', 'warn', { percent: percent(facts.backup.room) })
  if (facts.auditLag > auditLagSeconds) tell('auditLag', 'warn', { span: spanText(facts.auditLag) })
  if (facts.waitingPostings > postingsMany) tell('figuresLag', 'warn', { n: facts.waitingPostings })
  // A backup that failed is told above, with its reason, until one is made.
  for (const { name, code } of facts.failures) if (name !== 'running.backup') tell('job', 'warn', { name, code })
  // The notice comes in October or November.
  if (!facts.nextYear.published && facts.today.slice(5) >= '12-01')
    tell('calendar', 'warn', { year: facts.nextYear.year })
  return [...found.filter(({ level }) => level === 'stop'), ...found.filter(({ level }) => level === 'warn')]
}

type Tell = (
  code: WarningCode,
  level: Warning['level'],
  values: Readonly<Record<string, string | number | Label>>,
) => void

const tellCertificate = ({ certificate, certificateInPlace }: Facts, tell: Tell): void => {
  const { state, begins, ends, days } = certificate
  if (state === 'none') return
  const level = state === 'over' || state === 'notYet' ? 'stop' : 'warn'
  if (certificateInPlace === 'new') return tell('certificateWaits', level, {})
  if (state === 'over') tell('certificateEnded', level, { day: localDate(ends) })
  if (state === 'soon') tell('certificateEnds', level, { days })
  if (state === 'notYet') tell('certificateNotYet', level, { day: localDate(begins) })
  if (certificateInPlace !== 'same') tell('certificateUnfit', 'warn', { why: certificateInPlace })
}

const tellBackup = ({ backup, now, startedAt }: Facts, tell: Tell): void => {
  const { made, failed, folder } = backup
  const stale = made === null || now.getTime() - made.getTime() > staleBackupDays * day
  if (failed && (made === null || failed.at > made))
    tell('backupFailed', 'warn', {
      why: whyFailed(failed.fault),
    })
  else if (folder === null && stale) tell('backupOff', 'warn', {})
  // A house of the first hour waits for its first.
  else if (made === null && now.getTime() - startedAt.getTime() > 3_600_000) tell('backupNever', 'warn', {})
  else if (made !== null && stale)
    tell('backupOld', 'warn', { days: Math.floor((now.getTime() - made.getTime()) / day) })
}

export type WarningCode = keyof typeof sayings

const sayings = {
  diskStop: label(
    '数据磁盘只剩 {percent}%,已经不收附件,登记照常。请马上清理磁盘或换大的。',
    'Only {percent}% of the data disk is left: files are refused, registering goes on. Free space or move to a larger disk now.',
  ),
  diskWarn: label(
    '数据磁盘只剩 {percent}%。到 5% 就不收附件了,请安排清理或扩容。',
    'Only {percent}% of the data disk is left. At 5% files are refused: free space or extend it.',
  ),
  certificateEnded: label(
    '网站证书 {day} 已经到期,浏览器会拦住大家。请换上新证书并重启服务。',
    'The certificate ended on {day} and browsers keep people out. Put the new one in place and restart.',
  ),
  certificateNotYet: label(
    '网站证书要到 {day} 才生效,浏览器会拦住大家。请先核对这台机器的时间(timedatectl),时间没错就换上现在能用的证书。',
    'The certificate begins on {day} only and browsers keep people out. Look at the clock of this machine first (timedatectl); if it is right, put a certificate in place that is valid now.',
  ),
  certificateWaits: label(
    '新证书已经放好,还没有用上。请重启服务。',
    'A new certificate lies in its place and is not used yet. Restart the server.',
  ),
  certificateUnfit: label(
    '放好的新证书用不了:{why}。现在用的还是原来那张;换好以前不要重启,重启就起不来。',
    'The new certificate cannot be used: {why}. The one from before still serves; do not restart until it is right, for the server would not start.',
  ),
  clockBehind: label(
    '这台机器的时间比最后一次有人用的时候早 {span}:不是现在慢了,就是那时快了,期限会算错。请核对时间(timedatectl),不用重启;现在已经准的,过了这段时间就不再提醒。',
    'The clock of this machine stands {span} before the last time somebody worked here: it is slow now, or was fast then, and deadlines go wrong. Set it right (timedatectl); no restart is needed. If it is right by now this goes away after that time.',
  ),
  certificateEnds: label(
    '网站证书还有 {days} 天到期。请申请新证书,换上后重启服务。',
    'The certificate ends in {days} day(s). Apply for a new one, put it in place and restart.',
  ),
  backupFailed: label(
    '备份没有做成:{why}。每小时会自动再试一次,处理好了也可以点〔现在备份〕。',
    'The backup failed: {why}. It is tried again each hour; once it is seen to, press “Back up now”.',
  ),
  backupOff: label(
    '没有自动备份。请设置 BACKUP_DIR(放在别的磁盘上)再重启,或每天运行 nuanjia backup。',
    'There is no nightly backup. Set BACKUP_DIR to a folder on another disk and restart, or run nuanjia backup each day.',
  ),
  backupNever: label('还没有做成过备份。请看服务器日志。', 'No backup was made yet. See the log of the server.'),
  backupOld: label(
    '上一次做成备份是 {days} 天前。请看服务器日志,或运行 nuanjia backup。',
    'The last good backup is {days} days old. See the log of the server, or run nuanjia backup.',
  ),
  backupRoom: label(
    '备份磁盘只剩 {percent}%。请清理或换大的,不然以后的备份做不成。',
    'Only {percent}% of the disk of the backups is left: free space, or later ones will fail.',
  ),
  auditLag: label(
    '留痕已有 {span}没有封存。请重启服务;还不行,看服务器日志里的 audit.seal。',
    'The audit log was not sealed for {span}. Restart the server; else look for audit.seal in its log.',
  ),
  figuresLag: label(
    '统计有 {n} 笔还没汇总(数字仍是对的,只是慢)。持续不降请重启服务。',
    '{n} postings are not folded yet (figures are right, only slow). If it does not go down, restart the server.',
  ),
  job: label(
    '后台任务 {name} 一天内失败过({code})。反复出现请看服务器日志。',
    'The job {name} failed within the last day ({code}). If it goes on, look into the log of the server.',
  ),
  calendar: label(
    '{year} 年的放假安排还没有导入,跨年的期限只是估算。请到〔放假安排〕导入。',
    'The days off of {year} are not loaded: deadlines into it are estimates. Load them under Days off.',
  ),
} as const
