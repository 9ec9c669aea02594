import { label, type Label } from '#platform/text/label.ts'

/** Words of the administrator's 今天. */
export const deskWords = {
  title: label('今天', 'Today'),
  vacant: label('没有人担任', 'Nobody holds'),
  vacantAt: label('{unit}:{what}', '{unit}: {what}'),
  vacantMore: label('共 {n} 项,先列最要紧的。', '{n} in all; the gravest first.'),
  vacantWhy: label(
    '请〔开通账号〕并由安全管理员在〔岗位〕里设岗位;已经有账号的,直接设岗位。',
    'Open an account, and have the security administrator give it the post; where somebody has an account the post is enough.',
  ),
  accounts: label('账号', 'Accounts'),
  accountsFine: label('都在用,没有要看的。', 'All are in use; none is to be looked at.'),
  accountsSee: label('账号检查', 'Look at them'),
  counted: label('{n} 个:{why}', '{n}: {why}'),
  backup: label('备份', 'Backup'),
  backupMade: label('{at} 做成过。', 'Last made {at}.'),
  backupNone: label('还没有做成过。', 'None made yet.'),
  backupFailed: label('{at} 没有做成(代码 {fault})。', 'Failed {at} (code {fault}).'),
  backupSee: label('看运行', 'See the server'),
  calendar: label('{year} 年放假安排', 'Days off of {year}'),
  calendarThere: label('已导入,期限按它算。', 'Loaded; deadlines follow it.'),
  calendarMissing: label(
    '还没有导入。国务院办公厅一般在十一、十二月发通知,没导入前跨年的期限是暂定的。',
    'Not loaded yet. The notice usually comes in November or December; until then deadlines beyond the year are provisional.',
  ),
  calendarSee: label('放假安排', 'Days off'),
  version: label('版本', 'Version'),
  versionIs: label('暖家 {version},{at} 启动。', 'Nuanjia {version}, running since {at}.'),
} as const satisfies Record<string, Label>
